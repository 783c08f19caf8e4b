internal import SpatialEngine

/// The cheapest routes of pairs, one tree for each origin.
final class RouteSearch {
    private struct Group {
        let origin: Int32
        var pairs: [Int] = []
        var targets: [Int32] = []
    }

    /// The cheapest route of a pair; nil links if there is none.
    struct Found: Sendable {
        var pair: Int
        var links: [Int32]?
        var cost = 0.0
    }

    private let graph: SearchGraph
    /// By origin, in the order of the first pair of each.
    private let groups: [Group]
    private let trees: Trees
    private var slotCosts: [Double]

    /// How many origins there are.
    var originCount: Int { groups.count }

    /// The origins in batches that do not depend on the number of threads.
    var batches: [Range<Int>] {
        stride(from: 0, to: groups.count, by: Self.batchSize).map { $0..<min($0 + Self.batchSize, groups.count) }
    }

    /// Large enough to keep several threads busy, small enough for the costs to be fresh.
    private static let batchSize = 8

    init(_ network: CongestedNetwork, _ demand: [TripDemand], threads: Int) {
        let graph = SearchGraph(network)
        var number: [Int: Int] = [:]
        var groups: [Group] = []
        for (pair, trip) in demand.enumerated() where trip.from != trip.to {
            let group = number[trip.from] ?? groups.count
            if group == groups.count { groups.append(Group(origin: graph.number[trip.from])) }
            number[trip.from] = group
            groups[group].pairs.append(pair)
            groups[group].targets.append(graph.number[trip.to])
        }
        self.graph = graph
        self.groups = groups
        slotCosts = [Double](repeating: 0, count: graph.links.count)
        trees = Trees(list: (0..<max(1, min(threads, groups.count))).map { _ in CheapestTree(graph) })
    }

    /// The routes of all pairs of some origins, in the order of the origins.
    func cheapestRoutes(ofOrigins origins: Range<Int>, at costs: [Double]) -> [Found] {
        for (slot, link) in graph.links.enumerated() { slotCosts[slot] = costs[Int(link)] }
        var found = [[Found]](repeating: [], count: origins.count)
        let (trees, groups) = (trees, groups)
        let workers = min(trees.list.count, origins.count)
        slotCosts.withUnsafeBufferPointer { costs in
            found.withUnsafeMutableBufferPointer { found in
                let (found, costs) = (SharedBuffer(found), SharedCosts(pointer: costs.baseAddress))
                inParallel(workers, threads: workers) { worker in
                    for index in stride(from: worker, to: origins.count, by: workers) {
                        let group = groups[origins.lowerBound + index]
                        found.buffer[index] = Self.routes(of: group, trees.list[worker], costs)
                    }
                }
            }
        }
        return found.flatMap { $0 }
    }

    private static func routes(of group: Group, _ tree: CheapestTree, _ costs: SharedCosts) -> [Found] {
        guard let costs = costs.pointer else { return group.pairs.map { Found(pair: $0) } }
        tree.grow(from: group.origin, to: group.targets, at: costs)
        return zip(group.pairs, group.targets).map { pair, target in
            guard let cost = tree.cost(to: target) else { return Found(pair: pair) }
            return Found(pair: pair, links: tree.links(to: target), cost: cost)
        }
    }

    /// Link costs that all threads read while nobody writes them.
    private struct SharedCosts: @unchecked Sendable {
        let pointer: UnsafePointer<Double>?
    }

    /// A tree for each worker, which alone uses it.
    private struct Trees: @unchecked Sendable {
        let list: [CheapestTree]
    }
}
