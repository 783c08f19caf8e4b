public import SpatialEngine

/// Flow by month for the report: maps by quarter and the split between land and sea.
public struct MonthlyFlowContent: Sendable {
    /// The part of the world that the small maps show.
    public var extent: BoundingBox
    /// Lines that the maps show, in the order of ``Quarter/flows``.
    public var lines: [Line]
    /// One map each, in order.
    public var quarters: [Quarter]
    /// Land against sea, in order of months.
    public var mixes: [Mix]
    /// Corridors by half-year, for the table.
    public var corridors: [CorridorPeriod]

    /// The parts of the section.
    public init(
        extent: BoundingBox, lines: [Line], quarters: [Quarter], mixes: [Mix], corridors: [CorridorPeriod]
    ) {
        (self.extent, self.lines, self.quarters) = (extent, lines, quarters)
        (self.mixes, self.corridors) = (mixes, corridors)
    }

    /// A segment as a line.
    public struct Line: Sendable {
        /// Where it runs.
        public var line: LineString
        /// Whether it is travelled southwards.
        public var isSouth: Bool

        /// A line of one direction.
        public init(line: LineString, isSouth: Bool) { (self.line, self.isSouth) = (line, isSouth) }
    }

    /// A quarter of a year.
    public struct Quarter: Sendable {
        /// `YYYY-Qn`.
        public var name: String
        /// Persons in the quarter on each line; nil where the leg is not in use.
        public var flows: [Flow?]
        /// Persons northwards within the counts; nil where nobody counted.
        public var north: Double?
        /// The same southwards.
        public var south: Double?

        /// A quarter of flows.
        public init(name: String, flows: [Flow?], north: Double?, south: Double?) {
            (self.name, self.flows, self.north, self.south) = (name, flows, north, south)
        }
    }

    /// People on one line in one quarter.
    public struct Flow: Hashable, Sendable {
        /// The middle of what is thought possible.
        public var persons: Double
        /// Whether no source bounds it.
        public var isUnknown: Bool

        /// A flow with how it is known.
        public init(persons: Double, isUnknown: Bool) { (self.persons, self.isUnknown) = (persons, isUnknown) }
    }

    /// Shares of a month's people who go by sea, both directions together.
    public struct Mix: Hashable, Sendable {
        /// `YYYY-MM`.
        public var month: String
        /// Share on sea corridors: middle, 50 % and 90 % interval.
        public var sea: Interval
        /// Whether no source bounds most of the flow.
        public var isUnknown: Bool

        /// A month's split.
        public init(month: String, sea: Interval, isUnknown: Bool) {
            (self.month, self.sea, self.isUnknown) = (month, sea, isUnknown)
        }
    }

    /// A figure with its intervals.
    public struct Interval: Hashable, Sendable {
        /// The middle.
        public var median: Double
        /// Lower end of the middle half.
        public var low50: Double
        /// Upper end of the middle half.
        public var high50: Double
        /// Lower end of the middle 90 %.
        public var low90: Double
        /// Upper end of the middle 90 %.
        public var high90: Double

        /// From the middle outwards.
        public init(median: Double, low50: Double, high50: Double, low90: Double, high90: Double) {
            (self.median, self.low50, self.high50) = (median, low50, high50)
            (self.low90, self.high90) = (low90, high90)
        }
    }

    /// One corridor over half a year.
    public struct CorridorPeriod: Sendable {
        /// `YYYY-H1` or `YYYY-H2`.
        public var period: String
        /// Whether it is travelled southwards.
        public var isSouth: Bool
        /// Its name.
        public var corridor: Bilingual
        /// Share of the people counted; nil for a corridor outside the counts.
        public var share: Interval?
        /// Persons in the half-year.
        public var persons: Interval
        /// Whether no source bounds it.
        public var isUnknown: Bool

        /// A corridor's half-year.
        public init(
            period: String, isSouth: Bool, corridor: Bilingual, share: Interval?, persons: Interval, isUnknown: Bool
        ) {
            (self.period, self.isSouth, self.corridor) = (period, isSouth, corridor)
            (self.share, self.persons, self.isUnknown) = (share, persons, isUnknown)
        }
    }
}
