import Foundation
import Sampling
import SpatialEngine
import TestSupport
import Testing

@testable import Risk

@Suite struct SpatialRatesTests {
    /// A grid of `side` × `side` units, each beside those above, below, left and right.
    private static func grid(_ side: Int) -> [[Int]] {
        (0..<side * side).map { unit in
            let (row, column) = (unit / side, unit % side)
            return [(-1, 0), (1, 0), (0, -1), (0, 1)].compactMap { step in
                let (r, c) = (row + step.0, column + step.1)
                return (0..<side).contains(r) && (0..<side).contains(c) ? r * side + c : nil
            }
        }
    }

    // MARK: - Graph

    @Test func `a chain of four is scaled as its generalised inverse says`() throws {
        // numpy.linalg.eigh: exp(mean(log(diag(pinv(Q))))) = 0.5728219618694799.
        let graph = try NeighbourGraph([[1], [0, 2], [1, 3], [2], []])
        #expect(graph.part == [0, 0, 0, 0, 1])
        #expect(isClose(graph.scales[0], 1.3212657272055228, within: 1e-13))
        #expect(graph.scales[1] == 1 && graph.edges.count == 3)
    }

    @Test func `parts are scaled one by one, whatever the order of units`() throws {
        let two = try NeighbourGraph([[2], [3], [0], [1]])
        // Two units: the generalised inverse of [[1, -1], [-1, 1]] has 1/4 on its diagonal.
        #expect(two.part == [0, 1, 0, 1] && two.scales.allSatisfy { isClose($0, 2, within: 1e-14) })
        #expect(throws: RiskError.oneSidedNeighbours(unit: 0, other: 1)) { try NeighbourGraph([[1], []]) }
    }

    // MARK: - Density

    @Test func `slopes are those of finite differences`() throws {
        let model = SpatialModel(
            events: [3, 0, 2, 1, 4], exposure: [10, 20, 5, 8, 0.5],
            graph: try NeighbourGraph([[1, 2], [0, 2], [0, 1], [4], [3]]), settings: SpatialRateSettings())
        let density = model.density
        var random = SplitMix64(seed: 3)
        for _ in 0..<5 {
            let position = (0..<density.dimensions).map { _ in random.nextNormal() }
            func value(_ x: [Double]) -> (Double, [Double]) {
                var slopes = [Double](repeating: .nan, count: x.count)
                let value = x.withUnsafeBufferPointer { x in
                    slopes.withUnsafeMutableBufferPointer { density.evaluate(x, $0) }
                }
                return (value, slopes)
            }
            let slopes = value(position).1
            for place in position.indices {
                var (up, down) = (position, position)
                up[place] += 1e-5
                down[place] -= 1e-5
                let difference = (value(up).0 - value(down).0) / 2e-5
                #expect(abs(difference - slopes[place]) < 1e-6 * max(1, abs(difference)))
            }
        }
    }

    // MARK: - Posterior

