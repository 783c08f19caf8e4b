import Flows
import Foundation
import SpatialEngine
import Testing

struct RandomisedWalkTests {
    /// Links between random places, with as many ways round as chance makes.
    private func network(places: Int, links: Int, isAcyclic: Bool, seed: UInt64) throws -> CongestedNetwork {
        var random = SplitMix64(seed: seed)
        var list: [CongestedLink] = []
        while list.count < links {
            let ends = (Int.random(in: 0..<places, using: &random), Int.random(in: 0..<places, using: &random))
            guard ends.0 != ends.1 else { continue }
            let ordered = isAcyclic ? (min(ends.0, ends.1), max(ends.0, ends.1)) : ends
            list.append(
                CongestedLink(
                    from: ordered.0, to: ordered.1, freeCost: Double.random(in: 1...3, using: &random)))
        }
        return try CongestedNetwork(placeCount: places, links: list)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `without loops walks are routes, and their logit is the same`(seed: UInt64) throws {
        let network = try network(places: 9, links: 24, isAcyclic: true, seed: seed)
        let demand = [TripDemand(from: 0, to: 8, persons: 10), TripDemand(from: 1, to: 7, persons: 4)]
        let listed = try network.stochasticEquilibrium(
            of: demand, among: network.simpleRoutes(of: demand), theta: 0.8)
        let walks = try network.randomisedWalks(of: demand, theta: 0.8)
        for (ours, known) in zip(walks.flows, listed.flows) { #expect(abs(ours - known) < 1e-12) }
        #expect(walks.disconnected == listed.disconnected)
    }

    /// The slow obvious way: Σ over all walks of up to so many links of exp(−θ·cost), by repeated multiplication.
    private func powers(
        _ network: CongestedNetwork, to end: Int, weight: (Int) -> Double, starts: [Double]
    ) -> [Double] {
        let count = network.placeCount
        var sums = [Double](repeating: 0, count: count)
        for _ in 0..<3000 {
            var next = [Double](repeating: 0, count: count)
            next[end] = 1
            for (index, link) in network.links.enumerated() where link.from != end {
                next[link.from] += weight(index) * sums[link.to]
            }
            sums = next
        }
        var visits = starts
        var flows = [Double](repeating: 0, count: network.links.count)
        for _ in 0..<3000 {
            var next = [Double](repeating: 0, count: count)
            for (index, link) in network.links.enumerated() where link.from != end && sums[link.from] > 0 {
                let flow = visits[link.from] * weight(index) * sums[link.to] / sums[link.from]
                flows[index] += flow
                next[link.to] += flow
            }
            visits = next
        }
        return flows
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>, [WalkReference.none, .uniform])
    func `with loops the elimination agrees with powers of the matrix`(seed: UInt64, reference: WalkReference) throws {
        let network = try network(places: 12, links: 40, isAcyclic: false, seed: seed)
        let demand = [TripDemand(from: 0, to: 8, persons: 10), TripDemand(from: 1, to: 8, persons: 4)]
        let walks = try network.randomisedWalks(of: demand, theta: 1.1, reference: reference)
        var starts = [Double](repeating: 0, count: 12)
        for pair in demand.indices where !walks.disconnected.contains(pair) {
            starts[demand[pair].from] += demand[pair].persons
        }
        let leaving = (0..<12).map { place in Double(network.links.count { $0.from == place }) }
        let known = powers(
            network, to: 8,
            weight: { link in
                let ends = network.links[link]
                return exp(-1.1 * ends.freeCost) / (reference == .uniform ? leaving[ends.from] : 1)
            }, starts: starts)
        for (ours, sum) in zip(walks.flows, known) { #expect(abs(ours - sum) < 1e-9) }
    }

    @Test func `what arrives at a place leaves it`() throws {
        let network = try network(places: 60, links: 300, isAcyclic: false, seed: 9)
        let demand = (0..<20).map { TripDemand(from: $0, to: 59 - $0, persons: Double($0 + 1)) }
        let walks = try network.randomisedWalks(of: demand, theta: 2.5, threads: 2)
        var balance = [Double](repeating: 0, count: 60)
        for (flow, link) in zip(walks.flows, network.links) {
            balance[link.from] += flow
            balance[link.to] -= flow
        }
        for pair in demand.indices where !walks.disconnected.contains(pair) {
            balance[demand[pair].from] -= demand[pair].persons
            balance[demand[pair].to] += demand[pair].persons
        }
        #expect(balance.allSatisfy { abs($0) < 1e-9 })
        #expect(try network.randomisedWalks(of: demand, theta: 2.5, threads: 1).flows == walks.flows)
    }

    @Test func `great costs lose no digits`() throws {
        let network = try CongestedNetwork(
            placeCount: 3,
            links: [
                CongestedLink(from: 0, to: 1, freeCost: 1e6), CongestedLink(from: 1, to: 2, freeCost: 1e6),
                CongestedLink(from: 0, to: 2, freeCost: 2e6 + 1),
            ])
        let walks = try network.randomisedWalks(of: [TripDemand(from: 0, to: 2, persons: 1)], theta: 1)
        #expect(abs(walks.flows[0] - 1 / (1 + exp(-1))) < 1e-12)
    }

    @Test func `walks without a finite sum are refused`() throws {
        let network = try CongestedNetwork(
            placeCount: 3,
            links: [(0, 1), (1, 0), (1, 2)].map { CongestedLink(from: $0.0, to: $0.1, freeCost: $0.1 == 2 ? 1 : 0) })
        let demand = [TripDemand(from: 0, to: 2, persons: 1)]
        #expect(throws: AssignmentError.divergentWalks(to: 2)) { try network.randomisedWalks(of: demand, theta: 1) }
        let walks = try network.randomisedWalks(of: demand, theta: 0, reference: .uniform)
        for (flow, known) in zip(walks.flows, [2.0, 1, 1]) { #expect(abs(flow - known) < 1e-12) }
    }
}
