import Network
import SpatialEngine
import Surfaces
import TestSupport
import Testing

@Suite struct LandEnsembleTests {
    private let from = 15 * 40 + 3
    private let to = 15 * 40 + 36

    private func plain(closed: Set<Int> = []) throws -> TravelSurface {
        try TravelSurface(
            grid: landGrid(rows: 30, columns: 40), elevation: [Float](repeating: 200, count: 1200),
            timeMultiplier: (0..<1200).map { closed.contains($0) ? .infinity : 1 })
    }

    private func ensemble(
        _ surface: TravelSurface, deviation: Float, members: Int = 31, threads: Int = 1, seed: UInt64 = 1
    ) throws -> TerrainEnsemble {
        try TerrainEnsemble.traversal(
            surface: surface, slope: .irmischerClarkeOffPath, from: from, to: to,
            errorSD: [Float](repeating: deviation, count: 1200), correlation: Metres(2_600), members: members,
            random: SplitMix64(seed: seed), threads: threads)
    }

    @Test func `the result has the same bytes at any number of threads`() throws {
        let one = try ensemble(plain(), deviation: 80)
        for threads in [2, 3, 16] {
            let many = try ensemble(plain(), deviation: 80, threads: threads)
            #expect(many.visits == one.visits && many.costs == one.costs)
        }
        #expect(try ensemble(plain(), deviation: 80, seed: 2).visits != one.visits)
    }

    @Test func `without error every member takes the one cheapest way`() throws {
        let surface = try plain()
        let path = try #require(
            try CostField<Float>.accumulate(surface: surface, slope: .irmischerClarkeOffPath, sources: [from]).path(
                to: to))
        let found = try ensemble(surface, deviation: 0, members: 5)
        #expect(found.costs == [Double](repeating: path.cost, count: 5))
        for cell in 0..<1200 { #expect(found.probability[cell] == (path.cells.contains(cell) ? 1 : 0)) }
    }

    @Test func `errors spread the ways and cost time`() throws {
        let surface = try plain()
        let flat = try ensemble(surface, deviation: 0, members: 1).costs[0]
        let found = try ensemble(surface, deviation: 120)
        #expect(found.costs.allSatisfy { $0 > flat })
        #expect(found.probability[from] == 1 && found.probability[to] == 1)
        #expect(found.visits.count { $0 > 0 } > 100)
        #expect(found.membersReachable == 31)
        let (low, high) = found.interval()
        for cell in 0..<1200 {
            #expect(low[cell] <= found.probability[cell] && found.probability[cell] <= high[cell])
        }
    }

    @Test func `a way around a wall is walked by all and the cells behind it by none`() throws {
        var wall = Set((0..<30).map { $0 * 40 + 20 })
        wall.remove(2 * 40 + 20)
        let found = try ensemble(plain(closed: wall), deviation: 60)
        #expect(found.probability[2 * 40 + 20] == 1)
        for cell in wall { #expect(found.visits[cell] == 0) }
        let cut = try ensemble(plain(closed: wall.union([2 * 40 + 20])), deviation: 60)
        #expect(cut.membersReachable == 0 && cut.visits.allSatisfy { $0 == 0 })
    }

    @Test func `wrong input is refused with its name`() throws {
        let surface = try plain()
        #expect(throws: NetworkError.badParameter(name: "members", value: 0, range: "at least 1")) {
            try ensemble(surface, deviation: 1, members: 0)
        }
        #expect(throws: NetworkError.self) { try ensemble(surface, deviation: -1) }
        #expect(throws: NetworkError.self) { try ensemble(plain(closed: [from]), deviation: 1, threads: 2) }
    }

    @Test func `Wilson's interval is the published one`() {
        // Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, table I, method 3.
        let published = [
            (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718),
        ]
        for (successes, trials, low, high) in published {
            let interval = WilsonInterval(successes: successes, trials: trials)
            #expect(isClose(interval.low, low, within: 5e-5))
            #expect(isClose(interval.high, high, within: 5e-5))
        }
        let narrow = WilsonInterval(successes: 81, trials: 263, confidence: 0.5)
        // (p̂ + z²/2n ∓ z√…)/(1 + z²/n) with z = 0.6744897501960817, the upper quartile of the normal distribution.
        #expect(isClose(narrow.low, 0.2891293, within: 1e-6))
        #expect(isClose(narrow.high, 0.3275035, within: 1e-6))
    }
}
