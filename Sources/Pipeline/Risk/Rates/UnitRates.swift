public import SpatialEngine

/// What the events of one unit are counted over.
public struct RateUnit: Hashable, Sendable {
    /// Number of events; fractional after location sampling.
    public var events: Double
    /// What the events are counted over, normally person-trips.
    public var exposure: Double
    /// The probability that an event is reported at all.
    public var reporting: Double

    /// A unit with its count.
    public init(events: Double, exposure: Double, reporting: Double = 1) {
        self.events = events
        self.exposure = exposure
        self.reporting = reporting
    }
}

/// Units in groups whose priors differ.
public struct RatePools: Hashable, Sendable {
    /// The group of each unit, 0 or more and below ``count``.
    public var group: [Int]
    /// How many groups there are.
    public var count: Int
    /// Standard deviation of groups about the whole, of ln mean rate and of ln shape; above 0.
    public var spread: Double

    /// Groups of units.
    public init(group: [Int], count: Int, spread: Double) {
        self.group = group
        self.count = count
        self.spread = spread
    }
}

/// What rates depend on besides the units.
public struct RateSettings: Hashable, Sendable {
    /// Where the prior comes from.
    public var prior: GammaPrior
    /// Probability inside the printed interval, of rates and of ranks.
    public var interval: Double
    /// Rate against which each unit is held; nil is twice the overall rate.
    public var threshold: Double?
    /// Draws for ranks.
    public var draws: Int
    /// Groups of units with priors of their own, where the prior is that of the largest marginal likelihood.
    public var pools: RatePools?

    /// Settings with the defaults of the method.
    public init(
        prior: GammaPrior = .marginalLikelihood(), interval: Double = 0.9, threshold: Double? = nil, draws: Int = 2_000,
        pools: RatePools? = nil
    ) {
        self.prior = prior
        self.interval = interval
        self.threshold = threshold
        self.draws = draws
        self.pools = pools
    }

    func check() throws(RiskError) {
        guard interval > 0, interval < 1 else {
            throw .badSetting(name: "interval", value: interval, allowed: "between 0 and 1")
        }
        guard draws >= 0 else { throw .badSetting(name: "draws", value: Double(draws), allowed: "0 or more") }
        if let threshold, !(threshold >= 0 && threshold.isFinite) {
            throw .badSetting(name: "threshold", value: threshold, allowed: "finite and not negative")
        }
        if let pools {
            guard pools.spread > 0, pools.spread.isFinite else {
                throw .badSetting(name: "spread of pools", value: pools.spread, allowed: "finite and above 0")
            }
            for group in pools.group where !(0..<pools.count).contains(group) {
                throw .unknownIndex(what: "pool", index: group, count: pools.count)
            }
        }
        try prior.check()
    }
}

/// A place in a ranking, 1 for the highest value, with what the draws leave open.
public struct RankInterval: Hashable, Sendable {
    /// Mean place over the draws.
    public var mean: Double
    /// Place in the order of mean places; ties go to the earlier unit.
    public var place: Int
    /// Lower quantile of the place, 5 % unless asked otherwise, never above ``place``.
    public var low: Int
    /// Upper quantile of the place, 95 % unless asked otherwise, never below ``place``.
    public var high: Int
}

/// The rate of one unit, in events per unit of exposure.
public struct UnitRate: Hashable, Sendable {
    /// Posterior; nil without a prior (Garwood's interval), or where neither prior nor data say anything.
    public var posterior: GammaMixture?
    /// Posterior mean; events over exposure without a prior.
    public var mean: Double?
    /// Half of the posterior lies below; nil without a posterior.
    public var median: Double?
    /// Lower end of the interval.
    public var low: Double?
    /// Upper end of the interval.
    public var high: Double?
    /// Probability of a rate above the threshold.
    public var probabilityAboveThreshold: Double?
    /// Place among all units with a posterior.
    public var rank: RankInterval?
}

/// Rates of units that share one prior, or one a group.
public struct UnitRates: Hashable, Sendable {
    /// One per unit, in the order given.
    public var rates: [UnitRate]
    /// The prior that was used; with pools that of all units, towards which theirs are drawn.
    public var prior: FittedPrior
    /// The prior of each pool; empty without pools.
    public var poolPriors: [FittedPrior]
    /// Σ events / Σ (reporting × exposure).
    public var overallRate: Double
    /// The rate against which units were held.
    public var threshold: Double

