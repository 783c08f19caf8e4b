import Foundation
import SpatialEngine
import TestSupport
import Testing

@testable import Risk

@Suite struct PriorityPlanTests {
    /// Two routes of equal cost, 1,000 persons, harm 0.02 and 0.05 a person; a site closes most of the first.
    private static let two = [
        PriorityRoute(od: "A-B", route: "pass", cost: 4, persons: 1_000, harmInflicted: 0.02),
        PriorityRoute(od: "A-B", route: "sea", cost: 4, persons: 1_000, harmInflicted: 0.05),
    ]
    private static let post = PrioritySite(id: "post", lever: .enforcement)

    private static func plan(
        _ routes: [PriorityRoute] = two, _ sites: [PrioritySite] = [post],
        _ effects: [SiteEffect] = [
            SiteEffect(site: 0, route: 0, size: .stated(addedCost: log(3), harmMultiplier: 0.5))
        ], theta: Double = 1, uncertainty: PriorityUncertainty = PriorityUncertainty(), budget: Double? = nil
    ) throws -> PriorityPlan {
        try PriorityPlan(
            routes: routes, sites: sites, effects: effects,
            settings: PrioritySettings(
                theta: theta, parameters: PriorityFixtures.parameters, uncertainty: uncertainty, budget: budget),
            random: SplitMix64(seed: 8))
    }

    @Test func `two routes by hand`() throws {
        // Shares ½, ½ before and ¼, ¾ after; harm 500·0.02 + 500·0.05 = 35 before.
        // direct = 500·(0.01 − 0.02) = −5; displacement = −250·0.01 + 250·0.05 = 10; net 5: it backfires.
        let plan = try Self.plan()
        let site = plan.sites[0]
        #expect(isClose(plan.harmBefore, 35, within: 1e-12))
        #expect(isClose(site.direct, -5, within: 1e-12))
        #expect(isClose(site.displacement, 10, within: 1e-12))
        #expect(isClose(site.net, 5, within: 1e-12))
        #expect(isClose(site.displacementRatio ?? 0, 2, within: 1e-12))
        #expect(site.backfires && site.netZeroResponse == site.direct)
        #expect(isClose(site.personsDiverted, 250, within: 1e-10))
        #expect(site.receiving.map(\.route) == [1] && isClose(site.receiving[0].persons, 250, within: 1e-10))
        // ∂h = −0.01 on the pass, Cov(h, ∂c) = ½·0.02·ln 3 − 0.035·½·ln 3 = −0.0075·ln 3.
        #expect(isClose(site.marginalDirect, -5, within: 1e-12))
        #expect(isClose(site.marginalDisplacement, 7.5 * log(3), within: 1e-12))
        let shifts = plan.decomposition(ofSite: 0)
        #expect(shifts.map(\.route) == [0, 1])
        for (value, expected) in zip(shifts.flatMap { [$0.shareBefore, $0.shareAfter] }, [0.5, 0.25, 0.5, 0.75]) {
            #expect(isClose(value, expected, within: 1e-12))
        }
        for (value, expected) in zip(shifts.map(\.harmAfter), [2.5, 37.5]) {
            #expect(isClose(value, expected, within: 1e-10))
        }
    }

    @Test func `parts agree with the formulas word for word on random plans`() throws {
        var random = SplitMix64(seed: 2)
        for _ in 0..<30 {
            let given = PriorityFixtures.random(pairs: 4, routes: 5, sites: 6, touched: 6, random: &random)
            let theta = 3 * random.nextUnit()
            let plan = try Self.plan(given.routes, given.sites, given.effects, theta: theta)
            let before = PriorityFixtures.harm(given, theta: theta, choosing: [], acting: [])
            #expect(isClose(plan.harmBefore, before, within: 1e-9))
            for (index, site) in plan.sites.enumerated() {
                let frozen = PriorityFixtures.harm(given, theta: theta, choosing: [], acting: [index])
                let after = PriorityFixtures.harm(given, theta: theta, choosing: [index], acting: [index])
                #expect(isClose(site.direct, frozen - before, within: 1e-9))
                #expect(isClose(site.displacement, after - frozen, within: 1e-9))
                #expect(isClose(site.direct + site.displacement, site.net, within: 0))
                #expect(isClose(site.net, after - before, within: 1e-9))
                let shifts = plan.decomposition(ofSite: index)
                let change = shifts.reduce(0) { $0 + $1.harmAfter - $1.harmBefore }
                #expect(isClose(change, site.net, within: 1e-9))
                let gained = site.receiving.reduce(0) { $0 + $1.persons }
                #expect(isClose(gained, site.personsDiverted, within: 1e-9))
            }
        }
    }

    @Test func `marginals are the limit of finite change`() throws {
        var random = SplitMix64(seed: 3)
        for _ in 0..<20 {
            var given = PriorityFixtures.random(pairs: 2, routes: 4, sites: 1, touched: 5, random: &random)
            given.effects = given.effects.map { effect in
                guard case .length = effect.size else { return effect }
                return SiteEffect(site: 0, route: effect.route, size: .stated(addedCost: 0.7, harmMultiplier: 0.8))
            }
            let whole = try Self.plan(given.routes, given.sites, given.effects).sites[0]
            let step = 1e-6
            let part = try Self.plan(
                given.routes, given.sites,
                given.effects.map { effect in
                    guard case .stated(let cost, let multiplier) = effect.size else { return effect }
                    return SiteEffect(
                        site: 0, route: effect.route,
                        size: .stated(addedCost: step * cost, harmMultiplier: 1 + step * (multiplier - 1)))
                }
            ).sites[0]
            #expect(isClose(part.direct / step, whole.marginalDirect, within: 1e-4))
            #expect(isClose(part.displacement / step, whole.marginalDisplacement, within: 1e-4))
        }
    }

