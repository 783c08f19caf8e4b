public import SpatialEngine

/// The probability that an event is reported at all: a bracket, not a point.
public struct ReportingBracket: Hashable, Sendable {
    /// Lowest plausible probability, above 0.
    public var low: Double
    /// Highest plausible probability, at most 1.
    public var high: Double

    /// A bracket; both ends equal for a single value.
    public init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    /// Every event is reported.
    public static let complete = ReportingBracket(low: 1, high: 1)

    /// The geometric mean of the ends.
    public var centre: Double { (low * high).squareRoot() }

    func check(_ name: String) throws(RiskError) {
        guard low > 0, high <= 1, low <= high else {
            throw .badSetting(name: name, value: low > 0 && low <= 1 ? high : low, allowed: "0 < low ≤ high ≤ 1")
        }
    }
}

/// Events and exposure of one unit.
public struct RateUnit: Hashable, Sendable {
    /// Number of events; fractional after location sampling.
    public var events: Double
    /// What the events are counted over, normally person-trips.
    public var exposure: Double
    /// The unit's own reporting probability; nil takes the bracket of the settings.
    public var reporting: Double?

    /// A unit with its count.
    public init(events: Double, exposure: Double, reporting: Double? = nil) {
        self.events = events
        self.exposure = exposure
        self.reporting = reporting
    }
}

/// What rates depend on besides the units.
public struct RateSettings: Hashable, Sendable {
    /// Where the prior comes from.
    public var prior: GammaPrior
    /// Reporting probability of units without their own.
    public var reporting: ReportingBracket
    /// Probability inside the printed interval.
    public var interval: Double
    /// Rate against which each unit is held; nil is twice the overall rate.
    public var threshold: Double?
    /// Draws for ranks.
    public var draws: Int

    /// Settings with the defaults of the method.
    public init(
        prior: GammaPrior = .marginalLikelihood(), reporting: ReportingBracket = .complete, interval: Double = 0.9,
        threshold: Double? = nil, draws: Int = 2_000
    ) {
        self.prior = prior
        self.reporting = reporting
        self.interval = interval
        self.threshold = threshold
        self.draws = draws
    }
}

/// A place in a ranking, 1 for the highest value, with what the draws leave open.
public struct RankInterval: Hashable, Sendable {
    /// Mean place over the draws.
    public var mean: Double
    /// Place in the order of mean places; ties go to the earlier unit.
    public var place: Int
    /// 5 % quantile of the place, never above ``place``.
    public var low: Int
    /// 95 % quantile of the place, never below ``place``.
    public var high: Int
}

/// The rate of one unit, in events per unit of exposure.
public struct UnitRate: Hashable, Sendable {
    /// Posterior; nil without a prior (Garwood's interval), or where neither prior nor data say anything.
    public var posterior: GammaDistribution?
    /// Posterior mean; events over exposure without a prior.
    public var mean: Double?
    /// 5, 25, 50, 75 and 95 %; nil without a posterior.
    public var quantiles: PosteriorQuantiles?
    /// Lower end of the interval.
    public var low: Double?
    /// Upper end of the interval.
    public var high: Double?
    /// Probability of a rate above the threshold.
    public var probabilityAboveThreshold: Double?
    /// Place among all units with a posterior.
    public var rank: RankInterval?
    /// Posterior median if reporting is at its highest: the lower rate.
    public var medianAtHighReporting: Double?
    /// Posterior median if reporting is at its lowest: the higher rate.
    public var medianAtLowReporting: Double?
}

/// Rates of units that share one prior.
public struct UnitRates: Hashable, Sendable {
    /// One per unit, in the order given.
    public var rates: [UnitRate]
    /// The prior that was used.
    public var prior: FittedPrior
    /// Σ events / Σ (reporting × exposure).
    public var overallRate: Double
    /// The rate against which units were held.
    public var threshold: Double

