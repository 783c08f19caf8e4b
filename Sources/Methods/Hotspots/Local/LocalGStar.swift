public import SpatialEngine

/// The local statistic Gi*, which asks whether the sum over a unit and its neighbours is more than chance.
///
/// Getis and Ord 1992 (doi:10.1111/j.1538-4632.1992.tb00261.x), Ord and Getis 1995
/// (doi:10.1111/j.1538-4632.1995.tb00912.x).
///
/// z = (Σwx − x̄W) / (s √((nS₁ − W²)/(n − 1))) with W = Σw, S₁ = Σw², s² = Σx²/n − x̄². The unit itself has weight 1, added
/// before weights are row-standardised.
public enum LocalGStar {
    /// Computes all units.
    ///
    /// In `p_sim` a unit keeps its value and the others are drawn for its neighbours without replacement;
    /// p = min(1, 2(min(#{T* ≥ T}, #{T* ≤ T}) + 1)/(m + 1)), ties counting in both.
    ///
    /// - Parameters:
    ///   - values: One a unit, finite.
    ///   - permutations: Draws m for each unit; 0 leaves ``LocalGStarResult/pSim`` empty.
    ///   - random: Unit *i* draws from stream *i*, so that units are independent and threads change nothing.
    /// - Throws: ``HotspotError/constantValue``, ``HotspotError/noNeighbours``, ``HotspotError/invalidValue(unit:)``,
    ///   ``HotspotError/countMismatch(expected:found:)``.
    /// - Complexity: O(*n k m*) for *k* neighbours a unit.
    public static func compute(
        values: [Double], weights: SpatialWeights, permutations: Int = 999, random: SplitMix64, threads: Int
    ) throws(HotspotError) -> [LocalGStarResult] {
        try check(values, weights)
        let moments = Moments(values)
        var results = values.indices.map { statistic(of: $0, values, weights, moments) }
        if permutations > 0 {
            let p = ConditionalPermutation(values: values, weights: weights, draws: permutations, random: random)
                .twoSidedP(threads: threads)
            for unit in results.indices where results[unit].z != nil { results[unit].pSim = p[unit] }
        }
        classify(&results, hasPermutations: permutations > 0)
        return results
    }

    private struct Moments {
        let sum: Double
        let mean: Double
        /// Divided by n, not n − 1.
        let deviation: Double

        /// Two passes: Σx²/n − x̄² without its cancellation.
        init(_ values: [Double]) {
            let n = Double(values.count)
            sum = values.reduce(0, +)
            let mean = sum / n
            self.mean = mean
            deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
        }
    }

    private static func check(_ values: [Double], _ weights: SpatialWeights) throws(HotspotError) {
        guard values.count == weights.count else {
            throw .countMismatch(expected: weights.count, found: values.count)
        }
        if let unit = values.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(unit: unit) }
        guard let first = values.first, values.contains(where: { $0 != first }) else { throw .constantValue }
        guard weights.islands < weights.count else { throw .noNeighbours }
    }

    private static func statistic(
        of unit: Int, _ values: [Double], _ weights: SpatialWeights, _ moments: Moments
    ) -> LocalGStarResult {
        var result = LocalGStarResult(neighbourCount: weights.neighbourCount(of: unit))
        guard result.neighbourCount > 0 else { return result }
        // Deviations from the mean keep all digits where values are large and differ little.
        var (deviation, sumOfWeights, sumOfSquares) = (values[unit] - moments.mean, 1.0, 1.0)
        for index in weights.starts[unit]..<weights.starts[unit + 1] {
            let weight = weights.rawWeight(index)
            deviation += weight * (values[Int(weights.neighbours[index])] - moments.mean)
            sumOfWeights += weight
            sumOfSquares += weight * weight
        }
        let n = Double(values.count)
        let local = deviation + moments.mean * sumOfWeights
        let scale = weights.style == .row ? 1 / sumOfWeights : 1
        if moments.sum != 0 { result.g = local * scale / moments.sum }
        let spread = n * sumOfSquares - sumOfWeights * sumOfWeights
        guard spread > 1e-9 * n * sumOfSquares else { return result }
        let z = deviation / (moments.deviation * (spread / (n - 1)).squareRoot())
        result.z = z
        result.pNorm = NormalDistribution.twoSidedP(z)
        return result
    }

    private static func classify(_ results: inout [LocalGStarResult], hasPermutations: Bool) {
        let p = results.map { hasPermutations ? $0.pSim : $0.pNorm }
        let q = FalseDiscoveryRate.adjusted(p)
        for unit in results.indices {
            guard let z = results[unit].z, let p = p[unit], let q = q[unit] else { continue }
            results[unit].q = q
            results[unit].bin = significanceBin(z: z, p: q)
            results[unit].rawBin = significanceBin(z: z, p: p)
        }
    }
}
