/// The cheapest ways from one place to all, or from all to one: scratch space that serves many searches (Dijkstra
/// 1959).
final class PathSearch {
    /// The cost of the cheapest way to or from each place, infinite where there is none.
    private(set) var costs: [Double]
    /// The link by which each place is reached, −1 for none.
    private(set) var arrivals: [Int32]

    private let starts: [Int32]
    private let others: [Int32]
    private let links: [Int32]
    private let nears: [Int32]
    private var heap = CostHeap()

    /// - Parameter isBackward: Whether ways are followed against the links.
    init(places: Int, tails: [Int32], heads: [Int32], isBackward: Bool = false) {
        let (near, far) = isBackward ? (heads, tails) : (tails, heads)
        var starts = [Int32](repeating: 0, count: places + 1)
        for place in near { starts[Int(place) + 1] += 1 }
        for place in 0..<places { starts[place + 1] += starts[place] }
        var next = starts
        var links = [Int32](repeating: 0, count: near.count)
        var others = links
        for link in near.indices {
            let slot = Int(next[Int(near[link])])
            (links[slot], others[slot]) = (Int32(link), far[link])
            next[Int(near[link])] += 1
        }
        (self.starts, self.others, self.links, nears) = (starts, others, links, near)
        costs = [Double](repeating: .infinity, count: places)
        arrivals = [Int32](repeating: -1, count: places)
    }

    /// Searches from `origin`, until `target` is settled where one is named.
    ///
    /// - Parameter weights: Of the links; infinite for one that is not there.
    func run(from origin: Int, to target: Int? = nil, weights: [Double]) {
        for place in costs.indices { (costs[place], arrivals[place]) = (.infinity, -1) }
        heap.removeAll()
        costs[origin] = 0
        heap.push(0, Int32(origin))
        weights.withUnsafeBufferPointer { weights in
            costs.withUnsafeMutableBufferPointer { costs in
                arrivals.withUnsafeMutableBufferPointer { arrivals in
                    settle(target ?? -1, weights, costs, arrivals)
                }
            }
        }
    }

    private func settle(
        _ target: Int, _ weights: UnsafeBufferPointer<Double>, _ costs: UnsafeMutableBufferPointer<Double>,
        _ arrivals: UnsafeMutableBufferPointer<Int32>
    ) {
        while let (cost, place) = heap.pop() {
            guard cost == costs[Int(place)] else { continue }
            if Int(place) == target { return }
            for slot in Int(starts[Int(place)])..<Int(starts[Int(place) + 1]) {
                let link = Int(links[slot])
                let other = Int(others[slot])
                let reached = cost + weights[link]
                guard reached < costs[other] else { continue }
                (costs[other], arrivals[other]) = (reached, Int32(link))
                heap.push(reached, Int32(other))
            }
        }
    }

    /// The links of the way to a place, in the order of travel; empty where there is none.
    func way(to place: Int) -> [Int] {
        var way: [Int] = []
        var place = place
        while arrivals[place] >= 0 {
            let link = Int(arrivals[place])
            way.append(link)
            place = Int(nears[link])
        }
        return way.reversed()
    }
}
