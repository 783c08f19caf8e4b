import Foundation
import Sampling
import SpatialEngine
import TestSupport
import Testing

@Suite struct NoUTurnSamplerTests {
    private func sampler(draws: Int = 1000, warmUp: Int = 500, chains: Int = 4) -> NoUTurnSampler {
        var sampler = NoUTurnSampler()
        (sampler.draws, sampler.warmUp, sampler.chains, sampler.threads) = (draws, warmUp, chains, 2)
        return sampler
    }

    /// A normal density in which neighbours hang together: x₀ = m + s₀·z₀, xᵢ = m + sᵢ·(ρ·zᵢ₋₁ + √(1−ρ²)·zᵢ).
    private func normal(_ dimensions: Int, scales: [Double], correlation: Double) -> LogDensity {
        let rest = 1 - correlation * correlation
        return LogDensity(dimensions: dimensions) { x, slope in
            var sum = 0.0
            var before = 0.0
            for i in 0..<dimensions { slope[i] = 0 }
            for i in 0..<dimensions {
                let u = (x[i] - 5) / scales[i]
                let residual = i == 0 ? u : u - correlation * before
                let share = i == 0 ? 1 : rest
                sum -= 0.5 * residual * residual / share
                slope[i] -= residual / share / scales[i]
                if i > 0 { slope[i - 1] += correlation * residual / share / scales[i - 1] }
                before = u
            }
            return sum
        }
    }

    @Test(arguments: [(1, 0.0), (2, 0.9), (5, -0.6), (30, 0.5), (100, 0.0)])
    func `a normal target of badly scaled and correlated dimensions is met`(dimensions: Int, correlation: Double)
        throws
    {
        let scales = (0..<dimensions).map { pow(10, Double($0 % 5) - 2) }
        let target = normal(dimensions, scales: scales, correlation: correlation)
        let draws = try sampler(draws: dimensions > 20 ? 120 : 1000, warmUp: 300).sample(target)
        #expect(draws.divergences == 0 && draws.depthHits == 0)
        for dimension in 0..<dimensions {
            let summary = DrawSummary(draws.series(dimension))
            #expect(summary.rHat < 1.05)
            // Five Monte Carlo standard errors.
            let error = 5 / summary.bulkEffectiveDraws.squareRoot()
            #expect(isClose(summary.mean, 5, within: error * scales[dimension]))
            #expect(isClose(summary.deviation, scales[dimension], within: error * scales[dimension]))
        }
    }

    @Test func `neighbouring dimensions keep their correlation`() throws {
        let draws = try sampler().sample(normal(2, scales: [0.01, 100], correlation: 0.9))
        let products = DrawSummary(draws.series { ($0[$0.startIndex] - 5) / 0.01 * ($0[$0.startIndex + 1] - 5) / 100 })
        #expect(isClose(products.mean, 0.9, within: 0.15))
    }

    @Test func `the log of a gamma variable has the gamma's moments and quantiles`() throws {
        let target = LogDensity(dimensions: 1) { x, slope in
            slope[0] = 2.5 - exp(x[0])
            return 2.5 * x[0] - exp(x[0])
        }
        let gamma = DrawSummary(try sampler(draws: 4000).sample(target).series { exp($0[$0.startIndex]) })
        #expect(isClose(gamma.mean, 2.5, within: 0.1) && isClose(gamma.deviation, 2.5.squareRoot(), within: 0.1))
        // scipy.stats.gamma(2.5).ppf
        let quantiles: [(Double, Double)] = [
            (0.05, 0.5727381130308846), (0.25, 1.3373014047160818), (0.5, 2.175730095547763),
            (0.75, 3.3128398819146234),
            (0.95, 5.535248846758176),
        ]
        for (share, value) in quantiles { #expect(isClose(gamma.quantile(share), value, within: 0.05 * value)) }
    }

    @Test func `a funnel shows divergences, the same funnel straightened none`() throws {
        let funnel = LogDensity(dimensions: 6) { x, slope in
            var sum = -x[0] * x[0] / 18
            slope[0] = -x[0] / 9
            for i in 1..<6 {
                let square = x[i] * x[i] * exp(-x[0])
                sum -= 0.5 * (square + x[0])
                slope[0] += 0.5 * (square - 1)
                slope[i] = -x[i] * exp(-x[0])
            }
            return sum
        }
        #expect(try sampler().sample(funnel).divergences > 0)
        let straight = normal(6, scales: [3, 1, 1, 1, 1, 1], correlation: 0)
        #expect(try sampler().sample(straight).divergences == 0)
    }

    @Test func `draws depend on the seed and not on the threads`() throws {
        let target = normal(3, scales: [1, 2, 3], correlation: 0.3)
        var sampler = sampler(draws: 50, warmUp: 50)
        let one = try sampler.sample(target)
        for threads in [1, 3, 8] {
            sampler.threads = threads
            #expect(try sampler.sample(target).values == one.values)
        }
        sampler.seed = 2
        #expect(try sampler.sample(target).values != one.values)
        let chains = one.series(0)
        #expect(chains.count == 4 && chains.allSatisfy { $0.count == 50 } && chains[0] != chains[1])
    }

    @Test func `a density without any open place and bad settings are errors`() {
        let closed = LogDensity(dimensions: 1) { _, _ in -.infinity }
        #expect(throws: SamplingError.noStart(chain: 1, tries: 100)) { try sampler().sample(closed) }
        let open = normal(1, scales: [1], correlation: 0)
        #expect { try sampler(draws: 0).sample(open) } throws: { "\($0)".contains("number of draws is 0.0") }
        #expect { try sampler(chains: 0).sample(open) } throws: { "\($0)".contains("number of chains is 0.0") }
        var eager = sampler()
        eager.targetAcceptance = 1
        #expect { try eager.sample(open) } throws: { "\($0)".contains("target acceptance is 1.0") }
    }

    @Test func `no warm-up and a barred half are survived`() throws {
        let half = LogDensity(dimensions: 1) { x, slope in
            slope[0] = -1
            return x[0] > 0 ? -x[0] : .nan
        }
        var bare = sampler(draws: 2000, warmUp: 0)
        bare.targetAcceptance = 0.9
        let draws = try bare.sample(half, around: [1], spread: 0.5)
        #expect(draws.values.allSatisfy { $0 > 0 })
        #expect(isClose(DrawSummary(draws.series(0)).mean, 1, within: 0.2))
    }
}
