import Glibc
import Hotspots
import SpatialEngine
import TestSupport
import Testing

@Suite struct RelativeRiskTests {
    private let points = (0..<40).map { PlanarPoint(x: Double(($0 * 17) % 40), y: Double(($0 * 11) % 23)) }
    private let isCase = (0..<40).map { $0 % 3 == 0 }

    private func risk(_ isCase: [Bool]? = nil, bandwidth: Double = 12) throws -> RelativeRisk {
        let density = try PlanarDensity(
            Positions(points, metric: .euclidean), weights: points.map { _ in 1 }, kernel: .quartic,
            bandwidth: bandwidth, threads: 2)
        return try RelativeRisk(of: density, isCase: isCase ?? self.isCase)
    }

    private func height(_ a: PlanarPoint, _ b: PlanarPoint) -> Double {
        let rest = max(0, 1 - pow(Metric.euclidean.distance(a, b) / 12, 2))
        return 3 / (.pi * 144) * rest * rest
    }

    @Test func `at a place cases are compared with controls`() throws {
        let place = PlanarPoint(x: 20, y: 11)
        let found = try risk().values(at: [place], permutations: 0, random: SplitMix64(seed: 1), threads: 1)[0]
        let (f, g) = points.indices.reduce((0.0, 0.0)) { sums, i in
            let h = height(points[i], place)
            return isCase[i] ? (sums.0 + h, sums.1) : (sums.0, sums.1 + h)
        }
        #expect(isClose(try #require(found.caseShare), f / (f + g), within: 1e-14))
        #expect(isClose(try #require(found.logRatio), log(f / 14) - log(g / 26), within: 1e-13))
        #expect(found.upperP == nil)
    }

    @Test func `at the events each is left out of its own sum and number`() throws {
        let found = try risk().leaveOneOut(permutations: 0, random: SplitMix64(seed: 1), threads: 2)
        for i in points.indices {
            var (f, g, cases, controls) = (0.0, 0.0, 0.0, 0.0)
            for j in points.indices where j != i {
                let h = height(points[i], points[j])
                if isCase[j] { (f, cases) = (f + h, cases + 1) } else { (g, controls) = (g + h, controls + 1) }
            }
            #expect(isClose(try #require(found[i].caseShare), f / (f + g), within: 1e-13))
            #expect((found[i].logRatio == nil) == (f * g == 0))
            if let ratio = found[i].logRatio {
                #expect(isClose(ratio, log(f / cases) - log(g / controls), within: 1e-12))
            }
        }
    }

    @Test func `swapping cases and controls turns the sign`() throws {
        let found = try risk().leaveOneOut(permutations: 0, random: SplitMix64(seed: 1), threads: 2)
        let other = try risk(isCase.map { !$0 }).leaveOneOut(permutations: 0, random: SplitMix64(seed: 1), threads: 2)
        for (a, b) in zip(found, other) {
            #expect(isClose(a.logRatio ?? 0, -(b.logRatio ?? 0), within: 1e-12))
        }
    }

    @Test func `where all cases are, no relabelling is as great; far away nothing is known`() throws {
        let apart = points.map { $0.x < 20 }
        let places = [PlanarPoint(x: 4, y: 12), PlanarPoint(x: 36, y: 12), PlanarPoint(x: 500, y: 0)]
        let found = try risk(apart).values(at: places, permutations: 199, random: SplitMix64(seed: 1), threads: 2)
        #expect(isClose(try #require(found[0].upperP), 1 / 200, within: 0.011))
        #expect(try #require(found[1].upperP) > 0.9)
        #expect(found[2].caseShare == nil && found[2].logRatio == nil && found[2].upperP == nil)
    }

    @Test func `p is uniform over relabellings of nothing, and does not depend on threads`() throws {
        let places = [PlanarPoint(x: 20, y: 11)]
        var low = 0
        for seed in 0..<200 {
            var random = SplitMix64(seed: UInt64(seed))
            let labels = points.map { _ in random.nextUnit() < 0.4 }
            let found = try risk(labels).values(
                at: places, permutations: 99, random: SplitMix64(seed: 7), threads: 1)
            if try #require(found[0].upperP) <= 0.1 { low += 1 }
        }
        // 200 draws with probability 0.1: within four standard deviations.
        #expect((4...36).contains(low))
        let one = try risk().leaveOneOut(permutations: 130, random: SplitMix64(seed: 2), threads: 1)
        #expect(try risk().leaveOneOut(permutations: 130, random: SplitMix64(seed: 2), threads: 4) == one)
    }
}
