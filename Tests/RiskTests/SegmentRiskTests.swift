import Foundation
import Incidents
import SpatialEngine
import TestSupport
import Testing

@testable import Risk

@Suite struct SegmentRiskTests {
    /// Events placed surely: `places[event]` is the segment, −1 off.
    private func located(_ places: [Int]) -> LocationResult {
        LocationResult(
            weights: places.map { $0 < 0 ? [] : [UnitWeight(unit: $0, weight: 1)] },
            draws: [places.map(Int32.init)])
    }

    private func segment(
        _ id: String, group: Int = 0, trips: Double?, draws: [Double] = [], observed: Double = 1
    ) -> RiskSegment {
        RiskSegment(
            id: id, group: group, exposurePersonTrips: trips, exposureDraws: draws, observedShare: observed,
            lengthMetres: 10_000)
    }

    /// Three segments with 12, 6 and 3 events of one person each over 1,000, 2,000 and 3,000 trips.
    private func risks(
        sizes: Int = 1, reporting: ReportingBracket = .complete, commonLogSD: Double = 0, observed: Double = 1,
        draws: Int = 4_000
    ) throws -> SegmentRisks {
        var random = SplitMix64(seed: 5)
        let factors = commonLogSD > 0 ? (0..<1_000).map { _ in exp(commonLogSD * random.nextNormal()) } : []
        let places = [Int](repeating: 0, count: 12) + [Int](repeating: 1, count: 6) + [2, 2, 2]
        return try SegmentRisks(
            segments: [("a", 1_000.0), ("b", 2_000), ("c", 3_000)].map { id, trips in
                segment(id, trips: trips, draws: factors.map { $0 * trips }, observed: observed)
            },
            events: places.map { _ in RiskEvent(group: 0, deadOrMissing: sizes) }, location: located(places),
            settings: SegmentRiskSettings(
                reporting: [reporting], prior: .given(shape: 2, rate: 400), draws: draws),
            random: SplitMix64(seed: 21))
    }

    @Test func `with sure places and sizes the draws are the Gamma posterior`() throws {
        let found = try risks()
        for (row, (y, e)) in zip(found.segments, [(12.0, 1_000.0), (6, 2_000), (3, 3_000)]) {
            let prior = FittedPrior(alpha: 2, beta: 400, origin: .given)
            let posterior = try #require(GammaMixture(prior: prior, counts: [y], exposure: e))
            let rate = try #require(row.ratePer100k)
            // 4,000 draws: quantiles within 4 %, the mean within 2 %.
            #expect(abs(rate.median / (posterior.quantile(0.5) * 1e5) - 1) < 0.04)
            #expect(abs(rate.q05 / (posterior.quantile(0.05) * 1e5) - 1) < 0.06)
            #expect(abs(rate.q95 / (posterior.quantile(0.95) * 1e5) - 1) < 0.04)
            #expect(abs((row.meanRatePer100k ?? 0) / (posterior.mean * 1e5) - 1) < 0.03)
            #expect(row.measure == .risk && row.events == y)
            #expect(isClose(row.ratePer1000PersonKm ?? 0, rate.median / 1_000, within: 1e-9))
            let q = row.harmInWindow
            #expect(q.q05 <= q.q25 && q.q25 <= q.median && q.median <= q.q75 && q.q75 <= q.q95)
        }
        #expect(found.segments.compactMap(\.rank?.place) == [1, 2, 3])
        #expect(found.segments[0].probabilityAboveTwiceMean ?? 0 > 0.9)
        #expect(found.segments[2].probabilityAboveTwiceMean == 0)
    }

    @Test func `size multiplies harm and reporting divides it`() throws {
        let base = try risks()
        let fivefold = try risks(sizes: 5)
        let half = try risks(reporting: ReportingBracket(low: 0.5, high: 0.5))
        for index in 0..<3 {
            let median = base.segments[index].ratePer100k?.median ?? 0
            #expect(abs((fivefold.segments[index].ratePer100k?.median ?? 0) / (5 * median) - 1) < 0.03)
            #expect(abs((half.segments[index].ratePer100k?.median ?? 0) / (2 * median) - 1) < 0.03)
        }
        #expect(abs((base.meanRate ?? 0) / (21.0 / 6_000) - 1) < 0.1)
    }

    @Test func `uncertain reporting and exposure widen the interval`() throws {
        func width(_ risks: SegmentRisks) -> Double {
            log((risks.segments[0].ratePer100k?.q95 ?? 1) / (risks.segments[0].ratePer100k?.q05 ?? 1))
        }
        let base = try width(risks())
        #expect(try width(risks(reporting: ReportingBracket(low: 0.2, high: 0.9))) > 1.2 * base)
        #expect(try width(risks(commonLogSD: 0.5)) > 1.2 * base)
    }