    /// Gamma–Poisson rates: y ~ Poisson(q·E·λ), λ ~ Gamma(α, β), posterior Gamma(α + y, β + qE).
    ///
    /// - Parameter random: Unit *i* draws from stream *i* for the ranks.
    /// - Throws: ``RiskError`` for numbers out of range, for events without exposure, and when no unit has any exposure.
    /// - Complexity: O(*n* · *draws* · log *n*).
    public init(of units: [RateUnit], settings: RateSettings = RateSettings(), random: SplitMix64) throws(RiskError) {
        try settings.check()
        try Self.check(units)
        let exposures = Self.reported(units, at: settings.reporting.centre)
        let total = exposures.reduce(0, +)
        guard total > 0 else { throw .noExposure }
        let events = units.map(\.events)
        prior = settings.prior.fitted(events: events, exposure: exposures)
        overallRate = events.reduce(0, +) / total
        threshold = settings.threshold ?? 2 * overallRate
        rates = []
        for (y, e) in zip(events, exposures) {
            rates.append(Self.rate(events: y, exposure: e, prior: prior, threshold: threshold, settings: settings))
        }
        addRanks(draws: settings.draws, random: random)
        addReportingEnds(units, settings: settings)
    }

    private static func reported(_ units: [RateUnit], at reporting: Double) -> [Double] {
        units.map { $0.exposure * ($0.reporting ?? reporting) }
    }

    private static func posterior(events: Double, exposure: Double, prior: FittedPrior) -> GammaDistribution? {
        guard prior.origin != .none, prior.alpha + events > 0, prior.beta + exposure > 0 else { return nil }
        return GammaDistribution(shape: prior.alpha + events, rate: prior.beta + exposure)
    }

    private static func rate(
        events: Double, exposure: Double, prior: FittedPrior, threshold: Double, settings: RateSettings
    ) -> UnitRate {
        let tail = (1 - settings.interval) / 2
        if let posterior = posterior(events: events, exposure: exposure, prior: prior) {
            return UnitRate(
                posterior: posterior, mean: posterior.mean, quantiles: posterior.quantiles,
                low: posterior.quantile(tail), high: posterior.quantile(1 - tail),
                probabilityAboveThreshold: posterior.probability(above: threshold))
        }
        guard prior.origin == .none, exposure > 0 else { return UnitRate() }
        let low = events > 0 ? IncompleteGamma.quantile(events, tail) / exposure : 0
        let high = IncompleteGamma.quantile(events + 1, 1 - tail) / exposure
        return UnitRate(mean: events / exposure, low: low, high: high)
    }

    private mutating func addRanks(draws: Int, random: SplitMix64) {
        let ranked = rates.indices.filter { rates[$0].posterior != nil }
        let values = ranked.map { unit in
            var stream = random.stream(UInt64(unit))
            return (0..<draws).map { _ in rates[unit].posterior?.draw(from: &stream) ?? 0 }
        }
        for (unit, rank) in zip(ranked, Ranking.intervals(ofRows: values)) { rates[unit].rank = rank }
    }

    private mutating func addReportingEnds(_ units: [RateUnit], settings: RateSettings) {
        func medians(at reporting: Double) -> [Double?] {
            let exposures = Self.reported(units, at: reporting)
            let prior = settings.prior.fitted(events: units.map(\.events), exposure: exposures)
            return zip(units, exposures).map {
                Self.posterior(events: $0.events, exposure: $1, prior: prior)?.quantile(0.5)
            }
        }
        let atHigh = medians(at: settings.reporting.high)
        let atLow = medians(at: settings.reporting.low)
        for unit in rates.indices {
            rates[unit].medianAtHighReporting = atHigh[unit]
            rates[unit].medianAtLowReporting = atLow[unit]
        }
    }

    private static func check(_ units: [RateUnit]) throws(RiskError) {
        for (index, unit) in units.enumerated() {
            for (what, value) in [("events of unit", unit.events), ("exposure of unit", unit.exposure)]
            where !(value.isFinite && value >= 0) {
                throw .badValue(what: what, index: index, value: value, allowed: "finite and not negative")
            }
            if let q = unit.reporting, !(q > 0 && q <= 1) {
                throw .badValue(what: "reporting of unit", index: index, value: q, allowed: "above 0, at most 1")
            }
            if unit.exposure == 0 && unit.events > 0 {
                throw .eventsWithoutExposure(unit: index, events: unit.events)
            }
        }
    }
}

extension RateSettings {
    func check() throws(RiskError) {
        try reporting.check("reporting probability")
        guard interval > 0, interval < 1 else {
            throw .badSetting(name: "interval", value: interval, allowed: "between 0 and 1")
        }
        guard draws >= 0 else { throw .badSetting(name: "draws", value: Double(draws), allowed: "0 or more") }
        try prior.check()
    }
}
