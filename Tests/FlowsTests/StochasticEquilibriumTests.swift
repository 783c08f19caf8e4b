import Flows
import Foundation
import SpatialEngine
import Testing

struct StochasticEquilibriumTests {
    private func twoLinks() throws -> CongestedNetwork {
        try CongestedNetwork(
            placeCount: 2,
            links: [
                CongestedLink(from: 0, to: 1, freeCost: 10, capacity: 40, b: 0.15, power: 4),
                CongestedLink(from: 0, to: 1, freeCost: 8, capacity: 20, b: 1, power: 4),
            ])
    }

    /// A 3 × 3 grid, both ways, whose costs rise steeply.
    private func grid() throws -> CongestedNetwork {
        var links: [CongestedLink] = []
        for row in 0..<3 {
            for column in 0..<3 {
                for (down, right) in [(0, 1), (1, 0), (0, -1), (-1, 0)] {
                    let (other, across) = (row + down, column + right)
                    guard (0..<3).contains(other), (0..<3).contains(across) else { continue }
                    links.append(
                        CongestedLink(
                            from: 3 * row + column, to: 3 * other + across,
                            freeCost: 1 + 0.1 * Double(links.count % 7), capacity: 20, b: 1.5, power: 3))
                }
            }
        }
        return try CongestedNetwork(placeCount: 9, links: links)
    }

    @Test(arguments: [0.0, 0.05, 0.5, 5])
    func `two links share as the logit of their own costs, by bisection`(theta: Double) throws {
        let network = try twoLinks()
        let demand = [TripDemand(from: 0, to: 1, persons: 100)]
        let found = try network.stochasticEquilibrium(
            of: demand, among: network.simpleRoutes(of: demand), theta: theta, until: StoppingRule(gap: 1e-10))
        var (low, high) = (0.0, 100.0)
        for _ in 0..<200 {
            let middle = (low + high) / 2
            let costs = network.costs(at: [middle, 100 - middle])
            if 100 / (1 + exp(theta * (costs[0] - costs[1]))) > middle { low = middle } else { high = middle }
        }
        #expect(abs(found.flows[0] - low) < 1e-8 && found.isConverged)
    }

    @Test func `those who stay away are one more choice`() throws {
        let network = try twoLinks()
        let demand = [TripDemand(from: 0, to: 1, persons: 100)]
        let found = try network.stochasticEquilibrium(
            of: demand, among: network.simpleRoutes(of: demand), theta: 0.5, outsideCost: 12,
            until: StoppingRule(gap: 1e-12))
        let weights = (network.costs(at: found.flows) + [12]).map { exp(-0.5 * $0) }
        let all = weights.reduce(0, +)
        for (flow, weight) in zip(found.flows + found.outside, weights) {
            #expect(abs(flow - 100 * weight / all) < 1e-8)
        }
    }

    @Test func `routes over a grid are the logit of their costs, and link flows are their sums`() throws {
        let network = try grid()
        let demand = [
            TripDemand(from: 0, to: 8, persons: 60), TripDemand(from: 6, to: 2, persons: 40),
            TripDemand(from: 8, to: 0, persons: 25), TripDemand(from: 4, to: 4, persons: 9),
        ]
        let sets = try network.simpleRoutes(of: demand)
        let found = try network.stochasticEquilibrium(
            of: demand, among: sets, theta: 0.7, until: StoppingRule(gap: 1e-11))
        #expect(found.isConverged && found.routes.map(\.count) == [12, 12, 12, 0])
        let costs = network.costs(at: found.flows)
        var sums = [Double](repeating: 0, count: network.links.count)
        for (trip, routes) in zip(demand, found.routes) {
            let weights = routes.map { exp(-0.7 * $0.links.reduce(0) { $0 + costs[Int($1)] }) }
            let all = weights.reduce(0, +)
            for (route, weight) in zip(routes, weights) {
                #expect(abs(route.flow - trip.persons * weight / all) < 1e-8)
                for link in route.links { sums[Int(link)] += route.flow }
            }
        }
        for (flow, sum) in zip(found.flows, sums) { #expect(abs(flow - sum) < 1e-9) }
    }

    @Test func `a great theta comes near the user equilibrium`() throws {
        let network = try grid()
        let demand = [TripDemand(from: 0, to: 8, persons: 60), TripDemand(from: 6, to: 2, persons: 40)]
        let user = try network.userEquilibrium(of: demand, until: StoppingRule(gap: 1e-12))
        let found = try network.stochasticEquilibrium(
            of: demand, among: network.simpleRoutes(of: demand), theta: 300, until: StoppingRule(gap: 1e-6))
        #expect(found.isConverged)
        for (ours, limit) in zip(found.flows, user.flows) { #expect(abs(ours - limit) < 0.1) }
    }

    @Test func `too many routes are refused with the pair`() throws {
        let network = try grid()
        #expect(throws: AssignmentError.tooManyRoutes(from: 0, to: 8, limit: 11)) {
            try network.simpleRoutes(of: [TripDemand(from: 0, to: 8, persons: 1)], limit: 11)
        }
    }

    @Test func `an impossible parameter is refused`() throws {
        let network = try twoLinks()
        let demand = [TripDemand(from: 0, to: 1, persons: 100)]
        let sets = try network.simpleRoutes(of: demand)
        #expect(throws: AssignmentError.self) {
            try network.stochasticEquilibrium(of: demand, among: sets, theta: -1)
        }
        #expect(throws: AssignmentError.self) {
            try network.stochasticEquilibrium(of: demand, among: sets, theta: 1, until: StoppingRule(gap: .nan))
        }
    }
}
