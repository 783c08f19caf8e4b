/// How a place became, stayed or ceased to be a hot or cold spot.
public struct EmergingPattern: Hashable, Sendable, CustomStringConvertible {
    /// What happened over time; in the order in which the rules are tried.
    public enum Course: String, Hashable, Sendable, CaseIterable {
        /// Only the last step is hot.
        case new
        /// One run of at least two hot steps at the end and none before, fewer than the usual share.
        case consecutive
        /// Hot nearly always and at the end, with a rising trend.
        case intensifying
        /// Hot nearly always and at the end, with a falling trend.
        case diminishing
        /// Hot nearly always and at the end, without a trend.
        case persistent
        /// Hot nearly always, but not at the end.
        case historical
        /// Hot at the end and not nearly always, with cold steps.
        case oscillating
        /// Hot at the end and not nearly always, never cold.
        case sporadic
    }

    /// Whether high or low values gather.
    public enum Side: String, Hashable, Sendable, CaseIterable {
        case hot, cold
    }

    /// What happened over time.
    public let course: Course
    /// Whether high or low values gather.
    public let side: Side

    /// A pattern.
    public init(_ course: Course, _ side: Side) { (self.course, self.side) = (course, side) }

    /// Such as `new hot spot`.
    public var description: String { "\(course.rawValue) \(side.rawValue) spot" }

    /// What is written where no rule holds.
    public static let absent = "no pattern detected"
}

/// The limits of the rules for emerging patterns.
public struct EmergingRules: Hashable, Sendable {
    /// A step is hot from this z, cold from its negative.
    public let criticalZ: Double
    /// A place is nearly always hot from this share of its steps, in percent.
    public let usualPercent: Int
    /// A trend is one whose two-sided p is below this.
    public let trendLevel: Double

    /// Limits; the usual ones unless others are given.
    public init(criticalZ: Double = 1.645, usualPercent: Int = 90, trendLevel: Double = 0.10) {
        (self.criticalZ, self.usualPercent, self.trendLevel) = (criticalZ, usualPercent, trendLevel)
    }

    /// The first rule that holds, tried for hot and for cold spots; nil if none does.
    ///
    /// At most one of the two sides fulfils each rule, so that the opposite series has the opposite pattern.
    /// - Parameters:
    ///   - z: One a step, in the order of time; none NaN.
    ///   - trend: The test of that series.
    public func pattern(of z: [Double], trend: MannKendall) -> EmergingPattern? {
        let hot = Steps(z.map { $0 >= criticalZ }, opposite: z.contains { $0 <= -criticalZ })
        let cold = Steps(z.map { $0 <= -criticalZ }, opposite: z.contains { $0 >= criticalZ })
        let direction = trend.trend(level: trendLevel)
        for course in EmergingPattern.Course.allCases {
            if holds(course, for: hot, direction: direction) { return EmergingPattern(course, .hot) }
            if holds(course, for: cold, direction: -direction) { return EmergingPattern(course, .cold) }
        }
        return nil
    }

    /// - Parameter direction: 1 where the trend deepens the spot, −1 where it weakens it.
    private func holds(_ course: EmergingPattern.Course, for steps: Steps, direction: Int) -> Bool {
        let isUsual = steps.count * 100 >= usualPercent * steps.total
        switch course {
        case .new: return steps.isLast && steps.count == 1
        case .consecutive: return steps.runAtEnd >= 2 && steps.runAtEnd == steps.count && !isUsual
        case .intensifying: return isUsual && steps.isLast && direction > 0
        case .diminishing: return isUsual && steps.isLast && direction < 0
        case .persistent: return isUsual && steps.isLast
        case .historical: return isUsual && steps.count > 0 && !steps.isLast
        case .oscillating: return steps.isLast && !isUsual && steps.hasOpposite
        case .sporadic: return steps.isLast && !isUsual && !steps.hasOpposite
        }
    }
}

/// What the rules ask of the hot (or cold) steps of a place.
private struct Steps {
    let total: Int
    let count: Int
    let runAtEnd: Int
    let hasOpposite: Bool
    var isLast: Bool { runAtEnd > 0 }

    init(_ marks: [Bool], opposite: Bool) {
        total = marks.count
        count = marks.count { $0 }
        runAtEnd = marks.reversed().prefix { $0 }.count
        hasOpposite = opposite
    }
}
