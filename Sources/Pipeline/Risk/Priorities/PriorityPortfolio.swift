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
    /// Sites that look best by their direct part alone, ascending.
    public let naiveSites: [Int]
    /// What those would really change.
    public let naiveNet: Double
    /// Naive net minus net, never negative: the price of ignoring displacement.
    public var regret: Double { naiveNet - net }

    /// Up to this many sites every affordable set is considered.
    static let exhaustiveLimit = 20

    /// The affordable set with the lowest net harm.
    ///
    /// - Parameter progress: Told how many rounds of the search are done and of how many at most.
    /// - Complexity: O(2ⁿ · *a*) at worst for *n* ≤ 20 sites that touch *a* routes each; beyond, O(*n* · *k* · *a*) for each of
    ///   at most ``PortfolioSearch/passLimit`` rounds, for *k* chosen sites.
    init(
        _ scenario: PriorityScenario, budget: Double, levers: [Lever],
        progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) {
        let candidates = scenario.model.sites.indices.filter {
            levers.contains(scenario.model.sites[$0].lever) && !scenario.model.effectsOfSite[$0].isEmpty
                && scenario.model.sites[$0].unitCost <= budget
        }
        let search = PortfolioSearch(scenario: scenario, candidates: candidates, budget: budget)
        let isExhaustive = candidates.count <= Self.exhaustiveLimit
        let naive = isExhaustive ? search.exhaustive(by: .direct) : search.greedySwap(by: .direct)
        progress(1, 2)
        let chosen = isExhaustive ? search.exhaustive(by: .net) : search.greedySwap(by: .net, besides: naive)
        progress(2, 2)
        let change = scenario.change(by: chosen)
        let naiveChange = scenario.change(by: naive)
        // Neither search may lose to the other by a rounding error.
        let isNaive = naiveChange.net < change.net
        let best = isNaive ? naiveChange : change
        (sites, naiveSites, naiveNet) = (isNaive ? naive : chosen, naive, naiveChange.net)
        cost = sites.reduce(0) { $0 + scenario.model.sites[$1].unitCost }
        (direct, displacement) = (best.direct, best.displacement)
        method = isExhaustive ? .exhaustive : .greedySwap
        let proven = -search.gains.largest(candidates, budget: budget)
        bound = isExhaustive ? best.net : min(best.net, proven)
    }
}
