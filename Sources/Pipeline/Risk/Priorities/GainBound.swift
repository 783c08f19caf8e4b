/// Upper bounds on the harm that sites can take away, whatever else is in force.
///
/// For one site and one pair of ends, in any company of other sites, with w_r the routes' weights now, F_r the factor on that
/// weight when all sites are in force, and harms between their lowest and highest possible values:
/// direct gain ≤ max over f ∈ [F, 1] of Σ w·f·g / Σ w·f, g_r the largest harm that the site can take from route r;
/// gain by displacement ≤ D · (largest harm of a route that the site makes dearer − smallest harm of any route), where D
/// bounds the share that moves: max over b ≤ A of b(1 − b)(1 − φ)/(1 − b + bφ), A the largest joint share of the dearer
/// routes and φ the smallest factor on their weights. Marginal gains add up to the gain of a set, so their sum bounds
/// every set.
struct GainBound {
    /// Most that a site can add to any set, all pairs together.
    let toAnySet: [Double]
    /// The same, no larger in any pair than what can be taken away from the harm of today: for whole sets only.
    private let fromNow: [Double]
    /// Most that all sites together can take away.
    private let ofAll: Double
    private let costs: [Double]

    /// How far weights and harms of routes can go.
    private struct Limits {
        /// Weight with all sites in force.
        var least: [Double]
        var lowestHarm: [Double]
        var highestInflicted: [Double]
        var highestEnvironment: [Double]

        func highest(_ route: Int) -> Double { highestInflicted[route] + highestEnvironment[route] }
    }

    /// What is the same for all sites of a pair; harms are those of all its persons.
    private struct PairLimits {
        /// Sum of the least weights.
        var least: Double
        /// Smallest harm that any route can have.
        var lowestHarm: Double
        var harmNow: Double
        var leastHarm: Double
        var mostHarm: Double
    }

    /// - Complexity: O(*routes* log *routes* + *effects* log *effects*).
    init(_ scenario: PriorityScenario) {
        let limits = Self.limits(scenario)
        let model = scenario.model
        let pairs = model.pairs.indices.map { Self.limits(ofPair: $0, scenario, limits) }
        ofAll = pairs.reduce(0) { $0 + $1.harmNow - $1.leastHarm }
        let gains = model.sites.indices.map { site in
            model.reachOfSite[site].map { (pair: pairs[$0.pair], gain: Self.gain($0, scenario, limits, pairs)) }
        }
        toAnySet = gains.map { $0.reduce(0) { $0 + min($1.gain, $1.pair.mostHarm - $1.pair.leastHarm) } }
        fromNow = gains.map { $0.reduce(0) { $0 + min($1.gain, $1.pair.harmNow - $1.pair.leastHarm) } }
        costs = model.sites.map(\.unitCost)
    }

    /// Sites by gain for their cost, those that cost nothing first.
    func order(_ sites: some Sequence<Int>) -> [Int] { order(sites, toAnySet) }

    /// Most that any affordable subset of sites, in the order of ``order(_:)``, can add to any set.
    func total(inOrder sites: some Sequence<Int>, budget: Double) -> Double { knapsack(sites, toAnySet, budget) }

    /// Most that any affordable subset of `sites` can add to any set.
    func total(_ sites: some Sequence<Int>, budget: Double) -> Double {
        total(inOrder: order(sites), budget: budget)
    }

    /// Most that any affordable set can take away from the harm of today.
    func largest(_ sites: [Int], budget: Double) -> Double {
        min(ofAll, knapsack(order(sites, fromNow), fromNow, budget))
    }

    private func order(_ sites: some Sequence<Int>, _ gains: [Double]) -> [Int] {
        let ratios = costs.indices.map { costs[$0] > 0 ? gains[$0] / costs[$0] : .infinity }
        return sites.sorted { (ratios[$1], $0) < (ratios[$0], $1) }
    }

    /// The largest sum of gains when the last site may be taken in part.
    private func knapsack(_ sites: some Sequence<Int>, _ gains: [Double], _ budget: Double) -> Double {
        var (sum, left) = (0.0, budget)
        for site in sites {
            guard costs[site] > left else {
                sum += gains[site]
                left -= costs[site]
                continue
            }
            sum += gains[site] * left / costs[site]
            break
        }
        return sum
    }

