/// What stands behind the hotspot map: how alike neighbours are, when records cluster, and how often chance alone alarms.
public struct HotspotDiagnostics: Sendable {
    /// A cell against its neighbours, both in standard deviations from the mean of all cells.
    public struct Neighbourhood: Sendable {
        /// The cell's own value.
        public var own: Double
        /// The mean of its neighbours.
        public var neighbours: Double
        /// Whether local Moran's I differs from chance after correction (q ≤ 0.10).
        public var isSignificant: Bool

        /// One cell.
        public init(own: Double, neighbours: Double, isSignificant: Bool) {
            self.own = own
            self.neighbours = neighbours
            self.isSignificant = isSignificant
        }
    }

    /// A group of cells with more records in some months than the rest of the time and place suggests.
    public struct Cluster: Sendable {
        /// 1 for the most likely.
        public var number: Int
        /// Its cells by id.
        public var cells: [String]
        /// First and last month, `YYYY-MM`.
        public var start: String, end: String
        /// Events inside; nil when 1 to 4.
        public var events: Int?
        /// Events over what chance would bring; nil when the events are not printed.
        public var ratio: Double?
        /// Monte Carlo p of the most likely cluster under chance.
        public var p: Double

        /// One cluster.
        public init(number: Int, cells: [String], start: String, end: String, events: Int?, ratio: Double?, p: Double) {
            self.number = number
            self.cells = cells
            (self.start, self.end) = (start, end)
            self.events = events
            self.ratio = ratio
            self.p = p
        }
    }

    /// The share of p-values up to a level when nothing but chance is at work.
    public struct NullShare: Sendable {
        /// The level, 0 to 1; also the share that a calibrated method has.
        public var level: Double
        /// Mean share over the simulations, and the share below which 5 % and 95 % of them lie.
        public var mean: Double, low: Double, high: Double

        /// The share at one level.
        public init(level: Double, mean: Double, low: Double, high: Double) {
            self.level = level
            (self.mean, self.low, self.high) = (mean, low, high)
        }
    }

    /// Cells that may be shown.
    public var cells: [Neighbourhood]
    /// Cells that are not shown, because they or a single neighbour hold 1 to 4 events.
    public var withheldCells: Int
    /// Global Moran's I of all cells, what chance would give, and its two-sided p.
    public var moran: (value: Double, expected: Double, p: Double)
    /// Clusters in space and time, the most likely first.
    public var clusters: [Cluster]
    /// Why there are no clusters, when the data do not carry the scan.
    public var scanRefusal: Bilingual?
    /// Events that the scan knew the month and the cell of.
    public var scannedEvents: Int
    /// First and last month of the window, `YYYY-MM`.
    public var window: (start: String, end: String)
    /// Shares of p under chance, by rising level.
    public var nullShares: [NullShare]
    /// Share of the simulations with any false alarm after correction at 0.05, with its 95 % interval.
    public var falseAlarms: (rate: Double, low: Double, high: Double, simulations: Int)

    /// All parts.
    public init(
        cells: [Neighbourhood], withheldCells: Int, moran: (value: Double, expected: Double, p: Double),
        clusters: [Cluster], scanRefusal: Bilingual?, scannedEvents: Int, window: (start: String, end: String),
        nullShares: [NullShare], falseAlarms: (rate: Double, low: Double, high: Double, simulations: Int)
    ) {
        self.cells = cells
        self.withheldCells = withheldCells
        self.moran = moran
        self.clusters = clusters
        self.scanRefusal = scanRefusal
        self.scannedEvents = scannedEvents
        self.window = window
        self.nullShares = nullShares
        self.falseAlarms = falseAlarms
    }
}
