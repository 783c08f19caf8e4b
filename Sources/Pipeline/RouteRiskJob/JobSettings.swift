public import Incidents

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
    /// Seed of every random draw.
    public var seed: UInt64
    /// Threads to use; changes nothing in the result.
    public var threads: Int

    /// Settings with the defaults of the command line.
    public init(
        regionFolder: String, from: YearMonth? = nil, to: YearMonth? = nil,
        directions: [TravelDirection] = [.north, .south], elevationModel: String? = nil, seaState: String? = nil,
        incidentFiles: [String] = [], budget: Double? = nil, seed: UInt64 = 1, threads: Int = 1
    ) {
        self.regionFolder = regionFolder
        self.from = from
        self.to = to
        self.directions = directions
        self.elevationModel = elevationModel
        self.seaState = seaState
        self.incidentFiles = incidentFiles
        self.budget = budget
        self.seed = seed
        self.threads = threads
    }
}
