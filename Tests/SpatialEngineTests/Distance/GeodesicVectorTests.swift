import Foundation
import SpatialEngine
import TestSupport
import Testing

/// The rows of a fixture as dictionaries of numbers.
private func vectors(_ name: String) throws -> [[String: Double]] {
    let url = try #require(Bundle.module.url(forResource: name, withExtension: "csv", subdirectory: "Fixtures"))
    let table = try CommaSeparatedTable(bytes: Data(contentsOf: url))
    return table.rows.map { row in
        Dictionary(uniqueKeysWithValues: zip(table.header, row.fields.map { Double($0) ?? .nan }))
    }
}

extension [String: Double] {
    fileprivate func callAsFunction(_ name: String) -> Double { self[name] ?? .nan }
    fileprivate var start: GeographicPoint { GeographicPoint(longitude: self("lon1_deg"), latitude: self("lat1_deg")) }
    fileprivate var end: GeographicPoint { GeographicPoint(longitude: self("lon2_deg"), latitude: self("lat2_deg")) }
}

/// Difference of two directions or longitudes in degrees, whatever the turn.
func turnDifference(_ a: Double, _ b: Double) -> Double { abs((a - b).remainder(dividingBy: 360)) }

/// Tolerances: a micrometre and a nanodegree are asked for; Karney's algorithm gives some nanometres.
@Suite struct GeodesicVectorTests {
    @Test(arguments: ["geodesics_published", "geodesics_quadrature"])
    func `inverse agrees with high-precision geodesics`(_ name: String) throws {
        for vector in try vectors(name) {
            let found = Ellipsoid.wgs84.inverse(from: vector.start, to: vector.end)
            #expect(isClose(found.distance.value, vector("s12_m"), within: 1e-7), "\(vector)")
            // On very short paths the direction is only as good as the digits of the positions.
            let tolerance = vector("s12_m") > 10_000 ? 1e-9 : 1e-5 / vector("s12_m")
            #expect(turnDifference(found.startAzimuthDegrees, vector("azi1_deg")) < tolerance, "\(vector)")
            #expect(turnDifference(found.endAzimuthDegrees, vector("azi2_deg")) < tolerance, "\(vector)")
        }
    }

    @Test(arguments: ["geodesics_published", "geodesics_quadrature"])
    func `direct agrees with high-precision geodesics`(_ name: String) throws {
        for vector in try vectors(name) {
            let found = Ellipsoid.wgs84.direct(
                from: vector.start, azimuthDegrees: vector("azi1_deg"), distance: Metres(vector("s12_m")))
            #expect(isClose(found.end.latitude, vector("lat2_deg"), within: 1e-12), "\(vector)")
            let parallel = cos(vector("lat2_deg") * .pi / 180)
            #expect(turnDifference(found.end.longitude, vector("lon2_deg")) * parallel < 1e-12, "\(vector)")
            #expect(turnDifference(found.endAzimuthDegrees, vector("azi2_deg")) * parallel < 1e-11, "\(vector)")
            #expect(abs(found.end.longitude) <= 180)
        }
    }

    @Test func `arc length, reduced length, scales and area agree with GeodTest`() throws {
        for vector in try vectors("geodesics_published") {
            let segments = [
                Ellipsoid.wgs84.inverse(from: vector.start, to: vector.end),
                Ellipsoid.wgs84.direct(
                    from: vector.start, azimuthDegrees: vector("azi1_deg"), distance: Metres(vector("s12_m"))),
            ]
            for found in segments {
                #expect(isClose(found.arcLengthDegrees, vector("a12_deg"), within: 1e-12))
                #expect(isClose(found.reducedLength.value, vector("m12_m"), within: 1e-7))
                #expect(isClose(found.forwardScale, vector("M12"), within: 1e-14))
                #expect(isClose(found.reverseScale, vector("M21"), within: 1e-14))
                #expect(isClose(found.squareMetresToEquator, vector("S12_m2"), within: 0.1))
            }
        }
    }
}
