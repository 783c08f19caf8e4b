public import SpatialEngine

/// What measures at sites would really change, with people free to choose other routes.
///
/// P_r ∝ exp(−θ·c_r) within a pair of ends, H = Σ persons · Σ P_r·h_r. Enforcement and protection stand side by side; neither
/// hides in a total.
public struct PriorityPlan: Sendable {
    /// Harm a year before any measure.
    public let harmBefore: Double
    /// Shares of the routes before any measure.
    public let sharesBefore: [Double]
    /// One per site, in the order given.
    public private(set) var sites: [SiteOutcome]
    /// Sites under the budget; nil without one.
    public let portfolio: PriorityPortfolio?
    let scenario: PriorityScenario
    let settings: PrioritySettings

    /// Works out every site alone, and the best portfolio under a budget.
    ///
    /// - Parameter effects: Effects of sites on routes by index; pairs not listed have none.
    /// - Parameter random: Range *k* of the uncertainty uses stream *k*.
    /// - Parameter progress: Told of the stage, what is done and of how much.
    /// - Throws: ``RiskError`` for repeated ids, unknown indices, and numbers out of range.
    /// - Complexity: O(*d* · *a*) for *d* draws and *a* routes of the pairs that sites touch, summed over sites; the portfolio
    ///   besides: see ``PriorityPortfolio``.
    public init(
        routes: [PriorityRoute], sites: [PrioritySite], effects: [SiteEffect], settings: PrioritySettings,
        random: SplitMix64, threads: Int = 1,
        progress: @escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
    ) throws(RiskError) {
        let model = try PriorityModel(routes: routes, sites: sites, effects: effects)
        try settings.check(routes: routes.count)
        let scenario = PriorityScenario(model: model, theta: settings.theta, parameters: settings.parameters)
        self.scenario = scenario
        harmBefore = scenario.harmBefore
        sharesBefore = scenario.shares
        self.sites = []
        self.settings = settings
        portfolio = settings.budget.map { budget in
            PriorityPortfolio(scenario, budget: budget, levers: settings.portfolioLevers) {
                progress("portfolio", $0, $1)
            }
        }
        self.sites = parallelMap(Array(model.sites.indices), threads: threads) {
            Self.outcome(of: $0, scenario, tolerance: Self.tolerance(harmBefore: scenario.harmBefore))
        }
        addRanks()
        addIntervals(random: random, threads: threads) { progress("intervals", $0, $1) }
    }

    /// Where the persons of one site's pairs were and would be; by route index.
    public func decomposition(ofSite site: Int) -> [RouteShift] { Self.shifts(ofSite: site, scenario) }

    private static func shifts(ofSite site: Int, _ scenario: PriorityScenario) -> [RouteShift] {
        let state = MeasureState(scenario, sites: [site])
        let shifts = scenario.model.reachOfSite[site].flatMap { reach -> [RouteShift] in
            let persons = scenario.model.pairs[reach.pair].persons
            return scenario.model.pairs[reach.pair].routes.map { route in
                let (share, harm) = state.figures(ofRoute: route)
                let before = scenario.weights[route] / scenario.sums[reach.pair]
                return RouteShift(
                    route: route, shareBefore: before, shareAfter: share,
                    harmBefore: persons * before * scenario.harm(route), harmAfter: persons * share * harm)
            }
        }
        return shifts.sorted { $0.route < $1.route }
    }

    /// Harm of one route before any measure, persons × share × harm.
    public func harmBefore(ofRoute route: Int) -> Double {
        scenario.model.routes[route].persons * sharesBefore[route] * scenario.harm(route)
    }

    /// Net harm above which a measure counts as backfiring, and below whose negative it counts as a gain.
    public var tolerance: Double { Self.tolerance(harmBefore: harmBefore) }

    private static func tolerance(harmBefore: Double) -> Double { 1e-9 * max(1, harmBefore) }

    private static func outcome(of site: Int, _ scenario: PriorityScenario, tolerance: Double) -> SiteOutcome {
        let change = scenario.change(by: [site])
        let marginal = scenario.marginal(of: site)
        return SiteOutcome(
            direct: change.direct, displacement: change.displacement,
            displacementRatio: change.direct == 0 ? nil : change.displacement / abs(change.direct),
            backfires: change.net > tolerance, personsDiverted: change.diverted, marginalDirect: marginal.direct,
            marginalDisplacement: marginal.displacement, receiving: receiving(from: site, scenario), rank: 0)
    }

    /// So many receivers of a site are kept, since with many routes all gain a little.
    private static let receiverLimit = 100

    private static func receiving(from site: Int, _ scenario: PriorityScenario) -> [ReceivingRoute] {
        let gains = shifts(ofSite: site, scenario).compactMap { shift -> ReceivingRoute? in
            let persons = scenario.model.routes[shift.route].persons * (shift.shareAfter - shift.shareBefore)
            return persons > 0 ? ReceivingRoute(route: shift.route, persons: persons) : nil
        }
        return Array(gains.sorted { ($1.persons, $0.route) < ($0.persons, $1.route) }.prefix(receiverLimit))
    }

    private mutating func addRanks() {
        for lever in Lever.allCases {
            let members = sites.indices.filter { scenario.model.sites[$0].lever == lever }
            for (site, place) in zip(members, Ranking.places(of: members.map { -sites[$0].net })) {
                sites[site].rank = place
            }
        }
    }

    private mutating func addIntervals(
        random: SplitMix64, threads: Int, progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void
    ) {
        guard !settings.uncertainty.isNothing, settings.uncertainty.draws > 0 else { return }
        let nets = scenario.model.netDraws(settings, random: random, threads: threads, progress: progress)
        for (site, draws) in nets.enumerated() {
            sites[site].interval = PosteriorQuantiles(of: draws)
            let rising = draws.count { $0 > tolerance }
            sites[site].backfireProbability = Double(rising) / Double(draws.count)
        }
        for lever in Lever.allCases {
            let members = sites.indices.filter { scenario.model.sites[$0].lever == lever }
            let intervals = Ranking.intervals(ofRows: members.map { nets[$0].map { -$0 } })
            for (site, rank) in zip(members, intervals) { sites[site].rankInterval = rank }
        }
    }
}
