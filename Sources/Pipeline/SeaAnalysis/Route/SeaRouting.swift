internal import Export
internal import Glibc
public import Ingest
internal import Network
public import SpatialEngine
internal import SpatialFormats
internal import Surfaces

/// Told of a stage, how many of its items are done, and how many there are.
public typealias SeaProgress = @Sendable (String, Int, Int) -> Void

/// `sea route`: passages of open boats between places, by departure.
public struct SeaRouting: Sendable {
    /// The legs asked for.
    public enum Legs: Sendable {
        /// Two places, `X,Y` each.
        case ends(from: String, to: String)
        /// A table `pair_id,from_lon,from_lat,to_lon,to_lat[,depart]`.
        case table(String)
    }

    /// When boats leave.
    public enum Departures: Sendable {
        /// No time: neither sea state nor current unless files without time give them.
        case none
        /// One or several moments.
        case moments([UniversalTime])
        /// A month of the climatology, 1…12.
        case month(Int)
    }

    /// What is asked for.
    public var legs: Legs
    /// Where boats may go.
    public var waters: SeaWaters.Options
    /// What they meet.
    public var sea: SeaConditionsSource.Options
    /// When they leave.
    public var departures = Departures.none
    /// `time`, `hazard` or `pareto`.
    public var objective = "time"
    /// A table of boats; nil for the built-in ones.
    public var craftTable: String?
    /// The boat's name; nil for the first one.
    public var craft: String?
    /// Persons aboard; nil for as many as the boat is made for.
    public var persons: Int?
    /// Speed through the water whatever the sea, m/s.
    public var constantSpeed: Double?
    /// A table `name,value` of hazard coefficients; nil for the built-in ones.
    public var coefficients: String?
    /// The largest cell of the search.
    public var largestCell: Metres?
    /// How long a boat may wait ashore.
    public var longestWait = Seconds(0)
    /// The highest Hs that is entered.
    public var heightLimit: Metres?
    /// The least and the greatest distance off the coast.
    public var coastDistance: ClosedRange<Double>?
    /// How far an end on land may move to the water.
    public var snap = Metres(0)
    /// A structure for shortest passages made beforehand; see ``SeaPreparation``.
    public var prepared: String?
    /// A `.geojson` or `.csv` path, or `-`.
    public var output: String
    /// Replace what is there.
    public var overwrite = false
    /// Threads to use; the bytes do not depend on it.
    public var threads = 1

    /// A job with the defaults of the command line.
    public init(
        legs: Legs, waters: SeaWaters.Options, sea: SeaConditionsSource.Options, output: String
    ) {
        self.legs = legs
        self.waters = waters
        self.sea = sea
        self.output = output
    }

    /// What was found.
    public struct Outcome: Sendable {
        /// Pairs asked for.
        public internal(set) var pairs = 0
        /// Results by status, one for each pair and departure.
        public internal(set) var counts: [RouteStatus: Int] = [:]
        /// Seconds that reading a prepared structure took; nil without one.
        public internal(set) var loadSeconds: Double?
        /// Seconds spent on the questions alone.
        public internal(set) var querySeconds = 0.0
        /// What the sea was reckoned from.
        public internal(set) var sea: SeaConditionsSource
        /// Modelled, given or none.
        public internal(set) var conditions: SeaConditions?
        /// The assumptions, by name.
        public internal(set) var assumptions: [(name: String, value: Double)] = []
        /// More persons than the craft is made for.
        public internal(set) var isOverloaded = false
        /// The first row that was wrong.
        public internal(set) var firstFault: String?
        /// b0…b5 with their sources.
        public internal(set) var coefficients: HazardCoefficients?
        /// The boat's name.
        public internal(set) var craft = ""
        /// Persons aboard.
        public internal(set) var persons = 0
    }
}

/// How a question for a passage ended.
public enum RouteStatus: String, CaseIterable, Sendable {
    case ok, unreachable, unsafe, invalid
}
