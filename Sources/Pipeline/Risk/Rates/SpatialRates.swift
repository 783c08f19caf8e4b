import Glibc
import Sampling

/// Priors and effort of BYM2.
public struct SpatialRateSettings: Hashable, Sendable {
    /// Standard deviation of the normal prior of the overall log rate about that of the counts.
    public var interceptDeviation: Double
    /// P(σ > ``largeSigma``) = ``largeSigmaProbability``: the penalised-complexity prior of the standard deviation of log rates
    /// is exponential (Simpson and others 2017, doi:10.1214/16-STS576).
    public var largeSigma: Double
    /// Within 0…1, both excluded.
    public var largeSigmaProbability: Double
    /// Independent chains.
    public var chains: Int
    /// Draws that are kept, per chain; half as many again adapt before.
    public var draws: Int
    /// Probability inside the printed intervals.
    public var interval: Double
    /// Rate against which each unit is held; nil is twice the overall rate.
    public var threshold: Double?
    /// Seed of all chains.
    public var seed: UInt64
    /// Threads; no result depends on it.
    public var threads: Int

    /// Settings with the defaults of the method.
    public init(
        interceptDeviation: Double = 5, largeSigma: Double = 1, largeSigmaProbability: Double = 0.01, chains: Int = 4,
        draws: Int = 1_000, interval: Double = 0.9, threshold: Double? = nil, seed: UInt64 = 1, threads: Int = 1
    ) {
        self.interceptDeviation = interceptDeviation
        self.largeSigma = largeSigma
        self.largeSigmaProbability = largeSigmaProbability
        self.chains = chains
        self.draws = draws
        self.interval = interval
        self.threshold = threshold
        self.seed = seed
        self.threads = threads
    }

    /// Rate of the exponential prior of σ.
    var sigmaRate: Double { -log(largeSigmaProbability) / largeSigma }

    func check() throws(RiskError) {
        func require(_ isAllowed: Bool, _ name: String, _ value: Double, _ allowed: String) throws(RiskError) {
            if !isAllowed { throw .badSetting(name: name, value: value, allowed: allowed) }
        }
        try require(interceptDeviation > 0, "deviation of the intercept", interceptDeviation, "above 0")
        try require(largeSigma > 0 && largeSigma.isFinite, "large sigma", largeSigma, "above 0")
        let share = largeSigmaProbability
        try require(share > 0 && share < 1, "probability of a large sigma", share, "between 0 and 1")
        try require(interval > 0 && interval < 1, "interval", interval, "between 0 and 1")
    }
}

/// A posterior of one number, from draws.
public struct DrawnFigure: Hashable, Sendable {
    /// Posterior mean.
    public var mean: Double
    /// Half of the draws lie below.
    public var median: Double
    /// Lower end of the interval.
    public var low: Double
    /// Upper end of the interval.
    public var high: Double
}

/// Rates of areas that lean on their neighbours and on all, by BYM2 (Riebler and others 2016, doi:10.1177/0962280216660421).
public struct SpatialRates: Sendable {
    /// Events per unit of exposure, in the order given.
    public let rates: [DrawnFigure]
    /// Probability of a rate above the threshold, per unit.
    public let probabilityAboveThreshold: [Double]
    /// Places among all units.
    public let ranks: [RankInterval]
    /// Standard deviation of log rates.
    public let sigma: DrawnFigure
    /// Share of their variance that is spatial.
    public let rho: DrawnFigure
    /// Σ events / Σ exposure.
    public let overallRate: Double
    /// The rate against which units were held.
    public let threshold: Double
    /// The largest R-hat and the fewest effective draws of rates, σ and ρ.
    public let maxRHat: Double
    /// See ``maxRHat``.
    public let minEffectiveDraws: Double
    /// Draws whose trajectory met an energy error above 1000.
    public let divergences: Int

