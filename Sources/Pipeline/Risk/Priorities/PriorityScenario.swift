import Glibc

/// A plan's routes and effects under one set of figures: θ, effect parameters and harms.
struct PriorityScenario: Sendable {
    /// What measures change, in persons dead or missing a year, and persons a year.
    struct Change {
        var direct = 0.0
        var displacement = 0.0
        var diverted = 0.0
        var net: Double { direct + displacement }
    }

    private struct RouteFigures {
        var weight: Double
        var inflicted: Double
        var environment: Double
    }

    let model: PriorityModel
    let theta: Double
    /// In the order of ``PriorityModel/effects``.
    let effects: [ResolvedEffect]
    /// Harm to one person on each route, by part.
    let inflicted: [Double]
    let environment: [Double]
    /// exp(−θ·(cost − cheapest of the pair)) of each route.
    let weights: [Double]
    /// Weight and harms of each route side by side, for the loops over effects.
    private let figures: [RouteFigures]
    private let persons: [Double]
    /// Sum of the weights of each pair: at least 1, or 0 where the only route is left out.
    let sums: [Double]
    /// Mean harm to one person of each pair.
    let meanHarms: [Double]

    /// - Parameter routeHarm: Harm per person of each route instead of its own; its parts keep their proportion.
    /// - Parameter omitted: A route that is left out.
    init(
        model: PriorityModel, theta: Double, parameters: EffectParameters, routeHarm: [Double]? = nil,
        omitted: Int? = nil
    ) {
        self.model = model
        self.theta = theta
        effects = model.resolved(theta: theta, parameters)
        var (inflicted, environment) = (model.routes.map(\.harmInflicted), model.routes.map(\.harmEnvironment))
        if let routeHarm {
            for (index, harm) in routeHarm.enumerated() {
                let stated = inflicted[index] + environment[index]
                inflicted[index] = stated > 0 ? harm * inflicted[index] / stated : 0
                environment[index] = stated > 0 ? harm * environment[index] / stated : 0
            }
        }
        var weights = [Double](repeating: 0, count: model.routes.count)
        var (sums, means) = ([Double](repeating: 0, count: model.pairs.count), [Double]())
        for (number, pair) in model.pairs.enumerated() {
            let cheapest = pair.routes.reduce(Double.infinity) {
                $1 == omitted ? $0 : min($0, model.routes[$1].cost)
            }
            var (sum, harm) = (0.0, 0.0)
            for route in pair.routes where route != omitted {
                weights[route] = exp(-theta * (model.routes[route].cost - cheapest))
                sum += weights[route]
                harm += weights[route] * (inflicted[route] + environment[route])
            }
            sums[number] = sum
            means.append(sum > 0 ? harm / sum : 0)
        }
        (self.inflicted, self.environment, self.weights) = (inflicted, environment, weights)
        (self.sums, meanHarms) = (sums, means)
        figures = weights.indices.map {
            RouteFigures(weight: weights[$0], inflicted: inflicted[$0], environment: environment[$0])
        }
        persons = model.pairs.map(\.persons)
    }

    /// Share of each route in its pair before any measure.
    var shares: [Double] { zip(weights, model.pairOf).map { sums[$1] > 0 ? $0 / sums[$1] : 0 } }

    /// Harm to one person on a route before any measure.
    func harm(_ route: Int) -> Double { inflicted[route] + environment[route] }

    /// Harm to one person on the route of an effect when its site alone is in force.
    func harm(under effect: ResolvedEffect) -> Double {
        inflicted[effect.route] * effect.inflicted + environment[effect.route] * effect.environment
    }

    /// Harm of all pairs before any measure, Σ persons × share × harm.
    var harmBefore: Double { zip(model.pairs, meanHarms).reduce(0) { $0 + $1.0.persons * $1.1 } }

    /// What some sites change together.
    ///
    /// - Complexity: O(*routes* of the pairs that they touch).
    func change(by sites: [Int]) -> Change { MeasureState(self, sites: sites).change }

