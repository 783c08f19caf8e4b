import Hotspots
import SpatialEngine
import TestSupport
import Testing

@Suite struct LocalMoranInvarianceTests {
    private func scattered(_ count: Int) -> ([PlanarPoint], [Double]) {
        var random = SplitMix64(seed: 12)
        return (
            (0..<count).map { _ in PlanarPoint(x: random.nextUnit(), y: random.nextUnit()) },
            (0..<count).map { _ in Double(random.next() % 9) }
        )
    }

    private func compute(_ points: [PlanarPoint], _ values: [Double], threads: Int = 1) throws -> [LocalMoranResult] {
        let units = NearestUnits(try Positions(points, metric: .euclidean))
        return try LocalMoran.compute(
            values: values, weights: try .nearestNeighbours(of: units, count: 5, style: .row), permutations: 199,
            random: SplitMix64(seed: 3), threads: threads)
    }

    @Test func `the order of the units, their scale and the threads change no statistic`() throws {
        let (points, values) = scattered(80)
        let found = try compute(points, values)
        let order = (0..<80).map { ($0 * 37 + 11) % 80 }
        let moved = try compute(order.map { points[$0] }, order.map { values[$0] })
        let scaled = try compute(points, values.map { 3 - 7 * $0 })
        for unit in order.indices {
            #expect(isClose(moved[unit].z ?? .nan, found[order[unit]].z ?? .nan, within: 1e-11))
            #expect(moved[unit].quadrant == found[order[unit]].quadrant)
            #expect(isClose(scaled[unit].i ?? .nan, found[unit].i ?? .nan, within: 1e-11))
            #expect(scaled[unit].pSim == found[unit].pSim)
        }
        for threads in [2, 3, 16] { #expect(try compute(points, values, threads: threads) == found) }
    }

    @Test func `the mean of local Moran is the global one`() throws {
        let (points, values) = scattered(80)
        let units = NearestUnits(try Positions(points, metric: .euclidean))
        let weights = try SpatialWeights.nearestNeighbours(of: units, count: 5, style: .row)
        let global = try GlobalStatistic.moran.compute(
            values: values, weights: weights, links: LinkMoments(weights), permutations: 0,
            random: SplitMix64(seed: 1), threads: 1)
        let mean = try compute(points, values).reduce(0) { $0 + ($1.i ?? .nan) } / 80
        #expect(isClose(mean, global.value ?? .nan, within: 1e-13))
    }
}