    @Test func `trips that nobody watched raise the rate, not the trips`() throws {
        // Half of the exposure observed: Gamma(2 + 12) over 400 + 500, and the window's harm over all 1,000 trips.
        let found = try risks(observed: 0.5).segments[0]
        #expect(abs((found.meanRatePer100k ?? 0) / (14 / 900.0 * 1e5) - 1) < 0.03)
        #expect(abs(found.harmInWindow.median / ((found.ratePer100k?.median ?? 0) / 1e5 * 1_000) - 1) < 1e-9)
    }

    @Test func `mass-casualty probability follows rate and size`() throws {
        let small = try risks(sizes: 1).segments[0].massCasualtyProbability
        let large = try risks(sizes: 20).segments[0].massCasualtyProbability
        // 21 events, none or all of 10 and more: Beta(2·p̄ + k, …) with p̄ = (k + ½)/22; some ten events expected.
        #expect(small > 0 && small < 0.1)
        #expect(large > 0.999)
    }

    @Test func `without exposure the measure is a count density and nothing is called a rate`() throws {
        let places = [0, 0, 0, 1]
        let events = places.map { _ in RiskEvent(group: 0, deadOrMissing: 2) }
        let settings = SegmentRiskSettings(reporting: [.complete], draws: 500)
        let none = try SegmentRisks(
            segments: [segment("a", trips: nil), segment("b", trips: nil)], events: events, location: located(places),
            settings: settings, random: SplitMix64(seed: 3))
        #expect(none.segments.allSatisfy { $0.measure == .countDensity && $0.ratePer100k == nil })
        #expect(none.segments.map { $0.rank?.place } == [1, 2])
        #expect(none.meanRate == nil && none.draws == [[], []])
        #expect(none.segments[0].harmInWindow.median > none.segments[1].harmInWindow.median)
        let mixed = try SegmentRisks(
            segments: [segment("a", trips: 100), segment("b", trips: nil)], events: events, location: located(places),
            settings: settings, random: SplitMix64(seed: 3))
        #expect(mixed.segments.map { $0.rank?.place } == [1, nil])
        #expect(mixed.segments[1].stability == .notAssessed && mixed.segments[1].largestEventMovesRank == nil)
        let route = try RouteRisk(along: [0, 1], of: mixed)
        #expect(route.perPerson == nil && route.withoutExposure == [1] && route.contributions == nil)
    }

    @Test func `a rank that hangs on one disaster says so`() throws {
        // Segment a: one event of 400 and nothing else; b: six events of 2; the rest quiet. Groups apart, so sizes stay apart.
        let places = [0] + [Int](repeating: 1, count: 6)
        let events =
            [RiskEvent(group: 0, deadOrMissing: 400)]
            + (0..<6).map { _ in RiskEvent(group: 1, deadOrMissing: 2) }
        let quiet = (0..<8).map { segment("q\($0)", group: 1, trips: 1_000) }
        let found = try SegmentRisks(
            segments: [segment("a", group: 0, trips: 1_000), segment("b", group: 1, trips: 1_000)] + quiet,
            events: events, location: located(places),
            settings: SegmentRiskSettings(reporting: [.complete, .complete], draws: 500), random: SplitMix64(seed: 3))
        #expect(found.segments[0].rank?.place == 1)
        #expect(found.segments[0].largestEventMovesRank == true)
        #expect(found.segments[1].largestEventMovesRank == false)
        #expect(found.segments[2].largestEventMovesRank == false)
        #expect(found.scenarios.map(\.name) == ["unweighted", "without_largest_event"])
    }

    @Test func `ranks that other precisions overturn are unstable`() throws {
        let places = [0, 0, 0, 0, 1, 1, 2]
        let segments = (0..<10).map { segment("s\($0)", trips: 1_000) }
        let events = places.map { _ in RiskEvent(group: 0, deadOrMissing: 1) }
        let moved = places.map { _ in [UnitWeight(unit: 9, weight: 1)] }
        func stabilities(_ alternatives: [AlternativeLocation]) throws -> [Stability] {
            try SegmentRisks(
                segments: segments, events: events, location: located(places),
                settings: SegmentRiskSettings(reporting: [.complete], draws: 100), alternatives: alternatives,
                random: SplitMix64(seed: 3)
            ).segments.map(\.stability)
        }
        let same = try stabilities([AlternativeLocation(name: "precision_half", weights: located(places).weights)])
        #expect(same.allSatisfy { $0 == .stable })
        let other = try stabilities([AlternativeLocation(name: "precision_double", weights: moved)])
        #expect(other[9] == .unstable)
    }