    /// Below this share of the weights before, what is left of a sum has lost digits and is formed afresh.
    static let leastShare = 1e-4

    /// Net change of one site alone.
    ///
    /// With w weights, S their sum, h and h′ harms before and after, g the change of the weights' factors and h̄′ = ΣPh′:
    /// direct = Σw(h′ − h)/S, displacement = Σw·g·(h′ − h̄′)/(S + Σw·g); only the site's own routes have terms, and no two
    /// large numbers are subtracted.
    /// - Complexity: O(*effects* of the site).
    func net(ofSite site: Int) -> Double {
        var net = 0.0
        for reach in model.reachOfSite[site] {
            let sum = sums[reach.pair]
            guard sum > 0 else { continue }
            var (direct, lost) = (0.0, 0.0)
            for index in reach.effects {
                let effect = effects[index]
                let figures = figures[effect.route]
                let harm = figures.inflicted * effect.inflicted + figures.environment * effect.environment
                direct += figures.weight * (harm - (figures.inflicted + figures.environment))
                lost += figures.weight * effect.weightChange
            }
            direct /= sum
            guard sum + lost > Self.leastShare * sum else {
                net += model.pairs[reach.pair].persons * changeAfresh(reach)
                continue
            }
            let mean = meanHarms[reach.pair] + direct
            var moved = 0.0
            if lost < 0 {
                for index in reach.effects {
                    let effect = effects[index]
                    let figures = figures[effect.route]
                    let harm = figures.inflicted * effect.inflicted + figures.environment * effect.environment
                    moved += figures.weight * effect.weightChange * (harm - mean)
                }
            }
            net += persons[reach.pair] * (direct + moved / (sum + lost))
        }
        return net
    }

    /// Net change of a pair's mean harm under one site, from costs and factors.
    ///
    /// - Complexity: O(*routes* of the pair).
    private func changeAfresh(_ reach: PriorityModel.Reach) -> Double {
        var next = reach.effects.lowerBound
        let members = model.pairs[reach.pair].routes.filter { weights[$0] > 0 }
        // Effects and members stand in the same order.
        let rows = members.map { route -> (cost: Double, harm: Double) in
            while next < reach.effects.upperBound, effects[next].route < route { next += 1 }
            guard next < reach.effects.upperBound, effects[next].route == route else {
                return (model.routes[route].cost, harm(route))
            }
            return (model.routes[route].cost + effects[next].addedCost, harm(under: effects[next]))
        }
        let cheapest = rows.reduce(Double.infinity) { min($0, $1.cost) }
        let after = rows.map { exp(-theta * ($0.cost - cheapest)) }
        let sum = after.reduce(0, +)
        var (direct, moved) = (0.0, 0.0)
        for (route, row) in zip(members, rows) {
            direct += weights[route] * (row.harm - harm(route)) / sums[reach.pair]
        }
        let mean = meanHarms[reach.pair] + direct
        for ((route, row), weight) in zip(zip(members, rows), after) {
            moved += (weight / sum - weights[route] / sums[reach.pair]) * (row.harm - mean)
        }
        return direct + moved
    }

    /// Net change of each site alone.
    var nets: [Double] { model.sites.indices.map(net(ofSite:)) }

    /// First-order change of one site's effect: Σ Q·ΣP·∂h and −Σ θ·Q·Cov_P(h, ∂c).
    func marginal(of site: Int) -> (direct: Double, displacement: Double) {
        var (direct, displacement) = (0.0, 0.0)
        for reach in model.reachOfSite[site] where sums[reach.pair] > 0 {
            let persons = model.pairs[reach.pair].persons
            for effect in effects[reach.effects] {
                let (share, i, e) = (
                    weights[effect.route] / sums[reach.pair], inflicted[effect.route], environment[effect.route]
                )
                direct += persons * share * (i * (effect.inflicted - 1) + e * (effect.environment - 1))
                displacement -= theta * persons * share * effect.addedCost * (i + e - meanHarms[reach.pair])
            }
        }
        return (direct, displacement)
    }
}
