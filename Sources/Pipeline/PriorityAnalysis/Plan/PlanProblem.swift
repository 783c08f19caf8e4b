internal import Risk

/// What a plan is made of.
struct PlanProblem {
    let routes: [PriorityRoute]
    let sites: [PrioritySite]
    let effects: [SiteEffect]
    let warnings: [String]

    /// Reads routes, sites and effects from their tables.
    init(routes: String, sites: String, effects: String) throws {
        let routes = try RouteTable(routes)
        let sites = try SiteTable(sites)
        let effects = try EffectTable(effects, sites: sites, routes: routes)
        (self.routes, self.sites, self.effects) = (routes.routes, sites.sites, effects.effects)
        warnings = routes.warnings + sites.warnings + effects.warnings
    }

    /// Makes routes and effects from a network.
    init(_ network: NetworkInputs, sites: String, effects: String?) throws {
        let sites = try SiteTable(sites, more: ["link_ids"])
        let plan = try NetworkPlan(network, sites: sites, effects: effects)
        (routes, self.sites, self.effects) = (plan.routes, sites.sites, plan.effects)
        warnings = sites.warnings + plan.warnings
    }
}
