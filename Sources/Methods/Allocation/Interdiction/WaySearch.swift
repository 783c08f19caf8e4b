/// Branch and bound for the dearest cheapest way: the part with the largest bound first.
struct WaySearch {
    private struct Part {
        /// Links that are hit, and links that are not.
        var hit: [Int]
        var spared: [Int]
        var threshold: Double?
    }

    private let ways: WayNetwork
    private let budget: Int
    private let forward: PathSearch
    private let backward: PathSearch
    /// All costs of ways are multiples of it; 0 if nothing is known.
    private let step: Double
    private var bestLinks: [Int] = []
    private var bestValue = -1.0
    private var parts: [Part?] = []
    private var queue = BoundQueue()
    private var nodes = 0

    init(_ ways: WayNetwork, budget: Int) {
        self.ways = ways
        self.budget = budget
        forward = PathSearch(places: ways.places, tails: ways.tails, heads: ways.heads)
        backward = PathSearch(places: ways.places, tails: ways.tails, heads: ways.heads, isBackward: true)
        step = DecimalStep.of(ways.costs + ways.delays.filter(\.isFinite)) ?? 0
    }

    /// A bound at or below this leaves nothing worse than the worst set known.
    private var enough: Double {
        max(bestValue * (1 + CoveringSearch.tolerance), bestValue + step * (1 - 1e-6))
    }

    /// The costs of the links when some are hit.
    private func costs(_ hit: [Int]) -> [Double] {
        var costs = ways.costs
        for link in hit { costs[link] += ways.delays[link] }
        return costs
    }

    /// The cost of the cheapest way when some links are hit, nil where there is none.
    func value(_ hit: [Int]) -> Double? {
        forward.run(from: ways.origin, to: ways.destination, weights: costs(hit))
        let value = forward.costs[ways.destination]
        return value < .infinity ? value : nil
    }

    /// Searches.
    ///
    /// - Parameter ceiling: A value that no set exceeds; the cheapest way must stay finite under every set.
    mutating func run(
        ceiling: Double, maxNodes: Int, progress: (Int) -> Void
    ) -> (value: Double, links: [Int], bound: Double, isProven: Bool, nodes: Int) {
        offer([])
        hitGreedily()
        parts.append(Part(hit: [], spared: [], threshold: nil))
        queue.push(0, bound: ceiling)
        while let best = queue.best, best > enough {
            guard nodes < max(1, maxNodes) else { return (bestValue, bestLinks, best, false, nodes) }
            guard let (bound, item) = queue.pop(), let part = parts[item] else { break }
            parts[item] = nil
            nodes += 1
            expand(part, bound: bound)
            if nodes % 16 == 0 { progress(nodes) }
        }
        return (bestValue, bestLinks, bestValue, true, max(1, nodes))
    }

    private mutating func offer(_ links: [Int]) {
        guard let value = value(links), value > bestValue else { return }
        (bestLinks, bestValue) = (links, value)
    }

    /// Hits, one after the other, the link of the cheapest way that makes it dearest.
    private mutating func hitGreedily() {
        var hit: [Int] = []
        for _ in 0..<budget {
            guard value(hit) != nil else { return }
            var best: (link: Int, value: Double)?
            for link in forward.way(to: ways.destination).sorted() where !hit.contains(link) && ways.delays[link] > 0 {
                guard let value = value(hit + [link]) else { continue }
                if value > best?.value ?? -1 { best = (link, value) }
            }
            guard let best else { return }
            hit.append(best.link)
        }
        offer(hit)
    }

    private mutating func expand(_ part: Part, bound: Double) {
        let weights = costs(part.hit)
        forward.run(from: ways.origin, weights: weights)
        let value = forward.costs[ways.destination]
        if value < .infinity, value > bestValue { (bestLinks, bestValue) = (part.hit, value) }
        let left = budget - part.hit.count
        guard left > 0, bound > enough else { return }
        let way = forward.way(to: ways.destination)
        backward.run(from: ways.destination, weights: weights)
        var delays = ways.delays
        for link in part.hit + part.spared { delays[link] = 0 }
        // However the rest of the budget is spent, this way costs no more than with its largest delays.
        let onWay = way.map { delays[$0] }.sorted(by: >).prefix(left).reduce(value, +)
        var bound = min(bound, onWay)
        guard bound > enough else { return }
        var relaxed = WayRelaxation(self.ways, weights, delays, left, bound: bound, forward, backward)
        var round = relaxed.solve(from: part.threshold, isEnough: enough)
        // A lower bound caps delays, which lowers the bound again.
        var rounds = 1
        while round.bound > enough, round.bound < bound * (1 - 1e-3), rounds < (nodes == 1 ? 20 : 2) {
            bound = round.bound
            relaxed = WayRelaxation(self.ways, weights, delays, left, bound: bound, forward, backward)
            round = relaxed.solve(from: round.threshold, isEnough: enough)
            rounds += 1
        }
        bound = min(bound, round.bound)
        guard bound > enough else { return }
        let hits = Array(round.hits.sorted { ($1.share, $0.link) < ($0.share, $1.link) }.prefix(left).map(\.link))
        offer(part.hit + hits)
        guard bound > enough, let link = branch(way, delays, round.hits) else { return }
        for isHit in [false, true] {
            var child = part
            if isHit { child.hit.append(link) } else { child.spared.append(link) }
            child.threshold = round.threshold
            queue.push(parts.count, bound: bound)
            parts.append(child)
        }
    }

    /// The link of the cheapest way that the relaxation hits most; of equal ones that of the largest delay.
    private func branch(_ way: [Int], _ delays: [Double], _ hits: [(link: Int, share: Double)]) -> Int? {
        var share: [Int: Double] = [:]
        for hit in hits { share[hit.link] = hit.share }
        return way.filter { delays[$0] > 0 }.max {
            (share[$0] ?? 0, delays[$0], $1) < (share[$1] ?? 0, delays[$1], $0)
        }
    }
}
