import Flows
import Foundation
import Sampling
import SpatialEngine
import TestSupport
import Testing

@Suite struct FlowCalibrationTests {
    /// Parallel links from O to D, one route each.
    private func routes(_ costs: [Double]) throws -> PairRoutes {
        let graph = try RouteFixtures.graph(["O", "D"], costs.map { ("O", "D", $0) })
        return PairRoutes(graph.shortestPaths(from: 0, to: 1, count: 99))
    }

    private func demand(_ median: Double, _ deviation: Double, pair: Int = 0, period: Int = 0) -> FlowCalibration.Demand
    {
        .init(pair: pair, period: period, prior: LogNormal(median: median, logDeviation: deviation))
    }

    private func count(_ persons: Double, link: Int = 0, period: Int = 0) -> FlowCalibration.Count {
        .init(link: link, period: period, persons: persons)
    }

    private func sampler() -> NoUTurnSampler {
        var sampler = NoUTurnSampler()
        (sampler.warmUp, sampler.draws, sampler.targetAcceptance, sampler.threads) = (500, 3000, 0.9, 2)
        return sampler
    }

    /// Mean and the quantiles at 5, 25, 50, 75 and 95 % are those of numerical quadrature, within 3 %.
    private func expect(
        _ block: CalibratedBlock, _ draws: [Double], _ figures: [Double], _ location: SourceLocation = #_sourceLocation
    ) {
        let summary = DrawSummary(block.byChain(draws))
        #expect(summary.rHat < 1.01, sourceLocation: location)
        let found = [summary.mean] + [0.05, 0.25, 0.5, 0.75, 0.95].map { summary.quantile($0) }
        for (value, figure) in zip(found, figures) {
            #expect(isClose(value, figure, within: 0.03 * figure), sourceLocation: location)
        }
    }

    // The figures below: trapezoidal quadrature with numpy over the standard scores, 200,001 points in one dimension,
    // 4,001² and 3,001² in two, 201 × 201 × 301 in three.

    @Test func `one demand and one count give the posterior of quadrature`() throws {
        let model = FlowCalibration(
            routes: [try routes([1, 3])], demand: [demand(1000, 0.8)], counts: [count(400, link: 1)],
            sensitivity: .fixed(0.5), size: 20)
        let block = try model.sample(model.blocks[0], sampler())
        let figures = [1509.086, 1038.660, 1266.143, 1462.957, 1700.598, 2135.971]
        expect(block, block.persons(0), figures)
        // exp(−0.5·2)/(1 + exp(−0.5·2)) of them take the dear route.
        guard case .draws(let flow) = block.flows(on: 1)[0].flow else { throw Problem.noDraws }
        expect(block, flow, figures.map { $0 * 0.2689414213699951 })
    }

    @Test func `counts on both routes and a count of nobody are weighed as quadrature does`() throws {
        let both = FlowCalibration(
            routes: [try routes([1, 3])], demand: [demand(1000, 0.8)], counts: [count(400, link: 1), count(900)],
            sensitivity: .fixed(0.5), size: 20)
        let block = try both.sample(both.blocks[0], sampler())
        expect(block, block.persons(0), [1373.089, 1052.482, 1216.729, 1350.959, 1505.024, 1768.960])
        let nobody = FlowCalibration(
            routes: [try routes([1])], demand: [demand(1000, 0.8)], counts: [count(0)], sensitivity: .fixed(0), size: 2)
        let empty = try nobody.sample(nobody.blocks[0], sampler())
        expect(empty, empty.persons(0), [386.400, 76.225, 164.453, 281.150, 481.112, 1043.224])
    }

    @Test func `two demands that share a counted link give the posterior of quadrature`() throws {
        let one = try routes([1])
        let model = FlowCalibration(
            routes: [one, one], demand: [demand(1000, 1), demand(300, 0.5, pair: 1)], counts: [count(2000)],
            sensitivity: .fixed(0.5), size: 50)
        let block = try model.sample(model.blocks[0], sampler())
        expect(block, block.persons(0), [1632.170, 1056.541, 1407.760, 1630.685, 1856.142, 2218.874])
        expect(block, block.persons(1), [374.061, 139.078, 229.014, 325.555, 463.605, 776.877])
        guard case .draws(let sum) = block.flows(on: 0)[0].flow else { throw Problem.noDraws }
        expect(block, sum, [2006.230, 1583.629, 1803.237, 1980.048, 2180.381, 2517.814])
    }

    @Test func `theta and demand of one period give the posterior of quadrature`() throws {
        let model = FlowCalibration(
            routes: [try routes([1, 3])], demand: [demand(1000, 0.7)], counts: [count(1200), count(300, link: 1)],
            sensitivity: .believed(LogNormal(median: 0.5, logDeviation: 1)), size: 30)
        let block = try model.sample(model.blocks[0], sampler())
        expect(block, block.persons(0), [1493.596, 1173.589, 1337.408, 1470.300, 1626.993, 1890.800])
        expect(block, block.theta, [0.65172, 0.43266, 0.56187, 0.65237, 0.73997, 0.87126])
        guard case .draws(let flow) = block.flows(on: 1)[0].flow else { throw Problem.noDraws }
        expect(block, flow, [319.812, 229.723, 274.450, 312.203, 356.726, 435.809])
    }

