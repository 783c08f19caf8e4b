import Foundation
import SpatialEngine
import TestSupport
import Testing

@testable import Risk

@Suite struct GammaPoissonTests {
    /// Failures and thousands of hours of ten pumps: Gaver and O'Muircheartaigh 1987, doi:10.1080/00401706.1987.10488179.
    static let failures: [Double] = [5, 1, 5, 14, 3, 19, 1, 1, 4, 22]
    static let hours: [Double] = [94.32, 15.72, 62.88, 125.76, 5.24, 31.44, 1.048, 1.048, 2.096, 10.48]

    private func pumps(_ settings: RateSettings = RateSettings()) throws -> UnitRates {
        let units = zip(Self.failures, Self.hours).map { RateUnit(events: $0, exposure: $1) }
        return try UnitRates(of: units, settings: settings, random: SplitMix64(seed: 1))
    }

    @Test func `hyper-parameters of the pumps are those of the largest marginal likelihood`() throws {
        // scipy.optimize.root on both score equations with scipy.special.digamma, tolerance 1e-15.
        let prior = try pumps().prior
        #expect(prior.origin == .marginalLikelihood)
        #expect(isClose(prior.alpha, 0.8222686496886467, within: 1e-9))
        #expect(isClose(prior.beta, 1.2589544433707198, within: 1e-9))
    }

    /// `scipy.stats.gamma(alpha + y, scale=1/(beta + t))`: mean, `ppf` at 5, 25, 50, 75, 95 %, `sf` at twice the overall rate.
    static let posteriors: [(unit: Int, mean: Double, quantiles: [Double], above: Double)] = [
        (
            0, 0.060915801847762054,
            [
                0.026118582062049134, 0.042551106888856785, 0.057466028386692666, 0.07553574822404269,
                0.10749061835949054,
            ],
            1.2336356376781874e-12
        ),
        (
            4, 0.5881359352484097,
            [0.19451658578821704, 0.36768222358868, 0.5377176300338719, 0.7539890088487784, 1.1539514212830217],
            0.6599935981693683
        ),
        (
            9, 1.94414832767129,
            [1.3265619951696959, 1.656429565785365, 1.9158277543864757, 2.2010263891474287, 2.6583604943085866],
            0.9999999942404268
        ),
    ]

    @Test(arguments: posteriors) func `posteriors of the pumps agree with scipy to 1e-8`(
        _ row: (unit: Int, mean: Double, quantiles: [Double], above: Double)
    ) throws {
        let rate = try pumps().rates[row.unit]
        let posterior = try #require(rate.posterior)
        #expect(abs((rate.mean ?? 0) / row.mean - 1) < 1e-8)
        for (p, expected) in zip([0.05, 0.25, 0.5, 0.75, 0.95], row.quantiles) {
            #expect(abs(posterior.quantile(p) / expected - 1) < 1e-8)
        }
        #expect(abs((rate.probabilityAboveThreshold ?? 0) / row.above - 1) < 1e-6)
        #expect(isClose(rate.low ?? 0, posterior.quantile(0.05), within: 1e-14))
        #expect(isClose(rate.high ?? 0, posterior.quantile(0.95), within: 1e-14))
    }

    @Test func `no other hyper-parameters are more likely`() {
        let likelihood = MarginalLikelihood(events: Self.failures, exposure: Self.hours)
        let (alpha, beta) = likelihood.maximum()
        let best = likelihood.logLikelihood(alpha, beta)
        for factor in [0.5, 0.9, 0.999, 1.001, 1.1, 2] {
            #expect(likelihood.logLikelihood(alpha * factor, beta) < best)
            #expect(likelihood.logLikelihood(alpha, beta * factor) < best)
            #expect(likelihood.logLikelihood(alpha * factor, beta * factor) < best)
        }
    }

