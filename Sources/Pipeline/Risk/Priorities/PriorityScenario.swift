import Glibc

/// A plan's routes and effects under one set of figures: θ, effect parameters and harms.
struct PriorityScenario {
    /// What measures change, in persons dead or missing a year, and persons a year.
    struct Change {
        var direct = 0.0
        var displacement = 0.0
        var diverted = 0.0
        var net: Double { direct + displacement }
    }

    let model: PriorityModel
    let theta: Double
    /// Effects of each site.
    let effects: [[ResolvedEffect]]
    /// Harm to one person on each route, by part.
    let inflicted: [Double]
    let environment: [Double]
    /// exp(−θ·(cost − cheapest of the pair)) of each route.
    private let weights: [Double]
    /// Share of each route in its pair before any measure.
    let shares: [Double]

    init(model: PriorityModel, theta: Double, parameters: EffectParameters, routeHarm: [Double]? = nil) {
        self.model = model
        self.theta = theta
        effects = model.sites.indices.map { model.resolved(site: $0, with: parameters) }
        let factors = model.routes.indices.map { index in
            let stated = model.routes[index].harmPerPerson
            guard let routeHarm else { return 1.0 }
            return stated > 0 ? routeHarm[index] / stated : 0
        }
        inflicted = zip(model.routes, factors).map { $0.harmInflicted * $1 }
        environment = zip(model.routes, factors).map { $0.harmEnvironment * $1 }
        var weights = [Double](repeating: 1, count: model.routes.count)
        var shares = weights
        for pair in model.pairs {
            let cheapest = pair.routes.reduce(Double.infinity) { min($0, model.routes[$1].cost) }
            for route in pair.routes { weights[route] = exp(-theta * (model.routes[route].cost - cheapest)) }
            let sum = pair.routes.reduce(0) { $0 + weights[$1] }
            for route in pair.routes { shares[route] = weights[route] / sum }
        }
        self.weights = weights
        self.shares = shares
    }

    /// Harm of all pairs before any measure, Σ persons × share × harm.
    var harmBefore: Double {
        model.routes.indices.reduce(0) { sum, route in
            let harm = inflicted[route] + environment[route]
            return sum + model.pairs[model.pairOf[route]].persons * shares[route] * harm
        }
    }

    /// What some sites change together.
    func change(by sites: [Int]) -> Change {
        var state = MeasureState(self)
        for site in sites { state.add(site) }
        return state.change
    }

    /// First-order change of one site's effect: Σ Q·ΣP·∂h and −Σ θ·Q·Cov_P(h, ∂c).
    func marginal(of site: Int) -> (direct: Double, displacement: Double) {
        var (direct, displacement) = (0.0, 0.0)
        for pair in model.pairsOfSite[site] {
            var (meanHarm, meanCost, meanProduct) = (0.0, 0.0, 0.0)
            let persons = model.pairs[pair].persons
            for route in model.pairs[pair].routes {
                meanHarm += shares[route] * (inflicted[route] + environment[route])
            }
            for effect in effects[site] where model.pairOf[effect.route] == pair {
                let (share, i, e) = (shares[effect.route], inflicted[effect.route], environment[effect.route])
                direct += persons * share * (i * (effect.inflicted - 1) + e * (effect.environment - 1))
                meanCost += share * effect.addedCost
                meanProduct += share * effect.addedCost * (i + e)
            }
            displacement -= theta * persons * (meanProduct - meanHarm * meanCost)
        }
        return (direct, displacement)
    }

    /// Shares of a pair's routes with costs added, in the order of its routes.
    ///
    /// Only routes with an added cost need an exponential; when all weights fade away the shares are formed afresh.
    func shares(ofPair pair: Int, addedCost: (Int) -> Double) -> [Double] {
        let routes = model.pairs[pair].routes
        var sum = 0.0
        var result = routes.map { route in
            let added = addedCost(route)
            let weight = added == 0 ? weights[route] : weights[route] * exp(-theta * added)
            sum += weight
            return weight
        }
        guard sum < 1e-100 else {
            for index in result.indices { result[index] /= sum }
            return result
        }
        let costs = routes.map { model.routes[$0].cost + addedCost($0) }
        let cheapest = costs.min() ?? 0
        result = costs.map { exp(-theta * ($0 - cheapest)) }
        sum = result.reduce(0, +)
        return result.map { $0 / sum }
    }
}

