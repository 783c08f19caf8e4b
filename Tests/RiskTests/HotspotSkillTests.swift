import SpatialEngine
import Testing

@testable import Risk

@Suite struct HotspotSkillTests {
    private let forecast = [5.0, 1, 4, 5, 0]
    private let actual = [3.0, 6, 2, 1, 0]

    @Test func `indices of a case worked by hand`() throws {
        let skill = HotspotSkill(
            forecast: forecast, actual: actual, past: [4, 2, 2, 2, 2], area: [2, 1, 3, 1, 3], length: [1, 1, 2, 4, 2])
        // Ranking: units 0, 3 (tie, later), 2, 1, 4. Two units: 4 of 12 events, area 3 of 10, length 5 of 10.
        let top = skill.top(2)
        #expect(top.events == 4)
        #expect(abs(try #require(top.hitRate) - 4.0 / 12) < 1e-15)
        #expect(abs(try #require(top.pai) - (4.0 / 12) / 0.3) < 1e-15)
        #expect(abs(try #require(top.paiLength) - (4.0 / 12) / 0.5) < 1e-15)
        // Most in two units 6 + 3; most within area 3: units 1 and 0.
        #expect(abs(try #require(top.pei) - 4.0 / 9) < 1e-15)
        #expect(top.mostInArea == AreaKnapsack.Bounds(reached: 9, limit: 9, isExact: true))
        // Past: 6 of 12 events, as many in all as came.
        let recapture = try #require(top.rri)
        #expect(abs(recapture - 4.0 / 6) < 1e-15)
    }

    @Test func `all units together hold all events in all the area`() throws {
        let top = HotspotSkill(forecast: forecast, actual: actual, past: actual).top(5)
        for value in [top.hitRate, top.pai, top.pei, top.peiArea, top.rri] { #expect(value == 1) }
        #expect(top.paiLength == nil)
    }

    @Test func `without events nothing is divided by nothing`() {
        let top = HotspotSkill(forecast: forecast, actual: [0, 0, 0, 0, 0], past: actual).top(1)
        for value in [top.hitRate, top.pai, top.pei, top.peiArea, top.rri] { #expect(value == nil) }
    }

    @Test func `units of equal area make both efficiency indices the same`() {
        var random = SplitMix64(seed: 4)
        let counts = (0..<60).map { _ in Double(random.next() % 9) }
        let skill = HotspotSkill(forecast: (0..<60).map { _ in random.nextUnit() }, actual: counts)
        for k in 1...60 { #expect(skill.top(k).pei == skill.top(k).peiArea) }
    }

    @Test func `the curve rises from nothing to everything and meets the indices`() throws {
        let skill = HotspotSkill(forecast: forecast, actual: actual, area: [2, 1, 3, 1, 3])
        let curve = skill.curve
        #expect(curve.map(\.events) == [0, 3, 4, 6, 12, 12])
        #expect(curve.map(\.areaShare) == [0, 0.2, 0.3, 0.6, 0.7, 1])
        for k in 1...5 { #expect(curve[k].hitRate == skill.top(k).hitRate) }
    }

    // MARK: - Knapsack

    private func enumerated(_ events: [Double], _ area: [Double], within capacity: Double) -> Double {
        var best = 0.0
        for set in 0..<(1 << events.count) {
            var (sum, used) = (0.0, 0.0)
            for unit in events.indices where set >> unit & 1 == 1 {
                sum += events[unit]
                used += area[unit]
            }
            if used <= capacity * (1 + 1e-12) { best = max(best, sum) }
        }
        return best
    }

    @Test func `the most events within an area are those of all sets tried`() {
        var random = SplitMix64(seed: 9)
        for round in 0..<400 {
            let units = 1 + Int(random.next() % 12)
            let isWhole = round % 2 == 0
            let events = (0..<units).map { _ in
                isWhole ? Double(random.next() % 7) : (random.nextUnit() * 5)
            }
            let area = (0..<units).map { _ in
                round % 3 == 0 ? Double(1 + random.next() % 6) / 10 : 0.1 + random.nextUnit()
            }
            let capacity = area.reduce(0, +) * random.nextUnit()
            let found = AreaKnapsack(events: events, area: area).most(within: capacity)
            #expect(found.isExact)
            #expect(abs(found.limit - enumerated(events, area, within: capacity)) < 1e-9)
        }
    }

    @Test func `sets of the same area count although their sums differ in the last digit`() {
        // 0.1 + 0.2 is a little more than 0.3.
        let found = AreaKnapsack(events: [5, 5, 1], area: [0.1, 0.2, 0.3]).most(within: 0.3)
        #expect(found.reached == 10)
    }

    @Test func `a thousand units are solved to the end`() {
        var random = SplitMix64(seed: 2)
        let area = (0..<1_000).map { _ in 0.5 + random.nextUnit() }
        let events = (0..<1_000).map { _ in Double(random.next() % 20) }
        #expect(AreaKnapsack(events: events, area: area).most(within: 50).isExact)
    }

    @Test func `a search that is cut short says so, and its bounds hold`() {
        var random = SplitMix64(seed: 7)
        let area = (0..<22).map { _ in 1 + random.nextUnit() }
        let events = area.map { $0 + 0.3 }
        let knapsack = AreaKnapsack(events: events, area: area)
        let whole = knapsack.most(within: 15)
        let cut = knapsack.most(within: 15, nodes: 40)
        #expect(whole.isExact && !cut.isExact)
        #expect(cut.reached <= whole.reached && whole.reached <= cut.limit)
    }
}
