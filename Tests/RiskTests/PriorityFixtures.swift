import Foundation
import SpatialEngine

@testable import Risk

/// Plans for the tests, and the slow obvious way to work them out.
enum PriorityFixtures {
    static let parameters = EffectParameters(kappa: 1e-4, eta: 0.4, beta: 3, rho: 0.3, speed: 1)

    /// Random pairs with random routes and sites that touch some of them, stated effects and lengths mixed.
    static func random(
        pairs: Int, routes: Int, sites: Int, touched: Int, random: inout SplitMix64
    ) -> (routes: [PriorityRoute], sites: [PrioritySite], effects: [SiteEffect]) {
        var list: [PriorityRoute] = []
        for pair in 0..<pairs {
            let persons = 50 + 1_000 * random.nextUnit()
            for route in 0..<routes {
                list.append(
                    PriorityRoute(
                        od: "p\(pair)", route: route == 0 ? "outside" : "r\(route)", cost: 5 + 3 * random.nextUnit(),
                        persons: persons, harmInflicted: route == 0 ? 0 : 0.02 * random.nextUnit(),
                        harmEnvironment: route == 0 ? 0 : 0.01 * random.nextUnit()))
            }
        }
        let places = (0..<sites).map { index in
            PrioritySite(
                id: "s\(index)", lever: random.nextUnit() < 0.6 ? .enforcement : .protection,
                unitCost: Double(Int.random(in: 1...3, using: &random)), effort: 0.5 + random.nextUnit())
        }
        var effects: [SiteEffect] = []
        for site in 0..<sites {
            for route in list.indices.shuffled(using: &random).prefix(touched) where list[route].route != "outside" {
                let stated = SiteEffect.Size.stated(
                    addedCost: places[site].lever == .protection ? 0 : 2 * random.nextUnit(),
                    harmMultiplier: 0.5 + 0.5 * random.nextUnit())
                let length = SiteEffect.Size.length(metres: 20_000 * random.nextUnit())
                effects.append(SiteEffect(site: site, route: route, size: random.nextUnit() < 0.5 ? stated : length))
            }
        }
        return (list, places, effects)
    }

    /// Harm with everybody on the shares of `choosing` and with the harms under `acting`, from the formulas word for word.
    static func harm(
        _ plan: (routes: [PriorityRoute], sites: [PrioritySite], effects: [SiteEffect]), theta: Double,
        choosing: [Int], acting: [Int]
    ) -> Double {
        func cost(_ route: Int) -> Double {
            plan.effects.reduce(plan.routes[route].cost) { cost, effect in
                guard effect.route == route, choosing.contains(effect.site) else { return cost }
                switch (effect.size, plan.sites[effect.site].lever) {
                case (.stated(let added, _), _): return cost + added
                case (.length(let metres, _), .enforcement):
                    let x = plan.sites[effect.site].effort
                    return cost + parameters.beta * (1 - exp(-parameters.kappa * x * metres / parameters.speed))
                case (.length, .protection): return cost
                }
            }
        }
        func harmOfOne(_ route: Int) -> Double {
            var (inflicted, environment) = (plan.routes[route].harmInflicted, plan.routes[route].harmEnvironment)
            for effect in plan.effects where effect.route == route && acting.contains(effect.site) {
                let x = plan.sites[effect.site].effort
                switch (effect.size, plan.sites[effect.site].lever) {
                case (.stated(_, let multiplier), _):
                    inflicted *= multiplier
                    environment *= multiplier
                case (.length(_, let share), .enforcement): inflicted *= 1 - share * (1 - exp(-parameters.eta * x))
                case (.length(_, let share), .protection):
                    let factor = 1 - share * (1 - exp(-parameters.rho * x))
                    inflicted *= factor
                    environment *= factor
                }
            }
            return inflicted + environment
        }
        var total = 0.0
        for od in Set(plan.routes.map(\.od)).sorted() {
            let members = plan.routes.indices.filter { plan.routes[$0].od == od }
            let weights = members.map { exp(-theta * cost($0)) }
            let sum = weights.reduce(0, +)
            for (route, weight) in zip(members, weights) {
                total += plan.routes[route].persons * weight / sum * harmOfOne(route)
            }
        }
        return total
    }
}
