import Glibc
public import SpatialEngine

/// Mantel's test: the correlation, over all pairs of events, of transformed distances and times.
///
/// Mantel 1967, Cancer Research 27, 209–220.
public struct Mantel: Sendable {
    /// (d + constant)^power.
    public struct Transform: Hashable, Sendable {
        /// Added to a distance or time.
        public var constant: Double
        /// The power of that sum.
        public var power: Double

        /// A transformation; Mantel's own is the reciprocal of one more.
        public init(constant: Double = 1, power: Double = -1) { (self.constant, self.power) = (constant, power) }

        /// (d + constant)^power.
        func callAsFunction(_ d: Double) -> Double {
            power == -1 ? 1 / (d + constant) : power == 1 ? d + constant : pow(d + constant, power)
        }
    }

    /// Pearson's correlation over the pairs.
    public let value: Double
    /// (1 + #{shuffled ≥ value})/(1 + shuffles); nil without shuffles.
    public let p: Double?

    /// Correlations that differ by no more are ties: the same pairs summed in another order differ so.
    private static let tieTolerance = 1e-11

    /// The test of events and their dates.
    ///
    /// - Parameters:
    ///   - dates: One an event, finite.
    ///   - permutations: How often the dates are shuffled among the events; shuffle *i* has the stream *i* of `random`.
    ///   - done: Told of each finished part of ``parts``, on any thread.
    /// - Throws: ``HotspotError/countMismatch(expected:found:)``, ``HotspotError/invalidValue(unit:)`` also for an event
    ///   whose transformed distance or time to another is not finite, ``HotspotError/constantValue``.
    /// - Complexity: O((permutations + 1) · *n*²) time and O(permutations · *n*) memory; the same at any number of
    ///   threads.
    public init(
        _ positions: Positions, dates: [Double], space: Transform, time: Transform, permutations: Int,
        random: SplitMix64, threads: Int, done: @escaping @Sendable () -> Void = {}
    ) throws(HotspotError) {
        guard dates.count == positions.count else {
            throw .countMismatch(expected: positions.count, found: dates.count)
        }
        if let unit = dates.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(unit: unit) }
        let pairs = PairProducts(
            positions, space, lags: TimeLags(dates, time), permutations: permutations, random: random)
        let sums = parallelMap(Array(0..<Self.parts), threads: threads) { part in
            defer { done() }
            return pairs.sums(ofPart: part, of: Self.parts)
        }
        let total = PairProducts.Sums(sums)
        guard total.products[0].isFinite, total.spaceSquares.isFinite, total.timeSquares.isFinite else {
            throw .invalidValue(unit: pairs.firstUndefined())
        }
        let spread = try total.spread()
        value = (total.products[0] - total.space * total.time / total.pairs) / spread
        let least = total.products[0] - Self.tieTolerance * spread
        let reached = total.products.dropFirst().count { $0 >= least }
        p = permutations > 0 ? Double(1 + reached) / Double(1 + permutations) : nil
    }

    /// Into how many parts the work falls, whatever the number of threads.
    public static let parts = 64
}