    @Test func `people who do not mind cost are not displaced`() throws {
        let site = try Self.plan(theta: 0).sites[0]
        #expect(site.displacement == 0)
        #expect(site.net == site.direct)
        #expect(site.personsDiverted == 0 && site.receiving.isEmpty && site.marginalDisplacement == 0)
    }

    @Test func `protection moves nobody and enforcing the safest of three routes backfires`() throws {
        let routes = [0.001, 0.02, 0.03].enumerated().map {
            PriorityRoute(
                od: "A-B", route: "r\($0)", cost: 4, persons: 900, harmInflicted: $1 / 2, harmEnvironment: $1 / 2)
        }
        let sites = [
            PrioritySite(id: "post", lever: .enforcement), PrioritySite(id: "aid", lever: .protection),
            PrioritySite(id: "aid-2", lever: .protection, effort: 2),
        ]
        let effects = sites.indices.map { SiteEffect(site: $0, route: 0, size: .length(metres: 50_000)) }
        let plan = try Self.plan(routes, sites, effects)
        #expect(plan.sites[0].backfires && plan.sites[0].direct < 0)
        #expect(plan.sites[1].displacement == 0 && plan.sites[1].personsDiverted == 0 && !plan.sites[1].backfires)
        // 300 persons at 0.001, ρ = 0.3.
        #expect(isClose(plan.sites[1].direct, -0.3 * (1 - exp(-0.3)), within: 1e-12))
        #expect(plan.sites.map(\.rank) == [1, 2, 1])
        // Enforcement halves nothing of the surroundings' harm: −300·0.0005·(1 − e^−0.4).
        #expect(isClose(plan.sites[0].direct, -0.15 * (1 - exp(-0.4)), within: 1e-12))
    }

    @Test func `an outside option takes up people without harm`() throws {
        let routes = [
            PriorityRoute(od: "A-B", route: "pass", cost: 4, persons: 100, harmInflicted: 0.1),
            PriorityRoute(od: "A-B", route: "outside", cost: 4, persons: 100, harmInflicted: 0),
        ]
        let site = try Self.plan(routes).sites[0]
        #expect(site.displacement < 0 && !site.backfires)
        #expect(site.receiving.map(\.route) == [1])
    }

    @Test func `shares hold when a site makes every route of a pair very dear`() throws {
        let effects = (0..<2).map { SiteEffect(site: 0, route: $0, size: .stated(addedCost: 5_000, harmMultiplier: 1)) }
        let site = try Self.plan(effects: effects).sites[0]
        #expect(isClose(site.net, 0, within: 1e-12))
        #expect(isClose(site.personsDiverted, 0, within: 1e-9))
    }

    private static func plan(effects: [SiteEffect]) throws -> PriorityPlan { try plan(two, [post], effects) }

    @Test func `intervals run over theta and over the drawn harms`() throws {
        let exact = try Self.plan()
        #expect(exact.sites[0].netInterval == nil && exact.sites[0].backfireProbability == nil)
        let overTheta = try Self.plan(uncertainty: PriorityUncertainty(theta: 0.5...2, draws: 400)).sites[0]
        let ends = try [0.5, 2].map { try Self.plan(theta: $0).sites[0].net }
        let interval = try #require(overTheta.netInterval)
        #expect(interval.low > ends[0] && interval.high < ends[1] && interval.low < interval.high)
        #expect(overTheta.net == exact.sites[0].net)
        // Harm of the sea route 0.05 or 0.001: the site backfires in the first case only.
        let harms = [[0.02, 0.05], [0.02, 0.001]]
        let overHarm = try Self.plan(uncertainty: PriorityUncertainty(routeHarm: harms, draws: 100)).sites[0]
        #expect(overHarm.backfireProbability == 0.5)
        #expect(isClose(overHarm.interval?.q95 ?? 0, 5, within: 1e-9))
    }

    @Test func `the same seed gives the same plan`() throws {
        var random = SplitMix64(seed: 77)
        let given = PriorityFixtures.random(pairs: 3, routes: 5, sites: 12, touched: 4, random: &random)
        let uncertainty = PriorityUncertainty(theta: 0.5...2, kappa: 1e-5...1e-3, eta: 0...1, draws: 50)
        let plans = try (0..<2).map { _ in
            try Self.plan(given.routes, given.sites, given.effects, uncertainty: uncertainty, budget: 6)
        }
        #expect(plans[0].sites == plans[1].sites)
        #expect(plans[0].portfolio == plans[1].portfolio)
        #expect(
            plans[0].sites.allSatisfy { $0.rankInterval.map { $0.low <= $0.place && $0.place <= $0.high } ?? false })
    }

    @Test func `what cannot be is refused`() throws {
        var other = Self.two
        other[1].persons = 900
        #expect(throws: RiskError.inconsistentPersons(od: "A-B")) { try Self.plan(other) }
        #expect(throws: RiskError.repeatedID(what: "route", id: "A-B pass")) {
            try Self.plan([Self.two[0], Self.two[0]])
        }
        #expect(throws: RiskError.unknownIndex(what: "route of effect 0", index: 5, count: 2)) {
            try Self.plan(effects: [SiteEffect(site: 0, route: 5, size: .length(metres: 1))])
        }
        #expect(throws: RiskError.badSetting(name: "theta", value: -1, allowed: "finite and not negative")) {
            try Self.plan(theta: -1)
        }
    }
}
