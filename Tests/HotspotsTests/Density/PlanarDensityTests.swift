import Glibc
import SpatialEngine
import TestSupport
import Testing

@testable import Hotspots

@Suite struct PlanarDensityTests {
    private let box = (low: PlanarPoint(x: 0, y: 0), high: PlanarPoint(x: 100, y: 60))

    /// Events drawn over the box, without its edge.
    private func events(_ count: Int, seed: UInt64 = 3) -> [PlanarPoint] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { _ in PlanarPoint(x: 100 * random.nextUnit(), y: 60 * random.nextUnit()) }
    }

    private func density(
        _ points: [PlanarPoint], metric: Metric = .euclidean, weights: [Double]? = nil,
        kernel: SmoothingKernel = .quartic, bandwidth: Double, window: StudyWindow? = nil, edge: EdgeCorrection = .none
    ) throws -> PlanarDensity {
        try PlanarDensity(
            Positions(points, metric: metric), weights: weights ?? points.map { _ in 1 }, kernel: kernel,
            bandwidth: bandwidth, window: window, edge: edge, threads: 2)
    }

    private func height(_ kernel: SmoothingKernel, _ d: Double, _ h: Double) -> Double {
        kernel == .quartic
            ? (d < h ? 3 / (.pi * h * h) * pow(1 - d * d / h / h, 2) : 0)
            : exp(-d * d / 2 / h / h) / (2 * .pi * h * h)
    }

    @Test(arguments: SmoothingKernel.allCases)
    func `values are the sums of all kernels, with and without one's own`(_ kernel: SmoothingKernel) throws {
        let points = events(60)
        let weights = points.indices.map { Double($0 % 4) / 2 }
        let found = try density(points, weights: weights, kernel: kernel, bandwidth: 11)
        let places = events(40, seed: 8)
        for (place, value) in zip(places, found.values(at: places, threads: 2)) {
            let expected = zip(points, weights).reduce(0) {
                $0 + $1.1 * height(kernel, Metric.euclidean.distance($1.0, place), 11)
            }
            #expect(isClose(value, expected, within: 1e-15))
        }
        for (i, value) in found.leaveOneOut(threads: 2).enumerated() {
            let expected = points.indices.filter { $0 != i }.reduce(0) {
                $0 + weights[$1] * height(kernel, Metric.euclidean.distance(points[$1], points[i]), 11)
            }
            #expect(isClose(value, expected, within: 1e-15))
        }
    }

    @Test(arguments: [Metric.euclidean, .geodesic, .greatCircle], SmoothingKernel.allCases)
    func `a raster holds the values at the cells' centres`(_ metric: Metric, _ kernel: SmoothingKernel) throws {
        let points = events(30).map { metric == .euclidean ? $0 : PlanarPoint(x: 179 + $0.x / 50, y: 60 + $0.y / 60) }
        let bandwidth = metric == .euclidean ? 9.0 : 25_000
        let grid = Grid(
            shape: GridShape(rows: 23, columns: 37),
            transform: metric == .euclidean
                ? GeoTransform(originX: -4, originY: 63, cellWidth: 3, cellHeight: 3)
                : GeoTransform(originX: -181, originY: 61.1, cellWidth: 0.06, cellHeight: 0.05))
        let estimate = try density(points, metric: metric, kernel: kernel, bandwidth: bandwidth)
        let raster = estimate.raster(on: grid, threads: 3)
        let centres = (0..<grid.shape.count).map(grid.centre)
        let highest = Double(raster.max() ?? 0)
        #expect(highest > 0)
        for (place, value) in zip(centres, raster) {
            let expected = points.reduce(0) { $0 + height(kernel, metric.distance($1, place), bandwidth) }
            #expect(isClose(Double(value), expected, within: 3e-7 * highest))
        }
        #expect(estimate.raster(on: grid, threads: 1) == raster)
    }

    @Test func `tiles in single precision agree with bands in double, adaptive widths and weights too`() throws {
        let points = events(400)
        let fixed = try density(points, weights: points.indices.map { Double($0 % 3) }, bandwidth: 13)
        let grid = Grid(
            shape: GridShape(rows: 61, columns: 101),
            transform: GeoTransform(originX: 0.3, originY: 60.4, cellWidth: 0.97, cellHeight: 0.97))
        for estimate in [fixed, try fixed.adaptive(threads: 2)] {
            let tiles = try #require(estimate.tiledQuartic(on: grid, threads: 2, fromPairs: 0))
            let bands = estimate.raster(on: grid, threads: 2)
            let highest = try #require(bands.max())
            for (a, b) in zip(tiles, bands) { #expect(abs(a - b) <= 2e-6 * highest) }
            #expect(estimate.tiledQuartic(on: grid, threads: 5, fromPairs: 0) == tiles)
        }
    }

    // MARK: - Edges

    @Test(arguments: SmoothingKernel.allCases)
    func `the mass in a box is that of a fine sum, and of polygons that make it up`(_ kernel: SmoothingKernel) throws {
        let whole = try StudyWindow(low: box.low, high: box.high, metric: .euclidean)
        func ring(_ corners: [(Double, Double)]) -> Polygon {
            Polygon(exterior: (corners + [corners[0]]).map { GeographicPoint(longitude: $0.0, latitude: $0.1) })
        }
        let left = try StudyWindow(
            MultiPolygon([ring([(0, 0), (0, 60), (40, 60), (70, 0)])]), metric: .euclidean)
        let right = try StudyWindow(MultiPolygon([ring([(70, 0), (100, 0), (100, 60), (40, 60)])]), metric: .euclidean)
        #expect(isClose(left.area + right.area, 6000, within: 1e-9))
        let bandwidth = kernel == .quartic ? 30.0 : 12
        for point in events(12) + [PlanarPoint(x: 55, y: 30), PlanarPoint(x: 40, y: 60), PlanarPoint(x: 0, y: 13)] {
            let mass = whole.kernelMass(at: point, kernel: kernel, bandwidth: bandwidth)
            let parts = [left, right].map { $0.kernelMass(at: point, kernel: kernel, bandwidth: bandwidth) }
            #expect(isClose(mass, parts[0] + parts[1], within: 1e-9))
            var sum = 0.0
            for row in 0..<300 {
                for column in 0..<500 {
                    let (dx, dy) = (0.2 * (Double(column) + 0.5) - point.x, 0.2 * (Double(row) + 0.5) - point.y)
                    sum += 0.04 * height(kernel, (dx * dx + dy * dy).squareRoot(), bandwidth)
                }
            }
            #expect(isClose(mass, sum, within: 2e-5))
        }
    }

    @Test(arguments: SmoothingKernel.allCases)
    func `half the mass lies beyond a side, three quarters beyond a corner, a hole takes its part`(
        _ kernel: SmoothingKernel
    ) throws {
        func square(_ half: Double) -> [GeographicPoint] {
            [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)].map {
                GeographicPoint(longitude: half * $0.0, latitude: half * $0.1)
            }
        }
        let full = try StudyWindow(MultiPolygon([Polygon(exterior: square(50))]), metric: .euclidean)
        let holed = try StudyWindow(
            MultiPolygon([Polygon(exterior: square(50), holes: [square(2)])]), metric: .euclidean)
        #expect(isClose(full.kernelMass(at: .init(x: 50, y: 0), kernel: kernel, bandwidth: 5), 0.5, within: 1e-9))
        #expect(isClose(full.kernelMass(at: .init(x: 50, y: 50), kernel: kernel, bandwidth: 5), 0.25, within: 1e-9))
        #expect(full.kernelMass(at: .init(x: 0, y: 0), kernel: kernel, bandwidth: 5) == 1)
        #expect(full.kernelMass(at: .init(x: 500, y: 0), kernel: kernel, bandwidth: 5) == 0)
        let small = try StudyWindow(low: .init(x: -2, y: -2), high: .init(x: 2, y: 2), metric: .euclidean)
        let point = PlanarPoint(x: 3, y: 1)
        #expect(
            isClose(
                holed.kernelMass(at: point, kernel: kernel, bandwidth: 5),
                1 - small.kernelMass(at: point, kernel: kernel, bandwidth: 5), within: 1e-9))
    }

    @Test func `on the globe a box cuts off as much as in a plane round the place`() throws {
        let window = try StudyWindow(
            low: PlanarPoint(x: 178, y: 5), high: PlanarPoint(x: 181, y: 8), metric: .geodesic)
        // 0.1 degrees of latitude at 8° are 11,058 m.
        let point = PlanarPoint(x: -179.5, y: 7.9)
        #expect(window.contains(point))
        let ratio = 11_058.0 / 30_000
        let beyond = SmoothingKernel.quartic.massBeyond(
            offset: ratio * 30_000, from: -1e6, to: 1e6, bandwidth: 30_000)
        #expect(
            isClose(
                window.kernelMass(at: point, kernel: .quartic, bandwidth: 30_000), 1 - beyond, within: 1e-3))
    }

    @Test(arguments: SmoothingKernel.allCases)
    func `corrected densities keep the mass of all events`(_ kernel: SmoothingKernel) throws {
        let window = try StudyWindow(low: box.low, high: box.high, metric: .euclidean)
        let points = events(50) + [PlanarPoint(x: 120, y: 3), PlanarPoint(x: 100, y: 60)]
        let grid = Grid(
            shape: GridShape(rows: 240, columns: 400),
            transform: GeoTransform(originX: 0, originY: 60, cellWidth: 0.25, cellHeight: 0.25))
        for edge in EdgeCorrection.allCases {
            let found = try density(points, kernel: kernel, bandwidth: 9, window: window, edge: edge)
            #expect(found.outside == 1)
            let sum = found.raster(on: grid, threads: 2).reduce(0) { $0 + Double($1) } * 0.0625
            #expect(isClose(found.mass(threads: 2), sum, within: 2e-3 * sum))
            if edge == .jonesDiggle { #expect(found.mass(threads: 1) == 51) }
        }
    }

    @Test func `uniform events have a uniform density up to the edge`() throws {
        let window = try StudyWindow(low: box.low, high: box.high, metric: .euclidean)
        let points = (0..<60).flatMap { row in
            (0..<100).map { PlanarPoint(x: Double($0) + 0.5, y: Double(row) + 0.5) }
        }
        let places = [PlanarPoint(x: 0, y: 0), PlanarPoint(x: 50, y: 60), PlanarPoint(x: 50, y: 30)]
        let found = try density(points, bandwidth: 10, window: window, edge: .uniform)
        for value in found.values(at: places, threads: 1) { #expect(isClose(value, 1, within: 0.02)) }
        let lost = try density(points, bandwidth: 10, window: window).values(at: places, threads: 1)
        #expect(isClose(lost[0], 0.25, within: 0.02) && isClose(lost[1], 0.5, within: 0.02))
        #expect(found.values(at: [PlanarPoint(x: -1, y: 3)], threads: 1)[0].isNaN)
    }

    // MARK: - Bandwidths

    @Test func `adaptive bandwidths are Abramson's`() throws {
        let points = events(30)
        let fixed = try density(points, bandwidth: 20)
        let adaptive = try fixed.adaptive(threads: 2)
        let pilot = fixed.values(at: points, threads: 1)
        let gamma = exp(pilot.reduce(0) { $0 - log($1) / 2 } / 30)
        for (i, h) in adaptive.bandwidths.enumerated() {
            #expect(isClose(h, 20 * pow(pilot[i], -0.5) / gamma, within: 1e-10))
        }
        let place = PlanarPoint(x: 50, y: 30)
        let expected = points.indices.reduce(0) {
            $0 + height(.quartic, Metric.euclidean.distance(points[$1], place), adaptive.bandwidths[$1])
        }
        #expect(isClose(adaptive.values(at: [place], threads: 1)[0], expected, within: 1e-15))
    }

    @Test(arguments: SmoothingKernel.allCases)
    func `the likelihood bandwidth is the best of all`(_ kernel: SmoothingKernel) throws {
        let points = redwood
        let found = try #require(
            try PlanarDensity.likelihoodBandwidth(
                Positions(points, metric: .euclidean), weights: points.map { _ in 1 }, kernel: kernel, threads: 2))
        func likelihood(_ h: Double) -> Double {
            points.indices.reduce(0) { sum, i in
                let others = points.indices.filter { $0 != i }.reduce(0) {
                    $0 + height(kernel, Metric.euclidean.distance(points[$1], points[i]), h)
                }
                return sum + log(others / Double(points.count - 1))
            }
        }
        let best = likelihood(found)
        for step in stride(from: -2.0, through: 2.0, by: 0.02) where abs(step) > 1e-3 {
            #expect(likelihood(found * exp(step)) < best)
        }
    }

    @Test func `there is no likely bandwidth where every event has a twin`() throws {
        let points = events(5) + events(5)
        let positions = try Positions(points, metric: .euclidean)
        for kernel in SmoothingKernel.allCases {
            #expect(
                try PlanarDensity.likelihoodBandwidth(
                    positions, weights: points.map { _ in 1 }, kernel: kernel, threads: 1) == nil)
        }
        let one = try Positions([PlanarPoint(x: 1, y: 2)], metric: .euclidean)
        #expect(try PlanarDensity.likelihoodBandwidth(one, weights: [1], kernel: .quartic, threads: 1) == nil)
    }

    @Test func `bad arguments are refused`() throws {
        let points = events(3)
        #expect(throws: HotspotError.notPositive("the bandwidth", 0)) { try density(points, bandwidth: 0) }
        #expect(throws: HotspotError.countMismatch(expected: 3, found: 2)) {
            try density(points, weights: [1, 1], bandwidth: 1)
        }
        #expect(throws: HotspotError.invalidValue(unit: 1)) { try density(points, weights: [1, -1, 1], bandwidth: 1) }
        #expect(throws: HotspotError.self) {
            try StudyWindow(low: .init(x: 1, y: 0), high: .init(x: 1, y: 2), metric: .euclidean)
        }
        #expect(throws: HotspotError.self) {
            try StudyWindow(low: .init(x: 0, y: -91), high: .init(x: 1, y: 2), metric: .geodesic)
        }
    }
}

