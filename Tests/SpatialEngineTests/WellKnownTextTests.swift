import SpatialEngine
import Testing

/// The examples of OGC 06-103r4, table 6, and of RFC 7946's appendix A in this notation.
@Suite struct WellKnownTextTests {
    private func at(_ x: Double, _ y: Double) -> GeographicPoint { GeographicPoint(longitude: x, latitude: y) }

    @Test func `every type has its form of the standard`() {
        let ring = [at(10, 10), at(10, 20), at(20, 20), at(20, 15), at(10, 10)]
        let polygon = Polygon(exterior: ring, holes: [[at(12, 13), at(12, 14), at(13, 14), at(12, 13)]])
        let expected: [(Geometry, String)] = [
            (.point(at(10, 10)), "POINT (10 10)"),
            (.multiPoint([at(10, 10), at(20, 20)]), "MULTIPOINT ((10 10),(20 20))"),
            (.lineString(LineString([at(10, 10), at(20, 20)])), "LINESTRING (10 10,20 20)"),
            (
                .multiLineString([LineString([at(10, 10), at(20, 20)]), LineString([at(15, 15), at(30, 15)])]),
                "MULTILINESTRING ((10 10,20 20),(15 15,30 15))"
            ),
            (.polygon(polygon), "POLYGON ((10 10,10 20,20 20,20 15,10 10),(12 13,12 14,13 14,12 13))"),
            (
                .multiPolygon(MultiPolygon([polygon, Polygon(exterior: ring, holes: [])])),
                "MULTIPOLYGON (((10 10,10 20,20 20,20 15,10 10),(12 13,12 14,13 14,12 13)),"
                    + "((10 10,10 20,20 20,20 15,10 10)))"
            ),
            (.multiLineString([]), "MULTILINESTRING EMPTY"), (.multiPolygon(MultiPolygon([])), "MULTIPOLYGON EMPTY"),
        ]
        for (geometry, text) in expected { #expect(WellKnownText.text(of: geometry) == text) }
    }

    @Test func `coordinates have at most seven decimals and no exponent`() {
        #expect(WellKnownText.text(of: .point(at(-0.0000775, 89.99999996))) == "POINT (-0.0000775 90)")
        #expect(WellKnownText.text(of: .point(at(-0.000000001, -77.12345678))) == "POINT (0 -77.1234568)")
    }
}
