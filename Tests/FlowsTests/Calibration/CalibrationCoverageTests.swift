import Flows
import Sampling
import SpatialEngine
import Testing

/// Simulation-based calibration (Talts and others 2018, arXiv:1804.06788) of the whole calibration, and its coverage.
@Suite struct CalibrationCoverageTests {
    @Test func `ranks of true demand and theta are uniform, and intervals hold the truth as often as they say`() throws
    {
        let simulations = 80
        var demandBins = [Double](repeating: 0, count: 10)
        var thetaBins = demandBins
        var (held, all, narrower) = (0, 0, 0)
        for simulation in 0..<simulations {
            var random = SplitMix64(seed: 21).stream(UInt64(simulation))
            let network = try SimulatedNetwork(isThetaKnown: false, random: &random)
            var sampler = NoUTurnSampler()
            (sampler.chains, sampler.warmUp, sampler.draws, sampler.targetAcceptance) = (1, 150, 99 * 2, 0.9)
            sampler.seed = UInt64(simulation)
            let block = try network.model.sample(network.model.blocks[0], sampler)
            thetaBins[Self.rank(network.theta, block.theta) / 10] += 1
            // One demand of each network, so that ranks are independent.
            if let index = block.block.informed.first {
                demandBins[Self.rank(network.persons[index], block.persons(index)) / 10] += 1
            }
            for index in block.block.informed {
                let interval = DrawSummary([block.persons(index)]).interval(0.9)
                let prior = network.model.demand[index].prior
                all += 1
                held += interval.contains(network.persons[index]) ? 1 : 0
                let ratio = (interval.upperBound / interval.lowerBound, prior.quantile(0.95) / prior.quantile(0.05))
                narrower += ratio.0 < ratio.1 ? 1 : 0
            }
        }
        // 99.9 % of chi-squared with 9 degrees of freedom.
        #expect(Self.chiSquared(thetaBins) < 27.88)
        #expect(Self.chiSquared(demandBins) < 27.88)
        // About 590 demands.
        #expect((0.85...0.95).contains(Double(held) / Double(all)))
        // Counts that contradict a prior may widen it a little, as Bayes' rule has it.
        #expect(Double(narrower) / Double(all) > 0.9)
    }

    /// Among 99 draws, each second one.
    private static func rank(_ truth: Double, _ draws: [Double]) -> Int {
        stride(from: 0, to: draws.count, by: 2).count { draws[$0] < truth }
    }

    private static func chiSquared(_ bins: [Double]) -> Double {
        let expected = bins.reduce(0, +) / Double(bins.count)
        return bins.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    }
}
