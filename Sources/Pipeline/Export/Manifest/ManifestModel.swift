/// What an assessment rests on: everything in `manifest.json` but the files, which are known only when they are written.
public struct ManifestModel: Sendable {
    /// Version of the product, such as `0.1.0`.
    public var version: String
    /// The commit that the product was built from; nil when it is not known.
    public var commit: String?
    /// Versions of the libraries, in the order in which they are written.
    public var libraries: [LibraryVersion]
    /// Every option that changes the result.
    public var settings: AssessmentSettings
    /// What the land's heights come from.
    public let terrain: TerrainSource
    /// What the state of the sea comes from.
    public let seaState: SeaStateSource
    /// Every file that was read.
    public var inputs: [InputRecord]
    /// Every parameter, assumed ones included; written in the order of their names.
    public var parameters: [ParameterRecord]
    /// What the data allowed each method to say.
    public var gates: [GateRecord]
    /// What became of the incidents.
    public var incidentCounts: IncidentCounts
    /// What a reader must know; each id once, the built-in ones in their order, then the run's own.
    public let caveats: [Caveat]

    /// A manifest from its parts.
    ///
    /// `sample_incidents` always joins the caveats, `sketch_terrain` and `modelled_sea_state` where they hold and only there.
    public init(
        version: String, commit: String? = nil, libraries: [LibraryVersion], settings: AssessmentSettings,
        terrain: TerrainSource, seaState: SeaStateSource, inputs: [InputRecord], parameters: [ParameterRecord],
        gates: [GateRecord], incidentCounts: IncidentCounts, caveats: [Caveat]
    ) {
        self.version = version
        self.commit = commit
        self.libraries = libraries
        self.settings = settings
        self.terrain = terrain
        self.seaState = seaState
        self.inputs = inputs
        self.parameters = parameters
        self.gates = gates
        self.incidentCounts = incidentCounts
        self.caveats = Caveat.complete(caveats, terrain: terrain, seaState: seaState)
    }
}

/// The name and version of a library.
public struct LibraryVersion: Hashable, Sendable {
    /// Lower-case name, such as `proj`.
    public var name: String
    /// The version as the library itself reports it.
    public var version: String

    /// A library and its version.
    public init(_ name: String, _ version: String) {
        self.name = name
        self.version = version
    }
}

/// Every option of `assess` that changes the result; threads, output and progress do not.
public struct AssessmentSettings: Hashable, Sendable {
    /// Id of the region.
    public var region: String
    /// First month of the window, `YYYY-MM`.
    public var from: String
    /// Last month of the window, `YYYY-MM`.
    public var to: String
    /// `north`, `south` or `both`.
    public var direction: String
    /// File name of the user's elevation model, without its folder.
    public var elevationModel: String?
    /// File name of the user's sea state, without its folder.
    public var seaState: String?
    /// File names of the user's incidents, without their folders, in the order given; empty for the pack's own.
    public var incidents: [String]
    /// Size of the portfolio of priorities; nil when none was asked for.
    public var budget: Int?
    /// Seed of every random draw.
    public var seed: UInt64
    /// What a batch job supposes; nil for an assessment.
    public var scenario: ScenarioRecord?

    /// The options of one run.
    public init(
        region: String, from: String, to: String, direction: String, elevationModel: String? = nil,
        seaState: String? = nil, incidents: [String] = [], budget: Int? = nil, seed: UInt64,
        scenario: ScenarioRecord? = nil
    ) {
        self.region = region
        self.from = from
        self.to = to
        self.direction = direction
        self.elevationModel = elevationModel
        self.seaState = seaState
        self.incidents = incidents
        self.budget = budget
        self.seed = seed
        self.scenario = scenario
    }
}

/// What a batch job supposes beside its data.
public struct ScenarioRecord: Hashable, Sendable {
    /// Months of the year, 1…12; nil for all.
    public var months: [Int]?
    /// Ids of the legs that are shut.
    public var closedLegs: [String]
    /// Name of the slope function.
    public var slopeFunction: String
    /// The lever that the portfolio may use; nil for both.
    public var lever: String?

    /// A scenario.
    public init(months: [Int]?, closedLegs: [String], slopeFunction: String, lever: String?) {
        (self.months, self.closedLegs) = (months, closedLegs)
        (self.slopeFunction, self.lever) = (slopeFunction, lever)
    }
}

/// What the land's heights come from.
public enum TerrainSource: String, Sendable {
    /// A surface drawn from spot heights, coast and rivers.
    case sketch
    /// The user's elevation model.
    case dem
}

/// What the state of the sea comes from.
public enum SeaStateSource: String, Sendable {
    /// Waves modelled from the wind climatology and the fetch.
    case modelled
    /// The user's file.
    case given
}
