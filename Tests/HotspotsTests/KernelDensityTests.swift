import Glibc
import Hotspots
import SpatialEngine
import TestSupport
import Testing

@Suite struct KernelDensityTests {
    private let grid = Grid(covering: BoundingBox(west: -78, south: 7, east: -76, north: 9), cellDegrees: 0.05)
    private let points = [
        GeographicPoint(longitude: -77.025, latitude: 8.025), GeographicPoint(longitude: -77.31, latitude: 7.66),
        GeographicPoint(longitude: -77.31 + 360, latitude: 7.66),
    ]

    private func density(
        _ points: [GeographicPoint], weights: [Double]? = nil, metres: Double, on grid: Grid, mask: [Bool]? = nil,
        edge: KernelDensity.EdgeCorrection = .none, threads: Int = 2
    ) throws -> Raster {
        try KernelDensity.quartic(
            points: points, weights: weights ?? [Double](repeating: 1, count: points.count),
            bandwidth: Metres(metres), grid: grid, mask: mask ?? [Bool](repeating: true, count: grid.shape.count),
            edge: edge, threads: threads)
    }

    /// Events on the grid: the sum over cells of density × area, areas as geodesic quadrangles.
    private func mass(_ raster: Raster) -> Double {
        raster.values.indices.reduce(0) { sum, index in
            guard !raster.values[index].isNaN else { return sum }
            let centre = raster.grid.geographicCentre(of: index)
            let (w, h) = (raster.grid.transform.cellWidth / 2, raster.grid.transform.cellHeight / 2)
            let corners = [(-w, -h), (w, -h), (w, h), (-w, h)].map {
                GeographicPoint(longitude: centre.longitude + $0.0, latitude: centre.latitude + $0.1)
            }
            return sum + Double(raster.values[index]) * Ellipsoid.wgs84.measure(ring: corners).squareMetres * 1e-6
        }
    }

    @Test func `every cell is the sum of kernels over all points`() throws {
        let found = try density(points, weights: [1, 2.5, 0.5], metres: 30_000, on: grid)
        for index in found.values.indices {
            let expected = zip(points, [1, 2.5, 0.5]).reduce(0.0) { sum, point in
                let d = Geodesic.distance(point.0, grid.geographicCentre(of: index)).value / 30_000
                return d < 1 ? sum + point.1 * 3 / (.pi * 900) * (1 - d * d) * (1 - d * d) : sum
            }
            #expect(isClose(Double(found.values[index]), expected, within: 1e-9))
        }
        #expect(found.values.contains { $0 > 0 } && found.values.contains(0))
    }

    @Test func `the height over an event is 3 over π H²`() throws {
        let found = try density([points[0]], metres: 10_000, on: grid)
        let cell = try #require(grid.cell(containing: points[0]))
        #expect(isClose(Double(found.values[cell]), 3 / (.pi * 100), within: 1e-9))
    }

    @Test func `the density integrates to the events`() throws {
        let found = try density(points, weights: [1, 2, 3], metres: 35_000, on: grid)
        // Cells of 5.5 km under a kernel of 35 km: the quadrature is good for about one part in a thousand.
        #expect(isClose(mass(found), 6, within: 6e-3))
    }

    @Test func `edge correction keeps all events on the mask`() throws {
        let mask = (0..<grid.shape.count).map { grid.centre(of: $0).x < -77 }
        let lost = try density(points, metres: 35_000, on: grid, mask: mask)
        let kept = try density(points, metres: 35_000, on: grid, mask: mask, edge: .jonesDiggle)
        #expect(isClose(mass(kept), 3, within: 1e-4))
        #expect(mass(lost) < 2.7)
        for index in mask.indices {
            #expect(kept.values[index].isNaN == !mask[index])
            // A kernel that lies on the mask whole is scaled by the quadrature's error only.
            if mask[index] { #expect(kept.values[index] >= lost.values[index] * 0.999) }
        }
    }

    @Test func `the antimeridian and a pole are no edges`() throws {
        let globe = Grid(covering: BoundingBox(west: -180, south: -90, east: 180, north: 90), cellDegrees: 2)
        let events = [
            GeographicPoint(longitude: 180, latitude: 20), GeographicPoint(longitude: 45, latitude: 89.5),
            GeographicPoint(longitude: 900, latitude: -89),
        ]
        let found = try density(events, metres: 1_500_000, on: globe)
        for index in found.values.indices {
            let expected = events.reduce(0.0) { sum, event in
                let d = Geodesic.distance(event, globe.geographicCentre(of: index)).value / 1_500_000
                return d < 1 ? sum + 3 / (.pi * 1500 * 1500) * (1 - d * d) * (1 - d * d) : sum
            }
            #expect(isClose(Double(found.values[index]), expected, within: 1e-12))
        }
    }

    @Test func `the bytes are the same at any number of threads`() throws {
        let one = try density(points, metres: 60_000, on: grid, edge: .jonesDiggle, threads: 1)
        for threads in [2, 5, 100] {
            let more = try density(points, metres: 60_000, on: grid, edge: .jonesDiggle, threads: threads)
            #expect(more.values.map(\.bitPattern) == one.values.map(\.bitPattern))
        }
    }

    @Test func `no events give zeros and bad arguments are refused`() throws {
        #expect(try density([], metres: 1000, on: grid).values.allSatisfy { $0 == 0 })
        #expect(throws: HotspotError.notPositive("the bandwidth", 0)) { try density(points, metres: 0, on: grid) }
        #expect(throws: HotspotError.countMismatch(expected: 3, found: 1)) {
            try density(points, weights: [1], metres: 1000, on: grid)
        }
        #expect(throws: HotspotError.countMismatch(expected: 1600, found: 2)) {
            try density(points, metres: 1000, on: grid, mask: [true, false])
        }
        #expect(throws: HotspotError.invalidValue(unit: 0)) {
            try density([GeographicPoint(longitude: 0, latitude: 91)], metres: 1000, on: grid)
        }
    }
}