    /// Gamma–Poisson rates: y ~ Poisson(q·E·λ), λ ~ Gamma(α, β), posterior Gamma(α + y, β + qE).
    ///
    /// - Parameters:
    ///   - imputations: Where the places of events are uncertain, tables of counts that are equally likely:
    ///     `imputations[d][unit]`. The posterior is the mixture over them, so that it carries both the uncertainty of the
    ///     count and that of the rate; the prior is fitted to the mean of their log likelihoods. Empty: the counts of `units`.
    ///   - random: Draw *d* of the ranks takes stream *d*.
    ///   - threads: The result does not depend on it.
    /// - Throws: ``RiskError`` for numbers out of range, for events without exposure, and when no unit has any exposure.
    /// - Complexity: O(*n* · *draws* · log *n*).
    public init(
        of units: [RateUnit], imputations: [[Double]] = [], settings: RateSettings = RateSettings(),
        random: SplitMix64, threads: Int = 1
    ) throws(RiskError) {
        try settings.check()
        try Self.check(units, imputations)
        if let pools = settings.pools, pools.group.count != units.count {
            throw .lengthMismatch(what: "pools of units", given: pools.group.count, expected: units.count)
        }
        let exposures = units.map { $0.exposure * $0.reporting }
        let total = exposures.reduce(0, +)
        guard total > 0 else { throw .noExposure }
        let counts = units.indices.map { unit in
            imputations.isEmpty ? [units[unit].events] : imputations.map { $0[unit] }
        }
        let fitted = Self.priors(counts: counts, exposure: exposures, settings: settings)
        (prior, poolPriors) = fitted
        let priors =
            settings.pools.map { pools in pools.group.map { fitted.pools.isEmpty ? fitted.all : fitted.pools[$0] } }
            ?? [FittedPrior](repeating: fitted.all, count: units.count)
        overallRate = counts.reduce(0) { $0 + $1.reduce(0, +) / Double($1.count) } / total
        let threshold = settings.threshold ?? 2 * overallRate
        rates = parallelMap(Array(units.indices), threads: threads) { unit in
            Self.rate(
                counts: counts[unit], exposure: exposures[unit], prior: priors[unit], threshold: threshold,
                settings: settings)
        }
        self.threshold = threshold
        addRanks(counts: counts, shapes: priors.map(\.alpha), settings: settings, random: random, threads: threads)
    }

    private static func priors(
        counts: [[Double]], exposure: [Double], settings: RateSettings
    ) -> (all: FittedPrior, pools: [FittedPrior]) {
        guard let pools = settings.pools, case .marginalLikelihood(let smallestShape, let fewestEvents) = settings.prior
        else { return (settings.prior.fitted(counts: counts, exposure: exposure), []) }
        let pooled = PooledPriors(
            counts: counts, exposure: exposure, pools: pools, smallestShape: smallestShape, fewestEvents: fewestEvents)
        return (pooled.overall, pooled.groups)
    }

    private static func rate(
        counts: [Double], exposure: Double, prior: FittedPrior, threshold: Double, settings: RateSettings
    ) -> UnitRate {
        let tail = (1 - settings.interval) / 2
        guard prior.origin == .none else {
            guard let posterior = GammaMixture(prior: prior, counts: counts, exposure: exposure) else {
                return UnitRate()
            }
            return UnitRate(
                posterior: posterior, mean: posterior.mean, median: posterior.quantile(0.5),
                low: posterior.quantile(tail), high: posterior.quantile(1 - tail),
                probabilityAboveThreshold: posterior.probability(above: threshold))
        }
        guard exposure > 0 else { return UnitRate() }
        let events = counts.reduce(0, +) / Double(counts.count)
        let low = events > 0 ? IncompleteGamma.quantile(events, tail) / exposure : 0
        let high = IncompleteGamma.quantile(events + 1, 1 - tail) / exposure
        return UnitRate(mean: events / exposure, low: low, high: high)
    }

    /// One draw takes one imputation for all units, so that what one unit gains another loses.
    private mutating func addRanks(
        counts: [[Double]], shapes: [Double], settings: RateSettings, random: SplitMix64, threads: Int
    ) {
        let ranked = rates.indices.filter { rates[$0].posterior != nil }
        let scales = ranked.map { rates[$0].posterior?.rate ?? 1 }
        let ranks = Ranking.intervals(
            count: ranked.count, draws: settings.draws, tail: (1 - settings.interval) / 2, threads: threads
        ) { draw in
            var stream = random.stream(UInt64(draw))
            return zip(ranked, scales).map { unit, scale in
                stream.nextGamma(shape: shapes[unit] + counts[unit][draw % counts[unit].count]) / scale
            }
        }
        for (unit, rank) in zip(ranked, ranks) { rates[unit].rank = rank }
    }

    private static func check(_ units: [RateUnit], _ imputations: [[Double]]) throws(RiskError) {
        for (index, unit) in units.enumerated() {
            for (what, value) in [("events of unit", unit.events), ("exposure of unit", unit.exposure)]
            where !(value.isFinite && value >= 0) {
                throw .badValue(what: what, index: index, value: value, allowed: "finite and not negative")
            }
            let q = unit.reporting
            guard q > 0, q <= 1 else {
                throw .badValue(what: "reporting of unit", index: index, value: q, allowed: "above 0, at most 1")
            }
        }
        for table in imputations {
            guard table.count == units.count else {
                throw .lengthMismatch(what: "imputed counts", given: table.count, expected: units.count)
            }
            for (index, value) in table.enumerated() where !(value.isFinite && value >= 0) {
                throw .badValue(what: "imputed count of unit", index: index, value: value, allowed: "0 or more")
            }
        }
        for (index, unit) in units.enumerated() where unit.exposure == 0 {
            let events = imputations.reduce(unit.events) { max($0, $1[index]) }
            if events > 0 { throw .eventsWithoutExposure(unit: index, events: events) }
        }
    }
}
