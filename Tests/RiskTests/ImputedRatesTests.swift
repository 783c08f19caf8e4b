import SpatialEngine
import TestSupport
import Testing

@testable import Risk

@Suite struct ImputedRatesTests {
    @Test func `a mixture over counts has the quantiles of scipy`() throws {
        // The mean of scipy.stats.gamma.cdf(x, 1.5 + y, scale=1/1500) over y = 2, 2, 3, 5, 9, inverted by brentq.
        let prior = FittedPrior(alpha: 1.5, beta: 300, origin: .given)
        let mixture = try #require(GammaMixture(prior: prior, counts: [3, 2, 9, 2, 5], exposure: 1_200))
        #expect(mixture.components.map(\.shape) == [3.5, 4.5, 6.5, 10.5])
        #expect(isClose(mixture.components[0].share, 0.4, within: 1e-15))
        #expect(isClose(mixture.mean, 0.0038, within: 1e-15))
        for (p, value) in [
            (0.05, 0.0009736270548571777), (0.5, 0.0032205811648473087), (0.95, 0.00849783684450338),
        ] {
            #expect(abs(mixture.quantile(p) / value - 1) < 1e-10)
        }
        #expect(isClose(mixture.probability(above: 0.004), 0.3763377445455983, within: 1e-12))
    }

    @Test func `the prior over draws has the largest mean log likelihood`() {
        // scipy.optimize.minimize (Nelder–Mead from six starts) of the negative binomials' mean log likelihood.
        let counts: [[Double]] = [[8, 7, 9], [1, 2, 0], [12, 11, 13], [0, 1, 1], [5, 5, 4]]
        let prior = GammaPrior.marginalLikelihood().fitted(counts: counts, exposure: [900, 700, 1_000, 400, 800])
        #expect(abs(prior.alpha / 3.2917266126630436 - 1) < 1e-7)
        #expect(abs(prior.beta / 514.3224603625655 - 1) < 1e-7)
    }

    @Test func `draws that agree are the counts themselves, and draws that differ widen the interval`() throws {
        let units = [(6.0, 100.0), (2, 300), (15, 250), (4, 90)].map { RateUnit(events: $0.0, exposure: $0.1) }
        let counts = units.map(\.events)
        let settings = RateSettings(prior: .given(shape: 1, rate: 20))
        func rates(_ draws: [[Double]]) throws -> [UnitRate] {
            try UnitRates(of: units, imputations: draws, settings: settings, random: SplitMix64(seed: 1)).rates
        }
        let plain = try rates([])
        let same = try rates([counts, counts, counts])
        let moved = try rates([[8, 0, 15, 4], [4, 4, 15, 4]])
        for unit in units.indices {
            #expect(abs((same[unit].low ?? 0) / (plain[unit].low ?? 1) - 1) < 1e-12)
            #expect(same[unit].rank == plain[unit].rank)
            #expect(isClose(moved[unit].mean ?? 0, plain[unit].mean ?? 1, within: 1e-15))
        }
        for unit in 0..<2 {
            #expect((moved[unit].high ?? 0) - (moved[unit].low ?? 0) > (plain[unit].high ?? 0) - (plain[unit].low ?? 0))
        }
        #expect(abs((moved[2].high ?? 0) / (plain[2].high ?? 1) - 1) < 1e-12)
    }

    @Test func `figures are the same on any number of threads`() throws {
        let units = (1...40).map { RateUnit(events: Double($0 % 7), exposure: Double(50 + $0)) }
        let draws = (0..<9).map { draw in units.indices.map { Double(($0 * 5 + draw) % 6) } }
        let one = try UnitRates(of: units, imputations: draws, random: SplitMix64(seed: 3), threads: 1)
        #expect(try UnitRates(of: units, imputations: draws, random: SplitMix64(seed: 3), threads: 3) == one)
    }
}
