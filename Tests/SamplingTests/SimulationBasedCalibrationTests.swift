import Foundation
import Sampling
import SpatialEngine
import Testing

/// Simulation-based calibration (Talts and others 2018, arXiv:1804.06788) on a conjugate model.
///
/// A rate from Gamma(3, 0.5), four Poisson counts, and the posterior of its log: the rank of the true rate among the draws is
/// uniform if, and only if, the sampler draws from the posterior.
@Suite struct SimulationBasedCalibrationTests {
    private static let shape = 3.0
    private static let rate = 0.5

    @Test func `ranks of the truth are uniform, and not under a wrong prior`() throws {
        // 99.9 % of chi-squared with 9 degrees of freedom.
        #expect(try chiSquared(targetShape: Self.shape) < 27.88)
        #expect(try chiSquared(targetShape: 2 * Self.shape) > 27.88)
    }

    private func chiSquared(targetShape: Double) throws -> Double {
        let simulations = 200
        var bins = [Double](repeating: 0, count: 10)
        for simulation in 0..<simulations {
            var random = SplitMix64(seed: 11).stream(UInt64(simulation))
            let truth = random.nextGamma(shape: Self.shape) / Self.rate
            let total = (0..<4).reduce(0) { sum, _ in sum + poisson(truth, &random) }
            let (a, b) = (targetShape + Double(total), Self.rate + 4)
            let target = LogDensity(dimensions: 1) { x, slope in
                slope[0] = a - b * exp(x[0])
                return a * x[0] - b * exp(x[0])
            }
            var sampler = NoUTurnSampler()
            (sampler.chains, sampler.warmUp, sampler.draws) = (1, 200, 99 * 4)
            sampler.seed = UInt64(simulation)
            let draws = try sampler.sample(target, around: [log(6)], spread: 0.5).series(0)[0]
            let rank = stride(from: 0, to: draws.count, by: 4).count { draws[$0] < log(truth) }
            bins[rank / 10] += 1
        }
        let expected = Double(simulations) / 10
        return bins.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    }

    /// A Poisson number by waiting times.
    private func poisson(_ mean: Double, _ random: inout SplitMix64) -> Int {
        var (count, time) = (0, -log(1 - random.nextUnit()))
        while time < mean {
            count += 1
            time -= log(1 - random.nextUnit())
        }
        return count
    }
}
