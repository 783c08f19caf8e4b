public import Incidents
public import Risk
public import Surfaces

/// What a run supposes beside its data: the travellers' ground and seasons, trails that are shut, measures that are taken.
public struct Scenario: Hashable, Sendable {
    /// Months of the year that routes, corridors and priorities speak of, 1…12, sorted; nil takes all.
    public var months: [Int]?
    /// Ids of legs that nobody can use, sorted.
    public var closedLegs: [String]
    /// How slopes slow those who walk.
    public var slopeFunction: SlopeFunction
    /// The lever that a portfolio of measures may use; nil lets it use both.
    public var lever: Lever?

    /// A scenario; what is left out is as the data have it.
    public init(
        months: [Int]? = nil, closedLegs: [String] = [], slopeFunction: SlopeFunction = .irmischerClarkeOffPath,
        lever: Lever? = nil
    ) {
        (self.months, self.closedLegs) = (months, closedLegs)
        (self.slopeFunction, self.lever) = (slopeFunction, lever)
    }
}

/// Every choice that changes the result of a run, and how much of the machine it may use.
public struct JobSettings: Sendable {
    /// Folder of the region pack.
    public var regionFolder: String
    /// First month of the analysis; nil takes the region's window.
    public var from: YearMonth?
    /// Last month of the analysis; nil takes the region's window.
    public var to: YearMonth?
    /// Directions of travel to model; both unless one is named.
    public var directions: [TravelDirection]
    /// A digital elevation model that replaces the sketch terrain.
    public var elevationModel: String?
    /// A table of sea states that replaces the modelled ones.
    public var seaState: String?
    /// Incident tables that replace the pack's sample.
    public var incidentFiles: [String]
    /// What a portfolio of measures may cost, in units of one site; nil selects none.
    public var budget: Double?
    /// What is supposed; nil takes everything as the data have it.
    public var scenario: Scenario?
    /// Seed of every random draw.
    public var seed: UInt64
    /// Threads to use; changes nothing in the result.
    public var threads: Int

    /// Settings with the defaults of the command line.
    public init(
        regionFolder: String, from: YearMonth? = nil, to: YearMonth? = nil,
        directions: [TravelDirection] = [.north, .south], elevationModel: String? = nil, seaState: String? = nil,
        incidentFiles: [String] = [], budget: Double? = nil, scenario: Scenario? = nil, seed: UInt64 = 1,
        threads: Int = 1
    ) {
        self.regionFolder = regionFolder
        self.from = from
        self.to = to
        self.directions = directions
        self.elevationModel = elevationModel
        self.seaState = seaState
        self.incidentFiles = incidentFiles
        self.budget = budget
        self.scenario = scenario
        self.seed = seed
        self.threads = threads
    }
}
