import Flows
import SpatialEngine
import TestSupport
import Testing

struct UserEquilibriumTests {
    /// Braess (1968, doi:10.1007/BF01918335): o 0, a 1, b 2, d 3, six travellers; with the bridge all routes cost 92.
    private func braess(withBridge: Bool) throws -> CongestedNetwork {
        // 10x as 1e-9·(1 + 1e10·x), 50 + x as 50·(1 + x/50).
        var links = [
            CongestedLink(from: 0, to: 1, freeCost: 1e-9, capacity: 1, b: 1e10),
            CongestedLink(from: 0, to: 2, freeCost: 50, capacity: 50, b: 1),
            CongestedLink(from: 1, to: 3, freeCost: 50, capacity: 50, b: 1),
            CongestedLink(from: 2, to: 3, freeCost: 1e-9, capacity: 1, b: 1e10),
        ]
        if withBridge { links.append(CongestedLink(from: 1, to: 2, freeCost: 10, capacity: 10, b: 1)) }
        return try CongestedNetwork(placeCount: 4, links: links)
    }

    @Test func `Braess's bridge makes everybody slower`() throws {
        let demand = [TripDemand(from: 0, to: 3, persons: 6)]
        let rule = StoppingRule(gap: 1e-13)
        let without = try braess(withBridge: false).userEquilibrium(of: demand, until: rule)
        #expect(without.flows.allSatisfy { abs($0 - 3) < 1e-8 })
        let network = try braess(withBridge: true)
        let with = try network.userEquilibrium(of: demand, until: rule)
        for (flow, known) in zip(with.flows, [4.0, 2, 2, 4, 2]) { #expect(abs(flow - known) < 1e-8) }
        let costs = network.costs(at: with.flows)
        #expect(abs(costs[0] + costs[2] - 92) < 1e-7 && abs(costs[0] + costs[4] + costs[3] - 92) < 1e-7)
        #expect(with.isConverged && with.routes[0].count == 3)
    }

    @Test(arguments: [0.5, 1, 1.7, 4])
    func `two parallel links share as bisection says`(power: Double) throws {
        let network = try CongestedNetwork(
            placeCount: 2,
            links: [
                CongestedLink(from: 0, to: 1, freeCost: 10, capacity: 40, b: 0.15, power: power),
                CongestedLink(from: 0, to: 1, freeCost: 8, capacity: 20, b: 1, power: power),
            ])
        let found = try network.userEquilibrium(
            of: [TripDemand(from: 0, to: 1, persons: 100)], until: StoppingRule(gap: 1e-14))
        var (low, high) = (0.0, 100.0)
        for _ in 0..<200 {
            let middle = (low + high) / 2
            let costs = network.costs(at: [middle, 100 - middle])
            if costs[0] < costs[1] { low = middle } else { high = middle }
        }
        #expect(abs(found.flows[0] - low) < 1e-9 && found.isConverged)
    }

    @Test func `links that flow does not slow take all`() throws {
        let network = try CongestedNetwork(
            placeCount: 2,
            links: [
                CongestedLink(from: 0, to: 1, freeCost: 5, capacity: 1, b: 0),
                CongestedLink(from: 0, to: 1, freeCost: 5.5),
                CongestedLink(from: 0, to: 1, freeCost: 4, capacity: 10, b: 1),
            ])
        let found = try network.userEquilibrium(
            of: [TripDemand(from: 0, to: 1, persons: 100)], until: StoppingRule(gap: 1e-12))
        for (flow, known) in zip(found.flows, [97.5, 0, 2.5]) { #expect(abs(flow - known) < 1e-8) }
    }

    @Test func `zones are not passed through`() throws {
        let links = [(0, 1), (1, 2), (0, 3), (3, 2)].map {
            CongestedLink(from: $0.0, to: $0.1, freeCost: $0.1 == 3 ? 100 : 1)
        }
        let demand = [TripDemand(from: 0, to: 2, persons: 1)]
        let open = try CongestedNetwork(placeCount: 4, links: links)
        #expect(open.allOrNothing(of: demand).flows == [1, 1, 0, 0])
        let closed = try CongestedNetwork(placeCount: 4, links: links, firstThroughPlace: 2)
        #expect(closed.allOrNothing(of: demand).flows == [0, 0, 1, 1])
        #expect(try closed.userEquilibrium(of: demand).flows == [0, 0, 1, 1])
    }

    @Test func `pairs without a route are named and the rest is assigned`() throws {
        let network = try CongestedNetwork(
            placeCount: 3, links: [CongestedLink(from: 0, to: 1, freeCost: 1, capacity: 1, b: 1)])
        let found = try network.userEquilibrium(
            of: [
                TripDemand(from: 1, to: 0, persons: 5), TripDemand(from: 0, to: 1, persons: 3),
                TripDemand(from: 2, to: 2, persons: 7),
            ])
        #expect(found.disconnected == [0] && found.flows == [3] && found.routes.map(\.count) == [0, 1, 0])
    }
}

/// The standard network of the field.
struct SiouxFallsTests {
    private func network() throws -> CongestedNetwork {
        try CongestedNetwork(
            placeCount: 24,
            links: SiouxFalls.links.map {
                CongestedLink(
                    from: $0.from - 1, to: $0.to - 1, freeCost: $0.time, capacity: $0.capacity, b: 0.15, power: 4)
            })
    }

    private var demand: [TripDemand] {
        SiouxFalls.hundredsOfTrips.enumerated().flatMap { origin, row in
            row.enumerated().filter { $0.element > 0 }.map {
                TripDemand(from: origin, to: $0.offset, persons: Double($0.element) * 100)
            }
        }
    }

    @Test func `objective, flows and gap are those published, recomputed by the definition`() throws {
        let network = try network()
        let found = try network.userEquilibrium(of: demand, until: StoppingRule(gap: 1e-10))
        #expect(found.isConverged && abs(network.objective(at: found.flows) - SiouxFalls.objective) < 1e-4)
        for (flow, known) in zip(found.flows, SiouxFalls.flows) { #expect(abs(flow - known) < 1e-3 * known) }
        // Bellman and Ford's way to the cheapest costs, with the formula of the costs written out.
        let costs = zip(SiouxFalls.links, found.flows).map { link, flow in
            let ratio = flow / link.capacity
            return link.time * (1 + 0.15 * ratio * ratio * ratio * ratio)
        }
        var least = 0.0
        for trip in demand {
            var reached = [Double](repeating: .infinity, count: 24)
            reached[trip.from] = 0
            for _ in 0..<24 {
                for (link, cost) in zip(SiouxFalls.links, costs) {
                    reached[link.to - 1] = min(reached[link.to - 1], reached[link.from - 1] + cost)
                }
            }
            least += trip.persons * reached[trip.to]
        }
        let total = zip(costs, found.flows).reduce(0) { $0 + $1.0 * $1.1 }
        #expect((total - least) / total <= 1.1e-10 && abs((total - least) / total - (found.relativeGap ?? 1)) < 1e-12)
    }

    @Test func `persons are kept at every place and on every pair, at any number of threads`() throws {
        let network = try network()
        let found = try network.userEquilibrium(of: demand, until: StoppingRule(gap: 1e-7), threads: 2)
        var balance = [Double](repeating: 0, count: 24)
        for (flow, link) in zip(found.flows, network.links) {
            balance[link.from] += flow
            balance[link.to] -= flow
        }
        for (trip, routes) in zip(demand, found.routes) {
            balance[trip.from] -= trip.persons
            balance[trip.to] += trip.persons
            #expect(abs(routes.reduce(0) { $0 + $1.flow } - trip.persons) < 1e-9)
        }
        #expect(balance.allSatisfy { abs($0) < 1e-6 })
        let alone = try network.userEquilibrium(of: demand, until: StoppingRule(gap: 1e-7), threads: 1)
        #expect(alone.flows == found.flows && alone.routes == found.routes)
    }

    @Test func `too few iterations end without convergence`() throws {
        let found = try network().userEquilibrium(of: demand, until: StoppingRule(gap: 1e-12, maxIterations: 2))
        #expect(!found.isConverged && found.iterations == 2 && (found.relativeGap ?? 0) > 1e-12)
    }
}
