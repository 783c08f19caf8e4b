/// Levels of an event by the United States Sentencing Guidelines, §2L1.1(b)(2) and (b)(7) (2024): an order, not a ratio.
///
/// Levels add up within an event; over events they have a largest and a middle, never a sum or a mean.
public enum OffenceLevels {
    /// What happened to the worst hurt person.
    public enum Injury: String, CaseIterable, Sendable {
        case bodily, serious, permanent, death

        /// Levels added.
        public var levels: Int {
            switch self {
            case .bodily: 2
            case .serious: 4
            case .permanent: 6
            case .death: 10
            }
        }
    }

    /// Levels added for the number of persons, 0 or more; none below 6.
    public static func levels(persons: Double) -> Int {
        switch persons {
        case ..<6: 0
        case ..<25: 3
        case ..<100: 6
        default: 9
        }
    }
}
