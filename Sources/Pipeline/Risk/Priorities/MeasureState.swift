import Glibc

/// Measures in force and what they change; a site can be put in force and the state taken back.
///
/// Costs add, multipliers multiply. Sums of a pair follow each site that comes, O(its effects); they are formed afresh when
/// little of a sum is left.
struct MeasureState {
    fileprivate struct RouteState {
        var addedCost = 0.0
        var inflictedFactor = 1.0
        var environmentFactor = 1.0
        var weight: Double
        var harm: Double
    }

    fileprivate struct PairState: Equatable {
        /// Sum of weights.
        var sum: Double
        /// The same when it was last formed afresh.
        var fresh: Double
        /// Change of the mean harm to one person with the shares of before.
        var direct = 0.0
        /// Further change of the mean because shares changed.
        var moved = 0.0
    }

    private let scenario: PriorityScenario
    /// Sites in force, in the order in which they came.
    private(set) var sites: [Int] = []
    /// Harm change of all pairs with everybody on their old routes.
    private(set) var direct = 0.0
    /// Harm change because people choose other routes.
    private(set) var displacement = 0.0
    /// Both together.
    var net: Double { direct + displacement }
    private var routes: [RouteState]
    private var pairs: [PairState]

    init(_ scenario: PriorityScenario) {
        self.scenario = scenario
        routes = scenario.weights.indices.map { RouteState(weight: scenario.weights[$0], harm: scenario.harm($0)) }
        pairs = scenario.sums.map { PairState(sum: $0, fresh: $0) }
    }

    /// Several sites in force, every sum formed afresh.
    ///
    /// - Complexity: O(*routes*).
    init(_ scenario: PriorityScenario, sites: [Int]) {
        self.init(scenario)
        self.sites = sites
        var touched = Set<Int>()
        for site in sites.sorted() {
            for reach in scenario.model.reachOfSite[site] {
                touched.insert(reach.pair)
                for effect in scenario.effects[reach.effects] { put(effect) }
            }
        }
        for pair in touched.sorted() where scenario.sums[pair] > 0 {
            refresh(pair)
            let persons = scenario.model.pairs[pair].persons
            direct += persons * pairs[pair].direct
            displacement += persons * pairs[pair].moved
        }
    }

    /// Share of its pair that a route has now, and harm to one person there.
    func figures(ofRoute route: Int) -> (share: Double, harm: Double) {
        let sum = pairs[scenario.model.pairOf[route]].sum
        return (sum > 0 ? routes[route].weight / sum : 0, routes[route].harm)
    }

    private mutating func put(_ effect: ResolvedEffect) {
        routes[effect.route].addedCost += effect.addedCost
        routes[effect.route].inflictedFactor *= effect.inflicted
        routes[effect.route].environmentFactor *= effect.environment
    }

    private func cost(ofRoute route: Int) -> Double { scenario.model.routes[route].cost + routes[route].addedCost }

    /// Forms all figures of a pair from costs and factors.
    private mutating func refresh(_ pair: Int) {
        let members = scenario.model.pairs[pair].routes.filter { scenario.weights[$0] > 0 }
        let isMoved = members.contains { routes[$0].addedCost != 0 }
        let cheapest = members.reduce(Double.infinity) { min($0, cost(ofRoute: $1)) }
        var (sum, direct, frozen) = (0.0, 0.0, 0.0)
        for route in members {
            let (i, e) = (scenario.inflicted[route], scenario.environment[route])
            routes[route].harm = i * routes[route].inflictedFactor + e * routes[route].environmentFactor
            routes[route].weight =
                isMoved ? exp(-scenario.theta * (cost(ofRoute: route) - cheapest)) : scenario.weights[route]
            sum += routes[route].weight
            direct += scenario.weights[route] * (routes[route].harm - (i + e))
            frozen += scenario.weights[route]
        }
        direct /= frozen
        var moved = 0.0
        if isMoved {
            let mean = scenario.meanHarms[pair] + direct
            for route in members {
                let change = routes[route].weight / sum - scenario.weights[route] / frozen
                moved += change * (routes[route].harm - mean)
            }
        }
        pairs[pair] = PairState(sum: sum, fresh: sum, direct: direct, moved: moved)
    }

    /// What the sites in force change together.
    ///
    /// - Complexity: O(*routes* of the pairs that they touch).
    var change: PriorityScenario.Change {
        var change = PriorityScenario.Change(direct: direct, displacement: displacement)
        let touched = Set(sites.flatMap { scenario.model.reachOfSite[$0].map(\.pair) })
        for pair in touched.sorted() where pairs[pair].sum > 0 {
            let persons = scenario.model.pairs[pair].persons
            for route in scenario.model.pairs[pair].routes {
                let before = scenario.weights[route] / scenario.sums[pair]
                change.diverted += persons * max(0, before - routes[route].weight / pairs[pair].sum)
            }
        }
        return change
    }

    // MARK: One site less

