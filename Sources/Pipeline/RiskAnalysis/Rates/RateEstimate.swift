internal import Export
internal import Risk
public import SpatialEngine
internal import SpatialFormats

/// `risk rates`: rates of units from events and exposure.
public struct RateEstimate: Sendable {
    /// How a rate comes from a count.
    public enum Method: Sendable {
        /// Gamma–Poisson.
        case gammaPoisson
        /// Marshall's empirical Bayes over all units.
        case empiricalBayes
        /// The same over each unit and its neighbours of a GAL file.
        case spatialEmpiricalBayes(neighbours: String)
        /// The same with the variance about every unit's own local mean (Bailey and Gatrell).
        case localEmpiricalBayes(neighbours: String)
        /// BYM2 over a graph of neighbours, sampled.
        case spatialModel(neighbours: String)

        /// The value of `--method`.
        var name: String {
            switch self {
            case .gammaPoisson: "gamma-poisson"
            case .empiricalBayes: "eb-global"
            case .spatialEmpiricalBayes: "eb-spatial"
            case .localEmpiricalBayes: "eb-local"
            case .spatialModel: "bym2"
            }
        }

        /// The file of neighbours.
        var neighbours: String? {
            switch self {
            case .gammaPoisson, .empiricalBayes: nil
            case .spatialEmpiricalBayes(let path), .localEmpiricalBayes(let path), .spatialModel(let path): path
            }
        }
    }

    /// The prior of the Gamma–Poisson rates.
    public enum Prior: Sendable {
        /// The largest marginal likelihood.
        case marginalLikelihood
        /// Gamma(½, 0).
        case jeffreys
        /// Events over exposure with the exact interval.
        case none
        /// Shape in events, rate in exposure.
        case given(shape: Double, rate: Double)
    }

    /// What a summary says.
    public struct Outcome: Sendable {
        /// For `--json`.
        public let summary: JSONObject
        /// What a user should know, one sentence each.
        public let warnings: [String]
    }

    /// A table of weights, of draws, of single events or of counts.
    public var events: String
    /// A table `unit_id,exposure`, whose units are those of the output; nil for a density of the events' own units.
    public var exposure: String?
    /// A table `unit_id,q`.
    public var reporting: String?
    /// Reporting probability of units that the table does not name; two different ends give a bracket.
    public var q = 1.0...1.0
    /// How a rate comes from a count.
    public var method = Method.gammaPoisson
    /// The prior of the Gamma–Poisson rates.
    public var prior = Prior.marginalLikelihood
    /// For BYM2: a standard deviation of log rates, and the probability of a larger one, before any count.
    public var sigmaPrior = (large: 1.0, probability: 0.01)
    /// For BYM2: independent chains.
    public var chains = 4
    /// For BYM2: draws kept per chain.
    public var draws = 1_000
    /// The column of the exposure table by whose values units share a prior of their own; nil for one prior.
    public var pool: String?
    /// Standard deviation of the pools about the whole, of ln mean rate and of ln shape.
    public var poolSpread = 1.0
    /// The exposure that rates are printed for.
    public var per = 1.0
    /// Probability inside the intervals.
    public var interval = 0.9
    /// Rate, in events per ``per``, against which each unit is held; nil for twice the overall rate.
    public var threshold: Double?
    /// Exposure for which counts are predicted.
    public var predictedExposure: Double?
    /// Draws for ranks.
    public var rankDraws = 2_000
    /// The column that says which unit an event belongs to, `unit_id` or `corridor_id`.
    public var unitColumn = "unit_id"
    /// The one category that is wanted, by corridor and quarter; nil for all that may appear by unit.
    public var category: String?
    /// First and last month, `2023-01/2024-12`, of a row for each unit and month; nil for a row a unit.
    public var months: String?
    /// A table `unit_id,from,to` or `source,from,to` of when somebody reported; nil for always.
    public var windows: String?
    /// Whether events that a patrol discovered count.
    public var includesPatrol = false
    /// Whether small counts are hidden.
    public var isPublished = false
    /// How events are weighed; nil for not at all.
    public var harm: Harm?
    /// Persons dead or missing from which an event is a mass-casualty event; nil for no figures of severity.
    public var massCasualty: Int?
    /// Categories of harm that persons inflict, which enforcement may lower; nil for no views.
    public var inflicted: [String]?
    /// Where to list the levels of each event; nil for nowhere.
    public var eventTiers: String?
    /// A `.csv`.
    public var output: String
    /// Whether an existing output is replaced.
    public var overwrite = false
    /// Draw *d* of the ranks takes stream *d*.
    public var seed: UInt64 = 1
    /// No result depends on it.
    public var threads = 1
    /// Is told what a long job is at, and how far.
    public var progress: (@Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void)?

    /// A job with the defaults of the command line.
    public init(events: String, exposure: String?, output: String) {
        self.events = events
        self.exposure = exposure
        self.output = output
    }
}
