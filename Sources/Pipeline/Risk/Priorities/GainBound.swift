import Glibc

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

    private struct Limits {
        /// Weight now, and with all sites in force.
        var weight: [Double]
        var least: [Double]
        /// Range of harm per person.
        var lowestHarm: [Double]
        var highestInflicted: [Double]
        var highestEnvironment: [Double]
    }

    init(_ scenario: PriorityScenario) {
        let limits = Self.limits(scenario)
        let model = scenario.model
        let ranges = model.pairs.indices.map { Self.range(ofPair: $0, scenario, limits) }
        ofAll = ranges.reduce(0) { $0 + $1.now - $1.least }
        let gains = model.sites.indices.map { site in
            model.pairsOfSite[site].map { (pair: $0, gain: Self.gain(site: site, pair: $0, scenario, limits)) }
        }
        toAnySet = gains.map { $0.reduce(0) { $0 + min($1.gain, ranges[$1.pair].most - ranges[$1.pair].least) } }
        fromNow = gains.map { $0.reduce(0) { $0 + min($1.gain, ranges[$1.pair].now - ranges[$1.pair].least) } }
        costs = model.sites.map(\.unitCost)
    }

    /// Most that any affordable subset of `sites` can add to any set.
    func total(_ sites: some Sequence<Int>, budget: Double) -> Double { knapsack(sites, toAnySet, budget) }

    /// Most that any affordable set can take away from the harm of today.
    func largest(_ sites: [Int], budget: Double) -> Double { min(ofAll, knapsack(sites, fromNow, budget)) }

    /// The largest sum of gains when the last site may be taken in part.
    private func knapsack(_ sites: some Sequence<Int>, _ gains: [Double], _ budget: Double) -> Double {
        var (sum, left) = (0.0, budget)
        for site in sites.sorted(by: { gains[$0] * costs[$1] > gains[$1] * costs[$0] }) {
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
            weight: scenario.shares, least: scenario.shares, lowestHarm: [], highestInflicted: scenario.inflicted,
            highestEnvironment: scenario.environment)
        var (lowInflicted, lowEnvironment) = (scenario.inflicted, scenario.environment)
        for effect in scenario.effects.joined() {
            let route = effect.route
            limits.least[route] *= exp(-scenario.theta * effect.addedCost)
            lowInflicted[route] *= min(1, effect.inflicted)
            lowEnvironment[route] *= min(1, effect.environment)
            limits.highestInflicted[route] *= max(1, effect.inflicted)
            limits.highestEnvironment[route] *= max(1, effect.environment)
        }
        limits.lowestHarm = zip(lowInflicted, lowEnvironment).map(+)
        return limits
    }

    /// Harm of a pair a year: the least it can ever be, what it is now, and the most.
    private static func range(
        ofPair pair: Int, _ scenario: PriorityScenario, _ limits: Limits
    ) -> (least: Double, now: Double, most: Double) {
        let (routes, persons) = (scenario.model.pairs[pair].routes, scenario.model.pairs[pair].persons)
        let now = routes.reduce(0) { $0 + scenario.shares[$1] * (scenario.inflicted[$1] + scenario.environment[$1]) }
        let least = -largestMean(of: routes.map { -limits.lowestHarm[$0] }, routes, limits)
        let highest = routes.map { limits.highestInflicted[$0] + limits.highestEnvironment[$0] }
        let most = largestMean(of: highest, routes, limits)
        return (persons * min(least, now), persons * now, persons * max(most, now))
    }

    private static func gain(site: Int, pair: Int, _ scenario: PriorityScenario, _ limits: Limits) -> Double {
        let routes = scenario.model.pairs[pair].routes
        var taken: [Int: Double] = [:]
        var factor: [Int: Double] = [:]
        for effect in scenario.effects[site] where scenario.model.pairOf[effect.route] == pair {
            let inflicted = limits.highestInflicted[effect.route] * max(0, 1 - effect.inflicted)
            let environment = limits.highestEnvironment[effect.route] * max(0, 1 - effect.environment)
            taken[effect.route, default: 0] += inflicted + environment
            factor[effect.route, default: 1] *= exp(-scenario.theta * effect.addedCost)
        }
        let direct = largestMean(of: routes.map { taken[$0] ?? 0 }, routes, limits)
        let dearer = routes.filter { factor[$0, default: 1] < 1 }
        let smallest = dearer.reduce(1) { min($0, factor[$1, default: 1]) }
        let share = largestMean(of: routes.map { factor[$0, default: 1] < 1 ? 1 : 0 }, routes, limits)
        let highest = dearer.reduce(0) { max($0, limits.highestInflicted[$1] + limits.highestEnvironment[$1]) }
        let lowest = routes.reduce(Double.infinity) { min($0, limits.lowestHarm[$1]) }
        let moved = largestMove(share: min(1, share), factor: smallest) * max(0, highest - lowest)
        return scenario.model.pairs[pair].persons * (direct + moved)
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
    private static func largestMean(of values: [Double], _ routes: [Int], _ limits: Limits) -> Double {
        let order = values.indices.sorted { values[$0] > values[$1] }
        var weight = routes.reduce(0) { $0 + limits.least[$1] }
        var weighted = zip(values, routes).reduce(0) { $0 + $1.0 * limits.least[$1.1] }
        var best = -Double.infinity
        for index in order {
            let added = limits.weight[routes[index]] - limits.least[routes[index]]
            weight += added
            weighted += added * values[index]
            if weight > 0 { best = max(best, weighted / weight) }
        }
        return best
    }
}