    @Test func `the posterior of five units is that of brute force`() throws {
        // 1.2 million draws of σ, ρ, θ and φ from their priors, weighted by the likelihood, b summed over a grid of 241: numpy.
        let rates = try SpatialRates(
            events: [8, 3, 0, 1, 0], exposure: [100, 80, 60, 40, 0], neighbours: [[1], [0, 2], [1, 3], [2], []],
            settings: SpatialRateSettings(draws: 4_000, threads: 2))
        let expected = [0.05356, 0.04052, 0.03314, 0.03552, 0.04126]
        for (rate, mean) in zip(rates.rates, expected) { #expect(abs(rate.mean / mean - 1) < 0.03) }
        for (share, value) in zip(rates.probabilityAboveThreshold, [0.0753, 0.0074, 0.0022, 0.0081, 0.0294]) {
            #expect(isClose(share, value, within: 0.008))
        }
        #expect(isClose(rates.sigma.mean, 0.2923, within: 0.015))
        #expect(isClose(rates.rho.mean, 0.528, within: 0.03))
        #expect(rates.maxRHat < 1.02 && rates.minEffectiveDraws > 400)
    }

    @Test func `draws are the same at any number of threads`() throws {
        func rates(_ threads: Int) throws -> SpatialRates {
            try SpatialRates(
                events: [3, 0, 2, 9], exposure: [10, 20, 5, 8], neighbours: [[1], [0, 2], [1, 3], [2]],
                settings: SpatialRateSettings(chains: 2, draws: 100, threads: threads))
        }
        let (one, two) = (try rates(1), try rates(2))
        #expect(one.rates == two.rates && one.ranks == two.ranks)
    }

    @Test func `90 % intervals hold 85 to 95 % of rates drawn from the model`() throws {
        let neighbours = Self.grid(4)
        let graph = try NeighbourGraph(neighbours)
        var random = SplitMix64(seed: 12)
        var (inside, all) = (0, 0)
        for run in 0..<24 {
            let settings = SpatialRateSettings(chains: 1, draws: 300, seed: UInt64(run))
            let sigma = -log(1 - random.nextUnit()) / settings.sigmaRate
            let rho = pow(sin(.pi / 2 * random.nextUnit()), 2)
            let field = Self.field(graph, &random)
            let truths = neighbours.indices.map { unit in
                let own = (1 - rho).squareRoot() * random.nextNormal()
                return 0.02 * exp(sigma * (own + rho.squareRoot() * field[unit] * graph.scales[0]))
            }
            let exposure = neighbours.indices.map { _ in 100 + 900 * random.nextUnit() }
            let events = zip(truths, exposure).map { Double(GammaPoissonTests.poisson($0 * $1, &random)) }
            let found = try SpatialRates(events: events, exposure: exposure, neighbours: neighbours, settings: settings)
            for (truth, rate) in zip(truths, found.rates) where (rate.low...rate.high).contains(truth) { inside += 1 }
            all += truths.count
        }
        // 384 intervals: one standard error is 1.5 %.
        #expect((0.85...0.95).contains(Double(inside) / Double(all)), "\(inside) of \(all)")
    }

    @Test func `constant rates flag no unit`() throws {
        let neighbours = Self.grid(5)
        var random = SplitMix64(seed: 41)
        var flagged = 0
        for run in 0..<4 {
            let exposure = neighbours.map { _ in 500 + 4_500 * random.nextUnit() }
            let events = exposure.map { Double(GammaPoissonTests.poisson(0.002 * $0, &random)) }
            let settings = SpatialRateSettings(chains: 1, draws: 300, seed: UInt64(run))
            let found = try SpatialRates(events: events, exposure: exposure, neighbours: neighbours, settings: settings)
            flagged += found.probabilityAboveThreshold.count { $0 > 0.95 }
        }
        #expect(flagged == 0)
    }

    @Test func `numbers out of range are refused`() {
        #expect(throws: RiskError.noExposure) { try SpatialRates(events: [0], exposure: [0], neighbours: [[]]) }
        #expect(throws: RiskError.self) { try SpatialRates(events: [-1], exposure: [1], neighbours: [[]]) }
        #expect(throws: RiskError.self) { try SpatialRates(events: [1], exposure: [1, 2], neighbours: [[]]) }
        #expect(throws: RiskError.self) {
            try SpatialRates(
                events: [1], exposure: [1], neighbours: [[]], settings: SpatialRateSettings(largeSigmaProbability: 1))
        }
    }

    /// One draw of the intrinsic autoregression, unscaled: Gibbs steps of its conditionals, centred, many times over.
    private static func field(_ graph: NeighbourGraph, _ random: inout SplitMix64) -> [Double] {
        let count = graph.part.count
        var lists = [[Int]](repeating: [], count: count)
        for (i, j) in graph.edges {
            lists[Int(i)].append(Int(j))
            lists[Int(j)].append(Int(i))
        }
        var field = [Double](repeating: 0, count: count)
        for _ in 0..<300 {
            for unit in field.indices {
                let n = Double(lists[unit].count)
                field[unit] = lists[unit].reduce(0) { $0 + field[$1] } / n + random.nextNormal() / n.squareRoot()
            }
            let mean = field.reduce(0, +) / Double(count)
            for unit in field.indices { field[unit] -= mean }
        }
        return field
    }
}
