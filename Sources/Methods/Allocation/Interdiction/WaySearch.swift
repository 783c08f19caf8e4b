/// Branch and bound for the dearest cheapest way: the part with the largest bound first.
struct WaySearch {
    private struct Part {
        /// Links that are hit, and links that are not.
        var hit: [Int]
        var spared: [Int]
        var threshold: Double?
    }

    /// Parts whose bound is found; later ones keep the bound of the part that they come from, unless they are done
    /// with.
    private static let nodesWithBounds = 64

    private let ways: WayNetwork
    private let budget: Int
    private let forward: PathSearch
    private let backward: PathSearch
    private let step: ValueStep
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
        step = ValueStep(of: ways.costs + ways.delays)
    }

    /// A bound at or below this leaves nothing worse than the worst set known.
    private var enough: Double { step.limit(above: bestValue) }

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
            guard nodes < max(1, maxNodes) else { return (bestValue, bestLinks, step.upper(best), false, nodes) }
            guard let (bound, item) = queue.pop(), let part = parts[item] else { break }
            parts[item] = nil
            nodes += 1
            expand(part, bound: bound)
            if nodes % 16 == 0 { progress(nodes) }
        }
        return (bestValue, bestLinks, bestValue, true, max(1, nodes))
    }

    /// Offers the links that a relaxation hits most, together with those that are hit already.
    private mutating func offer(_ hit: [Int], and hits: [(link: Int, share: Double)], _ left: Int) {
        let most = hits.sorted { ($1.share, $0.link) < ($0.share, $1.link) }.prefix(left).map(\.link)
        let known = bestValue
        offer(hit + most)
        if bestValue > known { interchange() }
    }

    private mutating func offer(_ links: [Int]) {
        guard let value = value(links), value > bestValue else { return }
        (bestLinks, bestValue) = (links, value)
    }

    /// Hits, one after the other, the link of the cheapest way that makes it dearest.
    private mutating func hitGreedily() {
        var hit: [Int] = []
        while hit.count < budget, let link = dearest(after: hit)?.link { hit.append(link) }
        offer(hit)
        interchange()
    }

    /// Changes one hit of the worst set for another as long as that is worse.
    private mutating func interchange() {
        var isBetter = true
        while isBetter {
            isBetter = false
            for position in bestLinks.indices {
                var rest = bestLinks
                rest.remove(at: position)
                guard let (link, value) = dearest(after: rest), value > bestValue + 1e-9 * abs(bestValue) else {
                    continue
                }
                offer(rest + [link])
                isBetter = true
                break
            }
        }
    }

    /// The link of the cheapest way whose hit makes the cheapest way dearest, and how dear; of equal ones the lowest.
    private func dearest(after hit: [Int]) -> (link: Int, value: Double)? {
        guard value(hit) != nil else { return nil }
        var best: (link: Int, value: Double)?
        for link in forward.way(to: ways.destination).sorted() where !hit.contains(link) && ways.delays[link] > 0 {
            guard let value = value(hit + [link]) else { continue }
            if value > best?.value ?? -1 { best = (link, value) }
        }
        return best
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
        var threshold = part.threshold
        var proposal: [(link: Int, share: Double)] = []
        if nodes <= Self.nodesWithBounds {
            let lowered = lowered(bound, weights, delays, left, threshold)
            (bound, threshold, proposal) = (lowered.bound, lowered.threshold, lowered.hits)
            guard bound > enough else { return }
        }
        // Only whether a value above the best is possible matters now, so that no delay counts beyond the next value.
        let target = max(bestValue + step.size, bestValue * (1 + 2 * ValueStep.tolerance))
        let test = WayRelaxation(ways, weights, delays, left, bound: min(bound, target), forward, backward)
        let round = test.solve(from: threshold, isEnough: enough, stopsAbove: true)
        guard round.bound > enough else { return }
        for hits in [round.hits, proposal] { offer(part.hit, and: hits, left) }
        guard bound > enough, let link = branch(way, delays, round.hits) else { return }
        for isHit in [false, true] {
            var child = part
            if isHit { child.hit.append(link) } else { child.spared.append(link) }
            child.threshold = round.threshold ?? threshold
            queue.push(parts.count, bound: bound)
            parts.append(child)
        }
    }

    /// What the relaxation gives, with its own bound as the cap of delays.
    private func lowered(
        _ start: Double, _ weights: [Double], _ delays: [Double], _ left: Int, _ threshold: Double?
    ) -> WayRelaxation.Round {
        var lowest = WayRelaxation.Round(bound: start, threshold: threshold, hits: [])
        // A lower bound caps delays, which lowers the bound again.
        for _ in 0..<(nodes == 1 ? 20 : 2) {
            let relaxed = WayRelaxation(ways, weights, delays, left, bound: lowest.bound, forward, backward)
            let round = relaxed.solve(from: lowest.threshold, isEnough: enough, stopsAbove: false)
            let isMuch = round.bound < lowest.bound * (1 - 1e-3)
            if round.bound < lowest.bound { lowest = round }
            if !isMuch || lowest.bound <= enough { break }
        }
        return lowest
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
