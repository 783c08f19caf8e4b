import Glibc
public import SpatialEngine

/// One statistic of all units together.
public enum GlobalStatistic: String, Hashable, Sendable, CaseIterable {
    /// Moran's I = n/S₀ · Σwzz/Σz².
    case moran
    /// Geary's C = (n − 1)/(2S₀) · Σw(xᵢ − xⱼ)²/Σz²; below 1 where neighbours are alike.
    case geary
    /// Getis and Ord's general G = Σwxx/Σxx over pairs of different units.
    case g

    /// What is taken as random.
    public enum Assumption: String, Hashable, Sendable, CaseIterable {
        /// The order of the values that there are.
        case randomisation
        /// Values from one normal distribution; not for ``GlobalStatistic/g``.
        case normality
    }

    /// The statistic with its test; a number that does not exist for so few units or such values is nil.
    public struct Result: Hashable, Sendable {
        /// The statistic.
        public var value: Double?
        /// Its expectation without spatial order.
        public var expected: Double?
        /// Its variance without spatial order.
        public var variance: Double?
        /// (value − expected)/√variance.
        public var z: Double?
        /// Two-sided p of z under the normal distribution.
        public var p: Double?
        /// Two-sided p under permutation of all values; nil without permutations.
        public var pSim: Double?
    }

    /// Computes the statistic.
    ///
    /// Cliff and Ord 1981; Getis and Ord 1992 (doi:10.1111/j.1538-4632.1992.tb00261.x). All units count in n, islands too.
    /// - Parameters:
    ///   - links: The sums of the same weights.
    ///   - permutations: Draw *i* comes from stream *i*.
    /// - Throws: ``HotspotError/constantValue``, ``HotspotError/noNeighbours``, ``HotspotError/invalidValue(unit:)``,
    ///   ``HotspotError/countMismatch(expected:found:)``.
    /// - Complexity: O(links · permutations).
    public func compute(
        values: [Double], weights: SpatialWeights, links: LinkMoments, assumption: Assumption = .randomisation,
        permutations: Int = 999, random: SplitMix64, threads: Int
    ) throws(HotspotError) -> Result {
        try checkUnits(values, weights)
        let sums = ValueMoments(values)
        // Moran and Geary do not change when the mean is taken off; G needs the values themselves.
        let terms = self == .g ? values : values.map { $0 - sums.mean }
        let scale = scale(values, sums, links)
        var result = Result()
        result.value = (crossProduct(terms, weights, nil) * scale).finite
        let (expected, variance) = moments(terms, sums, links, scale, assumption)
        (result.expected, result.variance) = (expected?.finite, variance?.finite)
        if let value = result.value, let expected = result.expected, let variance = result.variance, variance > 0 {
            result.z = ((value - expected) / variance.squareRoot()).finite
            result.p = result.z.map(NormalDistribution.twoSidedP)
        }
        if permutations > 0, result.value != nil {
            result.pSim = Permutation(random: random, draws: permutations, threads: threads).twoSidedP(
                count: values.count
            ) { order in crossProduct(terms, weights, order) }
        }
        return result
    }

    /// What Σ w y is multiplied by.
    private func scale(_ values: [Double], _ sums: ValueMoments, _ links: LinkMoments) -> Double {
        switch self {
        case .moran: return sums.count / (links.s0 * sums.squares)
        case .geary: return (sums.count - 1) / (2 * links.s0 * sums.squares)
        case .g:
            let squares = values.reduce(0) { $0 + $1 * $1 }
            return 1 / (sums.sum * sums.sum - squares)
        }
    }

    /// Σ w y(xᵢ, xⱼ), where unit i has the value at `order[i]`.
    private func crossProduct(_ x: [Double], _ weights: SpatialWeights, _ order: [Int32]?) -> Double {
        let values = order.map { order in order.map { x[Int($0)] } } ?? x
        var total = 0.0
        for unit in 0..<weights.count {
            var sum = 0.0
            let own = values[unit]
            for position in weights.starts[unit]..<weights.starts[unit + 1] {
                let other = values[Int(weights.neighbours[position])]
                sum += weights.rawWeight(position) * (self == .geary ? (own - other) * (own - other) : own * other)
            }
            total += sum * weights.scale(of: unit)
        }
        return total
    }

    private func moments(
        _ terms: [Double], _ sums: ValueMoments, _ links: LinkMoments, _ scale: Double, _ assumption: Assumption
    ) -> (Double?, Double?) {
        let n = sums.count
        let (s0, s1, s2) = (links.s0, links.s1, links.s2)
        if assumption == .normality {
            switch self {
            case .moran:
                let expected = -1 / (n - 1)
                let second = (n * n * s1 - n * s2 + 3 * s0 * s0) / ((n * n - 1) * s0 * s0)
                return (expected, second - expected * expected)
            case .geary: return (1, ((2 * s1 + s2) * (n - 1) - 4 * s0 * s0) / (2 * (n + 1) * s0 * s0))
            case .g: return (nil, nil)
            }
        }
        guard n > 1 else { return (nil, nil) }
        let pairs = self == .geary ? PairMoments(squaredDifferencesOf: terms) : PairMoments(productsOf: terms)
        let variance = n > 3 ? pairs.variance(links) * scale * scale : nil
        switch self {
        case .moran: return (-1 / (n - 1), variance)
        case .geary: return (1, variance)
        case .g: return (s0 / (n * (n - 1)), variance)
        }
    }
}

extension Double {
    fileprivate var finite: Double? { isFinite ? self : nil }
}

extension PairMoments {
    /// y = xᵢxⱼ, from power sums.
    init(productsOf x: [Double]) {
        let n = Double(x.count)
        var (p1, p2, p3, p4) = (0.0, 0.0, 0.0, 0.0)
        for value in x {
            let square = value * value
            p1 += value
            p2 += square
            p3 += square * value
            p4 += square * square
        }
        let two = p1 * p1 - p2
        let three = p2 * p1 * p1 - p2 * p2 - 2 * p3 * p1 + 2 * p4
        let four = p1 * p1 * p1 * p1 - 6 * p2 * p1 * p1 + 3 * p2 * p2 + 8 * p3 * p1 - 6 * p4
        self.init(
            mean: two / (n * (n - 1)), square: (p2 * p2 - p4) / (n * (n - 1)), chained: three / (n * (n - 1) * (n - 2)),
            apart: four / (n * (n - 1) * (n - 2) * (n - 3)))
    }

    /// y = (xᵢ − xⱼ)² for x with mean 0.
    init(squaredDifferencesOf x: [Double]) {
        let n = Double(x.count)
        var (p2, p4) = (0.0, 0.0)
        for value in x {
            p2 += value * value
            p4 += value * value * value * value
        }
        // Over all ordered pairs Σy = 2n·p₂ and Σy² = 2n·p₄ + 6p₂² (p₁ = 0); over all chains Σᵢ(Σⱼy)² = Σ(nx² + p₂)².
        let (total, squares) = (2 * n * p2, 2 * n * p4 + 6 * p2 * p2)
        let chains = n * n * p4 + 3 * n * p2 * p2 - squares
        let apart = total * total - 4 * chains - 2 * squares
        self.init(
            mean: total / (n * (n - 1)), square: squares / (n * (n - 1)), chained: chains / (n * (n - 1) * (n - 2)),
            apart: apart / (n * (n - 1) * (n - 2) * (n - 3)))
    }
}