    @Test func `spread-out events carry their uncertainty into the draws`() throws {
        let halves = [[UnitWeight(unit: 0, weight: 0.5), UnitWeight(unit: 1, weight: 0.5)]]
        let weights = [[[UnitWeight]]](repeating: halves, count: 10).flatMap(\.self)
        var random = SplitMix64(seed: 13)
        let draws = (0..<200).map { _ in (0..<10).map { _ in Int32(random.nextUnit() < 0.5 ? 0 : 1) } }
        let location = LocationResult(weights: weights, draws: draws)
        func spread(_ location: LocationResult) throws -> Double {
            let found = try SegmentRisks(
                segments: [segment("a", trips: 1_000), segment("b", trips: 1_000)],
                events: (0..<10).map { _ in RiskEvent(group: 0, deadOrMissing: 1) }, location: location,
                settings: SegmentRiskSettings(reporting: [.complete], prior: .jeffreys, draws: 4_000),
                random: SplitMix64(seed: 3))
            #expect(isClose(found.segments[0].events, 5, within: 1e-12))
            let mean = found.draws[0].reduce(0, +) / 4_000
            return found.draws[0].reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4_000
        }
        var sure = location
        sure.draws = []
        // Counts 5 surely: variance 5.5; binomial counts add their 2.5.
        let (wide, narrow) = try (spread(location) * 1e6, spread(sure) * 1e6)
        #expect(isClose(narrow, 5.5, within: 0.6))
        #expect(isClose(wide, 8, within: 0.9))
    }

    @Test func `route risk sums the hazards of its segments draw by draw`() throws {
        let found = try risks()
        let route = try RouteRisk(along: [0, 1, 2], of: found)
        for draw in [0, 17, 3_999] {
            let hazard = found.draws[0][draw] + found.draws[1][draw] + found.draws[2][draw]
            #expect(isClose(route.draws[draw], 1 - exp(-hazard), within: 1e-12))
        }
        let shares = try #require(route.contributions)
        #expect(isClose(shares.reduce(0, +), 1, within: 1e-12))
        #expect(shares[0] > shares[1] && shares[1] > shares[2])
        #expect(route.per1000?.median == (route.perPerson?.median ?? 0) * 1_000)
        #expect(try RouteRisk(along: [0, 0], of: found).mean ?? 0 > RouteRisk(along: [0], of: found).mean ?? 1)
        #expect(throws: RiskError.unknownIndex(what: "segment", index: 9, count: 3)) {
            try RouteRisk(along: [9], of: found)
        }
    }

    @Test func `events that killed nobody or are off every segment change nothing`() throws {
        let segments = [segment("a", trips: 1_000), segment("b", trips: 1_000)]
        func medians(_ places: [Int], _ deaths: [Int?]) throws -> [Double?] {
            try SegmentRisks(
                segments: segments, events: deaths.map { RiskEvent(group: 0, deadOrMissing: $0) },
                location: located(places),
                settings: SegmentRiskSettings(reporting: [.complete], draws: 200), random: SplitMix64(seed: 3)
            ).segments.map(\.ratePer100k?.median)
        }
        #expect(try medians([0, 1], [2, 3]) == medians([0, 1, 1, 0], [2, 3, 0, nil]))
    }

    @Test func `constant risk is not called high more often than chance allows`() throws {
        // Forty segments of equal risk: the share flagged above twice the mean with 95 % must stay small.
        var random = SplitMix64(seed: 41)
        var flagged = 0
        for trial in 0..<20 {
            let places = (0..<60).map { _ in Int.random(in: 0..<40, using: &random) }
            let found = try SegmentRisks(
                segments: (0..<40).map { segment("s\($0)", trips: 5_000) },
                events: places.map { _ in RiskEvent(group: 0, deadOrMissing: 1) }, location: located(places),
                settings: SegmentRiskSettings(reporting: [.complete], draws: 300),
                random: SplitMix64(seed: UInt64(trial)))
            flagged += found.segments.count { $0.probabilityAboveTwiceMean ?? 0 > 0.95 }
        }
        #expect(flagged <= 4)  // of 800
    }

    @Test func `indices and numbers out of range are refused`() {
        let events = [RiskEvent(group: 0, deadOrMissing: 1)]
        let settings = SegmentRiskSettings(reporting: [.complete], draws: 10)
        #expect(throws: RiskError.lengthMismatch(what: "located events", given: 2, expected: 1)) {
            try SegmentRisks(
                segments: [segment("a", trips: 1)], events: events, location: located([0, 0]), settings: settings,
                random: SplitMix64(seed: 1))
        }
        #expect(throws: RiskError.unknownIndex(what: "segment", index: 4, count: 1)) {
            try SegmentRisks(
                segments: [segment("a", trips: 1)], events: events, location: located([4]), settings: settings,
                random: SplitMix64(seed: 1))
        }
        #expect(
            throws: RiskError.badValue(what: "exposure of segment", index: 0, value: 0, allowed: "above 0, or unknown")
        ) {
            try SegmentRisks(
                segments: [segment("a", trips: 0)], events: events, location: located([0]), settings: settings,
                random: SplitMix64(seed: 1))
        }
    }
}
