extension InterdictionNetwork {
    /// Finds the links whose removal leaves the smallest largest flow (Wood 1993, doi:10.1016/0895-7177(93)90236-R).
    ///
    /// Branch and bound: a threshold on capacities that prices the budget (the Lagrangian bound, which is that of the
    /// linear relaxation) and smallest cuts, each of which proposes to remove its largest links.
    ///
    /// - Parameters:
    ///   - budget: The most links removed.
    ///   - maxNodes: Parts of the search after which it ends with the best set so far and a bound that holds; nil for
    ///     ``affordableNodes``.
    ///   - progress: Is told how many parts are done.
    /// - Throws: ``AllocationError`` for unknown or equal places and a negative budget.
    /// - Complexity: Exponential in the worst case (the problem is NP-hard); each part takes some ten largest flows.
    public func worstForFlow(
        from origin: Int, to destination: Int, budget: Int, maxNodes: Int? = nil,
        progress: (_ nodes: Int) -> Void = { _ in }
    ) throws(AllocationError) -> FlowInterdiction {
        let useful = try useful(from: origin, to: destination, budget: budget)
        let flow = MaximumFlow(
            places: placeCount, from: origin, to: destination, tails: useful.map { Int32(links[$0].from) },
            heads: useful.map { Int32(links[$0].to) })
        let capacities = useful.map { links[$0].capacity }
        var search = FlowSearch(flow, capacities, budget: budget)
        return search.run(maxNodes: maxNodes ?? affordableNodes, links: useful, progress: progress)
    }
}

/// The part with the smallest bound first.
private struct FlowSearch {
    private enum Fate: Int8 {
        case free, removed, kept
    }

    /// A smallest cut under a threshold: a line above the bound as a function of the threshold.
    private struct Cut {
        let threshold: Double
        let links: [Int]
        let height: Double
        let slope: Double
    }

    private let flow: MaximumFlow
    private let capacities: [Double]
    private let budget: Int
    /// Stands for no limit: more than all limits together.
    private let unlimited: Double
    private let step: ValueStep
    private var bestLinks: [Int] = []
    private var bestValue = Double.infinity
    private var parts: [[Fate]] = []
    private var queue = BoundQueue()

    init(_ flow: MaximumFlow, _ capacities: [Double], budget: Int) {
        let finite = capacities.filter(\.isFinite)
        unlimited = finite.reduce(1, +)
        self.flow = flow
        self.capacities = capacities.map { [unlimited] in min($0, unlimited) }
        self.budget = budget
        step = ValueStep(of: finite)
    }

    /// A bound at or above this leaves nothing better than the best set known.
    private var enough: Double { step.limit(below: bestValue) }

    mutating func run(maxNodes: Int, links: [Int], progress: (Int) -> Void) -> FlowInterdiction {
        let base = largestFlow(without: [])
        var (nodes, isProven, bound) = (0, true, 0.0)
        bestValue = base
        push([Fate](repeating: .free, count: capacities.count), bound: 0)
        while let waiting = queue.best, -waiting < enough {
            guard nodes < max(1, maxNodes) else {
                (isProven, bound) = (false, max(0, step.lower(-waiting)))
                break
            }
            guard let (_, item) = queue.pop() else { break }
            expand(parts[item], bound: -waiting)
            parts[item] = []
            nodes += 1
            if nodes % 64 == 0 { progress(nodes) }
        }
        let value = largestFlow(without: bestLinks)
        return FlowInterdiction(
            base: base < unlimited ? base : .infinity, value: value < unlimited ? value : .infinity,
            links: bestLinks.map { links[$0] }.sorted(),
            bound: isProven ? (value < unlimited ? value : .infinity) : bound, isProven: isProven, nodes: max(1, nodes))
    }

    private func largestFlow(without removed: [Int]) -> Double {
        var left = capacities
        for link in removed { left[link] = 0 }
        return flow.smallestCut(capacities: left).reduce(0) { $0 + left[$1] }
    }

    private mutating func push(_ fates: [Fate], bound: Double) {
        queue.push(parts.count, bound: -bound)
        parts.append(fates)
    }

    private mutating func expand(_ fates: [Fate], bound: Double) {
        let removed = fates.indices.filter { fates[$0] == .removed }
        let left = budget - removed.count
        guard left > 0 else {
            offer(removed, largestFlow(without: removed))
            return
        }
        let free = fates.indices.filter { fates[$0] == .free && capacities[$0] > 0 }
        guard let lowest = lowestThreshold(free) else {
            offer(removed, largestFlow(without: removed))
            return
        }
        var low = cut(lowest, fates, removed, left)
        var best = low.height
        var other: Cut?
        if low.slope > 0 {
            var high = cut(capacities.max() ?? 0, fates, removed, left)
            best = max(best, high.height)
            // Two lines above a concave function: it is highest no higher than where they cross.
            while best < enough, high.slope < low.slope {
                let crossing =
                    (high.height - low.height + low.slope * low.threshold - high.slope * high.threshold)
                    / (low.slope - high.slope)
                guard crossing > low.threshold, crossing < high.threshold else { break }
                let ceiling = low.height + low.slope * (crossing - low.threshold)
                let middle = cut(crossing, fates, removed, left)
                best = max(best, middle.height)
                guard middle.height < ceiling - 1e-12 * abs(ceiling), middle.slope != 0 else { break }
                if middle.slope > 0 { low = middle } else { high = middle }
            }
            other = high
        }
        let bound = max(bound, best)
        guard bound < enough, let link = branch(low, other, fates) ?? largest(free) else { return }
        for fate in [Fate.kept, .removed] {
            var child = fates
            child[link] = fate
            push(child, bound: bound)
        }
    }

    /// The largest free link of the one cut that the other has not.
    private func branch(_ low: Cut, _ high: Cut?, _ fates: [Fate]) -> Int? {
        let others = Set(high?.links ?? [])
        let free = low.links.filter { fates[$0] == .free }
        return largest(free.filter { !others.contains($0) }) ?? largest(free)
    }

    private func largest(_ links: [Int]) -> Int? {
        links.max { (capacities[$0], $1) < (capacities[$1], $0) }
    }

    /// So low that among smallest cuts of kept links the one with the fewest free links is found; nil without free
    /// links.
    private func lowestThreshold(_ free: [Int]) -> Double? {
        guard let smallest = free.map({ capacities[$0] }).min() else { return nil }
        return min(smallest, step.size > 0 ? step.size : smallest) / Double(4 * (free.count + 1))
    }

    private mutating func offer(_ links: [Int], _ value: Double) {
        if value < bestValue { (bestLinks, bestValue) = (links, value) }
    }

    /// A smallest cut where no free link counts for more than the threshold, which removals then cost.
    private mutating func cut(_ threshold: Double, _ fates: [Fate], _ removed: [Int], _ left: Int) -> Cut {
        var limits = capacities
        for link in limits.indices {
            switch fates[link] {
            case .free: limits[link] = min(limits[link], threshold)
            case .removed: limits[link] = 0
            case .kept: break
            }
        }
        let links = flow.smallestCut(capacities: limits)
        let free = links.filter { fates[$0] == .free }.sorted { (capacities[$1], $0) < (capacities[$0], $1) }
        let taken = free.prefix(left)
        offer(removed + taken, links.reduce(0) { $0 + capacities[$1] } - taken.reduce(0) { $0 + capacities[$1] })
        return Cut(
            threshold: threshold, links: links,
            height: links.reduce(0) { $0 + limits[$1] } - Double(left) * threshold,
            slope: Double(free.count { capacities[$0] > threshold } - left))
    }
}
