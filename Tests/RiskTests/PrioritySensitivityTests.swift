import Foundation
import SpatialEngine
import TestSupport
import Testing

@testable import Risk

@Suite struct PrioritySensitivityTests {
    private typealias Given = (routes: [PriorityRoute], sites: [PrioritySite], effects: [SiteEffect])

    private func plan(
        _ given: Given, theta: Double = 1, uncertainty: PriorityUncertainty = PriorityUncertainty(),
        budget: Double? = nil, threads: Int = 1
    ) throws -> PriorityPlan {
        try PriorityPlan(
            routes: given.routes, sites: given.sites, effects: given.effects,
            settings: PrioritySettings(
                theta: theta, parameters: PriorityFixtures.parameters, uncertainty: uncertainty, budget: budget),
            random: SplitMix64(seed: 4), threads: threads)
    }

    /// Site 0 lowers harm and moves people; site 1 lowers less and moves nobody.
    private var rivals: Given {
        let routes = [0.02, 0.03].enumerated().map {
            PriorityRoute(od: "A-B", route: "r\($0)", cost: 1, persons: 1_000, harmInflicted: $1)
        }
        let sites = (0..<2).map { PrioritySite(id: "s\($0)", lever: .enforcement) }
        let effects = [
            SiteEffect(site: 0, route: 0, size: .stated(addedCost: 0.4, harmMultiplier: 0.5)),
            SiteEffect(site: 1, route: 0, size: .stated(addedCost: 0, harmMultiplier: 0.7)),
        ]
        return (routes, sites, effects)
    }

    @Test func `the factor on theta at which the first site loses its place is where both nets are equal`() throws {
        let plan = try plan(rivals, theta: 0.1)
        #expect(plan.sites.map(\.rank) == [1, 2])
        let change = try #require(plan.rankingChanges().first { $0.parameter == "theta" })
        let factor = try #require(change.factor)
        #expect(change.first == 0 && change.next == 1 && factor > 1)
        func gap(_ theta: Double) -> Double {
            PriorityFixtures.harm(rivals, theta: theta, choosing: [0], acting: [0])
                - PriorityFixtures.harm(rivals, theta: theta, choosing: [1], acting: [1])
        }
        #expect(abs(gap(0.1 * factor)) < 1e-9)
        #expect(gap(0.1 * factor * 0.99) < 0 && gap(0.1 * factor * 1.01) > 0)
        // Stated effects know neither κ nor η.
        #expect(plan.rankingChanges().filter { $0.parameter != "theta" }.allSatisfy { $0.factor == nil })
    }

