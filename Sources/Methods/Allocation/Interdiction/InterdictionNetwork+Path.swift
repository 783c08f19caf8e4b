extension InterdictionNetwork {
    /// What a hit does to a link.
    public enum PathEffect: Sendable {
        /// Adds its delay to its cost.
        case delay
        /// Takes it away.
        case removal
    }

    /// Finds the links whose delay or removal makes the cheapest way between two places dearest (Malik, Mittal and
    /// Gupta 1989, doi:10.1016/0167-6377(89)90065-5; Israeli and Wood 2002, doi:10.1002/net.10039).
    ///
    /// Branch and bound: a part of the search is split by whether a link of its cheapest way is hit, since no other hit
    /// can make that way dearer; its bound is that of the linear relaxation, found as flows of least cost.
    ///
    /// - Parameters:
    ///   - budget: The most links hit.
    ///   - maxNodes: Parts of the search after which it ends with the best set so far and a bound that holds; nil for
    ///     ``affordableNodes``.
    ///   - progress: Is told how many parts are done.
    /// - Throws: ``AllocationError`` for unknown or equal places and a negative budget.
    /// - Complexity: Exponential in the worst case (the problem is NP-hard); each part takes some hundred searches over
    ///   the links that can matter.
    public func worstForPath(
        from origin: Int, to destination: Int, budget: Int, effect: PathEffect, maxNodes: Int? = nil,
        progress: (_ nodes: Int) -> Void = { _ in }
    ) throws(AllocationError) -> PathInterdiction {
        let useful = try useful(from: origin, to: destination, budget: budget)
        let ways = WayNetwork(
            places: placeCount, origin: origin, destination: destination,
            tails: useful.map { Int32(links[$0].from) }, heads: useful.map { Int32(links[$0].to) },
            costs: useful.map { links[$0].cost },
            delays: effect == .delay ? useful.map { links[$0].delay } : .init(repeating: .infinity, count: useful.count)
        )
        var search = WaySearch(ways, budget: budget)
        guard let base = search.value([]) else {
            return PathInterdiction(base: nil, value: nil, links: [], bound: nil, isProven: true, nodes: 1)
        }
        let disjoint = ways.disjointWays(budget + 1)
        if effect == .removal, disjoint.count <= budget {
            let cut = disjoint.cut.map { useful[$0] }.sorted()
            return PathInterdiction(base: base, value: nil, links: cut, bound: nil, isProven: true, nodes: 1)
        }
        let end = search.run(
            ceiling: disjoint.longest ?? .infinity, maxNodes: maxNodes ?? affordableNodes, progress: progress)
        return PathInterdiction(
            base: base, value: end.value, links: end.links.map { useful[$0] }.sorted(), bound: end.bound,
            isProven: end.isProven, nodes: end.nodes)
    }
}

/// Links that can lie on a way, with what they cost and what a hit adds.
struct WayNetwork {
    let places: Int
    let origin: Int
    let destination: Int
    let tails: [Int32]
    let heads: [Int32]
    let costs: [Double]
    /// Infinite for a link that a hit removes.
    let delays: [Double]

    /// Ways that share no link, of least cost together: how many there are (at most `count`), the cost of the longest
    /// when all were found, and otherwise the links of a smallest cut.
    ///
    /// Fewer hits than there are such ways leave one of them whole.
    func disjointWays(_ count: Int) -> (count: Int, longest: Double?, cut: [Int]) {
        let flow = CheapestFlow(
            places: places, from: origin, to: destination, tails: tails, heads: heads, prices: costs)
        flow.reset(capacities: [Double](repeating: 1, count: costs.count))
        for found in 0..<count where flow.send(1) == 0 {
            let cut = costs.indices.filter { flow.isReached(Int(tails[$0])) && !flow.isReached(Int(heads[$0])) }
            return (found, nil, cut)
        }
        var isUsed = costs.indices.map { flow.room[2 * $0 + 1] > 0.5 }
        var leaving = [[Int]](repeating: [], count: places)
        for link in costs.indices where isUsed[link] { leaving[Int(tails[link])].append(link) }
        var longest = 0.0
        for _ in 0..<count {
            var (place, length) = (origin, 0.0)
            while place != destination, let link = leaving[place].popLast() {
                isUsed[link] = false
                length += costs[link]
                place = Int(heads[link])
            }
            longest = max(longest, length)
        }
        return (count, longest, [])
    }
}
