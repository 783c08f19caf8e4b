internal import Glibc
internal import SpatialEngine

/// How likely walks are before costs count.
public enum WalkReference: String, CaseIterable, Sendable {
    /// All walks alike: P ∝ exp(−θ·cost), a logit over all walks, those with loops included (Akamatsu 1996,
    /// doi:10.1016/0191-2615(96)00003-3).
    case none
    /// Each walk as likely as a random walk makes it that takes every link which leaves a place alike (Saerens and others
    /// 2009, doi:10.1162/neco.2009.11-07-643).
    case uniform
}

extension CongestedNetwork {
    /// Spreads travellers over all walks at the costs without flow, without listing any: P ∝ reference·exp(−θ·cost).
    ///
    /// A walk ends where it first meets its destination. For each destination one sparse elimination; weights are divided by
    /// those of the likeliest walk from each place, so that great costs lose no digits.
    ///
    /// - Parameter theta: θ, per unit of cost; 0 or more.
    /// - Returns: Expected flows of the links, without routes. The answer does not depend on `threads`.
    /// - Throws: ``AssignmentError``; ``AssignmentError/divergentWalks(to:)`` where θ is too small for the loops of the network.
    public func randomisedWalks(
        of demand: [TripDemand], theta: Double, reference: WalkReference = .none, threads: Int = 1,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws(AssignmentError) -> Assignment {
        guard theta >= 0, theta < .infinity else {
            throw .badParameter(name: "theta", value: theta, allowed: "finite and not negative")
        }
        let walks = try WalkLoading(self, theta: theta, reference: reference)
        var byDestination: [Int: [Int]] = [:]
        for pair in demand.indices where demand[pair].from != demand[pair].to {
            byDestination[demand[pair].to, default: []].append(pair)
        }
        let destinations = byDestination.keys.sorted()
        var found = Assignment(pairs: demand.count, links: links.count)
        let workers = max(1, min(threads, destinations.count))
        let loaders = (0..<workers).map { _ in walks.makeLoader() }
        for first in stride(from: 0, to: destinations.count, by: workers) {
            let batch = Array(destinations[first..<min(first + workers, destinations.count)])
            let trips = batch.map { (byDestination[$0] ?? []).map { ($0, demand[$0]) } }
            for part in WalkLoading.load(batch, trips, loaders) {
                guard part.isFinite else { throw .divergentWalks(to: part.destination) }
                for link in links.indices { found.flows[link] += part.flows[link] }
                found.disconnected += part.disconnected
            }
            progress(first + batch.count, destinations.count)
        }
        found.disconnected.sort()
        return found
    }
}

/// The walks to one destination after another.
final class WalkLoading {
    /// What the travellers to one destination do.
    struct Part: Sendable {
        var destination: Int
        var flows: [Double] = []
        var disconnected: [Int] = []
        var isFinite = true
    }

    private let network: CongestedNetwork
    /// −ln weight of each link: θ·cost, and what the reference adds.
    private let lengths: [Double]
    private let graph: SearchGraph
    private let slotLengths: [Double]
    private let tree: CheapestTree
    private let elimination: WalkElimination

    private init(_ network: CongestedNetwork, lengths: [Double], graph: SearchGraph, pattern: WalkPattern) {
        (self.network, self.lengths, self.graph) = (network, lengths, graph)
        slotLengths = graph.links.map { lengths[Int($0)] }
        tree = CheapestTree(graph)
        elimination = WalkElimination(pattern)
        self.pattern = pattern
    }

    private let pattern: WalkPattern

    convenience init(_ network: CongestedNetwork, theta: Double, reference: WalkReference) throws(AssignmentError) {
        let costs = network.costs(at: [Double](repeating: 0, count: network.links.count))
        let lengths = network.links.indices.map { link in
            let leaving = network.leaving(network.links[link].from).count
            return theta * costs[link] + (reference == .uniform ? log(Double(leaving)) : 0)
        }
        let turned = network.links.map { CongestedLink(from: $0.to, to: $0.from, freeCost: $0.freeCost) }
        let reversed = try CongestedNetwork(
            placeCount: network.placeCount, links: turned, firstThroughPlace: network.firstThroughPlace)
        let pattern = WalkPattern(placeCount: network.placeCount, pairs: network.links.map { ($0.from, $0.to) })
        self.init(network, lengths: lengths, graph: SearchGraph(reversed), pattern: pattern)
    }

    /// The same walks with scratch space of its own.
    func makeLoader() -> WalkLoading { WalkLoading(network, lengths: lengths, graph: graph, pattern: pattern) }

    /// One destination for each loader, at the same time.
    static func load(
        _ destinations: [Int], _ trips: [[(pair: Int, trip: TripDemand)]], _ loaders: [WalkLoading]
    ) -> [Part] {
        var parts = destinations.map { Part(destination: $0) }
        let owners = Owners(list: loaders)
        parts.withUnsafeMutableBufferPointer { parts in
            let parts = SharedBuffer(parts)
            inParallel(destinations.count, threads: destinations.count) { index in
                parts.buffer[index] = owners.list[index].load(destinations[index], trips[index])
            }
        }
        return parts
    }

    /// Loaders, each of which one thread uses.
    private struct Owners: @unchecked Sendable {
        let list: [WalkLoading]
    }

    private func load(_ destination: Int, _ trips: [(pair: Int, trip: TripDemand)]) -> Part {
        var part = Part(destination: destination, flows: [Double](repeating: 0, count: lengths.count))
        let potentials = potentials(to: destination)
        let weights = lengths.indices.map { link -> Double in
            let ends = network.links[link]
            guard ends.from != destination, ends.to == destination || ends.to >= network.firstThroughPlace,
                let ahead = potentials[ends.to], let here = potentials[ends.from]
            else { return 0 }
            return exp(-(lengths[link] + ahead - here))
        }
        let isFinite = elimination.factor { place in
            network.leaving(place).map { (network.links[Int($0)].to, weights[Int($0)]) }
        }
        var ones = [Double](repeating: 0, count: network.placeCount)
        ones[destination] = 1
        let sums = isFinite ? elimination.solve(ones) : []
        guard isFinite, sums.allSatisfy(\.isFinite) else {
            part.isFinite = false
            return part
        }
        var starts = [Double](repeating: 0, count: network.placeCount)
        for (pair, trip) in trips {
            if potentials[trip.from] == nil {
                part.disconnected.append(pair)
            } else {
                starts[trip.from] += trip.persons / sums[trip.from]
            }
        }
        let visits = elimination.solveTransposed(starts)
        for link in lengths.indices {
            part.flows[link] = visits[network.links[link].from] * weights[link] * sums[network.links[link].to]
        }
        return part
    }

    /// The length of the likeliest walk from each place; nil where there is none.
    private func potentials(to destination: Int) -> [Double?] {
        slotLengths.withUnsafeBufferPointer { lengths in
            guard let lengths = lengths.baseAddress else {
                return (0..<network.placeCount).map { $0 == destination ? 0 : nil }
            }
            tree.grow(from: graph.number[destination], to: graph.number, at: lengths)
            return graph.number.enumerated().map { place, number in place == destination ? 0 : tree.cost(to: number) }
        }
    }
}