    @Test func `the shape never falls below the floor and does not run away on even counts`() throws {
        let wild = MarginalLikelihood(
            events: [400] + [Double](repeating: 0, count: 39), exposure: [Double](repeating: 10, count: 40)
        ).maximum()
        #expect(wild.alpha == 0.2)
        #expect(isClose(wild.beta, 0.2, within: 1e-9))  // equal exposures: mean α/β = 1 event per unit of exposure
        let even = MarginalLikelihood(
            events: [Double](repeating: 5, count: 30), exposure: [Double](repeating: 10, count: 30)
        ).maximum()
        #expect(isClose(even.alpha / even.beta, 0.5, within: 1e-9))
        #expect(even.alpha <= GammaPrior.largestShape)
    }

    @Test func `fewer than twenty events fall back on half an event`() throws {
        let units = [RateUnit(events: 4, exposure: 100), RateUnit(events: 2, exposure: 300)]
        let rates = try UnitRates(of: units, random: SplitMix64(seed: 1))
        #expect(rates.prior.origin == .fallback)
        #expect(rates.prior.alpha == 0.5)
        #expect(isClose(rates.prior.beta, 0.5 / (6.0 / 400), within: 1e-12))
        #expect(isClose(rates.rates[0].mean ?? 0, 4.5 / (100 + 100.0 / 3), within: 1e-12))
        #expect(rates.threshold == 2 * 6.0 / 400)
    }

    /// `scipy.stats.chi2.ppf([.025, .975], [2k, 2k + 2])/2`.
    @Test(arguments: [
        (0, 0, 3.6888794541139354), (1, 0.025317807984289876, 5.571643390938898),
        (10, 4.7953886961324335, 18.39035604201778), (100, 81.36399125092314, 121.62679379242638),
    ]) func `without a prior the interval is Garwood's`(_ events: Double, _ low: Double, _ high: Double) throws {
        let settings = RateSettings(prior: .none, interval: 0.95)
        let rate = try UnitRates(
            of: [RateUnit(events: events, exposure: 2)], settings: settings, random: SplitMix64(seed: 1)
        ).rates[0]
        #expect(rate.mean == events / 2)
        #expect(isClose((rate.low ?? -1) * 2, low, within: 1e-10))
        #expect(isClose((rate.high ?? -1) * 2, high, within: 1e-10))
        #expect(rate.posterior == nil && rate.rank == nil)
    }

    @Test func `half the reporting doubles every rate`() throws {
        let whole = try pumps()
        let units = zip(Self.failures, Self.hours).map { RateUnit(events: $0, exposure: $1, reporting: 0.5) }
        let half = try UnitRates(of: units, random: SplitMix64(seed: 1))
        #expect(abs(half.overallRate / (2 * whole.overallRate) - 1) < 1e-12)
        for (a, b) in zip(whole.rates, half.rates) {
            #expect(abs((b.median ?? 0) / (2 * (a.median ?? 1)) - 1) < 1e-6)
            #expect(abs((b.high ?? 0) / (2 * (a.high ?? 1)) - 1) < 1e-6)
        }
    }

    @Test func `ranks put the clear cases first and hold their place within the interval`() throws {
        let ranks = try pumps().rates.compactMap(\.rank)
        #expect(ranks.count == 10)
        #expect(Set(ranks.map(\.place)) == Set(1...10))
        #expect(ranks[9].place == 1 && ranks[0].place == 10)
        #expect(ranks.allSatisfy { $0.low <= $0.place && $0.place <= $0.high })
        #expect(isClose(ranks.reduce(0) { $0 + $1.mean }, 55, within: 1e-9))
        #expect(try pumps().rates == pumps().rates)
    }

    @Test func `intervals cover what they say when rates come from a Gamma`() throws {
        var random = SplitMix64(seed: 99)
        var (inside, all) = (0, 0)
        for _ in 0..<60 {
            let truths = (0..<40).map { _ in random.nextGamma(shape: 1.5) / 300 }
            let units = truths.map { truth in
                let exposure = 200 + 1_800 * random.nextUnit()
                return RateUnit(events: Double(Self.poisson(truth * exposure, &random)), exposure: exposure)
            }
            let settings = RateSettings(draws: 0)
            let rates = try UnitRates(of: units, settings: settings, random: random).rates
            for (truth, rate) in zip(truths, rates) where truth >= rate.low ?? 1 && truth <= rate.high ?? 0 {
                inside += 1
            }
            all += truths.count
        }
        // 2400 intervals of 90 %: three standard errors are 1.8 %.
        #expect(isClose(Double(inside) / Double(all), 0.9, within: 0.02))
    }

