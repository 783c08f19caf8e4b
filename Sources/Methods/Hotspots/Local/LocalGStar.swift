public import SpatialEngine

/// The local statistics Gi* and Gi, which ask whether the sum over a unit's surroundings is more than chance.
///
/// Getis and Ord 1992 (doi:10.1111/j.1538-4632.1992.tb00261.x), Ord and Getis 1995
/// (doi:10.1111/j.1538-4632.1995.tb00912.x), Getis and Ord 1996.
///
/// Gi*: z = (Σwx − x̄W) / (s √((nS₁ − W²)/(n − 1))) with W = Σw, S₁ = Σw², s² = Σx²/n − x̄². The unit itself has weight 1,
/// added before weights are row-standardised. Gi leaves the unit out: mean and s² are those of the other n − 1 units, and
/// n − 1 and n − 2 stand for n and n − 1.
public enum LocalGStar {
    /// Computes all units.
    ///
    /// In `p_sim` a unit keeps its value and the others are drawn for its neighbours without replacement;
    /// p = min(1, 2(min(#{T* ≥ T}, #{T* ≤ T}) + 1)/(m + 1)), ties counting in both.
    ///
    /// - Parameters:
    ///   - values: One a unit, finite.
    ///   - includesSelf: Gi* if true, else Gi.
    ///   - permutations: Draws m for each unit; 0 leaves ``LocalGStarResult/pSim`` empty.
    ///   - random: Source of the draws; the number of threads changes nothing.
    /// - Throws: ``HotspotError/constantValue``, ``HotspotError/noNeighbours``, ``HotspotError/invalidValue(unit:)``,
    ///   ``HotspotError/countMismatch(expected:found:)``.
    /// - Complexity: O(*n* (*k* + *m*)) where each unit's *k* neighbours have one weight, else O(*n k m*).
    public static func compute(
        values: [Double], weights: SpatialWeights, includesSelf: Bool = true, permutations: Int = 999,
        random: SplitMix64, threads: Int
    ) throws(HotspotError) -> [LocalGStarResult] {
        try checkUnits(values, weights)
        let moments = ValueMoments(values)
        var results = mapUnits(values.count, threads: threads, empty: LocalGStarResult(neighbourCount: 0)) { unit in
            includesSelf
                ? withSelf(unit, values, weights, moments) : withoutSelf(unit, values, weights, moments)
        }
        var p = results.map(\.pNorm)
        if permutations > 0 {
            p = ConditionalPermutation(values: values, weights: weights, draws: permutations, random: random)
                .twoSidedP(threads: threads)
            for unit in results.indices { results[unit].pSim = p[unit] }
        }
        let inference = LocalInference(effects: results.map(\.z), p: p)
        for unit in results.indices {
            results[unit].q = inference.q[unit]
            results[unit].bin = inference.bins[unit]
            results[unit].rawBin = inference.rawBins[unit]
        }
        return results
    }

    private static func withSelf(
        _ unit: Int, _ values: [Double], _ weights: SpatialWeights, _ moments: ValueMoments
    ) -> LocalGStarResult {
        var result = LocalGStarResult(neighbourCount: weights.neighbourCount(of: unit))
        guard !weights.isIsland(unit) else { return result }
        // Deviations from the mean keep all digits where values are large and differ little.
        var sums = WeightedSums(deviation: values[unit] - moments.mean, weight: 1, square: 1)
        sums.add(weights, unit, values, moments.mean)
        let local = sums.deviation + moments.mean * sums.weight
        let scale = weights.style == .row ? 1 / sums.weight : 1
        if moments.sum != 0 { result.g = local * scale / moments.sum }
        result.z = sums.z(count: moments.count, variance: moments.variance)
        result.pNorm = result.z.map(NormalDistribution.twoSidedP)
        return result
    }

    private static func withoutSelf(
        _ unit: Int, _ values: [Double], _ weights: SpatialWeights, _ moments: ValueMoments
    ) -> LocalGStarResult {
        var result = LocalGStarResult(neighbourCount: weights.neighbourCount(of: unit))
        guard !weights.isIsland(unit) else { return result }
        let others = moments.count - 1
        let own = values[unit] - moments.mean
        var mean = moments.mean - own / others
        var squares = moments.squares - own * own * moments.count / others
        // One great value among small ones: what it leaves is lost in its rounding, so the others are taken by themselves.
        if squares < 1e-6 * moments.squares {
            var rest = values
            rest.remove(at: unit)
            guard rest.contains(where: { $0 != rest[0] }) else { return result }
            let own = ValueMoments(rest)
            (mean, squares) = (own.mean, own.squares)
        }
        var sums = WeightedSums(deviation: 0, weight: 0, square: 0)
        sums.add(weights, unit, values, mean)
        let scale = weights.style == .row ? 1 / sums.weight : 1
        if mean != 0 { result.g = (sums.deviation + mean * sums.weight) * scale / (mean * others) }
        result.z = sums.z(count: others, variance: squares / others)
        result.pNorm = result.z.map(NormalDistribution.twoSidedP)
        return result
    }
}

/// Σw(x − x̄), Σw and Σw² over a unit's surroundings.
private struct WeightedSums {
    var deviation, weight, square: Double

    mutating func add(_ weights: SpatialWeights, _ unit: Int, _ values: [Double], _ mean: Double) {
        for position in weights.starts[unit]..<weights.starts[unit + 1] {
            let w = weights.rawWeight(position)
            deviation += w * (values[Int(weights.neighbours[position])] - mean)
            weight += w
            square += w * w
        }
    }

    /// nil where no variance exists: all weights alike on all units, or no differences.
    func z(count n: Double, variance: Double) -> Double? {
        let spread = n * square - weight * weight
        guard variance > 0, spread > 1e-9 * n * square else { return nil }
        let z = deviation / (variance * spread / (n - 1)).squareRoot()
        return z.isFinite ? z : nil
    }
}
