/// The probability that an event is reported at all: a bracket, not a point.
public struct ReportingBracket: Hashable, Sendable {
    /// Lowest plausible probability, above 0.
    public var low: Double
    /// Highest plausible probability, at most 1.
    public var high: Double

    /// A bracket; both ends equal for a single value.
    public init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    /// Every event is reported.
    public static let complete = ReportingBracket(low: 1, high: 1)

    /// The geometric mean of the ends.
    public var centre: Double { (low * high).squareRoot() }

    func check(_ name: String) throws(RiskError) {
        guard low > 0, high <= 1, low <= high else {
            throw .badSetting(name: name, value: low > 0 && low <= 1 ? high : low, allowed: "0 < low ≤ high ≤ 1")
        }
    }
}
