import Glibc

/// How travellers spread over routes.
public enum RouteChoiceModel: Hashable, Sendable {
    /// Multinomial logit: routes that share links count as if they were apart.
    case logit
    /// Path-size logit (Ben-Akiva and Bierlaire 1999, doi:10.1007/978-1-4615-5203-1_2): weight PS^β·exp(−θc).
    case pathSize(beta: Double)
    /// C-logit (Cascetta and others 1996): weight exp(−θc − CF), CF_r = β·ln Σ_s L_rs/√(L_r·L_s).
    case cLogit(beta: Double)
}

/// Shares of routes between one pair of places.
public struct RouteChoice: Hashable, Sendable {
    /// Share of each route, in the order given; with ``outsideShare`` they add to 1.
    public var shares: [Double]
    /// Share of those who stay away; nil without an outside option.
    public var outsideShare: Double?
    /// PS_r = Σ_a (ℓ_a/L_r)/n_a, in (0, 1]; 1 for a route that shares nothing.
    public var pathSizes: [Double]
    /// Σ_s L_rs/√(L_r·L_s) over all routes, itself included; 1 for a route that shares nothing.
    public var commonality: [Double]
}

extension RoutingGraph {
    /// Spreads travellers over routes by their costs and by what the routes share.
    ///
    /// Path sizes and commonality go by length; routes without length count as sharing nothing.
    ///
    /// - Parameter sensitivity: θ, per unit of cost; 0 makes cost irrelevant.
    /// - Parameter outsideCost: Cost of not travelling; it is one more route that shares nothing. nil: all travel.
    /// - Throws: ``RoutingError/badParameter(name:value:allowed:)`` for a θ that is negative or not finite.
    /// - Complexity: O(*r*² *k*) for *r* routes of *k* links.
    public func choice(
        among routes: [RoutePath], sensitivity: Double, model: RouteChoiceModel, outsideCost: Double? = nil
    ) throws(RoutingError) -> RouteChoice {
        guard sensitivity >= 0, sensitivity.isFinite else {
            throw .badParameter(name: "theta", value: sensitivity, allowed: "finite and not negative")
        }
        let sizes = pathSizes(of: routes)
        let commonality = commonality(of: routes)
        // From the cheapest on: θ times a whole cost might not be finite.
        let least = routes.reduce(outsideCost ?? .infinity) { min($0, $1.cost) }
        var utilities = routes.indices.map { r in
            let cost = -sensitivity * (routes[r].cost - least)
            return switch model {
            case .logit: cost
            case .pathSize(let beta): cost + beta * log(sizes[r])
            case .cLogit(let beta): cost - beta * log(commonality[r])
            }
        }
        if let outsideCost { utilities.append(-sensitivity * (outsideCost - least)) }
        var shares = RouteChoice.logitShares(utilities)
        let outside = outsideCost == nil ? nil : shares.popLast()
        return RouteChoice(shares: shares, outsideShare: outside, pathSizes: sizes, commonality: commonality)
    }

    private func pathSizes(of routes: [RoutePath]) -> [Double] {
        var users: [Int: Int] = [:]
        for route in routes { for link in route.links { users[link, default: 0] += 1 } }
        return routes.map { route in
            guard route.lengthMetres > 0 else { return 1 }
            return route.links.reduce(0) {
                $0 + links[$1].lengthMetres / route.lengthMetres / Double(users[$1, default: 1])
            }
        }
    }

    private func commonality(of routes: [RoutePath]) -> [Double] {
        let used = routes.map { Set($0.links) }
        return routes.indices.map { r in
            var sum = 1.0
            for s in routes.indices where s != r {
                let product = routes[r].lengthMetres * routes[s].lengthMetres
                guard product > 0 else { continue }
                let shared = routes[r].links.reduce(0) { used[s].contains($1) ? $0 + links[$1].lengthMetres : $0 }
                sum += shared / product.squareRoot()
            }
            return sum
        }
    }
}

extension RouteChoice {
    /// Shares in proportion to exp(utility), safe against overflow; the empty list for no utilities.
    public static func logitShares(_ utilities: [Double]) -> [Double] {
        guard let best = utilities.max() else { return [] }
        let weights = utilities.map { exp($0 - best) }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }
}
