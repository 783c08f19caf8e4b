import SpatialEngine
import TestSupport
import Testing

@testable import Risk

@Suite struct PooledPriorsTests {
    private static let group = [0, 0, 0, 0, 1, 1, 1, 1, 1, 1]

    private func pooled(spread: Double) -> PooledPriors {
        PooledPriors(
            counts: GammaPoissonTests.failures.map { [$0] }, exposure: GammaPoissonTests.hours,
            pools: RatePools(group: Self.group, count: 2, spread: spread))
    }

    @Test func `priors of pools are the tops that scipy finds`() {
        // scipy.optimize.minimize, Nelder–Mead to 1e-12, of the negative binomial likelihood and two normal penalties.
        let expected: [(spread: Double, alpha: [Double], beta: [Double])] = [
            (0.5, [0.7974954446815382, 1.2429434361154863], [2.2146880738653225, 1.3363592935025657]),
            (1, [2.257127161172962, 2.2045558574790474], [20.653492450349574, 1.9854430000548646]),
        ]
        for row in expected {
            for (prior, (alpha, beta)) in zip(pooled(spread: row.spread).groups, zip(row.alpha, row.beta)) {
                #expect(abs(prior.alpha / alpha - 1) < 1e-6)
                #expect(abs(prior.beta / beta - 1) < 1e-6)
            }
        }
    }

    @Test func `a small spread gives the overall prior, a large one each pool's own`() {
        let tight = pooled(spread: 1e-5)
        for prior in tight.groups {
            #expect(abs(prior.alpha / tight.overall.alpha - 1) < 1e-6)
            #expect(abs(prior.beta / tight.overall.beta - 1) < 1e-6)
        }
        let loose = pooled(spread: 1e5).groups[1]
        let units = Self.group.indices.filter { Self.group[$0] == 1 }
        let own = MarginalLikelihood(
            events: units.map { GammaPoissonTests.failures[$0] }, exposure: units.map { GammaPoissonTests.hours[$0] }
        ).maximum()
        #expect(abs(loose.alpha / own.alpha - 1) < 1e-6 && abs(loose.beta / own.beta - 1) < 1e-6)
    }

    @Test func `a pool without a unit has the overall prior, and few events the fallback`() {
        let counts = GammaPoissonTests.failures.map { [$0] }
        let empty = PooledPriors(
            counts: counts, exposure: GammaPoissonTests.hours,
            pools: RatePools(group: [Int](repeating: 0, count: 10), count: 2, spread: 1))
        #expect(abs(empty.groups[1].alpha / empty.overall.alpha - 1) < 1e-6)
        let few = PooledPriors(
            counts: [[1], [2]], exposure: [10, 20], pools: RatePools(group: [0, 1], count: 2, spread: 1))
        #expect(few.groups == [few.overall, few.overall] && few.overall.origin == .fallback)
    }

    @Test func `intervals keep their coverage where pools differ, and are nearer to the truth than without`() throws {
        var random = SplitMix64(seed: 77)
        var (inside, all) = (0, 0)
        var (errorPooled, errorPlain) = (0.0, 0.0)
        for _ in 0..<20 {
            let group = (0..<60).map { $0 % 3 }
            let truths = group.map { [0.5, 2, 8][$0] * random.nextGamma(shape: 6) / 6_000 }
            let units = truths.map { truth in
                let exposure = 200 + 1_800 * random.nextUnit()
                return RateUnit(
                    events: Double(GammaPoissonTests.poisson(truth * exposure, &random)), exposure: exposure)
            }
            let pools = RatePools(group: group, count: 3, spread: 1)
            let pooled = try UnitRates(of: units, settings: RateSettings(draws: 0, pools: pools), random: random)
            let plain = try UnitRates(of: units, settings: RateSettings(draws: 0), random: random)
            for (truth, (rate, without)) in zip(truths, zip(pooled.rates, plain.rates)) {
                all += 1
                if truth >= rate.low ?? 1 && truth <= rate.high ?? 0 { inside += 1 }
                errorPooled += abs((rate.mean ?? 0) - truth)
                errorPlain += abs((without.mean ?? 0) - truth)
            }
        }
        // 1200 intervals of 90 %: 85–95 % are more than five standard errors.
        #expect((0.85...0.95).contains(Double(inside) / Double(all)))
        #expect(errorPooled < errorPlain)
    }

    @Test func `pools out of range are refused`() {
        let units = [RateUnit(events: 1, exposure: 5)]
        for pools in [
            RatePools(group: [1], count: 1, spread: 1), RatePools(group: [0], count: 1, spread: 0),
            RatePools(group: [], count: 1, spread: 1),
        ] {
            #expect(throws: RiskError.self) {
                try UnitRates(of: units, settings: RateSettings(pools: pools), random: SplitMix64(seed: 1))
            }
        }
    }
}
