import SpatialEngine
import TestSupport
import Testing

@Suite struct EllipsoidTests {
    @Test(arguments: [
        ("EPSG:4326", 6_378_137.0, 298.257_223_563), ("EPSG:4979", 6_378_137, 298.257_223_563),
        ("EPSG:4267", 6_378_206.4, 294.978_698_213_898), ("EPSG:4218", 6_378_388, 297),
        ("EPSG:4277", 6_377_563.396, 299.324_964_6),
    ])
    func `the ellipsoid of a geographic system is the registered one`(
        _ system: String, _ metres: Double, _ inverse: Double
    ) throws {
        let found = try Ellipsoid(of: CoordinateReferenceSystem(system))
        #expect(found.semiMajorAxis == Metres(metres))
        #expect(isClose(1 / found.flattening, inverse, within: 1e-6))
    }

    @Test func `a sphere has great circles`() throws {
        // Published: GeodSolve33 on a sphere of radius 6400 km.
        let sphere = Ellipsoid(semiMajorAxis: Metres(6.4e6), flattening: 0)
        let found = sphere.inverse(
            from: GeographicPoint(longitude: 0, latitude: 0), to: GeographicPoint(longitude: 179, latitude: 0))
        #expect(isClose(found.distance.value, 19_994_492, within: 0.5))
        #expect(try Ellipsoid(of: CoordinateReferenceSystem("EPSG:4047")).flattening == 0)
    }

    @Test func `systems that are not geographic or not known are refused`() {
        #expect(throws: TransformationError.notGeographic(CoordinateReferenceSystem("EPSG:32618"))) {
            try Ellipsoid(of: CoordinateReferenceSystem("EPSG:32618"))
        }
        #expect {
            try Ellipsoid(of: CoordinateReferenceSystem("EPSG:999999"))
        } throws: { error in
            "\(error)".contains("EPSG:999999") && "\(error)".contains("crs not found")
        }
    }
}
