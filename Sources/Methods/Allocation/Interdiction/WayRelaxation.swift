/// The linear relaxation of the dearest cheapest way, within one part of the search.
///
/// By duality its value is the least over unit flows y and thresholds θ ≥ 0 of cost·y + budget·θ + Σ max(0, delay·y −
/// θ): for each θ a flow of least cost on links that carry θ/delay at their cost and the rest at cost + delay. Any flow
/// and any θ give a bound. A way that costs the known bound anyway cannot matter: links that lie on such ways only are
/// left out, and a delay counts only up to what brings all ways through its link to the bound.
struct WayRelaxation {
    /// What the best threshold gives.
    struct Round {
        /// No set of hits within the part makes the cheapest way dearer.
        var bound: Double
        var threshold: Double?
        /// Links hit in part, with the share 0…1.
        var hits: [(link: Int, share: Double)]
    }

    private struct Point {
        let threshold: Double
        let height: Double
        let slope: Double
        var hits: [(link: Int, share: Double)]
    }

    private let budget: Double
    private let links: [Int]
    private let tails: [Int32]
    private let heads: [Int32]
    private let costs: [Double]
    private let delays: [Double]
    private let flow: CheapestFlow
    /// Of each arc of the flow: the link of ``links``; arcs from `links.count` on are the second ones.
    private let delayed: [Int]
    private let cheapest: Double
    /// What it costs to reach each place of the flow, at most as much as the destination.
    private let reached: [Double]

    /// Searches without an end after this many ways.
    private static let mostWays = 400

    init(
        _ ways: WayNetwork, _ weights: [Double], _ delays: [Double], _ budget: Int, bound: Double,
        _ forward: PathSearch, _ backward: PathSearch
    ) {
        let (before, after) = (forward.costs, backward.costs)
        var links: [Int] = []
        var capped: [Double] = []
        for link in weights.indices {
            let through = before[Int(ways.tails[link])] + weights[link] + after[Int(ways.heads[link])]
            // The cheapest way itself stays, though rounding may put its links above the bound.
            guard through < bound || through <= before[ways.destination] * (1 + 1e-12) else { continue }
            links.append(link)
            capped.append(min(delays[link], max(0, bound - through)))
        }
        var rank = [Int32](repeating: -1, count: ways.places)
        var places: Int32 = 0
        for link in links {
            for place in [Int(ways.tails[link]), Int(ways.heads[link])] where rank[place] < 0 {
                rank[place] = places
                places += 1
            }
        }
        self.budget = Double(budget)
        self.links = links
        tails = links.map { rank[Int(ways.tails[$0])] }
        heads = links.map { rank[Int(ways.heads[$0])] }
        costs = links.map { weights[$0] }
        self.delays = capped
        delayed = links.indices.filter { capped[$0] > 0 }
        cheapest = before[ways.destination]
        var reached = [Double](repeating: 0, count: Int(places))
        for place in rank.indices where rank[place] >= 0 { reached[Int(rank[place])] = min(before[place], cheapest) }
        self.reached = reached
        flow = CheapestFlow(
            places: Int(places), from: Int(rank[ways.origin]), to: Int(rank[ways.destination]),
            tails: tails + delayed.map { [tails] in tails[$0] }, heads: heads + delayed.map { [heads] in heads[$0] },
            prices: costs + delayed.map { [costs] in costs[$0] + capped[$0] })
    }

    /// The bound, by the crossings of tangents to a convex function of the threshold.
    ///
    /// - Parameters:
    ///   - isEnough: Ends at a bound this low.
    ///   - stopsAbove: Ends as well as soon as no bound this low can come.
    func solve(from start: Double?, isEnough: Double, stopsAbove: Bool) -> Round {
        guard let largest = delays.max(), largest > 0 else { return Round(bound: cheapest, threshold: start, hits: []) }
        // With a threshold of the largest delay nothing is worth a hit.
        var high = Point(threshold: largest, height: cheapest + budget * largest, slope: budget, hits: [])
        var low: Point?
        var best: Point?
        var next = min(start ?? largest / 4, largest)
        for _ in 0..<12 {
            guard let point = evaluate(next) else { break }
            if point.height < best?.height ?? .infinity { best = point }
            if point.height <= isEnough || point.slope == 0 { break }
            if point.slope > 0 { high = point } else { low = point }
            guard let low else {
                next = high.threshold > largest * 1e-6 ? high.threshold / 4 : 0
                if high.threshold == 0 { break }
                continue
            }
            next =
                (low.height - high.height + high.slope * high.threshold - low.slope * low.threshold)
                / (high.slope - low.slope)
            let floor = low.height + low.slope * (next - low.threshold)
            let lowest = best?.height ?? .infinity
            if stopsAbove, floor > isEnough { break }
            guard next > low.threshold, next < high.threshold, lowest - floor > 1e-9 * abs(lowest) else { break }
        }
        return Round(bound: best?.height ?? .infinity, threshold: best?.threshold, hits: best?.hits ?? [])
    }

    private func evaluate(_ threshold: Double) -> Point? {
        var capacities = [Double](repeating: 2, count: links.count + delayed.count)
        for link in delayed { capacities[link] = threshold / delays[link] }
        flow.reset(capacities: capacities, potentials: reached)
        var sent = 0.0
        var ways = 0
        while sent < 1 - 1e-12 {
            let amount = flow.send(1 - sent)
            guard amount > 0, ways < Self.mostWays else { return nil }
            sent += amount
            ways += 1
        }
        var height = budget * threshold
        for link in links.indices { height += costs[link] * flow.room[2 * link + 1] }
        for (index, link) in delayed.enumerated() {
            height += (costs[link] + delays[link]) * flow.room[2 * (links.count + index) + 1]
        }
        var hits: [(link: Int, share: Double)] = []
        var total = 0.0
        for link in delayed {
            let rise = flow.potentials[Int(heads[link])] - flow.potentials[Int(tails[link])] - costs[link]
            let share = min(max(rise / delays[link], 0), 1)
            if share > 1e-9 {
                hits.append((links[link], share))
                total += share
            }
        }
        return Point(threshold: threshold, height: height, slope: budget - total, hits: hits)
    }
}
