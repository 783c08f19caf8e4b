import Foundation
import Sampling
import SpatialEngine
import Testing

@testable import Flows

@Suite struct FlowDrawsTests {
    private static func quantile(_ draws: [Double], _ share: Double) -> Double {
        draws.sorted()[Int(share * Double(draws.count - 1))]
    }

    @Test(arguments: [73.0, 4_702, 81_946])
    func `a counted month is reproduced within its own scatter`(count: Double) {
        let draws = FlowDraws.counted(count, size: 2500, draws: 4000, random: SplitMix64(seed: 1))
        // Relative variance 1/count + 1/size.
        let deviation = count * (1 / count + 1.0 / 2500).squareRoot()
        #expect(abs(Self.quantile(draws, 0.5) - count) < 0.1 * deviation + 0.5)
        #expect(abs(Self.quantile(draws, 0.95) - Self.quantile(draws, 0.05) - 3.29 * deviation) < 0.3 * deviation)
    }

    @Test func `a counted zero stays near zero and is not negative`() {
        let draws = FlowDraws.counted(0, size: 2500, draws: 1000, random: SplitMix64(seed: 2))
        #expect(draws.allSatisfy { $0 >= 0 })
        #expect(Self.quantile(draws, 0.95) < 3)
    }

    @Test func `a stated range holds nine tenths`() {
        let draws = FlowDraws.stated(5...2000, draws: 20_000, random: SplitMix64(seed: 3))
        #expect(abs(Double(draws.count { (5...2000).contains($0) }) / 20_000 - 0.9) < 0.01)
    }

    @Test func `nobody counts: the stated range far from a statement, the statement in its month, never zero`() {
        let draws = FlowDraws.uncounted(
            months: 60, prior: 5...2000, memory: 12, statements: [(months: 30..<31, persons: 430...650)], draws: 4000,
            random: SplitMix64(seed: 4))
        #expect(draws.count == 60)
        #expect(draws.allSatisfy { $0.allSatisfy { $0 > 0 } })
        #expect(abs(log(Self.quantile(draws[30], 0.5) / 528)) < 0.05)
        #expect(Self.quantile(draws[30], 0.95) < 700)
        let far = draws[0]
        #expect(abs(log(Self.quantile(far, 0.05) / 5)) < 0.35)
        #expect(abs(log(Self.quantile(far, 0.95) / 2000)) < 0.45)
    }

    @Test func `a forecast of steady growth goes on, and one without memory stays at the last count`() {
        let counts = (0..<30).map { 1000 * pow(1.1, Double($0)) }
        let kept = CountForecast(after: counts, months: 3, draws: 2000, random: SplitMix64(seed: 5))
        let same = CountForecast(after: counts, months: 3, draws: 2000, keepsChange: false, random: SplitMix64(seed: 5))
        #expect(Self.quantile(kept.draws[2], 0.5) > counts[29])
        #expect(abs(log(Self.quantile(same.draws[2], 0.5) / counts[29])) < 0.05)
    }

    @Test func `scores of a log-normal forecast meet their closed forms`() {
        var random = SplitMix64(seed: 6)
        let draws = (0..<40_000).map { _ in exp(7 + 0.5 * random.nextNormal()) }
        let score = CountForecast.score(draws, observed: 1500)
        let z = (log(1500) - 7) / 0.5
        let density = -0.5 * log(2 * Double.pi * 0.25) - z * z / 2 - log(1500)
        #expect(abs(score.logScore - density) < 0.02)
        // CRPS of LN(μ, σ): x(2Φ(ω) − 1) − 2e^{μ+σ²/2}(Φ(ω − σ) + Φ(σ/√2) − 1) (Baran and Lerch 2015).
        func normal(_ x: Double) -> Double { NormalDistribution.cumulative(x) }
        let crps =
            1500 * (2 * normal(z) - 1)
            - 2 * exp(7.125) * (normal(z - 0.5) + normal(0.5 / 2.0.squareRoot()) - 1)
        #expect(abs(score.rankedScore - crps) < 0.01 * crps)
        #expect(abs(score.absoluteError - abs(exp(7) - 1500)) < 15)
    }
}
