/// Routes by pair of ends and effects by site: the shape of a plan, the same under every assumption.
struct PriorityModel: Sendable {
    struct Pair {
        var persons: Double
        /// Route indices, in the order given.
        var routes: [Int]
    }

    /// The effects of one site between one pair of ends.
    struct Reach {
        let pair: Int
        /// Positions in ``effects``.
        let effects: Range<Int>
    }

    let routes: [PriorityRoute]
    let sites: [PrioritySite]
    let pairs: [Pair]
    /// Pair of each route.
    let pairOf: [Int]
    /// By site, then pair, then route.
    let effects: [SiteEffect]
    /// Positions in ``effects`` of each site.
    let effectsOfSite: [Range<Int>]
    /// Pairs that each site touches, ascending.
    let reachOfSite: [[Reach]]
    /// Positions in ``effects`` of each route, sites ascending.
    let effectsOfRoute: [[Int]]

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
        let ordered = effects.sorted {
            ($0.site, pairOf[$0.route], $0.route) < ($1.site, pairOf[$1.route], $1.route)
        }
        for (a, b) in zip(ordered, ordered.dropFirst()) where a.site == b.site && a.route == b.route {
            let route = routes[a.route]
            throw .repeatedID(what: "effect", id: "of site \(sites[a.site].id) on route \(route.od) \(route.route)")
        }
        self.effects = ordered
        (effectsOfSite, reachOfSite) = Self.reach(ordered, sites.count, pairOf)
        var byRoute = [[Int]](repeating: [], count: routes.count)
        for (position, effect) in ordered.enumerated() { byRoute[effect.route].append(position) }
        effectsOfRoute = byRoute
    }

    private static func reach(
        _ ordered: [SiteEffect], _ sites: Int, _ pairOf: [Int]
    ) -> (bySite: [Range<Int>], reach: [[Reach]]) {
        var (bySite, reach) = ([Range<Int>](repeating: 0..<0, count: sites), [[Reach]](repeating: [], count: sites))
        var start = 0
        for site in 0..<sites {
            let first = start
            while start < ordered.count, ordered[start].site == site {
                let (begin, pair) = (start, pairOf[ordered[start].route])
                while start < ordered.count, ordered[start].site == site, pairOf[ordered[start].route] == pair {
                    start += 1
                }
                reach[site].append(Reach(pair: pair, effects: begin..<start))
            }
            bySite[site] = first..<start
        }
        return (bySite, reach)
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