    @Test func `places of the panel are those of plans made anew`() throws {
        var random = SplitMix64(seed: 9)
        let given = PriorityFixtures.random(pairs: 3, routes: 4, sites: 12, touched: 5, random: &random)
        let uncertainty = PriorityUncertainty(theta: 0.3...4, draws: 10)
        let panel = try plan(given, uncertainty: uncertainty).sensitivity()
        #expect(
            panel.scenarios.map(\.name) == [
                "theta_low", "theta_high", "kappa_low", "kappa_high", "eta_low", "eta_high", "zero_response",
                "without_largest_harm",
            ])
        #expect(panel.scenarios[0].places == (try plan(given, theta: 0.3).sites.map(\.rank)))
        #expect(panel.scenarios[1].places == (try plan(given, theta: 4).sites.map(\.rank)))
        let base = try plan(given)
        for lever in Lever.allCases {
            let members = given.sites.indices.filter { given.sites[$0].lever == lever }
            let byDirect = members.sorted { (base.sites[$0].direct, $0) < (base.sites[$1].direct, $1) }
            #expect(byDirect.map { panel.scenarios[6].places[$0] } == Array(1...members.count))
        }
        let largest = try #require(panel.largestHarmRoute)
        let harms = given.routes.indices.map { base.harmBefore(ofRoute: $0) }
        #expect(harms[largest] == harms.max())
        // Without the route: the same plan from a table that lacks it.
        var fewer = given
        fewer.routes.remove(at: largest)
        fewer.effects = given.effects.filter { $0.route != largest }.map {
            SiteEffect(site: $0.site, route: $0.route > largest ? $0.route - 1 : $0.route, size: $0.size)
        }
        #expect(panel.scenarios[7].places == (try plan(fewer).sites.map(\.rank)))
    }

    @Test func `equal harm everywhere and no effect on it yields no priority`() throws {
        var random = SplitMix64(seed: 10)
        var given = PriorityFixtures.random(pairs: 4, routes: 5, sites: 12, touched: 6, random: &random)
        for index in given.routes.indices {
            (given.routes[index].harmInflicted, given.routes[index].harmEnvironment) = (0.01, 0.02)
        }
        given.effects = given.effects.map {
            SiteEffect(site: $0.site, route: $0.route, size: .stated(addedCost: 0.7, harmMultiplier: 1))
        }
        let plan = try plan(given, uncertainty: PriorityUncertainty(theta: 0.5...2, draws: 40), budget: 9)
        #expect(plan.portfolio?.sites == [] && plan.portfolio?.naiveSites == [])
        #expect(plan.sites.allSatisfy { abs($0.net) < plan.tolerance && !$0.backfires && $0.personsDiverted >= 0 })
        #expect(plan.sites.contains { $0.personsDiverted > 1 })
        #expect(plan.sites.allSatisfy { abs($0.netInterval?.low ?? 1) < plan.tolerance })
    }

    @Test func `nine of ten nets at parameters drawn from their ranges lie in the interval`() throws {
        var random = SplitMix64(seed: 11)
        let given = PriorityFixtures.random(pairs: 3, routes: 4, sites: 10, touched: 6, random: &random)
        let ranges = PriorityUncertainty(
            theta: 0.5...2, kappa: 2e-5...4e-4, eta: 0.1...0.9, draws: 500, isLogarithmic: false)
        let intervals = try plan(given, uncertainty: ranges).sites.map { try #require($0.netInterval) }
        var (inside, count) = (0, 0)
        for _ in 0..<2_000 {
            func next(_ range: ClosedRange<Double>?) -> Double { Double.random(in: range ?? 1...1, using: &random) }
            var parameters = PriorityFixtures.parameters
            (parameters.kappa, parameters.eta) = (next(ranges.kappa), next(ranges.eta))
            let model = try PriorityModel(routes: given.routes, sites: given.sites, effects: given.effects)
            let nets = PriorityScenario(model: model, theta: next(ranges.theta), parameters: parameters).nets
            for (net, interval) in zip(nets, intervals) where interval.low < interval.high {
                count += 1
                if interval.low <= net && net <= interval.high { inside += 1 }
            }
        }
        #expect(count >= 10_000)
        #expect(abs(Double(inside) / Double(count) - 0.9) < 0.02)
    }

    @Test func `intervals do not depend on threads and fill a single range evenly`() throws {
        let ranges = PriorityUncertainty(theta: 0.5...2, draws: 200, isLogarithmic: false)
        let plans = try [1, 3].map { try plan(rivals, uncertainty: ranges, threads: $0) }
        #expect(plans[0].sites == plans[1].sites)
        // Net rises with θ here, so that its quantiles are the nets at the quantiles of θ.
        let interval = try #require(plans[0].sites[0].netInterval)
        for (end, theta) in [(interval.low, 0.575), (interval.high, 1.925)] {
            let net =
                PriorityFixtures.harm(rivals, theta: theta, choosing: [0], acting: [0])
                - PriorityFixtures.harm(rivals, theta: theta, choosing: [], acting: [])
            #expect(abs(end - net) < 0.01 * (interval.high - interval.low))
        }
    }

    @Test func `sites come and go in any order as the formulas say, and leave no trace`() throws {
        var random = SplitMix64(seed: 12)
        for trial in 0..<60 {
            let given = PriorityFixtures.random(pairs: 3, routes: 5, sites: 6, touched: 5, random: &random)
            let theta = (trial % 3 == 0 ? 60 : 3) * random.nextUnit()
            let model = try PriorityModel(routes: given.routes, sites: given.sites, effects: given.effects)
            let scenario = PriorityScenario(model: model, theta: theta, parameters: PriorityFixtures.parameters)
            let before = PriorityFixtures.harm(given, theta: theta, choosing: [], acting: [])
            var state = MeasureState(scenario)
            for _ in 0..<8 {
                let site = Int.random(in: 0..<6, using: &random)
                guard !state.sites.contains(site) else { continue }
                let (announced, saved) = (state.change(adding: site), state.snapshot(of: site))
                let earlier = [state.direct, state.displacement]
                state.add(site)
                #expect(isClose(announced.direct, state.direct, within: 1e-12))
                #expect(isClose(announced.displacement, state.displacement, within: 1e-12))
                let frozen = PriorityFixtures.harm(given, theta: theta, choosing: [], acting: state.sites)
                let after = PriorityFixtures.harm(given, theta: theta, choosing: state.sites, acting: state.sites)
                #expect(abs(state.direct - (frozen - before)) < 1e-9 && abs(state.net - (after - before)) < 1e-9)
                if random.nextUnit() < 0.5 {
                    state.restore(saved)
                    #expect([state.direct, state.displacement] == earlier)
                } else if random.nextUnit() < 0.5, let dropped = state.sites.randomElement(using: &random) {
                    state.remove(dropped)
                    let left = PriorityFixtures.harm(given, theta: theta, choosing: state.sites, acting: state.sites)
                    #expect(!state.sites.contains(dropped) && abs(state.net - (left - before)) < 1e-9)
                }
            }
        }
    }
}
