import Glibc

/// The probability that one person is dead or missing after a whole route, carried through from the segments' draws.
public struct RouteRisk: Hashable, Sendable {
    /// Probability for each draw; empty when some segment has no exposure.
    public var draws: [Double]
    /// Quantiles of the probability for one person; nil when some segment has no exposure: unknown is not zero.
    public var perPerson: PosteriorQuantiles?
    /// Posterior mean of the same.
    public var mean: Double?
    /// Share of each segment in the route's expected hazard, in travel order, adding to 1; nil like the rest.
    public var contributions: [Double]?
    /// Segments of the route (indices into all segments) whose exposure is unknown.
    public var withoutExposure: [Int]

    /// Persons dead or missing per 1,000 who travel the whole route.
    public var per1000: PosteriorQuantiles? { perPerson?.scaled(by: 1_000) }

    /// Sums hazards along a route: 1 − exp(−Σ harm per person-trip), draw by draw, so that what segments share stays shared.
    ///
    /// - Parameter segments: Indices into `risks.segments` in travel order; a segment travelled twice stands twice.
    /// - Throws: ``RiskError/unknownIndex(what:index:count:)``.
    public init(along segments: [Int], of risks: SegmentRisks) throws(RiskError) {
        for segment in segments where !risks.draws.indices.contains(segment) {
            throw .unknownIndex(what: "segment", index: segment, count: risks.draws.count)
        }
        draws = []
        withoutExposure = segments.filter { risks.draws[$0].isEmpty }
        guard withoutExposure.isEmpty, let first = segments.first else { return }
        let count = risks.draws[first].count
        draws = (0..<count).map { draw in -expm1(-segments.reduce(0) { $0 + risks.draws[$1][draw] }) }
        perPerson = PosteriorQuantiles(of: draws)
        mean = draws.reduce(0, +) / Double(count)
        let hazards = segments.map { risks.draws[$0].reduce(0, +) }
        let total = hazards.reduce(0, +)
        contributions = hazards.map { total > 0 ? $0 / total : 0 }
    }
}