    @Test func `constant rates flag no unit more often than stated`() throws {
        var random = SplitMix64(seed: 31)
        var flagged = 0
        for run in 0..<50 {
            let units = (0..<60).map { _ in
                let exposure = 500 + 4_500 * random.nextUnit()
                return RateUnit(events: Double(Self.poisson(0.002 * exposure, &random)), exposure: exposure)
            }
            let rates = try UnitRates(
                of: units, settings: RateSettings(draws: 0), random: SplitMix64(seed: UInt64(run)))
            flagged += rates.rates.count { ($0.probabilityAboveThreshold ?? 0) > 0.95 }
        }
        // 3000 units: at most 1 in 1000 is called twice the mean with 95 %, far below the 5 % of the statement.
        #expect(flagged <= 3)
    }

    @Test func `predicted counts are negative binomial`() throws {
        // scipy.stats.nbinom(alpha + y, p) with p = (beta + t)/(beta + t + 50): mean and pmf(0).
        let posterior = try #require(
            GammaMixture(prior: FittedPrior(alpha: 0.8, beta: 1.5, origin: .given), counts: [5], exposure: 94.32))
        #expect(isClose(posterior.mean * 50, 3.026508035900647, within: 1e-12))
        #expect(isClose(posterior.probabilityOfNone(over: 50), 0.08756017506521248, within: 1e-13))
        #expect(posterior.probabilityOfNone(over: 0) == 1)
        let mixed = try #require(
            GammaMixture(prior: FittedPrior(alpha: 0.8, beta: 1.5, origin: .given), counts: [5, 0], exposure: 94.32))
        let none = exp(-0.8 * log1p(50 / 95.82))
        let both = (posterior.probabilityOfNone(over: 50) + none) / 2
        #expect(isClose(mixed.probabilityOfNone(over: 50), both, within: 1e-14))
    }

    @Test func `levels of persons and injuries are those of the guidelines`() {
        #expect(
            [0, 5, 6, 24, 25, 99, 100, 4_000].map { OffenceLevels.levels(persons: $0) } == [0, 0, 3, 3, 6, 6, 9, 9])
        #expect(OffenceLevels.Injury.allCases.map(\.levels) == [2, 4, 6, 10])
    }

    @Test func `numbers out of range are refused with their place`() {
        #expect(throws: RiskError.eventsWithoutExposure(unit: 1, events: 2)) {
            try UnitRates(
                of: [RateUnit(events: 1, exposure: 5), RateUnit(events: 2, exposure: 0)], random: SplitMix64(seed: 1))
        }
        #expect(throws: RiskError.noExposure) {
            try UnitRates(of: [RateUnit(events: 0, exposure: 0)], random: SplitMix64(seed: 1))
        }
        #expect(throws: RiskError.self) {
            try UnitRates(of: [RateUnit(events: -1, exposure: 5)], random: SplitMix64(seed: 1))
        }
        #expect(throws: RiskError.self) {
            try UnitRates(of: [RateUnit(events: 1, exposure: 5, reporting: 0)], random: SplitMix64(seed: 1))
        }
        #expect(throws: RiskError.self) {
            try UnitRates(
                of: [RateUnit(events: 1, exposure: 5)], imputations: [[1, 2]], random: SplitMix64(seed: 1))
        }
    }

    /// Knuth's product method.
    static func poisson(_ mean: Double, _ random: inout SplitMix64) -> Int {
        var (count, product) = (0, random.nextUnit())
        let limit = exp(-mean)
        while product > limit {
            count += 1
            product *= random.nextUnit()
        }
        return count
    }
}
