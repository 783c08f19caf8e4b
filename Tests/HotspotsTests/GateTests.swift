import Hotspots
import SpatialEngine
import TestSupport
import Testing

@Suite struct GateTests {
    @Test func `too few units, equal values and no neighbours are refused with the reason`() throws {
        let few = Gate.localStatistic(values: Array(repeating: 1, count: 28) + [5], minimumUnits: 30)
        #expect(few.state == .refused && few.n == 29 && few.minimumN == 30)
        #expect(few.reason?.contains("29 units") == true)
        #expect(Gate.localStatistic(values: Array(repeating: 1, count: 40)).reason == "constant value")
        let islands = try SpatialWeights.contiguity(neighbours: Array(repeating: [], count: 40))
        #expect(
            Gate.localStatistic(values: (0..<40).map(Double.init), weights: islands).reason == "no unit has a neighbour"
        )
        let enough = Gate.localStatistic(values: (0..<30).map(Double.init))
        #expect(enough.state == .supported && enough.reason == nil)
        #expect(Gate.localStatistic(values: []).state == .refused)
    }

    @Test func `the detectable relative risk is found by a test of that power`() throws {
        // Poisson counts of expectation e·r exceed the two-sided 0.05 limit of expectation e in about 80 % of draws.
        for expected in [5.0, 20, 80] {
            let risk = try #require(Gate.detectableRelativeRisk(expectedEvents: expected))
            let limit = (expected.squareRoot() + 1.959964 / 2) * (expected.squareRoot() + 1.959964 / 2)
            var random = SplitMix64(seed: 9)
            let hits = (0..<4000).filter { _ in
                // Arrivals of a unit-rate process until the expectation is used up.
                var (count, time) = (0, random.nextGamma(shape: 1))
                while time < expected * risk { (count, time) = (count + 1, time + random.nextGamma(shape: 1)) }
                return Double(count) > limit
            }.count
            #expect(isClose(Double(hits) / 4000, 0.8, within: 0.05))
        }
        #expect(Gate.detectableRelativeRisk(expectedEvents: 0) == nil)
        #expect(Gate.detectableRelativeRisk(expectedEvents: .nan) == nil)
    }

    @Test func `more events show smaller risks`() throws {
        let few = try #require(Gate.localStatistic(values: (0..<40).map { Double($0 % 2) }).detectableRelativeRisk)
        let many = try #require(Gate.localStatistic(values: (0..<40).map { Double($0) }).detectableRelativeRisk)
        #expect(few > many && many > 1)
        let weights = try SpatialWeights.contiguity(neighbours: queenLattice(rows: 5, columns: 8))
        let wide = Gate.localStatistic(values: (0..<40).map { Double($0) }, weights: weights).detectableRelativeRisk
        #expect((wide ?? .nan) < many)
    }
}
