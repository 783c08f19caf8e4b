import Glibc

/// Whether the data carry a method, and why not.
public struct Gate: Hashable, Sendable {
    /// What may be said of a result.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// It may be read as evidence.
        case supported
        /// It describes the records but is no evidence of more.
        case descriptive
        /// It is not computed.
        case refused
    }

    /// What may be said.
    public var state: State
    /// Why not more may be said; nil only when supported.
    public var reason: String?
    /// How many units or events there are.
    public var n: Int
    /// How many the method needs.
    public var minimumN: Int
    /// The smallest relative risk of one unit that would be seen with a probability of 80 %; nil when unknown.
    public var detectableRelativeRisk: Double?

    /// A gate as it stands.
    public init(state: State, reason: String?, n: Int, minimumN: Int, detectableRelativeRisk: Double? = nil) {
        self.state = state
        self.reason = reason
        self.n = n
        self.minimumN = minimumN
        self.detectableRelativeRisk = detectableRelativeRisk
    }

    /// The gate of a local or global statistic over units: enough of them, not all alike, and some with neighbours.
    ///
    /// - Parameters:
    ///   - values: One a unit; for the detectable relative risk they are taken as counts of events.
    ///   - weights: If given, some unit must have a neighbour, and what is detected is a raised risk in a whole
    ///     neighbourhood.
    public static func localStatistic(
        values: [Double], weights: SpatialWeights? = nil, minimumUnits: Int = 30
    ) -> Gate {
        let n = values.count
        var gate = Gate(state: .supported, reason: nil, n: n, minimumN: minimumUnits)
        gate.detectableRelativeRisk = detectableRelativeRisk(expectedEvents: expectedEvents(values, weights))
        if !values.contains(where: { $0 != values[0] }) {
            gate.refuse(constantValue)
        } else if let weights, weights.islands == weights.count {
            gate.refuse(noNeighbours)
        } else if n < minimumUnits {
            gate.refuse("\(n) units are fewer than the \(minimumUnits) that the method needs")
        }
        return gate
    }

    /// How many events an average unit has, with its neighbours if there are weights.
    public static func expectedEvents(_ counts: [Double], _ weights: SpatialWeights?) -> Double {
        let mean = counts.isEmpty ? 0 : counts.reduce(0, +) / Double(counts.count)
        return mean * (weights.map { 1 + Double($0.neighbours.count) / Double(max(1, $0.count)) } ?? 1)
    }

    private mutating func refuse(_ reason: String) { (state, self.reason) = (.refused, reason) }

    /// Whether a user may insist: too few data can be overruled, a statistic that does not exist cannot.
    public var canBeOverruled: Bool {
        n < minimumN && ![Self.constantValue, Self.noNeighbours].contains { reason?.hasPrefix($0) == true }
    }

    /// The reason for values that are all alike.
    public static let constantValue = "constant value"

    /// The reason for weights without any link.
    public static let noNeighbours = "no unit has a neighbour"

    /// The relative risk that a two-sided test at 0.05 of a Poisson count sees with a probability of 80 %.
    ///
    /// By the square-root transformation (Anscombe 1948, doi:10.1093/biomet/35.3-4.246), under which a count has the
    /// standard deviation ½: √(r·e) − √e = ½(1.95996 + 0.84162).
    /// - Parameter expectedEvents: e, under no effect; nil comes back unless it is above 0.
    public static func detectableRelativeRisk(expectedEvents: Double) -> Double? {
        guard expectedEvents > 0, expectedEvents.isFinite else { return nil }
        let root = 1 + (1.959_963_985 + 0.841_621_234) / (2 * expectedEvents.squareRoot())
        return root * root
    }
}