/// Seedlings of California redwood in the unit square (Strauss 1975, doi:10.1093/biomet/62.2.467, as thinned by Ripley
/// 1977), as in spatstat.
let redwood: [PlanarPoint] = zip(
    [
        0.360, 0.440, 0.480, 0.480, 0.500, 0.760, 0.780, 0.780, 0.840, 0.860, 0.900, 0.900, 0.900, 0.900, 0.180, 0.180,
        0.200, 0.600, 0.620, 0.640, 0.640, 0.680, 0.680, 0.700, 0.720, 0.100, 0.120, 0.120, 0.140, 0.180, 0.180, 0.200,
        0.200, 0.220, 0.240, 0.520, 0.500, 0.580, 0.940, 0.960, 0.220, 0.220, 0.260, 0.440, 0.480, 0.500, 0.900, 0.900,
        0.480, 0.520, 0.560, 0.999, 0.440, 0.480, 0.340, 0.380, 0.260, 0.400, 0.280, 0.740, 0.860, 0.960,
    ],
    [
        -0.08, -0.10, -0.08, -0.14, -0.10, -0.14, -0.12, -0.16, -0.08, -0.18, -0.08, -0.10, -0.16, -0.20, -0.40, -0.38,
        -0.42, -0.34, -0.34, -0.36, -0.28, -0.32, -0.24, -0.28, -0.26, -0.58, -0.58, -0.62, -0.58, -0.56, -0.54, -0.52,
        -0.50, -0.46, -0.48, -0.58, -0.60, -0.58, -0.52, -0.54, -0.80, -0.84, -0.70, -0.76, -0.78, -0.76, -0.76, -0.78,
        -0.68, -0.66, -0.64, -0.84, -0.82, -0.82, -0.84, -0.84, -0.86, -0.86, -0.86, -0.90, -0.90, -0.96,
    ]
).map { PlanarPoint(x: $0, y: $1) }
