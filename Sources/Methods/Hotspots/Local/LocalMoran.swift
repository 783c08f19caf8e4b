public import SpatialEngine

/// What local Moran says of one unit; the statistics are nil for an island and where no variance exists.
public struct LocalMoranResult: Hashable, Sendable {
    /// Own deviation from the mean and that of the neighbours, high (above the mean) or low.
    public enum Quadrant: String, Hashable, Sendable {
        /// High among high.
        case highHigh = "HH"
        /// Low among high.
        case lowHigh = "LH"
        /// Low among low.
        case lowLow = "LL"
        /// High among low.
        case highLow = "HL"
    }

    /// zᵢΣwz/m₂ with m₂ = Σz²/n.
    public var i: Double?
    /// Its expectation without spatial order.
    public var expected: Double?
    /// Its variance without spatial order.
    public var variance: Double?
    /// (i − expected)/√variance.
    public var z: Double?
    /// Two-sided p of z under the normal distribution.
    public var pNorm: Double?
    /// Two-sided p under conditional permutation; nil without permutations.
    public var pSim: Double?
    /// Benjamini–Hochberg adjusted p over all units, from ``pSim`` when there were permutations, else from ``pNorm``.
    public var q: Double?
    /// −3…3 from ``q``, with the sign of z.
    public var bin = 0
    /// The same from the p that is not adjusted.
    public var rawBin = 0
    /// nil for an island.
    public var quadrant: Quadrant?
    /// How many neighbours the unit has.
    public var neighbourCount: Int

    /// A unit without statistics.
    public init(neighbourCount: Int) { self.neighbourCount = neighbourCount }
}

/// Local Moran: whether a unit and its neighbours deviate from the mean alike (Anselin 1995,
/// doi:10.1111/j.1538-4632.1995.tb00338.x).
public enum LocalMoran {
    /// Whose expectation and variance are used (Sokal, Oden and Thomson 1998, doi:10.1111/j.1538-4632.1998.tb00406.x).
    public enum Moments: String, Hashable, Sendable, CaseIterable {
        /// The unit keeps its value, the others are shuffled.
        case conditional
        /// All values are shuffled.
        case total
    }

    /// Computes all units.
    ///
    /// - Parameters:
    ///   - values: One a unit, finite.
    ///   - weights: Usually row-standardised.
    ///   - permutations: Draws for each unit; 0 leaves ``LocalMoranResult/pSim`` empty. See ``LocalGStar``.
    /// - Throws: ``HotspotError/constantValue``, ``HotspotError/noNeighbours``, ``HotspotError/invalidValue(unit:)``,
    ///   ``HotspotError/countMismatch(expected:found:)``.
    /// - Complexity: O(*n* (*k* + *m*)) where each unit's *k* neighbours have one weight, else O(*n k m*).
    public static func compute(
        values: [Double], weights: SpatialWeights, moments: Moments = .conditional, permutations: Int = 999,
        random: SplitMix64, threads: Int
    ) throws(HotspotError) -> [LocalMoranResult] {
        try checkUnits(values, weights)
        let sums = ValueMoments(values)
        let deviations = values.map { $0 - sums.mean }
        let rounding = 4e-16 * values.reduce(0) { max($0, abs($1)) }
        var results = mapUnits(values.count, threads: threads, empty: LocalMoranResult(neighbourCount: 0)) { unit in
            statistic(of: unit, deviations, weights, sums, moments)
        }
        var p = results.map(\.pNorm)
        if permutations > 0 {
            p = ConditionalPermutation(values: values, weights: weights, draws: permutations, random: random)
                .twoSidedP(threads: threads)
            for unit in results.indices {
                // A unit at the mean has 0 whatever its neighbours are: all draws are ties.
                if p[unit] != nil && abs(deviations[unit]) <= rounding { p[unit] = 1 }
                results[unit].pSim = p[unit]
            }
        }
        let inference = LocalInference(effects: results.map(\.z), p: p)
        for unit in results.indices {
            results[unit].q = inference.q[unit]
            results[unit].bin = inference.bins[unit]
            results[unit].rawBin = inference.rawBins[unit]
        }
        return results
    }

    private static func statistic(
        of unit: Int, _ deviations: [Double], _ weights: SpatialWeights, _ sums: ValueMoments, _ moments: Moments
    ) -> LocalMoranResult {
        var result = LocalMoranResult(neighbourCount: weights.neighbourCount(of: unit))
        guard !weights.isIsland(unit) else { return result }
        let (n, m2, own) = (sums.count, sums.variance, deviations[unit])
        let scale = weights.scale(of: unit)
        var (lag, sum, squares) = (0.0, 0.0, 0.0)
        for position in weights.starts[unit]..<weights.starts[unit + 1] {
            let weight = weights.rawWeight(position) * scale
            lag += weight * deviations[Int(weights.neighbours[position])]
            sum += weight
            squares += weight * weight
        }
        let statistic = own * lag / m2
        result.i = statistic
        result.quadrant = own > 0 ? (lag > 0 ? .highHigh : .highLow) : (lag > 0 ? .lowHigh : .lowLow)
        let expected: Double
        let variance: Double
        switch moments {
        case .conditional:
            expected = -own * own * sum / ((n - 1) * m2)
            let spread = squares - sum * sum / (n - 1)
            variance =
                own * own / (m2 * m2) * n / (n - 2) * (spread > 1e-12 * squares ? spread : 0)
                * max(0, m2 - own * own / (n - 1))
        case .total:
            expected = -sum / (n - 1)
            let kurtosis = sums.fourths / n / (m2 * m2)
            let a = (n - kurtosis) / (n - 1)
            let b = (2 * kurtosis - n) / ((n - 1) * (n - 2))
            variance = a * squares + b * (sum * sum - squares) - expected * expected
        }
        result.expected = expected
        guard variance.isFinite else { return result }
        result.variance = variance
        guard variance > 0 else { return result }
        let z = (statistic - expected) / variance.squareRoot()
        guard z.isFinite else { return result }
        result.z = z
        result.pNorm = NormalDistribution.twoSidedP(z)
        return result
    }
}