/// Measures in force and what they change; sites can be added and the state copied back.
struct MeasureState {
    private let scenario: PriorityScenario
    /// Sites in force.
    private(set) var sites: [Int] = []
    /// Σ over pairs; kept up to date by ``add(_:)``.
    private(set) var change = PriorityScenario.Change()
    private var pairChanges: [PriorityScenario.Change]
    private(set) var addedCost: [Double]
    private(set) var inflictedFactor: [Double]
    private(set) var environmentFactor: [Double]

    init(_ scenario: PriorityScenario) {
        self.scenario = scenario
        let routes = scenario.model.routes.count
        pairChanges = [PriorityScenario.Change](repeating: .init(), count: scenario.model.pairs.count)
        addedCost = [Double](repeating: 0, count: routes)
        inflictedFactor = [Double](repeating: 1, count: routes)
        environmentFactor = inflictedFactor
    }

    /// Puts one more site in force: costs add, multipliers multiply.
    mutating func add(_ site: Int) {
        sites.append(site)
        for effect in scenario.effects[site] {
            addedCost[effect.route] += effect.addedCost
            inflictedFactor[effect.route] *= effect.inflicted
            environmentFactor[effect.route] *= effect.environment
        }
        refresh(scenario.model.pairsOfSite[site])
    }

    /// The change if one more site came into force; the receiver stays as it is.
    mutating func change(adding site: Int) -> PriorityScenario.Change {
        let saved = snapshot(of: site)
        add(site)
        let result = change
        restore(saved)
        return result
    }

    /// What ``add(_:)`` of a site would overwrite.
    struct Snapshot {
        fileprivate var site: Int
        fileprivate var change: PriorityScenario.Change
        fileprivate var pairs: [PriorityScenario.Change]
        fileprivate var routes: [(cost: Double, inflicted: Double, environment: Double)]
    }

    func snapshot(of site: Int) -> Snapshot {
        Snapshot(
            site: site, change: change, pairs: scenario.model.pairsOfSite[site].map { pairChanges[$0] },
            routes: scenario.effects[site].map {
                (addedCost[$0.route], inflictedFactor[$0.route], environmentFactor[$0.route])
            })
    }

    /// Takes the site of the snapshot, the last one added, out of force again.
    mutating func restore(_ saved: Snapshot) {
        sites.removeLast()
        change = saved.change
        for (pair, old) in zip(scenario.model.pairsOfSite[saved.site], saved.pairs) { pairChanges[pair] = old }
        for (effect, old) in zip(scenario.effects[saved.site], saved.routes) {
            (addedCost[effect.route], inflictedFactor[effect.route], environmentFactor[effect.route]) =
                (old.cost, old.inflicted, old.environment)
        }
    }

    private mutating func refresh(_ pairs: [Int]) {
        for pair in pairs {
            let (old, new) = (pairChanges[pair], changeOfPair(pair))
            pairChanges[pair] = new
            change.direct += new.direct - old.direct
            change.displacement += new.displacement - old.displacement
            change.diverted += new.diverted - old.diverted
        }
    }

    private func changeOfPair(_ pair: Int) -> PriorityScenario.Change {
        let (routes, persons) = (scenario.model.pairs[pair].routes, scenario.model.pairs[pair].persons)
        var result = PriorityScenario.Change()
        let isMoved = routes.contains { addedCost[$0] != 0 }
        let after = isMoved ? scenario.shares(ofPair: pair) { addedCost[$0] } : []
        for (index, route) in routes.enumerated() {
            let before = scenario.shares[route]
            let (inflicted, environment) = (scenario.inflicted[route], scenario.environment[route])
            let harm = inflicted * inflictedFactor[route] + environment * environmentFactor[route]
            result.direct += persons * before * (harm - (inflicted + environment))
            guard isMoved else { continue }
            result.displacement += persons * (after[index] - before) * harm
            result.diverted += persons * max(0, before - after[index])
        }
        return result
    }
}