    /// Takes any site out of force; the figures of the pairs that it touches are formed afresh.
    mutating func remove(_ site: Int) {
        guard let place = sites.firstIndex(of: site) else { return }
        sites.remove(at: place)
        let isIn = Set(sites)
        for reach in scenario.model.reachOfSite[site] where pairs[reach.pair].sum > 0 {
            for index in reach.effects {
                let route = scenario.effects[index].route
                (routes[route].addedCost, routes[route].inflictedFactor, routes[route].environmentFactor) = (0, 1, 1)
                for other in scenario.model.effectsOfRoute[route]
                where isIn.contains(scenario.model.effects[other].site) { put(scenario.effects[other]) }
            }
            let old = pairs[reach.pair]
            refresh(reach.pair)
            direct += persons(reach.pair) * (pairs[reach.pair].direct - old.direct)
            displacement += persons(reach.pair) * (pairs[reach.pair].moved - old.moved)
        }
    }

    private func persons(_ pair: Int) -> Double { scenario.model.pairs[pair].persons }

    // MARK: One site more

    /// What a pair would become; nil when its sums must be formed afresh.
    private func step(_ reach: PriorityModel.Reach) -> PairState? {
        var pair = pairs[reach.pair]
        var (own, frozen, lost) = (0.0, 0.0, 0.0)
        for effect in scenario.effects[reach.effects] {
            let route = routes[effect.route]
            let change = harm(effect, route) - route.harm
            own += route.weight * change
            frozen += scenario.weights[effect.route] * change
            lost += route.weight * effect.weightChange
        }
        let sum = pair.sum + lost
        guard sum > PriorityScenario.leastShare * pair.fresh else { return nil }
        let mean = scenario.meanHarms[reach.pair] + pair.direct + pair.moved + own / pair.sum
        var moved = 0.0
        if lost < 0 {
            for effect in scenario.effects[reach.effects] {
                let route = routes[effect.route]
                moved += route.weight * effect.weightChange * (harm(effect, route) - mean)
            }
        }
        let direct = frozen / scenario.sums[reach.pair]
        pair.moved += own / pair.sum - direct + moved / sum
        pair.direct += direct
        pair.sum = sum
        return pair
    }

    private func harm(_ effect: ResolvedEffect, _ route: RouteState) -> Double {
        scenario.inflicted[effect.route] * route.inflictedFactor * effect.inflicted
            + scenario.environment[effect.route] * route.environmentFactor * effect.environment
    }

    /// Direct change and displacement if one more site came into force; the receiver ends as it was.
    mutating func change(adding site: Int) -> PriorityScenario.Change {
        var change = PriorityScenario.Change(direct: direct, displacement: displacement)
        for reach in scenario.model.reachOfSite[site] where pairs[reach.pair].sum > 0 {
            guard let after = step(reach) else {
                let saved = snapshot(of: site)
                add(site)
                defer { restore(saved) }
                return PriorityScenario.Change(direct: direct, displacement: displacement)
            }
            let persons = scenario.model.pairs[reach.pair].persons
            change.direct += persons * (after.direct - pairs[reach.pair].direct)
            change.displacement += persons * (after.moved - pairs[reach.pair].moved)
        }
        return change
    }

    /// Puts one more site in force.
    mutating func add(_ site: Int) {
        sites.append(site)
        for reach in scenario.model.reachOfSite[site] where pairs[reach.pair].sum > 0 {
            let (after, old) = (step(reach), pairs[reach.pair])
            for effect in scenario.effects[reach.effects] {
                routes[effect.route].harm = harm(effect, routes[effect.route])
                routes[effect.route].weight *= 1 + effect.weightChange
                put(effect)
            }
            if let after {
                pairs[reach.pair] = after
            } else {
                refresh(reach.pair)
            }
            let persons = scenario.model.pairs[reach.pair].persons
            direct += persons * (pairs[reach.pair].direct - old.direct)
            displacement += persons * (pairs[reach.pair].moved - old.moved)
        }
    }

    /// What ``add(_:)`` of a site would overwrite.
    struct Snapshot {
        fileprivate let direct: Double
        fileprivate let displacement: Double
        fileprivate let pairs: [PairState]
        fileprivate let routes: [RouteState]
        /// ``routes`` are all there are, not only the site's.
        fileprivate let isDeep: Bool
        fileprivate let site: Int
    }

    func snapshot(of site: Int) -> Snapshot {
        let reach = scenario.model.reachOfSite[site]
        // Forming a pair afresh changes the weights of all its routes.
        let deep = reach.contains { pairs[$0.pair].sum > 0 && step($0) == nil }
        return Snapshot(
            direct: direct, displacement: displacement, pairs: reach.map { pairs[$0.pair] },
            routes: deep ? routes : scenario.model.effects[scenario.model.effectsOfSite[site]].map { routes[$0.route] },
            isDeep: deep, site: site)
    }

    /// Takes the site of the snapshot, the last one added, out of force again.
    mutating func restore(_ saved: Snapshot) {
        sites.removeLast()
        (direct, displacement) = (saved.direct, saved.displacement)
        for (reach, old) in zip(scenario.model.reachOfSite[saved.site], saved.pairs) { pairs[reach.pair] = old }
        guard !saved.isDeep else {
            routes = saved.routes
            return
        }
        let own = scenario.model.effects[scenario.model.effectsOfSite[saved.site]]
        for (effect, old) in zip(own, saved.routes) { routes[effect.route] = old }
    }
}
