/// The sites to choose under a budget, and what ignoring displacement would cost.
public struct PriorityPortfolio: Hashable, Sendable {
    /// How the sites were found.
    public enum Method: String, Sendable {
        /// Every affordable set was compared or ruled out by a bound.
        case exhaustive
        /// Best next site, then exchanges while they help.
        case greedySwap = "greedy_swap"
    }

    /// Indices of the chosen sites, ascending; may be empty.
    public let sites: [Int]
    /// Their cost.
    public let cost: Double
    /// Harm change with everybody on their old routes.
    public let direct: Double
    /// Harm change because people choose other routes.
    public let displacement: Double
    /// Both together.
    public var net: Double { direct + displacement }
    /// How the sites were found.
    public let method: Method
    /// No affordable set has a lower net.
    public let bound: Double
    /// Net minus bound; 0 when the search was exhaustive.
    public var gap: Double { net - bound }
    /// Sites that look best by their direct part alone.
    public let naiveSites: [Int]
    /// What those would really change.
    public let naiveNet: Double
    /// Naive net minus net: the price of ignoring displacement.
    public var regret: Double { naiveNet - net }

    /// Up to this many sites every affordable set is considered.
    static let exhaustiveLimit = 20

    /// The affordable set with the lowest net harm.
    ///
    /// - Complexity: O(2ⁿ · *a*) at worst for *n* ≤ 20 sites that touch *a* routes each; beyond, O(*n* · *k*² · *a*) for *k*
    ///   chosen sites.
    init(_ scenario: PriorityScenario, budget: Double, levers: [Lever]) {
        let candidates = scenario.model.sites.indices.filter {
            levers.contains(scenario.model.sites[$0].lever) && !scenario.effects[$0].isEmpty
                && scenario.model.sites[$0].unitCost <= budget
        }
        let search = PortfolioSearch(scenario: scenario, candidates: candidates, budget: budget)
        let isExhaustive = candidates.count <= Self.exhaustiveLimit
        let chosen = isExhaustive ? search.exhaustive(by: .net) : search.greedySwap(by: .net)
        let change = scenario.change(by: chosen)
        naiveSites = isExhaustive ? search.exhaustive(by: .direct) : search.greedySwap(by: .direct)
        naiveNet = scenario.change(by: naiveSites).net
        sites = chosen
        cost = chosen.reduce(0) { $0 + scenario.model.sites[$1].unitCost }
        direct = change.direct
        displacement = change.displacement
        method = isExhaustive ? .exhaustive : .greedySwap
        let proven = -search.gains.largest(candidates, budget: budget)
        bound = isExhaustive ? change.net : min(change.net, proven)
    }
}

/// The search for a set of sites.
struct PortfolioSearch {
    /// What to make small.
    enum Goal {
        case net, direct

        func value(_ change: PriorityScenario.Change) -> Double { self == .net ? change.net : change.direct }
    }

    let scenario: PriorityScenario
    let candidates: [Int]
    let budget: Double
    let gains: GainBound
    /// Gains below this are rounding.
    private let threshold: Double

    init(scenario: PriorityScenario, candidates: [Int], budget: Double) {
        self.scenario = scenario
        self.candidates = candidates
        self.budget = budget
        gains = GainBound(scenario)
        threshold = 1e-12 * max(1e-300, scenario.harmBefore)
    }

    private func cost(_ site: Int) -> Double { scenario.model.sites[site].unitCost }

    // MARK: Every set

    private struct Best {
        var value = 0.0
        var sites: [Int] = []
    }

    /// The best affordable set; of equals the one met first, smaller site indices first.
    func exhaustive(by goal: Goal) -> [Int] {
        var best = Best()
        var state = MeasureState(scenario)
        extend(&state, from: 0, left: budget, goal: goal, best: &best)
        return best.sites
    }

    private func extend(_ state: inout MeasureState, from next: Int, left: Double, goal: Goal, best: inout Best) {
        let value = goal.value(state.change)
        if value < best.value { best = Best(value: value, sites: state.sites) }
        guard next < candidates.count else { return }
        let hope = gains.total(candidates[next...], budget: left)
        guard value - hope < best.value else { return }
        for index in next..<candidates.count where cost(candidates[index]) <= left {
            let saved = state.snapshot(of: candidates[index])
            state.add(candidates[index])
            extend(&state, from: index + 1, left: left - cost(candidates[index]), goal: goal, best: &best)
            state.restore(saved)
        }
    }

    // MARK: Greedy, then exchanges

    /// The better of two greedy sets (by gain, by gain per cost), improved by adding, dropping and exchanging single sites.
    func greedySwap(by goal: Goal) -> [Int] {
        let starts = [greedy(by: goal, perCost: false), greedy(by: goal, perCost: true)].map { improved($0, by: goal) }
        let values = starts.map { goal.value(scenario.change(by: $0)) }
        return (values[1] < values[0] ? starts[1] : starts[0]).sorted()
    }

    private func greedy(by goal: Goal, perCost: Bool) -> [Int] {
        var state = MeasureState(scenario)
        var left = budget
        while let site = bestAddition(to: &state, left: left, goal: goal, perCost: perCost) {
            state.add(site)
            left -= cost(site)
        }
        return state.sites
    }

    private func bestAddition(
        to state: inout MeasureState, left: Double, goal: Goal, perCost: Bool
    ) -> Int? {
        let value = goal.value(state.change)
        var best = (score: 0.0, site: Int?.none)
        for site in candidates where cost(site) <= left && !state.sites.contains(site) {
            let most = gains.toAnySet[site]
            guard (perCost ? most / max(cost(site), 1e-12) : most) > best.score else { continue }
            let gain = value - goal.value(state.change(adding: site))
            let score = perCost ? gain / max(cost(site), 1e-12) : gain
            if gain > threshold && score > best.score { best = (score, site) }
        }
        return best.site
    }

    private func improved(_ start: [Int], by goal: Goal) -> [Int] {
        var sites = start
        var value = goal.value(scenario.change(by: sites))
        while let better = exchange(in: sites, value: value, goal: goal) {
            sites = better
            value = goal.value(scenario.change(by: sites))
        }
        return sites
    }

    /// The best set that differs by one site dropped, one added, or both; nil when none is better.
    private func exchange(in sites: [Int], value: Double, goal: Goal) -> [Int]? {
        var best = (value: value - threshold, sites: [Int]?.none)
        for dropped in [Int?.none] + sites.map(Optional.some) {
            let kept = sites.filter { $0 != dropped }
            var state = MeasureState(scenario)
            for site in kept { state.add(site) }
            let left = budget - kept.reduce(0) { $0 + cost($1) }
            let here = goal.value(state.change)
            if here < best.value { best = (here, kept) }
            for site in candidates where cost(site) <= left && !sites.contains(site) {
                guard here - gains.toAnySet[site] < best.value else { continue }
                let trial = goal.value(state.change(adding: site))
                if trial < best.value { best = (trial, kept + [site]) }
            }
        }
        return best.sites
    }
}
