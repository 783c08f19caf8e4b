import Flows
import Foundation
import SpatialEngine
import TestSupport
import Testing

@Suite struct RouteChoiceTests {
    /// Three routes O–D: one apart (10), two that share their first 6 (6 + 4 and 6 + 5).
    private func threeRoutes() throws -> (RoutingGraph, [RoutePath]) {
        let graph = try RouteFixtures.graph(
            ["O", "M", "D", "N"], [("O", "D", 10), ("O", "M", 6), ("M", "D", 4), ("M", "N", 3), ("N", "D", 2)])
        return (graph, graph.shortestPaths(from: 0, to: 2, count: 9))
    }

    @Test func `path sizes follow the hand table`() throws {
        let (graph, routes) = try threeRoutes()
        let choice = try graph.choice(among: routes, sensitivity: 0, model: .pathSize(beta: 1))
        // 10: 1; 6 + 4: 0.6/2 + 0.4 = 0.7; 6 + 5: (6/2 + 5)/11 = 8/11.
        let expected = [1, 0.7, 8.0 / 11]
        for (size, value) in zip(choice.pathSizes, expected) { #expect(isClose(size, value, within: 1e-12)) }
        let sum = expected.reduce(0, +)
        for (share, value) in zip(choice.shares, expected) { #expect(isClose(share, value / sum, within: 1e-12)) }
    }

    @Test func `C-logit follows the hand table`() throws {
        let (graph, routes) = try threeRoutes()
        let theta = 0.3
        let choice = try graph.choice(among: routes, sensitivity: theta, model: .cLogit(beta: 1))
        let shared = 1 + 6 / 110.0.squareRoot()
        let weights = [exp(-theta * 10), exp(-theta * 10) / shared, exp(-theta * 11) / shared]
        let sum = weights.reduce(0, +)
        for (value, expected) in zip(choice.commonality, [1, shared, shared]) {
            #expect(isClose(value, expected, within: 1e-12))
        }
        for (share, weight) in zip(choice.shares, weights) { #expect(isClose(share, weight / sum, within: 1e-12)) }
    }

    /// The network by which the literature shows what overlap does (Ben-Akiva and Bierlaire 1999): one route apart, two that
    /// are one until δ before the end.
    ///
    /// Path-size logit gives the first 1/(2 + δ), C-logit (2 − δ)/(4 − δ), multinomial logit 1/3.
    @Test(arguments: [0.001, 0.25, 0.5, 0.9])
    func `two routes that part late count as little more than one`(delta: Double) throws {
        let graph = try RouteFixtures.graph(
            ["O", "M", "D"], [("O", "D", 1), ("O", "M", 1 - delta), ("M", "D", delta), ("M", "D", delta)])
        let routes = graph.shortestPaths(from: 0, to: 2, count: 9)
        func apart(_ model: RouteChoiceModel) throws -> Double {
            try graph.choice(among: routes, sensitivity: 2, model: model).shares[0]
        }
        #expect(routes.map(\.links.count) == [1, 2, 2])
        #expect(isClose(try apart(.logit), 1 / 3.0, within: 1e-12))
        #expect(isClose(try apart(.pathSize(beta: 1)), 1 / (2 + delta), within: 1e-12))
        #expect(isClose(try apart(.cLogit(beta: 1)), (2 - delta) / (4 - delta), within: 1e-12))
        let squared = (1 + delta) / 2 * (1 + delta) / 2
        #expect(isClose(try apart(.pathSize(beta: 2)), 1 / (1 + 2 * squared), within: 1e-12))
    }

    @Test func `an outside option takes its logit share and shares add to one`() throws {
        let (graph, routes) = try threeRoutes()
        let choice = try graph.choice(among: routes, sensitivity: 1, model: .logit, outsideCost: 10)
        let sum = 3 + exp(-1.0)
        #expect(isClose(choice.outsideShare ?? 0, 1 / sum, within: 1e-12))
        #expect(isClose(choice.shares.reduce(choice.outsideShare ?? 0, +), 1, within: 1e-12))
        #expect(isClose(choice.shares[2], exp(-1.0) / sum, within: 1e-12))
    }

    @Test func `two routes that are the same split one share between them`() throws {
        let (graph, routes) = try threeRoutes()
        let choice = try graph.choice(
            among: [routes[0], routes[1], routes[1]], sensitivity: 0, model: .pathSize(beta: 1))
        // The twins' links are each used twice: PS = 1/2 each.
        #expect(choice.pathSizes == [1, 0.5, 0.5])
        #expect(isClose(choice.shares[0], 0.5, within: 1e-12))
    }

    @Test func `huge costs do not overflow the shares`() throws {
        let shares = RouteChoice.logitShares([-1e9, -1e9 - log(3), -2e9])
        #expect(isClose(shares[0], 0.75, within: 1e-6))
        #expect(isClose(shares[1], 0.25, within: 1e-6))
        #expect(shares[2] == 0)
        #expect(RouteChoice.logitShares([]).isEmpty)
        let (graph, routes) = try threeRoutes()
        let steep = try graph.choice(among: routes, sensitivity: 1e308, model: .logit, outsideCost: 12)
        #expect(steep.shares == [0.5, 0.5, 0] && steep.outsideShare == 0)
    }
}
