import Glibc
import SpatialEngine
import TestSupport
import Testing

@testable import Surfaces

@Suite struct MetoceanTests {
    /// A grid of 4 × 3 places and three times with uneven steps; numbers by formula.
    private func grid(_ quantity: MetoceanQuantity) throws -> MetoceanGrid {
        var values: [Double] = []
        for k in 0..<3 {
            for j in 0..<3 {
                for i in 0..<4 {
                    let height = Double((7 * i + 5 * j + 3 * k) % 11) / 10 + 0.5
                    let from = Double((13 * i + 17 * j + 29 * k) * 10 % 360) * .pi / 180
                    let (u, v) = (Double((3 * i + 5 * j + k) % 7 - 3), Double((2 * i + 3 * j + 5 * k) % 9 - 4))
                    switch quantity {
                    case .waves: values += [height, 8, .nan, sin(from), cos(from)]
                    case .wind: values += [height, sin(from), cos(from)]
                    case .windParts, .current: values += [u, v]
                    }
                }
            }
        }
        return try MetoceanGrid(
            quantity, x: [-79, -78.75, -78.5, -78.25], y: [9, 9.25, 9.5], times: [0, 3600, 10_800], values: values)
    }

    private func sample(_ sea: Metocean, _ x: Double, _ y: Double, _ time: Double = 0) -> SeaStateSample? {
        sea.sample(at: GeographicPoint(longitude: x, latitude: y), time: time)
    }

    /// Computed with `Dataset.interp` of xarray 2026.9.0 (linear, directions by sine and cosine).
    @Test(
        arguments: [
            (
                -78.61, 9.13, 1800, 0.974_159_999_999_998_8, 284.001_390_656_001_7, 0.419_862_834_744_871_1,
                331.677_062_361_499_6
            ),
            (
                -78.3, 9.49, 7000, 0.836_866_666_666_662_3, 253.941_805_092_201_86, 1.636_128_794_471_522_4,
                186.653_007_952_903_64
            ),
            (-79, 9, 0, 0.5, 0, 5, 36.869_897_645_844_02), (-78.25, 9.5, 10_800, 0.9, 230, 3, 90),
            (
                -78.905, 9.27, 3599, 1.133_371_822_222_224, 138.727_006_949_716_24, 1.739_585_557_217_973_3,
                229.347_591_384_245_16
            ),
        ] as [(Double, Double, Double, Double, Double, Double, Double)])
    func `between places and times values are those of xarray`(
        _ x: Double, _ y: Double, _ time: Double, _ height: Double, _ from: Double, _ wind: Double, _ windFrom: Double
    ) throws {
        let sea = Metocean.calm.replacing(with: try grid(.waves)).replacing(with: try grid(.windParts))
            .replacing(with: try grid(.current))
        let here = try #require(sample(sea, x, y, time))
        #expect(isClose(here.significantHeight.value, height, within: 1e-12))
        let direction = try #require(here.waveFromDegrees)
        #expect(isClose(direction > 359.999 ? direction - 360 : direction, from, within: 1e-9))
        #expect(isClose(try #require(here.windMetresPerSecond), wind, within: 1e-12))
        #expect(isClose(try #require(here.windFromDegrees), windFrom, within: 1e-9))
        let current = (here.currentEastMetresPerSecond, here.currentNorthMetresPerSecond)
        #expect(isClose(hypot(current.0, current.1), wind, within: 1e-12))
        #expect(here.peakPeriod == Seconds(8) && here.meanPeriod == nil && here.origin == .supplied)
        // The same place a turn of the globe away.
        #expect(isClose(try #require(sample(sea, x + 360, y, time)).significantHeight.value, height, within: 1e-9))
    }

