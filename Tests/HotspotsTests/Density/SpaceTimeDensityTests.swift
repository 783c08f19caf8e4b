import Glibc
import SpatialEngine
import TestSupport
import Testing

@testable import Hotspots

@Suite struct SpaceTimeDensityTests {
    private struct Event {
        var x, y, time, weight: Double
    }

    private static let five = [
        Event(x: 2, y: 3, time: 10.5, weight: 1), Event(x: 4, y: 3, time: 12.5, weight: 2),
        Event(x: 5, y: 6, time: 15.25, weight: 1), Event(x: 1, y: 7, time: 30.5, weight: 0.5),
        Event(x: 4.5, y: 3.5, time: 3.5, weight: 1),
    ]

    private func density(
        _ events: [Event], kernel: SmoothingKernel = .quartic, bandwidth: Double = 3, time: TimeKernel = .epanechnikov,
        timeBandwidth: Double = 7, window: StudyWindow? = nil, edge: EdgeCorrection = .none,
        period: (from: Double, to: Double) = (-.infinity, .infinity), threads: Int = 2
    ) throws -> SpaceTimeDensity {
        let space = try PlanarDensity(
            Positions(events.map { PlanarPoint(x: $0.x, y: $0.y) }, metric: .euclidean), weights: events.map(\.weight),
            kernel: kernel, bandwidth: bandwidth, window: window, edge: edge, threads: threads)
        return try SpaceTimeDensity(
            space, times: events.map(\.time), kernel: time, bandwidth: timeBandwidth, period: period, threads: threads)
    }

    /// Python: kernels from numpy, means over slices by scipy.integrate.quad; two places in three slices.
    private static let published: [(TimeKernel, SmoothingKernel, [Double])] = [
        (
            .epanechnikov, .quartic,
            [0.014124498240002108, 0.017442241266061507, 3.2366669952765216e-06, 0.0, 0.0, 0.0010562669604634624]
        ),
        (
            .epanechnikov, .gaussian,
            [
                0.002977527546100088, 0.004439370572257767, 0.0001796127727301031, 0.0012868961422749475,
                0.0022324733564085624, 0.0002792345644306478,
            ]
        ),
        (
            .quartic, .quartic,
            [0.013555250349477563, 0.018454799132787872, 1.5039354843230663e-06, 0.0, 0.0, 0.0006997768613070437]
        ),
        (
            .quartic, .gaussian,
            [
                0.0028458492165201145, 0.004700109272493007, 9.742932857716518e-05, 0.001223375419124834,
                0.0023630067909595886, 0.0001677256907952461,
            ]
        ),
        (
            .gaussian, .quartic,
            [
                0.012685321474032856, 0.013278573933308984, 0.004054321458637602, 8.025739740599925e-06,
                0.0003080798352845576, 0.0016341233203049507,
            ]
        ),
        (
            .gaussian, .gaussian,
            [
                0.0028310383968622906, 0.0032694390941042525, 0.0012241304518745837, 0.0012902548720698495,
                0.0016472712552936253, 0.0008807459190232938,
            ]
        ),
    ]

    @Test(arguments: published) func `means over slices are those of scipy`(
        _ time: TimeKernel, _ kernel: SmoothingKernel, _ expected: [Double]
    ) throws {
        let places = [PlanarPoint(x: 3.5, y: 3.5), PlanarPoint(x: 1.5, y: 6.5)]
        let found = try density(Self.five, kernel: kernel, time: time)
        for (slice, ends) in [(0.0, 10.0), (10, 20), (20, 27)].enumerated() {
            let values = found.slice(from: ends.0, to: ends.1).values(at: places, threads: 1)
            #expect(isClose(values[0], expected[slice], within: 1e-12))
            #expect(isClose(values[1], expected[3 + slice], within: 1e-12))
        }
    }

    @Test(arguments: TimeKernel.allCases) func `shares are the integral of the kernel`(_ kernel: TimeKernel) {
        func height(_ u: Double) -> Double {
            switch kernel {
            case .epanechnikov: abs(u) < 1 ? 0.75 * (1 - u * u) : 0
            case .quartic: abs(u) < 1 ? 0.9375 * pow(1 - u * u, 2) : 0
            case .gaussian: exp(-u * u / 2) / (2 * Double.pi).squareRoot()
            }
        }
        #expect(kernel.share(before: -50) == 0 && kernel.share(before: 50) == 1 && kernel.share(before: 0) == 0.5)
        for u in stride(from: -1.75, to: 1.8, by: 0.25) {
            // Simpson's rule on a stretch without the kernel's ends inside.
            let step = 0.25 / 200
            var sum = height(u) + height(u + 0.25)
            for i in 1..<200 {
                let factor: Double = i % 2 == 1 ? 4 : 2
                sum += factor * height(u + Double(i) * step)
            }
            #expect(isClose(kernel.share(before: u + 0.25) - kernel.share(before: u), sum * step / 3, within: 1e-9))
        }
    }

    @Test func `one event is the product of two heights`() throws {
        let found = try density([Event(x: 0, y: 0, time: 100, weight: 2)])
        let place = PlanarPoint(x: 1.5, y: 0)
        // The whole kernel in one slice: its mean is 1/14.
        let whole = found.slice(from: 93, to: 107).values(at: [place], threads: 1)[0]
        #expect(isClose(whole, 2 * 3 / (Double.pi * 9) * 0.75 * 0.75 / 14, within: 1e-15))
        // A slice that is hardly longer than a moment: 3/4 (1 − (3/7)²)/7.
        let moment = found.slice(from: 102.9999, to: 103.0001).values(at: [PlanarPoint(x: 0, y: 0)], threads: 1)[0]
        #expect(isClose(moment, 2 / (Double.pi * 3) * 0.75 * (1 - 9.0 / 49) / 7, within: 1e-8))
        #expect(found.slice(from: 107, to: 110).raster(on: cells(1), threads: 1).allSatisfy { $0 == 0 })
        #expect(found.mass(from: 93, to: 100) == 1 && found.mass(from: 0, to: 200) == 2)
    }

