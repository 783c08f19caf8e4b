public import SpatialEngine

/// What the local spread says of one unit; the statistics are nil for an island and where no variance exists.
public struct LocalHeteroscedasticityResult: Hashable, Sendable {
    /// Mean squared residual among the neighbours, over that of all units.
    public var h: Double?
    /// Its variance without spatial order.
    public var variance: Double?
    /// P(χ² ≥ 2h/variance) with 2/variance degrees of freedom.
    public var pChiSquare: Double?
    /// Two-sided p under conditional permutation of the squared residuals; nil without permutations.
    public var pSim: Double?
    /// Benjamini–Hochberg adjusted p over all units, from ``pSim`` when there were permutations, else from
    /// ``pChiSquare``.
    public var q: Double?
    /// −3…3 from ``q``, with the sign of h − 1.
    public var bin = 0
    /// How many neighbours the unit has.
    public var neighbourCount: Int

    /// A unit without statistics.
    public init(neighbourCount: Int) { self.neighbourCount = neighbourCount }
}

/// LOSH: whether values differ more from their surroundings here than elsewhere (Ord and Getis 2012,
/// doi:10.1007/s00168-011-0492-y).
///
/// eᵢ = (xᵢ − Σwx/Σw)², hᵢ = Σwe/(ē Σw), variance (nΣw² − (Σw)²) Var(e) / ((n − 1)(ē Σw)²); the unit itself is not among
/// its neighbours. An island has no eᵢ and does not count in n, ē and Var(e).
public enum LocalHeteroscedasticity {
    /// Computes all units.
    ///
    /// - Parameter permutations: Draws for each unit, in which it keeps its squared residual and those of the others are
    ///   drawn for its neighbours without replacement.
    /// - Throws: ``HotspotError/constantValue``, ``HotspotError/noNeighbours``, ``HotspotError/invalidValue(unit:)``,
    ///   ``HotspotError/countMismatch(expected:found:)``.
    /// - Complexity: as ``LocalMoran``.
    public static func compute(
        values: [Double], weights: SpatialWeights, permutations: Int = 0, random: SplitMix64, threads: Int
    ) throws(HotspotError) -> [LocalHeteroscedasticityResult] {
        try checkUnits(values, weights)
        let residuals = squaredResiduals(values, weights)
        let units = values.indices.filter { !weights.isIsland($0) }
        let moments = ValueMoments(units.map { residuals[$0] })
        var results = mapUnits(
            values.count, threads: threads, empty: LocalHeteroscedasticityResult(neighbourCount: 0)
        ) { unit in statistic(of: unit, residuals, weights, moments) }
        var p = results.map(\.pChiSquare)
        if permutations > 0 {
            let drawn = try shuffled(residuals, weights, units, permutations, random, threads)
            for (place, unit) in units.enumerated() where results[unit].h != nil { results[unit].pSim = drawn[place] }
            p = results.map(\.pSim)
        }
        let inference = LocalInference(effects: results.map { result in result.h.map { $0 - 1 } }, p: p)
        for unit in results.indices {
            results[unit].q = inference.q[unit]
            results[unit].bin = inference.bins[unit]
        }
        return results
    }

    /// NaN for an island.
    private static func squaredResiduals(_ values: [Double], _ weights: SpatialWeights) -> [Double] {
        let mean = ValueMoments(values).mean
        let deviations = values.map { $0 - mean }
        return values.indices.map { unit in
            guard !weights.isIsland(unit) else { return .nan }
            let rest = deviations[unit] - weights.meanOfNeighbours(unit, deviations)
            return rest * rest
        }
    }

    private static func statistic(
        of unit: Int, _ residuals: [Double], _ weights: SpatialWeights, _ moments: ValueMoments
    ) -> LocalHeteroscedasticityResult {
        var result = LocalHeteroscedasticityResult(neighbourCount: weights.neighbourCount(of: unit))
        // Also nil where a neighbour is an island, which lists that are not symmetric allow.
        let h = weights.isIsland(unit) ? .nan : weights.meanOfNeighbours(unit, residuals) / moments.mean
        guard h.isFinite else { return result }
        result.h = h
        var (sum, squares) = (0.0, 0.0)
        for position in weights.starts[unit]..<weights.starts[unit + 1] {
            sum += weights.rawWeight(position)
            squares += weights.rawWeight(position) * weights.rawWeight(position)
        }
        let spread = moments.count * squares - sum * sum
        let base = moments.mean * sum
        let variance = moments.variance * (spread > 1e-12 * squares ? spread : 0) / ((moments.count - 1) * base * base)
        guard variance.isFinite else { return result }
        result.variance = variance
        if variance > 0 { result.pChiSquare = ChiSquare.upperTail(2 * h / variance, degrees: 2 / variance) }
        return result
    }

    /// p of the units that are no islands, which alone are shuffled.
    private static func shuffled(
        _ residuals: [Double], _ weights: SpatialWeights, _ units: [Int], _ permutations: Int, _ random: SplitMix64,
        _ threads: Int
    ) throws(HotspotError) -> [Double?] {
        var place = [Int](repeating: -1, count: residuals.count)
        for (index, unit) in units.enumerated() { place[unit] = index }
        // A neighbour that is an island has no residual; the unit's own h is nil then, and its p is not used.
        let lists = units.map { unit in
            (weights.starts[unit]..<weights.starts[unit + 1]).filter { place[Int(weights.neighbours[$0])] >= 0 }
        }
        let own = SpatialWeights(
            lists.map { $0.map { place[Int(weights.neighbours[$0])] } },
            weights: weights.weights.map { all in lists.flatMap { $0.map { all[$0] } } }, style: .binary)
        return ConditionalPermutation(
            values: units.map { residuals[$0] }, weights: own, draws: permutations, random: random
        ).twoSidedP(threads: threads)
    }
}

extension SpatialWeights {
    /// Σwx/Σw over a unit's neighbours.
    fileprivate func meanOfNeighbours(_ unit: Int, _ values: [Double]) -> Double {
        var (total, sum) = (0.0, 0.0)
        for position in starts[unit]..<starts[unit + 1] {
            total += rawWeight(position) * values[Int(neighbours[position])]
            sum += rawWeight(position)
        }
        return total / sum
    }
}
