/// The cheapest ways from one place to others, at given link costs; scratch space that serves one origin after another.
///
/// Dijkstra (1959) with a heap of four branches; ends when all places asked for are reached.
final class CheapestTree {
    private let network: CongestedNetwork
    /// Cost from the origin; valid where `reachedIn` is the present search.
    private var costs: [Double]
    private var arrival: [Int32]
    private var reachedIn: [Int32]
    private var settledIn: [Int32]
    private var search: Int32 = 0
    private var heap = CostHeap()

    init(_ network: CongestedNetwork) {
        self.network = network
        costs = [Double](repeating: 0, count: network.placeCount)
        arrival = [Int32](repeating: -1, count: network.placeCount)
        reachedIn = [Int32](repeating: 0, count: network.placeCount)
        settledIn = reachedIn
    }

    /// Searches from `origin` until each place of `targets` is settled or nothing is left.
    func grow(from origin: Int, to targets: [Int32], at linkCosts: UnsafePointer<Double>) {
        search += 1
        heap.removeAll()
        var waiting = targets.count
        // Targets still to be settled carry the negative number of the search.
        for target in targets { settledIn[Int(target)] = -search }
        costs[origin] = 0
        arrival[origin] = -1
        reachedIn[origin] = search
        heap.push(0, Int32(origin))
        while waiting > 0, let (cost, node) = heap.pop() {
            let place = Int(node)
            guard settledIn[place] != search else { continue }
            if settledIn[place] == -search { waiting -= 1 }
            settledIn[place] = search
            if place != origin && place < network.firstThroughPlace { continue }
            relax(place, cost, linkCosts)
        }
    }

    private func relax(_ place: Int, _ cost: Double, _ linkCosts: UnsafePointer<Double>) {
        for slot in Int(network.outgoingStart[place])..<Int(network.outgoingStart[place + 1]) {
            let link = network.outgoing[slot]
            let head = Int(network.heads[Int(link)])
            let reached = cost + linkCosts[Int(link)]
            guard reachedIn[head] != search || reached < costs[head] else { continue }
            reachedIn[head] = search
            costs[head] = reached
            arrival[head] = link
            heap.push(reached, Int32(head))
        }
    }

    /// The cost of the way to a target, nil if there is none.
    func cost(to target: Int) -> Double? { settledIn[target] == search ? costs[target] : nil }

    /// The links to a settled target, in travel order.
    func links(to target: Int) -> [Int32] {
        var path: [Int32] = []
        var place = target
        while arrival[place] >= 0 {
            path.append(arrival[place])
            place = network.links[Int(arrival[place])].from
        }
        path.reverse()
        return path
    }
}

/// A heap of places by cost, then by number; each node has four children.
private struct CostHeap {
    private var items: [(cost: Double, place: Int32)] = []

    mutating func removeAll() { items.removeAll(keepingCapacity: true) }

    mutating func push(_ cost: Double, _ place: Int32) {
        var hole = items.count
        items.append((cost, place))
        while hole > 0, (cost, place) < items[(hole - 1) / 4] {
            items[hole] = items[(hole - 1) / 4]
            hole = (hole - 1) / 4
        }
        items[hole] = (cost, place)
    }

    mutating func pop() -> (cost: Double, place: Int32)? {
        guard let top = items.first, let last = items.popLast() else { return nil }
        let count = items.count
        guard count > 0 else { return top }
        var hole = 0
        while 4 * hole + 1 < count {
            var child = 4 * hole + 1
            for other in child + 1..<max(child + 1, min(child + 4, count)) where items[other] < items[child] {
                child = other
            }
            guard items[child] < last else { break }
            items[hole] = items[child]
            hole = child
        }
        items[hole] = last
        return top
    }
}