    /// Samples the posterior with the no-U-turn sampler.
    ///
    /// - Parameters:
    ///   - events: 0 or more; fractions are taken as they are.
    ///   - exposure: Reported exposure, 0 or more; a unit without any takes its rate from its neighbours.
    ///   - neighbours: Per unit the indices of others; mutual. Units may hang together in several parts.
    ///   - progress: Told how many draws of how many the first chain has done, from its thread.
    /// - Throws: ``RiskError`` for numbers out of range, one-sided neighbours, no exposure at all, or a sampler that finds no
    ///   start.
    /// - Complexity: O((*n* + pairs)·steps) a draw, and once O(*m*³) for the largest part of *m* units.
    public init(
        events: [Double], exposure: [Double], neighbours: [[Int]],
        settings: SpatialRateSettings = SpatialRateSettings(),
        progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(RiskError) {
        try settings.check()
        for (what, values) in [("exposures", exposure.count), ("lists of neighbours", neighbours.count)]
        where values != events.count {
            throw .lengthMismatch(what: what, given: values, expected: events.count)
        }
        for (index, value) in (events + exposure).enumerated() where !(value.isFinite && value >= 0) {
            throw .badValue(what: "count or exposure", index: index, value: value, allowed: "finite and not negative")
        }
        let total = exposure.reduce(0, +)
        guard total > 0 else { throw .noExposure }
        let model = SpatialModel(
            events: events, exposure: exposure, graph: try NeighbourGraph(neighbours), settings: settings)
        let draws = try Self.draws(of: model, progress)
        overallRate = events.reduce(0, +) / total
        let limit = settings.threshold ?? 2 * overallRate
        threshold = limit
        let unpacked = (0..<draws.chains * draws.draws).map { draw in
            model.unpacked(draws.values[draw * draws.dimensions..<(draw + 1) * draws.dimensions])
        }
        let tail = (1 - settings.interval) / 2
        func figure(_ values: [Double]) -> DrawnFigure {
            let sorted = values.sorted()
            return DrawnFigure(
                mean: values.reduce(0, +) / Double(values.count), median: Convergence.quantile(sorted, 0.5),
                low: Convergence.quantile(sorted, tail), high: Convergence.quantile(sorted, 1 - tail))
        }
        func byChain(_ values: [Double]) -> [[Double]] {
            (0..<draws.chains).map { Array(values[$0 * draws.draws..<($0 + 1) * draws.draws]) }
        }
        let byUnit = events.indices.map { unit in unpacked.map { exp($0.logRates[unit]) } }
        (sigma, rho) = (figure(unpacked.map(\.sigma)), figure(unpacked.map(\.rho)))
        rates = byUnit.map(figure)
        probabilityAboveThreshold = byUnit.map { Double($0.count { $0 > limit }) / Double($0.count) }
        ranks = Ranking.intervals(count: events.count, draws: unpacked.count, tail: tail, threads: settings.threads) {
            unpacked[$0].logRates
        }
        let watched = (byUnit + [unpacked.map(\.sigma), unpacked.map(\.rho)]).map { byChain($0) }
        maxRHat = watched.map { Convergence.rHat($0) }.max() ?? .nan
        minEffectiveDraws =
            watched.map { min(Convergence.bulkEffectiveDraws($0), Convergence.tailEffectiveDraws($0)) }.min() ?? .nan
        divergences = draws.divergences
    }

    private static func draws(
        of model: SpatialModel, _ progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?
    ) throws(RiskError) -> PosteriorDraws {
        var sampler = NoUTurnSampler()
        (sampler.chains, sampler.draws) = (model.settings.chains, model.settings.draws)
        sampler.warmUp = max(300, model.settings.draws / 2)
        (sampler.seed, sampler.threads, sampler.targetAcceptance) = (model.settings.seed, model.settings.threads, 0.9)
        do throws(SamplingError) {
            var start = [Double](repeating: 0, count: model.density.dimensions)
            start[1] = -1
            let total = sampler.warmUp + sampler.draws
            return try sampler.sample(model.density, around: start, spread: 0.5) { chain, done in
                if chain == 0 { progress?(done, total) }
            }
        } catch {
            throw .sampling("\(error)")
        }
    }
}
