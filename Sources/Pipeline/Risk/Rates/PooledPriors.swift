import Glibc

/// Priors of groups of units (a mode of travel, a corridor), each drawn towards the prior of all units.
///
/// A group's counts are negative binomial as under ``GammaPrior/marginalLikelihood(smallestShape:fewestEvents:)``; its log
/// mean rate ln α/β and its log shape ln α are in turn normal about those of all units, with standard deviation ``RatePools/spread``.
/// What is taken is the top of both together: groups with hardly any events keep to the overall prior, large ones to their
/// own counts.
struct PooledPriors: Hashable, Sendable {
    /// The prior of each group.
    let groups: [FittedPrior]
    /// The prior of all units, towards which the groups are drawn.
    let overall: FittedPrior

    /// Fits the priors.
    ///
    /// Fewer events in all than a fit needs: every group has the fallback.
    ///
    /// - Parameter counts: Per unit, counts that are equally likely.
    /// - Parameter exposure: Reported exposure of each unit.
    /// - Complexity: O(*n*) times some thousand passes.
    init(
        counts: [[Double]], exposure: [Double], pools: RatePools, smallestShape: Double = 0.2, fewestEvents: Double = 20
    ) {
        let prior = GammaPrior.marginalLikelihood(smallestShape: smallestShape, fewestEvents: fewestEvents)
        let overall = prior.fitted(counts: counts, exposure: exposure)
        self.overall = overall
        guard overall.origin == .marginalLikelihood else {
            groups = [FittedPrior](repeating: overall, count: pools.count)
            return
        }
        groups = (0..<pools.count).map { wanted in
            let units = pools.group.indices.filter { pools.group[$0] == wanted }
            let likelihood = MarginalLikelihood(counts: units.map { counts[$0] }, exposure: units.map { exposure[$0] })
            return likelihood.top(near: overall, spread: pools.spread, smallestShape: smallestShape)
        }
    }
}

extension MarginalLikelihood {
    /// The α and β of the largest likelihood times normal densities of ln α/β and ln α about those of another prior.
    ///
    /// For each α there is one best mean rate, a root of a falling function; over ln α a grid finds the hill and golden
    /// section its top.
    func top(near centre: FittedPrior, spread: Double, smallestShape: Double) -> FittedPrior {
        let (logShape, logMean) = (log(centre.alpha), log(centre.alpha / centre.beta))
        func best(_ logAlpha: Double) -> (value: Double, beta: Double) {
            let alpha = exp(logAlpha)
            let mean = bestLogMean(shape: alpha, near: logMean, spread: spread)
            let beta = alpha / exp(mean)
            let (a, b) = ((logAlpha - logShape) / spread, (mean - logMean) / spread)
            return (logLikelihood(alpha, beta) - 0.5 * (a * a + b * b), beta)
        }
        let (low, high) = (log(smallestShape), log(GammaPrior.largestShape))
        let steps = 32
        func point(_ step: Int) -> Double { low + (high - low) * Double(step) / Double(steps) }
        let values = (0...steps).map { best(point($0)).value }
        let hill = values.indices.max { values[$0] < values[$1] } ?? 0
        let top = Self.goldenSection(point(max(0, hill - 1)), point(min(steps, hill + 1))) { best($0).value }
        return FittedPrior(alpha: exp(top), beta: best(top).beta, origin: .marginalLikelihood)
    }

    /// The root in u = ln μ of Σ share·α·(y − μe)/(α + μe) = (u − centre)/spread², which falls on the left and rises on the
    /// right: bisection.
    private func bestLogMean(shape alpha: Double, near centre: Double, spread: Double) -> Double {
        func slope(_ u: Double) -> Double {
            let mean = exp(u)
            return sum { y, e in alpha * (y - mean * e) / (alpha + mean * e) } - (u - centre) / (spread * spread)
        }
        // The counts pull by at most Σ max(y, α) either way.
        var (low, high) = (centre - 1, centre + 1)
        while slope(low) < 0 { low -= 2 * (centre - low) }
        while slope(high) > 0 { high += 2 * (high - centre) }
        while high - low > 1e-13 * max(1, abs(high)) {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { break }
            if slope(middle) > 0 { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    private static func goldenSection(_ low: Double, _ high: Double, _ value: (Double) -> Double) -> Double {
        let ratio = (5.0.squareRoot() - 1) / 2
        var (low, high) = (low, high)
        var (a, b) = (high - ratio * (high - low), low + ratio * (high - low))
        var (atA, atB) = (value(a), value(b))
        while high - low > 1e-9 {
            if atA > atB {
                (high, b, atB) = (b, a, atA)
                a = high - ratio * (high - low)
                atA = value(a)
            } else {
                (low, a, atA) = (a, b, atB)
                b = low + ratio * (high - low)
                atB = value(b)
            }
        }
        return (low + high) / 2
    }
}