    @Test func `theta and the demand of two periods give the posterior of quadrature`() throws {
        let counts = [count(1200), count(300, link: 1), count(500, period: 1), count(250, link: 1, period: 1)]
        let model = FlowCalibration(
            routes: [try routes([1, 3])], demand: [demand(1000, 0.7), demand(1000, 0.7, period: 1)], counts: counts,
            sensitivity: .believed(LogNormal(median: 0.5, logDeviation: 1)), size: 30)
        #expect(model.blocks.count == 1)
        let block = try model.sample(model.blocks[0], sampler())
        expect(block, block.persons(0), [1403.425, 1123.379, 1270.090, 1387.428, 1519.292, 1738.927])
        expect(block, block.persons(1), [830.489, 651.553, 744.449, 819.364, 904.309, 1047.591])
        expect(block, block.theta, [0.50477, 0.34760, 0.44027, 0.50474, 0.56922, 0.66208])
    }

    @Test func `what no count bounds keeps its prior and says so`() throws {
        // O → M → D beside O → D; the count lies on the way of O → D only, in the first of two periods.
        let graph = try RouteFixtures.graph(["O", "M", "D"], [("O", "M", 2), ("M", "D", 2), ("O", "D", 5)])
        let pairs = [(0, 2), (0, 1), (1, 0)].map {
            PairRoutes(graph.shortestPaths(from: $0.0, to: $0.1, count: 9))
        }
        let list = [demand(100, 1), demand(50, 0.5, pair: 1), demand(70, 1, period: 1), demand(10, 1, pair: 2)]
        let model = FlowCalibration(
            routes: pairs, demand: list, counts: [count(80, link: 2), count(3, link: 2, period: 2)],
            sensitivity: .fixed(0.1), size: 10)
        #expect(pairs.map(\.isConnected) == [true, true, false])
        #expect(model.isInformed == [true, false, false, false] && model.isExplained == [true, false])
        #expect(model.blocks.map(\.informed) == [[0], []] && model.blocks.map(\.uninformed) == [[1, 3], [2]])
        let first = try model.sample(model.blocks[0], sampler())
        // The counted link carries only what is bounded; the first leg carries the pair of no count as well.
        #expect(first.flows(on: 2).map(\.isBounded) == [true] && first.flows(on: 0).map(\.isBounded) == [false])
        let second = try model.sample(model.blocks[1], sampler())
        guard case .exact(let flow) = second.flows(on: 0)[0].flow else { throw Problem.noFormula }
        let share = 1 / (1 + exp(-0.1))
        #expect(isClose(flow.median, 70 * share, within: 1e-9) && flow.logDeviation == 1)
    }

    @Test func `a link on all routes of a pair carries exactly all of it`() throws {
        let graph = try RouteFixtures.graph(
            ["O", "M", "D"], [("O", "M", 2), ("M", "D", 1), ("M", "D", 2), ("M", "D", 900)])
        let routes = PairRoutes(graph.shortestPaths(from: 0, to: 2, count: 9))
        #expect(routes.share(of: 0, sensitivity: 0.7) == 1 && routes.share(of: 7, sensitivity: 1) == 0)
        let sum = 1 + exp(-0.7) + exp(-0.7 * 899)
        #expect(isClose(routes.share(of: 2, sensitivity: 0.7), exp(-0.7) / sum, within: 1e-15))
        #expect(routes.links == [0, 1, 2, 3])
    }

    @Test func `the same seed gives the same draws at any number of threads`() throws {
        var random = SplitMix64(seed: 4)
        let network = try SimulatedNetwork(isThetaKnown: false, random: &random)
        var sampler = sampler()
        (sampler.warmUp, sampler.draws) = (50, 50)
        let draws = try [1, 4].map { threads in
            sampler.threads = threads
            let block = try network.model.sample(network.model.blocks[0], sampler)
            return block.theta + network.model.demand.indices.flatMap { block.persons($0) }
        }
        #expect(draws[0] == draws[1])
    }

    @Test func `counts are drawn with the moments of their distribution`() {
        var random = SplitMix64(seed: 3)
        for mean in [0.0, 0.7, 9, 30, 4000] {
            let numbers = (0..<20_000).map { _ in random.nextPoisson(mean: mean) }
            let found = numbers.reduce(0, +) / 20_000
            #expect(isClose(found, mean, within: 5 * (mean / 20_000).squareRoot()))
            let variance = numbers.reduce(0) { $0 + ($1 - found) * ($1 - found) } / 19_999
            #expect(isClose(variance, mean, within: 0.06 * mean + 1e-12))
        }
        let counts = (0..<20_000).map { _ in random.nextNegativeBinomial(mean: 50, size: 5) }
        let mean = counts.reduce(0, +) / 20_000
        let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19_999
        #expect(isClose(mean, 50, within: 1) && isClose(variance, 50 + 2500.0 / 5, within: 40))
    }

    private enum Problem: Error {
        case noDraws, noFormula
    }
}