    @Test func `speeds that are given as such are means of speeds`() throws {
        let sea = Metocean.calm.replacing(with: try grid(.wind))
        let waves = Metocean.calm.replacing(with: try grid(.waves))
        let (wind, wave) = (
            try #require(sample(sea, -78.61, 9.13, 1800)), try #require(sample(waves, -78.61, 9.13, 1800))
        )
        #expect(
            wind.windMetresPerSecond == wave.significantHeight.value && wind.windFromDegrees == wave.waveFromDegrees)
        #expect(wind.significantHeight == Metres(0))
    }

    @Test func `the span of several series is what they share`() throws {
        let late = try MetoceanGrid(
            .current, x: [0, 1], y: [0, 1], times: [5000, 20_000], values: [Double](repeating: 1, count: 16))
        let sea = Metocean.calm.replacing(with: try grid(.waves))
        #expect(Metocean.calm.span == nil && sea.span == 0...10_800 && sea.replacing(with: late).span == 5000...10_800)
    }

    /// One gap in a plane of 10 km steps: the value is 10·column + row.
    private func plane(_ gaps: Set<Int>, radius: Double, times: [Double] = [], gapLevels: Set<Int> = [0]) throws
        -> MetoceanGrid
    {
        var values: [Double] = []
        for level in 0..<max(1, times.count) {
            for node in 0..<49 {
                let isGap = gapLevels.contains(level) && gaps.contains(node)
                values += isGap ? [.nan, .nan] : [Double(10 * (node % 7) + node / 7 + 100 * level), 0]
            }
        }
        let axis = (0..<7).map { Double($0) * 10_000 }
        return try MetoceanGrid(
            .current, x: axis, y: axis, times: times, isPlanar: true, gapRadius: Metres(radius), values: values)
    }

    @Test func `in a gap the nearest value stands in, up to the radius`() throws {
        let sea = Metocean.calm.replacing(with: try plane([24], radius: 9000))
        func east(_ x: Double, _ y: Double) -> Double? { sample(sea, x, y)?.currentEastMetresPerSecond }
        // The gap is at 30 km, 30 km. Beside it the nearest of its neighbours counts.
        #expect(east(22_000, 31_000) == 23)
        #expect(east(36_000, 36_000) == 44)
        #expect(east(33_000, 30_000) == 43)
        #expect(east(30_000, 30_000) == nil)
        #expect(east(31_000, 30_000) == 43)
        #expect(east(30_999, 30_000) == nil)
        // On a line between two values the gap does not count.
        #expect(isClose(try #require(east(20_000, 35_000)), 23.5, within: 1e-12))
        #expect(east(-8999, 20_000) == 2)
        #expect(east(-9001, 20_000) == nil)
        func gap(_ x: Double) -> MetoceanGap { sea.gap(at: GeographicPoint(longitude: x, latitude: 30_000), time: 0) }
        #expect(gap(15_000) == .known && gap(33_000) == .filled && gap(30_000) == .missing)
    }

    @Test func `far from all values the nearest one is that of a search over all`() throws {
        var random = SplitMix64(seed: 5)
        let gaps = Set((0..<49).filter { _ in random.next() % 4 != 0 })
        let sea = Metocean.calm.replacing(with: try plane(gaps, radius: 40_000))
        for _ in 0..<2000 {
            let (x, y) = (Double(random.next() % 80_000) - 10_000, Double(random.next() % 80_000) - 10_000)
            let known = (0..<49).filter { !gaps.contains($0) }
            func square(_ node: Int) -> Double {
                let (dx, dy) = (Double(node % 7) * 10_000 - x, Double(node / 7) * 10_000 - y)
                return dx * dx + dy * dy
            }
            let least = try #require(known.map(square).min())
            let place = GeographicPoint(longitude: x, latitude: y)
            switch sea.gap(at: place, time: 0) {
            case .known: #expect(least <= 50_000_000)
            case .missing: #expect(least > 40_000 * 40_000)
            case .filled:
                let found = try #require(sea.sample(at: place, time: 0)).currentEastMetresPerSecond
                let node = Int(found) / 10 + 7 * (Int(found) % 10)
                #expect(isClose(square(node), least, within: 1e-3))
            }
        }
    }

    @Test func `a time without any value takes that of the nearest time within six hours`() throws {
        let times = [0, 3600, 7200, 50_000.0]
        let sea = Metocean.calm.replacing(
            with: try plane(Set(0..<49), radius: 9000, times: times, gapLevels: [1, 3]))
        func east(_ time: Double) -> Double? { sample(sea, 20_000, 20_000, time)?.currentEastMetresPerSecond }
        #expect(east(0) == 22 && east(7200) == 222)
        #expect(east(3000) == 22 && east(3700) == 222)
        #expect(east(7200 + 21_600) == 222 && east(7201 + 21_600) == nil && east(-21_600) == 22 && east(-21_601) == nil)
        #expect(east(50_000) == nil)
    }

    @Test func `coverage counts what is known, filled and missing`() throws {
        // Three gaps in a row, 9 km of reach: none of them is near a value. With 10 km all are.
        let far = try plane([23, 24, 25], radius: 9000).coverage()
        #expect(far.known == 46 && far.filled == 0 && far.missing == 3 && far.missingShare == 3.0 / 49)
        #expect(try plane([24], radius: 10_000).coverage().filled == 1)
        let half = try plane([24], radius: 10_000).coverage { $0.latitude > 25_000 }
        #expect(half.known == 27 && half.filledShare == 1.0 / 28)
        let series = try plane(Set(0..<49), radius: 0, times: [0, 3600, 90_000], gapLevels: [1, 2]).coverage()
        #expect(series.known == 49 && series.filled == 49 && series.missing == 49)
        #expect(MetoceanCoverage().missingShare == 0)
    }

    @Test func `a filled grid has no gaps within the radius`() throws {
        let gappy = try plane([0, 1, 2, 7, 8, 9, 14, 15, 16], radius: 15_000)
        let sea = Metocean.calm.replacing(with: gappy.filled())
        // The corner is 30 km from the next value, the inmost gap 10 km.
        #expect(sample(sea, 0, 0) == nil)
        #expect(sample(sea, 20_000, 20_000)?.currentEastMetresPerSecond == 32)
        #expect(sea.gap(at: GeographicPoint(longitude: 25_000, latitude: 25_000), time: 0) == .known)
        #expect(gappy.gap(at: GeographicPoint(longitude: 25_000, latitude: 25_000), 0) == .filled)
    }

    @Test func `a calm without period has that of its neighbours`() throws {
        let sea = Metocean.calm.replacing(
            with: try MetoceanGrid(
                .waves, x: [0, 0.1], y: [0, 0.1],
                values: [0, .nan, .nan, .nan, .nan] + [1, 6, .nan, 0, 1] + [1, 6, .nan, 0, 1] + [1, 6, .nan, 0, 1]))
        let here = try #require(sample(sea, 0.05, 0.05))
        #expect(here.significantHeight == Metres(0.75) && here.peakPeriod == Seconds(6) && here.waveFromDegrees == 0)
    }

    @Test func `in zones values are constant, and the nearest zone stands in outside`() throws {
        func square(_ west: Double, _ value: Double) -> MetoceanZones.Zone {
            let ring = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)].map {
                GeographicPoint(longitude: west + $0.0, latitude: $0.1)
            }
            let hole = [(0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6), (0.4, 0.4)].map {
                GeographicPoint(longitude: west + $0.0, latitude: $0.1)
            }
            return MetoceanZones.Zone(
                area: MultiPolygon([Polygon(exterior: ring, holes: [hole])]), values: [value, 5, .nan, 1, 0])
        }
        let sea = Metocean.calm.replacing(
            with: MetoceanZones(.waves, [square(0, 1), square(1.5, 2), square(3, .nan)], gapRadius: Metres(5000)))
        func height(_ x: Double, _ y: Double) -> Double? { sample(sea, x, y)?.significantHeight.value }
        #expect(height(0.2, 0.9) == 1 && height(2.4, 0.1) == 2)
        // A degree is 111.3 km at the equator, so 5 km are 0.0449 of it.
        #expect(height(1.044, 0.5) == 1 && height(1.046, 0.5) == nil && height(1.456, 0.5) == 2)
        #expect(height(0.43, 0.5) == 1 && height(0.5, 0.5) == nil)
        // A zone without a value is none.
        #expect(height(3.2, 0.2) == nil)
        #expect(sample(sea, 0.2, 0.9)?.waveFromDegrees == 90)
        #expect(sea.gap(at: GeographicPoint(longitude: 1.02, latitude: 0.5), time: 0) == .filled)
    }

    @Test func `a mean of times leaves gaps out`() throws {
        let grid = try plane([24], radius: 0, times: [0, 3600, 7200])
        let mean = try #require(grid.mean { $0 < 4000 })
        let sea = Metocean.calm.replacing(with: mean)
        #expect(sample(sea, 20_000, 20_000)?.currentEastMetresPerSecond == 72)
        #expect(sample(sea, 30_000, 30_000)?.currentEastMetresPerSecond == 133)
        #expect(sea.span == nil && grid.mean { $0 > 9000 } == nil)
    }

    @Test func `positions and times without order are refused`() {
        func make(_ x: [Double], _ times: [Double]) throws(SeaStateError) {
            _ = try MetoceanGrid(
                .current, x: x, y: [0, 1], times: times,
                values: [Double](repeating: 0, count: 4 * x.count * max(1, times.count)))
        }
        #expect(throws: SeaStateError.self) { try make([0, 1, 3], []) }
        #expect(throws: SeaStateError.self) { try make([0], []) }
        #expect(throws: SeaStateError.irregularGrid("the times do not ascend")) { try make([0, 1], [0, 0]) }
        #expect(throws: Never.self) { try make([0, 1], [0, 1]) }
    }
}
