public import SpatialEngine

/// How many joins are between units alike and unlike of two colours.
///
/// Non-free sampling: there are as many black units as there are (Cliff and Ord 1981, chapter 2).
public enum JoinCounts {
    /// One kind of join.
    public struct Count: Hashable, Sendable {
        /// ½Σw over such pairs: each join once where the weights are symmetric.
        public var value: Double
        /// Expected when the colours are shuffled.
        public var expected: Double
        /// nil for fewer than four units.
        public var variance: Double?
        /// (value − expected)/√variance; nil where there is no variance.
        public var z: Double?
        /// Two-sided p under permutation; nil without permutations.
        public var pSim: Double?
    }

    /// All three kinds.
    public struct Result: Hashable, Sendable {
        /// Both units are black (1).
        public var blackBlack: Count
        /// Both are white (0).
        public var whiteWhite: Count
        /// One is black, one white.
        public var blackWhite: Count
    }

    /// Counts the joins.
    ///
    /// - Parameter isBlack: One a unit.
    /// - Throws: ``HotspotError/constantValue``, ``HotspotError/noNeighbours``,
    ///   ``HotspotError/countMismatch(expected:found:)``.
    /// - Complexity: O(links · permutations).
    public static func compute(
        isBlack: [Bool], weights: SpatialWeights, links: LinkMoments, permutations: Int = 999, random: SplitMix64,
        threads: Int
    ) throws(HotspotError) -> Result {
        try checkUnits(isBlack.map { $0 ? 1 : 0 }, weights)
        let observed = joins(isBlack, weights)
        let (n, black) = (Double(isBlack.count), Double(isBlack.count { $0 }))
        let white = n - black
        let moments = [PairMoments(bothOf: black, n), PairMoments(bothOf: white, n), PairMoments(oneOf: black, n)]
        var counts = moments.indices.map { kind in
            Count(value: observed[kind], expected: moments[kind].expectation(links) / 2, variance: nil)
        }
        if n > 3 {
            for kind in moments.indices {
                let variance = moments[kind].variance(links) / 4
                counts[kind].variance = max(0, variance)
                guard variance > 1e-12 * max(1, counts[kind].expected * counts[kind].expected) else { continue }
                counts[kind].z = (counts[kind].value - counts[kind].expected) / variance.squareRoot()
            }
        }
        if permutations > 0 {
            let p = Permutation(random: random, draws: permutations, threads: threads).twoSidedP(
                count: isBlack.count, statistics: 3
            ) { order in joins(order.map { isBlack[Int($0)] }, weights) }
            for kind in p.indices { counts[kind].pSim = p[kind] }
        }
        return Result(blackBlack: counts[0], whiteWhite: counts[1], blackWhite: counts[2])
    }

    /// Both black, both white, one of each.
    private static func joins(_ isBlack: [Bool], _ weights: SpatialWeights) -> [Double] {
        var (both, neither, mixed) = (0.0, 0.0, 0.0)
        for unit in 0..<weights.count {
            let scale = weights.scale(of: unit) / 2
            for position in weights.starts[unit]..<weights.starts[unit + 1] {
                let weight = weights.rawWeight(position) * scale
                let other = isBlack[Int(weights.neighbours[position])]
                if isBlack[unit] != other {
                    mixed += weight
                } else if other {
                    both += weight
                } else {
                    neither += weight
                }
            }
        }
        return [both, neither, mixed]
    }
}

extension PairMoments {
    /// y = 1 where both units are among `k` of `n`.
    init(bothOf k: Double, _ n: Double) {
        let two = k * (k - 1) / (n * (n - 1))
        let three = two * (k - 2) / (n - 2)
        self.init(mean: two, square: two, chained: three, apart: three * (k - 3) / (n - 3))
    }

    /// y = 1 where one of the units is among `k` of `n` and the other is not.
    init(oneOf k: Double, _ n: Double) {
        let other = n - k
        let pair = k * other / (n * (n - 1))
        let four = k * (k - 1) * other * (other - 1) / (n * (n - 1) * (n - 2) * (n - 3))
        self.init(mean: 2 * pair, square: 2 * pair, chained: pair, apart: 4 * four)
    }
}
