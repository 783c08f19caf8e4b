import Glibc

/// Routes by pair of ends and effects by site: the shape of a plan, the same under every assumption.
struct PriorityModel {
    struct Pair {
        var persons: Double
        /// Route indices, in the order given.
        var routes: [Int]
    }

    let routes: [PriorityRoute]
    let sites: [PrioritySite]
    let pairs: [Pair]
    /// Pair of each route.
    let pairOf: [Int]
    /// Effects of each site, by route.
    let effects: [[SiteEffect]]
    /// Pairs that each site touches, ascending.
    let pairsOfSite: [[Int]]

    init(routes: [PriorityRoute], sites: [PrioritySite], effects: [SiteEffect]) throws(RiskError) {
        try Self.check(routes, sites)
        for (index, effect) in effects.enumerated() { try Self.check(effect, index, routes.count, sites.count) }
        self.routes = routes
        self.sites = sites
        var number: [String: Int] = [:]
        var pairs: [Pair] = []
        var pairOf: [Int] = []
        for (index, route) in routes.enumerated() {
            let pair = number[route.od] ?? pairs.count
            if pair == pairs.count {
                number[route.od] = pair
                pairs.append(Pair(persons: route.persons, routes: []))
            }
            guard pairs[pair].persons == route.persons else { throw .inconsistentPersons(od: route.od) }
            pairs[pair].routes.append(index)
            pairOf.append(pair)
        }
        self.pairs = pairs
        self.pairOf = pairOf
        var bySite = [[SiteEffect]](repeating: [], count: sites.count)
        for effect in effects { bySite[effect.site].append(effect) }
        self.effects = bySite.map { $0.sorted { $0.route < $1.route } }
        pairsOfSite = bySite.map { effects in
            Array(Set(effects.map { pairOf[$0.route] })).sorted()
        }
    }

    private static func check(_ routes: [PriorityRoute], _ sites: [PrioritySite]) throws(RiskError) {
        var seen = Set<[String]>()
        for (index, route) in routes.enumerated() {
            guard seen.insert([route.od, route.route]).inserted else {
                throw .repeatedID(what: "route", id: "\(route.od) \(route.route)")
            }
            guard route.cost.isFinite else {
                throw .badValue(what: "cost of route", index: index, value: route.cost, allowed: "finite")
            }
            for (what, value) in [
                ("persons of route", route.persons), ("inflicted harm of route", route.harmInflicted),
                ("environmental harm of route", route.harmEnvironment),
            ] { try checkNotNegative(what, index, value) }
        }
        var ids = Set<String>()
        for (index, site) in sites.enumerated() {
            guard ids.insert(site.id).inserted else { throw .repeatedID(what: "site", id: site.id) }
            try checkNotNegative("cost of site", index, site.unitCost)
            try checkNotNegative("effort of site", index, site.effort)
        }
    }

    private static func check(_ effect: SiteEffect, _ index: Int, _ routes: Int, _ sites: Int) throws(RiskError) {
        guard (0..<routes).contains(effect.route) else {
            throw .unknownIndex(what: "route of effect \(index)", index: effect.route, count: routes)
        }
        guard (0..<sites).contains(effect.site) else {
            throw .unknownIndex(what: "site of effect \(index)", index: effect.site, count: sites)
        }
        switch effect.size {
        case .stated(let cost, let multiplier):
            try checkNotNegative("added cost of effect", index, cost)
            try checkNotNegative("harm multiplier of effect", index, multiplier)
        case .length(let metres, let share):
            try checkNotNegative("length of effect", index, metres)
            try checkNotNegative("share of harm of effect", index, share)
            guard share <= 1 else {
                throw .badValue(what: "share of harm of effect", index: index, value: share, allowed: "at most 1")
            }
        }
    }

    private static func checkNotNegative(_ what: String, _ index: Int, _ value: Double) throws(RiskError) {
        guard value.isFinite, value >= 0 else {
            throw .badValue(what: what, index: index, value: value, allowed: "finite and not negative")
        }
    }
}

/// What a site does to one route under given parameters.
struct ResolvedEffect {
    var route: Int
    var addedCost: Double
    /// Factor on harm inflicted by persons.
    var inflicted: Double
    /// Factor on harm from the surroundings.
    var environment: Double
}

extension PriorityModel {
    /// The effects of one site in figures.
    func resolved(site: Int, with parameters: EffectParameters) -> [ResolvedEffect] {
        let (lever, effort) = (sites[site].lever, sites[site].effort)
        return effects[site].map { effect in
            switch (effect.size, lever) {
            case (.stated(let cost, let multiplier), _):
                return ResolvedEffect(
                    route: effect.route, addedCost: cost, inflicted: multiplier, environment: multiplier)
            case (.length(let metres, let share), .enforcement):
                let detected = -expm1(-parameters.kappa * effort * metres / parameters.speed)
                return ResolvedEffect(
                    route: effect.route, addedCost: parameters.beta * detected,
                    inflicted: 1 + share * expm1(-parameters.eta * effort), environment: 1)
            case (.length(_, let share), .protection):
                let factor = 1 + share * expm1(-parameters.rho * effort)
                return ResolvedEffect(route: effect.route, addedCost: 0, inflicted: factor, environment: factor)
            }
        }
    }
}