    private func cells(_ size: Double) -> Grid {
        Grid(
            shape: GridShape(rows: Int(20 / size), columns: Int(30 / size)),
            transform: GeoTransform(originX: 0, originY: 20, cellWidth: size, cellHeight: size))
    }

    private static let many: [Event] = {
        var random = SplitMix64(seed: 12)
        return (0..<80).map { i in
            Event(
                x: 30 * random.nextUnit(), y: 20 * random.nextUnit(), time: 100 * random.nextUnit(),
                weight: Double(i % 3))
        }
    }()

    @Test(arguments: TimeKernel.allCases, SmoothingKernel.allCases)
    func `with both edges corrected no mass is lost over cells and slices`(
        _ time: TimeKernel, _ kernel: SmoothingKernel
    ) throws {
        let window = try StudyWindow(low: PlanarPoint(x: 0, y: 0), high: PlanarPoint(x: 30, y: 20), metric: .euclidean)
        let found = try density(
            Self.many, kernel: kernel, bandwidth: 4, time: time, timeBandwidth: 12, window: window, edge: .jonesDiggle,
            period: (10, 90))
        let inside = Self.many.filter { $0.time >= 10 && $0.time < 90 }
        let weight = inside.reduce(0) { $0 + $1.weight }
        #expect(found.inside == inside.count && found.weight == weight && inside.count < 80)
        let edges = [10.0, 17, 41, 41.5, 90]
        var sum = 0.0
        for (start, end) in zip(edges, edges.dropFirst()) {
            let raster = found.slice(from: start, to: end).raster(on: cells(0.25), threads: 2)
            sum += raster.reduce(0) { $0 + Double($1) } * 0.0625 * (end - start)
        }
        // Only the sum over cells is not exact.
        #expect(isClose(sum, weight, within: 1e-3 * weight))
        let masses = zip(edges, edges.dropFirst()).map { found.mass(from: $0, to: $1) }
        #expect(isClose(masses.reduce(0, +), weight, within: 1e-10))
    }

    @Test func `without correction the mass is what lies in window and slice`() throws {
        let window = try StudyWindow(low: PlanarPoint(x: 0, y: 0), high: PlanarPoint(x: 30, y: 20), metric: .euclidean)
        let found = try density(
            Self.many, bandwidth: 4, timeBandwidth: 12, window: window, period: (10, 90))
        for (start, end) in [(10.0, 30.0), (30, 90)] {
            let raster = found.slice(from: start, to: end).raster(on: cells(0.25), threads: 2)
            let sum = raster.reduce(0) { $0 + Double($1) } * 0.0625 * (end - start)
            #expect(isClose(sum, found.mass(from: start, to: end), within: 0.02))
        }
        #expect(found.mass(from: 10, to: 90) < found.weight)
        // Slices over all time hold the density over all time.
        let all = try density(Self.many, bandwidth: 4, timeBandwidth: 12)
        let slices = zip([-20.0, 0, 55], [0.0, 55, 120]).map { ends in
            all.slice(from: ends.0, to: ends.1).raster(on: cells(1), threads: 2).map { Double($0) * (ends.1 - ends.0) }
        }
        let positions = try Positions(Self.many.map { PlanarPoint(x: $0.x, y: $0.y) }, metric: .euclidean)
        let plain = try PlanarDensity(
            positions, weights: Self.many.map(\.weight), kernel: .quartic, bandwidth: 4, threads: 2
        ).raster(on: cells(1), threads: 2)
        for cell in plain.indices {
            #expect(isClose(slices.reduce(0) { $0 + $1[cell] }, Double(plain[cell]), within: 1e-6))
        }
    }

    @Test func `the number of threads does not change a bit`() throws {
        let first = try density(Self.many, threads: 1).slice(from: 20, to: 40).raster(on: cells(0.5), threads: 1)
        #expect(try density(Self.many, threads: 2).slice(from: 20, to: 40).raster(on: cells(0.5), threads: 2) == first)
        #expect(first.contains { $0 > 0 })
    }

    @Test func `numbers that do not fit are refused`() throws {
        let positions = try Positions([PlanarPoint(x: 0, y: 0)], metric: .euclidean)
        let space = try PlanarDensity(positions, weights: [1], kernel: .quartic, bandwidth: 1, threads: 1)
        func made(_ times: [Double], _ bandwidth: Double, _ period: (from: Double, to: Double)) throws {
            _ = try SpaceTimeDensity(
                space, times: times, kernel: .quartic, bandwidth: bandwidth, period: period, threads: 1)
        }
        #expect(throws: HotspotError.countMismatch(expected: 1, found: 2)) { try made([1, 2], 1, (0, 9)) }
        #expect(throws: HotspotError.notPositive("the bandwidth in time", 0)) { try made([1], 0, (0, 9)) }
        #expect(throws: HotspotError.notPositive("the length of the period", 0)) { try made([1], 1, (9, 9)) }
        #expect(throws: HotspotError.invalidValue(unit: 0)) { try made([.nan], 1, (0, 9)) }
    }
}