    private static func limits(_ scenario: PriorityScenario) -> Limits {
        var limits = Limits(
            least: scenario.weights, lowestHarm: [], highestInflicted: scenario.inflicted,
            highestEnvironment: scenario.environment)
        var (lowInflicted, lowEnvironment) = (scenario.inflicted, scenario.environment)
        for effect in scenario.effects {
            let route = effect.route
            limits.least[route] *= 1 + effect.weightChange
            lowInflicted[route] *= min(1, effect.inflicted)
            lowEnvironment[route] *= min(1, effect.environment)
            limits.highestInflicted[route] *= max(1, effect.inflicted)
            limits.highestEnvironment[route] *= max(1, effect.environment)
        }
        limits.lowestHarm = zip(lowInflicted, lowEnvironment).map(+)
        return limits
    }

    private static func limits(ofPair pair: Int, _ scenario: PriorityScenario, _ limits: Limits) -> PairLimits {
        let (routes, persons) = (scenario.model.pairs[pair].routes, scenario.model.pairs[pair].persons)
        let now = scenario.meanHarms[pair]
        let sum = routes.reduce(0) { $0 + limits.least[$1] }
        let least = -largestMean(
            routes.map { (-limits.lowestHarm[$0], $0) }, besides: 0, scenario.weights, limits.least)
        let most = largestMean(routes.map { (limits.highest($0), $0) }, besides: 0, scenario.weights, limits.least)
        return PairLimits(
            least: sum, lowestHarm: routes.reduce(.infinity) { min($0, limits.lowestHarm[$1]) },
            harmNow: persons * now, leastHarm: persons * min(least, now), mostHarm: persons * max(most, now))
    }

    private static func gain(
        _ reach: PriorityModel.Reach, _ scenario: PriorityScenario, _ limits: Limits, _ pairs: [PairLimits]
    ) -> Double {
        let effects = scenario.effects[reach.effects]
        let others = max(0, effects.reduce(pairs[reach.pair].least) { $0 - limits.least[$1.route] })
        let taken = effects.map { effect in
            let inflicted = limits.highestInflicted[effect.route] * max(0, 1 - effect.inflicted)
            return (inflicted + limits.highestEnvironment[effect.route] * max(0, 1 - effect.environment), effect.route)
        }
        let direct = largestMean(taken, besides: others, scenario.weights, limits.least)
        let dearer = effects.filter { $0.weightChange < 0 }
        guard !dearer.isEmpty else { return scenario.model.pairs[reach.pair].persons * direct }
        let rest = max(0, dearer.reduce(pairs[reach.pair].least) { $0 - limits.least[$1.route] })
        let own = dearer.reduce(0) { $0 + scenario.weights[$1.route] }
        let share = own > 0 ? own / (own + rest) : 1
        let smallest = dearer.reduce(1) { min($0, 1 + $1.weightChange) }
        let highest = dearer.reduce(0) { max($0, limits.highest($1.route)) }
        let moved = largestMove(share: share, factor: smallest) * max(0, highest - pairs[reach.pair].lowestHarm)
        return scenario.model.pairs[reach.pair].persons * (direct + moved)
    }

    /// The largest share that can leave routes with a joint share of at most `share` whose weights shrink to `factor`.
    private static func largestMove(share: Double, factor: Double) -> Double {
        let b = min(share, 1 / (1 + factor.squareRoot()))
        let left = 1 - b + b * factor
        return left > 0 ? b * (1 - b) * (1 - factor) / left : 1
    }

    /// The largest weighted mean of values when each weight may lie anywhere between its least and its present value.
    ///
    /// The best weights are full above some value and least below it: all such cuts are tried.
    /// - Parameter others: Weight that has the value 0 and is at its least.
    private static func largestMean(
        _ values: [(value: Double, route: Int)], besides others: Double, _ full: [Double], _ least: [Double]
    ) -> Double {
        var weight = values.reduce(others) { $0 + least[$1.route] }
        var weighted = values.reduce(0) { $0 + $1.value * least[$1.route] }
        var best = weight > 0 ? weighted / weight : -Double.infinity
        for (value, route) in values.sorted(by: { $0.value > $1.value }) {
            let added = full[route] - least[route]
            weight += added
            weighted += added * value
            if weight > 0 { best = max(best, weighted / weight) }
        }
        return best
    }
}
