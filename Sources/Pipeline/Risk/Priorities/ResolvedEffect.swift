import Glibc

/// What a site does to one route under given parameters.
struct ResolvedEffect {
    let route: Int
    let addedCost: Double
    /// exp(−θ·``addedCost``) − 1.
    let weightChange: Double
    /// Factor on harm inflicted by persons.
    let inflicted: Double
    /// Factor on harm from the surroundings.
    let environment: Double
}

extension PriorityModel {
    /// All effects in figures, in the order of ``effects``.
    func resolved(theta: Double, _ parameters: EffectParameters) -> [ResolvedEffect] {
        var resolved: [ResolvedEffect] = []
        resolved.reserveCapacity(effects.count)
        for (site, range) in zip(sites, effectsOfSite) where !range.isEmpty {
            let fall = expm1(-(site.lever == .enforcement ? parameters.eta : parameters.rho) * site.effort)
            let detections = -parameters.kappa * site.effort / parameters.speed
            for effect in effects[range] {
                let (cost, inflicted, environment): (Double, Double, Double) =
                    switch (effect.size, site.lever) {
                    case (.stated(let cost, let multiplier), _): (cost, multiplier, multiplier)
                    case (.length(let metres, let share), .enforcement):
                        (-parameters.beta * expm1(detections * metres), 1 + share * fall, 1)
                    case (.length(_, let share), .protection): (0, 1 + share * fall, 1 + share * fall)
                    }
                resolved.append(
                    ResolvedEffect(
                        route: effect.route, addedCost: cost, weightChange: cost == 0 ? 0 : expm1(-theta * cost),
                        inflicted: inflicted, environment: environment))
            }
        }
        return resolved
    }
}
