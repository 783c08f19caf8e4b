import Glibc
import SpatialEngine
import Testing

@testable import RouteRiskJob

@Suite struct FigureTests {
    @Test(arguments: [
        (1234567.0, 1234570.0), (0.000123456789, 0.000123457), (-98765.4321, -98765.4), (0.0, 0.0), (1e-30, 1e-30),
        (999999.6, 1_000_000.0),
    ]) func `figures keep six significant digits`(value: Double, expected: Double) {
        #expect(abs(rounded(value) - expected) <= abs(expected) * 1e-12)
    }

    @Test func `the middle ninety per cent of a log-normal number gives its deviation`() {
        // exp(±1.6449 σ) are the 5 % and 95 % points; σ = 0.5.
        let (low, high) = (exp(-1.6449 * 0.5), exp(1.6449 * 0.5))
        #expect(abs(RiskJob.logSD(low: low, high: high) - 0.5) < 1e-12)
        #expect(RiskJob.logSD(low: 0, high: 10) == 0)
        #expect(RiskJob.logSD(low: 5, high: 5) == 0)
    }

    @Test func `the part of a line within a radius is measured on the ellipsoid`() {
        let centre = GeographicPoint(longitude: -77, latitude: 8)
        let west = Geodesic.destination(from: centre, azimuthDegrees: -90, distance: Metres(30_000))
        let east = Geodesic.destination(from: centre, azimuthDegrees: 90, distance: Metres(30_000))
        let line = LineString([west, east])
        let inside = RiskJob.length(of: line, within: Metres(10_000), of: centre)
        #expect(abs(inside.value - 20_000) <= 400, "pieces of at most 200 m at either end")
        let far = GeographicPoint(longitude: -70, latitude: 8)
        #expect(RiskJob.length(of: line, within: Metres(10_000), of: far) == Metres(0))
    }

    @Test func `a cell's outline is closed and runs counter-clockwise`() {
        let grid = Grid(
            covering: BoundingBox(west: -78, south: 7, east: -77, north: 8), cellDegrees: 0.25)
        let outline = grid.outline(of: 5)
        #expect(outline.exterior.first == outline.exterior.last)
        #expect(outline.exterior.count == 5)
        #expect(Ellipsoid.wgs84.measure(ring: outline.exterior).squareMetres > 0)
        #expect(grid.cell(containing: GeographicPoint(longitude: -77.625, latitude: 7.625)) == 5)
    }
}
