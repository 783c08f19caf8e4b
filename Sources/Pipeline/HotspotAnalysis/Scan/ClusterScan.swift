/// What `hotspots scan` is asked.
public struct ClusterScan: Sendable {
    /// What cases are compared with: the values of `--model`.
    public enum Model: String, CaseIterable, Sendable {
        case poisson, bernoulli, permutation
    }

    /// Which spans of time are looked at: the values of `--temporal`.
    public enum Temporal: String, CaseIterable, Sendable {
        case retrospective, prospective
    }

    /// What a step of time is: the values of `--time-unit`.
    public enum TimeUnit: String, CaseIterable, Sendable {
        case day, month, year
    }

    /// What zones look like: the values of `--shape`.
    public enum Shape: String, CaseIterable, Sendable {
        case circle, ellipse, flexible, network
    }

    /// Which clusters follow the best: the values of `--secondary`.
    public enum Secondary: String, CaseIterable, Sendable {
        case noOverlap = "no-overlap"
        case allCentres = "all-centres"
    }

    /// How a p-value is read off the replicates: the values of `--p-value`.
    public enum Tail: String, CaseIterable, Sendable {
        case monteCarlo = "monte-carlo"
        case gumbel
    }

    /// IN, OUT and what all verbs share.
    public var request: HotspotRequest
    /// `--cases`.
    public var cases: String
    /// `--model`.
    public var model = Model.poisson
    /// `--population`: exposure (Poisson), or cases and controls (Bernoulli).
    public var population: String?
    /// `--expected` (Poisson).
    public var expected: String?
    /// `--controls` (Bernoulli).
    public var controls: String?
    /// `--time`.
    public var time: String?
    /// `--time-unit`.
    public var timeUnit = TimeUnit.day
    /// `--time-from`, inside the study.
    public var timeFrom: String?
    /// `--time-to`, inside the study.
    public var timeTo: String?
    /// `--temporal`.
    public var temporal = Temporal.retrospective
    /// `--max-time` in steps; nil for half the study.
    public var longest: Int?
    /// `--max-population`.
    public var largestShare = 0.5
    /// `--max-radius`.
    public var largestRadius: Double?
    /// `--max-locations`.
    public var mostLocations: Int?
    /// `--min-cases`.
    public var leastCases = 2
    /// `--shape`.
    public var shape = Shape.circle
    /// `--shapes` with `--angles`: long by short axis, and number of directions.
    public var ellipses: [(ratio: Double, angles: Int)] = zip([1, 1.5, 2, 3, 4, 5], [1, 4, 6, 9, 12, 15]).map {
        ($0, $1)
    }
    /// `--penalty`.
    public var penalty = 0.0
    /// `--flex-k`.
    public var flexibleCount = 15
    /// `--adjacency`.
    public var adjacency: String?
    /// `--restricted`.
    public var restricted: Double?
    /// `--zones`.
    public var zones: String?
    /// `--secondary`.
    public var secondary = Secondary.noOverlap
    /// `--max-clusters`.
    public var mostClusters = 10
    /// `--permutations`.
    public var permutations = 999
    /// `--early-stop`, and after how many replicates that reach the best cluster; nil for none.
    public var earlyStop: Int?
    /// `--p-value`.
    public var tail = Tail.monteCarlo

    /// A scan with the defaults of the command line.
    public init(_ request: HotspotRequest, cases: String) {
        self.request = request
        self.cases = cases
    }
}
