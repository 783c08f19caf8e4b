/// What the model of path choice expected of closures, from what was known before them, beside what sources say of the time after.
public struct ClosureContent: Sendable {
    /// The measures, as the pack names them.
    public var measures: [String]
    /// The month of the first, `YYYY-MM`.
    public var month: String
    /// Whether it speaks of the way south.
    public var isSouth: Bool
    /// The ways that were open before.
    public var ways: [Way]
    /// Persons of 1,000 who would stay away.
    public var stayAway: MonthlyFlowContent.Interval

    /// A forecast of one direction.
    public init(
        measures: [String], month: String, isSouth: Bool, ways: [Way], stayAway: MonthlyFlowContent.Interval
    ) {
        (self.measures, self.month, self.isSouth) = (measures, month, isSouth)
        (self.ways, self.stayAway) = (ways, stayAway)
    }

    /// One way.
    public struct Way: Sendable {
        /// Its name.
        public var corridor: Bilingual
        /// Whether measures name it.
        public var isClosed: Bool
        /// Share of those who travel, before.
        public var before: MonthlyFlowContent.Interval
        /// The share expected after.
        public var predicted: MonthlyFlowContent.Interval
        /// The share that all sources give for the half-year after; nil where nobody counted.
        public var later: MonthlyFlowContent.Interval?
        /// Probability that no other way gains as many.
        public var probabilityReceives: Double
        /// What sources say of its share: up, down, both or nothing.
        public var reported: Bilingual
        /// Whether that is what was expected; nil where sources are silent.
        public var verdict: Bilingual?

        /// A way before and after.
        public init(
            corridor: Bilingual, isClosed: Bool, before: MonthlyFlowContent.Interval,
            predicted: MonthlyFlowContent.Interval, later: MonthlyFlowContent.Interval?, probabilityReceives: Double,
            reported: Bilingual, verdict: Bilingual?
        ) {
            (self.corridor, self.isClosed, self.before, self.predicted) = (corridor, isClosed, before, predicted)
            (self.later, self.probabilityReceives) = (later, probabilityReceives)
            (self.reported, self.verdict) = (reported, verdict)
        }
    }
}
