/// The search for a set of sites.
struct PortfolioSearch {
    /// What to make small.
    enum Goal {
        case net, direct

        func value(_ change: PriorityScenario.Change) -> Double { self == .net ? change.net : change.direct }
    }

    /// Rounds of exchanges at most.
    static let passLimit = 50

    let scenario: PriorityScenario
    let candidates: [Int]
    let budget: Double
    let gains: GainBound
    /// Candidates in the order in which ``gains`` fills a budget.
    private let filling: [Int]
    /// Gains below this are rounding.
    private let threshold: Double

    init(scenario: PriorityScenario, candidates: [Int], budget: Double) {
        self.scenario = scenario
        self.candidates = candidates
        self.budget = budget
        gains = GainBound(scenario)
        filling = gains.order(candidates)
        threshold = 1e-12 * max(1e-300, scenario.harmBefore)
    }

    private func cost(_ site: Int) -> Double { scenario.model.sites[site].unitCost }

    private func value(of sites: [Int], _ goal: Goal) -> Double { goal.value(scenario.change(by: sites)) }

    // MARK: Every set

    private struct Best {
        var value = 0.0
        var sites: [Int] = []
    }

    /// The best affordable set; of sets that differ by rounding the one met first, smaller site indices first.
    func exhaustive(by goal: Goal) -> [Int] {
        var best = Best()
        var state = MeasureState(scenario)
        extend(&state, from: 0, left: budget, goal: goal, best: &best)
        return best.sites
    }

    private func extend(_ state: inout MeasureState, from next: Int, left: Double, goal: Goal, best: inout Best) {
        let value = goal == .net ? state.net : state.direct
        if value < best.value - threshold { best = Best(value: value, sites: state.sites) }
        guard next < candidates.count else { return }
        let first = candidates[next]
        let hope = gains.total(inOrder: filling.lazy.filter { $0 >= first }, budget: left)
        guard value - hope < best.value - threshold else { return }
        for index in next..<candidates.count where cost(candidates[index]) <= left {
            let saved = state.snapshot(of: candidates[index])
            state.add(candidates[index])
            extend(&state, from: index + 1, left: left - cost(candidates[index]), goal: goal, best: &best)
            state.restore(saved)
        }
    }

    // MARK: Greedy, then exchanges

    /// The best of two greedy sets (by gain, by gain per cost) and a given one, then improved by adding, dropping and exchanging
    /// single sites.
    func greedySwap(by goal: Goal, besides other: [Int]? = nil) -> [Int] {
        var starts = [greedy(by: goal, perCost: false)]
        let dearest = candidates.reduce(0) { max($0, cost($1)) }
        if candidates.contains(where: { cost($0) != dearest }) { starts.append(greedy(by: goal, perCost: true)) }
        if let other { starts.append(other) }
        let values = starts.map { value(of: $0, goal) }
        let best = values.indices.reduce(0) { values[$1] < values[$0] ? $1 : $0 }
        return improved(starts[best], by: goal).sorted()
    }

    private func greedy(by goal: Goal, perCost: Bool) -> [Int] {
        var state = MeasureState(scenario)
        var left = budget
        var isIn = Set<Int>()
        while let site = bestAddition(to: &state, besides: isIn, left: left, goal: goal, perCost: perCost) {
            state.add(site)
            isIn.insert(site)
            left -= cost(site)
        }
        return state.sites
    }

    private func bestAddition(
        to state: inout MeasureState, besides isIn: Set<Int>, left: Double, goal: Goal, perCost: Bool
    ) -> Int? {
        let value = goal == .net ? state.net : state.direct
        var best = (score: 0.0, site: Int?.none)
        for site in candidates where cost(site) <= left && !isIn.contains(site) {
            let most = gains.toAnySet[site]
            guard (perCost ? most / max(cost(site), 1e-12) : most) > best.score else { continue }
            let gain = value - goal.value(state.change(adding: site))
            let score = perCost ? gain / max(cost(site), 1e-12) : gain
            if gain > threshold && score > best.score { best = (score, site) }
        }
        return best.site
    }

    /// A set that no single addition, removal or exchange makes better, unless the rounds run out.
    private func improved(_ start: [Int], by goal: Goal) -> [Int] {
        var state = MeasureState(scenario, sites: start)
        for _ in 0..<Self.passLimit {
            var isBetter = false
            for dropped in [Int?.none] + state.sites.map(Optional.some)
            where dropped.map({ state.sites.contains($0) }) ?? true {
                guard let found = bestExchange(state, without: dropped, goal) else { continue }
                // Afresh, so that no rounding adds up.
                (state, isBetter) = (MeasureState(scenario, sites: found), true)
            }
            if !isBetter { break }
        }
        return state.sites
    }

    /// The sites in force, one of them dropped, alone or with one more, where that is better than the state.
    private func bestExchange(_ state: MeasureState, without dropped: Int?, _ goal: Goal) -> [Int]? {
        let limit = (goal == .net ? state.net : state.direct) - threshold
        var state = state
        if let dropped { state.remove(dropped) }
        let here = goal == .net ? state.net : state.direct
        let left = budget - state.sites.reduce(0) { $0 + cost($1) }
        var best = here < limit ? (value: here, sites: state.sites) : (value: limit, sites: nil)
        let isIn = Set(state.sites)
        for site in candidates where cost(site) <= left && !isIn.contains(site) {
            guard here - gains.toAnySet[site] < best.value else { continue }
            let trial = goal.value(state.change(adding: site))
            if trial < best.value { best = (trial, state.sites + [site]) }
        }
        return best.sites
    }
}
