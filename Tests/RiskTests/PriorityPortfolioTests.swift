import SpatialEngine
import TestSupport
import Testing

@testable import Risk

@Suite struct PriorityPortfolioTests {
    private typealias Given = (routes: [PriorityRoute], sites: [PrioritySite], effects: [SiteEffect])

    private func portfolio(_ given: Given, theta: Double, budget: Double, levers: [Lever] = Lever.allCases) throws
        -> PriorityPortfolio
    {
        let plan = try PriorityPlan(
            routes: given.routes, sites: given.sites, effects: given.effects,
            settings: PrioritySettings(
                theta: theta, parameters: PriorityFixtures.parameters, budget: budget, portfolioLevers: levers),
            random: SplitMix64(seed: 1))
        return try #require(plan.portfolio)
    }

    /// All affordable sets, worked out from the formulas.
    private func everySet(_ given: Given, theta: Double, budget: Double) -> [(
        sites: [Int], direct: Double, net: Double
    )] {
        let before = PriorityFixtures.harm(given, theta: theta, choosing: [], acting: [])
        return (0..<(1 << given.sites.count)).compactMap { mask in
            let sites = given.sites.indices.filter { mask >> $0 & 1 == 1 }
            guard sites.reduce(0, { $0 + given.sites[$1].unitCost }) <= budget else { return nil }
            let frozen = PriorityFixtures.harm(given, theta: theta, choosing: [], acting: sites)
            let after = PriorityFixtures.harm(given, theta: theta, choosing: sites, acting: sites)
            return (sites, frozen - before, after - before)
        }
    }

    @Test func `the portfolio and the naive ranking are those of full enumeration`() throws {
        var random = SplitMix64(seed: 31)
        for trial in 0..<12 {
            let given = PriorityFixtures.random(pairs: 3, routes: 4, sites: 7, touched: 4, random: &random)
            let theta = 0.2 + 2 * random.nextUnit()
            let sets = everySet(given, theta: theta, budget: 6)
            let best = sets.map(\.net).min() ?? 0
            let naive = sets.min { $0.direct < $1.direct }
            let found = try portfolio(given, theta: theta, budget: 6)
            #expect(isClose(found.net, best, within: 1e-9), "trial \(trial)")
            #expect(isClose(found.naiveNet, naive?.net ?? 0, within: 1e-9), "trial \(trial)")
            #expect(found.method == .exhaustive && found.gap == 0 && found.cost <= 6)
            #expect(found.regret >= -1e-12)
        }
    }

    @Test func `greedy with exchanges stays above its bound and near the best set`() throws {
        var random = SplitMix64(seed: 32)
        var misses = 0
        for _ in 0..<12 {
            let given = PriorityFixtures.random(pairs: 3, routes: 4, sites: 9, touched: 4, random: &random)
            let model = try PriorityModel(routes: given.routes, sites: given.sites, effects: given.effects)
            let scenario = PriorityScenario(model: model, theta: 1, parameters: PriorityFixtures.parameters)
            let search = PortfolioSearch(scenario: scenario, candidates: Array(given.sites.indices), budget: 7)
            let best = everySet(given, theta: 1, budget: 7).map(\.net).min() ?? 0
            let greedy = scenario.change(by: search.greedySwap(by: .net)).net
            let bound = -search.gains.largest(Array(given.sites.indices), budget: 7)
            #expect(bound <= best + 1e-12 && best <= greedy + 1e-12)
            #expect(bound >= -scenario.harmBefore)
            if greedy > best * 0.999 { misses += 1 }
        }
        #expect(misses <= 3)
    }

    @Test func `the bound holds on many random instances, cheap sites and dear, weak response and strong`() throws {
        var random = SplitMix64(seed: 36)
        for trial in 0..<150 {
            let given = PriorityFixtures.random(
                pairs: 1 + trial % 4, routes: 2 + trial % 4, sites: 7, touched: 1 + trial % 6, random: &random)
            let theta = (trial % 5 == 0 ? 40 : 3) * random.nextUnit()
            let model = try PriorityModel(routes: given.routes, sites: given.sites, effects: given.effects)
            let scenario = PriorityScenario(model: model, theta: theta, parameters: PriorityFixtures.parameters)
            let budget = Double(trial % 9)
            let search = PortfolioSearch(scenario: scenario, candidates: Array(given.sites.indices), budget: budget)
            let best = everySet(given, theta: theta, budget: budget).map(\.net).min() ?? 0
            #expect(-search.gains.largest(search.candidates, budget: budget) <= best + 1e-9)
            #expect(isClose(scenario.change(by: search.exhaustive(by: .net)).net, best, within: 1e-9))
            #expect(scenario.change(by: search.greedySwap(by: .net)).net >= best - 1e-9)
        }
    }

    @Test func `no set in any company gains more than the bound on its last site allows`() throws {
        var random = SplitMix64(seed: 33)
        for _ in 0..<10 {
            let given = PriorityFixtures.random(pairs: 2, routes: 4, sites: 6, touched: 4, random: &random)
            let model = try PriorityModel(routes: given.routes, sites: given.sites, effects: given.effects)
            let scenario = PriorityScenario(model: model, theta: 1.5, parameters: PriorityFixtures.parameters)
            let gains = GainBound(scenario)
            for mask in 0..<64 {
                let company = given.sites.indices.filter { mask >> $0 & 1 == 1 }
                for site in given.sites.indices where !company.contains(site) {
                    let gain = scenario.change(by: company).net - scenario.change(by: company + [site]).net
                    #expect(gain <= gains.total([site], budget: 100) + 1e-12)
                }
            }
        }
    }

    @Test func `an empty portfolio beats measures that all backfire`() throws {
        let routes = [0.001, 0.05].enumerated().map {
            PriorityRoute(od: "A-B", route: "r\($0)", cost: 1, persons: 100, harmInflicted: $1)
        }
        let sites = (0..<2).map { PrioritySite(id: "s\($0)", lever: .enforcement) }
        let effects = sites.indices.map {
            SiteEffect(site: $0, route: 0, size: .stated(addedCost: 1, harmMultiplier: 0.5))
        }
        let found = try portfolio((routes, sites, effects), theta: 1, budget: 5)
        #expect(found.sites.isEmpty && found.net == 0 && found.cost == 0)
        #expect(found.naiveSites == [0, 1] && found.naiveNet > 0)
        #expect(found.regret == found.naiveNet)
    }

    @Test func `a lever left out is not used`() throws {
        var random = SplitMix64(seed: 34)
        let given = PriorityFixtures.random(pairs: 3, routes: 4, sites: 12, touched: 4, random: &random)
        for lever in Lever.allCases {
            let found = try portfolio(given, theta: 1, budget: 8, levers: [lever])
            #expect(!found.sites.isEmpty)
            #expect(found.sites.allSatisfy { given.sites[$0].lever == lever })
        }
    }

    @Test func `a hundred sites on a thousand routes are planned`() throws {
        var random = SplitMix64(seed: 35)
        let given = PriorityFixtures.random(pairs: 100, routes: 10, sites: 100, touched: 10, random: &random)
        let found = try portfolio(given, theta: 1, budget: 20)
        #expect(found.method == .greedySwap && found.cost <= 20)
        #expect(found.net < 0 && found.bound <= found.net && found.regret >= 0 && found.naiveNet >= found.net)
    }
}
