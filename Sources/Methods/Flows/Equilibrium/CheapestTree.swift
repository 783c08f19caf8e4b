/// The links of a network in the order of a search: places that are near each other have near numbers.
struct SearchGraph: Sendable {
    /// The links that leave place *p* of the search are `starts[p]..<starts[p + 1]`.
    let starts: [Int32]
    /// The places of the search where they end and begin.
    let heads: [Int32]
    let tails: [Int32]
    /// Their indices in the network.
    let links: [Int32]
    /// The search's number of each place of the network.
    let number: [Int32]
    /// Whether a place of the search may lie inside a route.
    let isThrough: [Bool]

    init(_ network: CongestedNetwork) {
        let count = network.placeCount
        let order = Self.breadthFirst(network)
        var number = [Int32](repeating: 0, count: count)
        for (position, place) in order.enumerated() { number[Int(place)] = Int32(position) }
        var starts: [Int32] = [0]
        var heads: [Int32] = []
        var tails: [Int32] = []
        var links: [Int32] = []
        for (position, place) in order.enumerated() {
            for link in network.leaving(Int(place)) {
                heads.append(number[network.links[Int(link)].to])
                tails.append(Int32(position))
                links.append(link)
            }
            starts.append(Int32(links.count))
        }
        (self.starts, self.heads, self.tails, self.links, self.number) = (starts, heads, tails, links, number)
        isThrough = order.map { $0 >= network.firstThroughPlace }
    }

    private static func breadthFirst(_ network: CongestedNetwork) -> [Int32] {
        var order: [Int32] = []
        var isListed = [Bool](repeating: false, count: network.placeCount)
        var next = 0
        for seed in 0..<network.placeCount where !isListed[seed] {
            isListed[seed] = true
            order.append(Int32(seed))
            while next < order.count {
                for link in network.leaving(Int(order[next])) where !isListed[network.links[Int(link)].to] {
                    isListed[network.links[Int(link)].to] = true
                    order.append(Int32(network.links[Int(link)].to))
                }
                next += 1
            }
        }
        return order
    }
}

/// The cheapest ways from one place to others: scratch space that serves one origin after another.
///
/// Dijkstra (1959) with a heap of four branches; ends when all places asked for are reached. Places are those of the search.
final class CheapestTree {
    private struct Node {
        var cost: Double
        /// Position of the link by which the place is reached, −1 at the origin.
        var arrival: Int32
        /// Twice the number of the search that reached it last, plus 1 while it is a target not yet settled.
        var stamp: Int32
    }

    private let graph: SearchGraph
    private let nodes: UnsafeMutableBufferPointer<Node>
    private let heap: CostHeap
    private var search: Int32 = 0

    init(_ graph: SearchGraph) {
        self.graph = graph
        nodes = .allocate(capacity: graph.number.count)
        nodes.initialize(repeating: Node(cost: .infinity, arrival: -1, stamp: 0))
        // Each link is relaxed once, so that no more entries than links can wait.
        heap = CostHeap(capacity: graph.links.count + 1)
    }

    deinit {
        nodes.deallocate()
        heap.deallocate()
    }

    /// Searches from `origin` until each place of `targets` is settled or nothing is left.
    ///
    /// - Parameter costs: Of the links, in the order of the graph.
    func grow(from origin: Int32, to targets: [Int32], at costs: UnsafePointer<Double>) {
        search += 1
        var waiting = 0
        for target in targets where nodes[Int(target)].stamp != 2 * search + 1 {
            nodes[Int(target)] = Node(cost: .infinity, arrival: -1, stamp: 2 * search + 1)
            waiting += 1
        }
        if nodes[Int(origin)].stamp == 2 * search + 1 { waiting -= 1 }
        nodes[Int(origin)] = Node(cost: 0, arrival: -1, stamp: 2 * search)
        graph.starts.withUnsafeBufferPointer { starts in
            graph.heads.withUnsafeBufferPointer { heads in
                settle(from: origin, waiting: waiting, starts: starts, heads: heads, costs: costs)
            }
        }
    }

    private func settle(
        from origin: Int32, waiting: Int, starts: UnsafeBufferPointer<Int32>, heads: UnsafeBufferPointer<Int32>,
        costs: UnsafePointer<Double>
    ) {
        let (nodes, search) = (nodes, search)
        var heap = heap
        var waiting = waiting
        heap.push(0, origin)
        while waiting > 0, let (cost, place) = heap.pop() {
            let node = nodes[Int(place)]
            guard cost == node.cost else { continue }
            if node.stamp == 2 * search + 1 {
                nodes[Int(place)].stamp = 2 * search
                waiting -= 1
            }
            if place != origin && !graph.isThrough[Int(place)] { continue }
            for slot in starts[Int(place)]..<starts[Int(place) + 1] {
                let head = Int(heads[Int(slot)])
                let reached = cost + costs[Int(slot)]
                let stamp = nodes[head].stamp
                if stamp >= 2 * search {
                    guard reached < nodes[head].cost else { continue }
                    nodes[head] = Node(cost: reached, arrival: slot, stamp: stamp)
                } else {
                    nodes[head] = Node(cost: reached, arrival: slot, stamp: 2 * search)
                }
                heap.push(reached, Int32(head))
            }
        }
    }

    /// The cost of the way to a target of the last search, nil if there is none.
    func cost(to target: Int32) -> Double? {
        let node = nodes[Int(target)]
        return node.stamp == 2 * search && node.cost < .infinity ? node.cost : nil
    }

    /// The links of the network to a settled target, in travel order.
    func links(to target: Int32) -> [Int32] {
        var path: [Int32] = []
        var slot = nodes[Int(target)].arrival
        while slot >= 0 {
            path.append(graph.links[Int(slot)])
            slot = nodes[Int(graph.tails[Int(slot)])].arrival
        }
        path.reverse()
        return path
    }
}

/// A heap of places by cost, then by number, of which each entry has four children.
///
/// The owner frees it.
private struct CostHeap {
    private struct Entry {
        let cost: Double
        let place: Int32

        @inline(__always)
        static func < (a: Entry, b: Entry) -> Bool { a.cost < b.cost || (a.cost == b.cost && a.place < b.place) }
    }

    private let entries: UnsafeMutablePointer<Entry>
    private var count = 0

    init(capacity: Int) { entries = .allocate(capacity: capacity) }

    func deallocate() { entries.deallocate() }

    @inline(__always)
    mutating func push(_ cost: Double, _ place: Int32) {
        let entry = Entry(cost: cost, place: place)
        var hole = count
        count += 1
        while hole > 0, entry < entries[(hole - 1) >> 2] {
            entries[hole] = entries[(hole - 1) >> 2]
            hole = (hole - 1) >> 2
        }
        entries[hole] = entry
    }

    @inline(__always)
    mutating func pop() -> (cost: Double, place: Int32)? {
        guard count > 0 else { return nil }
        let top = entries[0]
        count -= 1
        let last = entries[count]
        var hole = 0
        while 4 * hole + 1 < count {
            let first = 4 * hole + 1
            var child = first
            var other = first + 1
            while other < min(first + 4, count) {
                if entries[other] < entries[child] { child = other }
                other += 1
            }
            guard entries[child] < last else { break }
            entries[hole] = entries[child]
            hole = child
        }
        entries[hole] = last
        return (top.cost, top.place)
    }
}
