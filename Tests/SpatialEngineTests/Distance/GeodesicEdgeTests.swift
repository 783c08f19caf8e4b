import SpatialEngine
import TestSupport
import Testing

private func position(_ latitude: Double, _ longitude: Double) -> GeographicPoint {
    GeographicPoint(longitude: longitude, latitude: latitude)
}

/// Values from the regression tests of GeographicLib 2 (GeodSolve4 … GeodSolve99), rounded there as given here.
@Suite struct GeodesicEdgeTests {
    struct PublishedPath {
        let start: GeographicPoint
        let end: GeographicPoint
        let startAzimuth: Double
        let endAzimuth: Double
        let metres: Double

        init(_ start: GeographicPoint, _ end: GeographicPoint, _ first: Double, _ second: Double, _ metres: Double) {
            (self.start, self.end, startAzimuth, endAzimuth, self.metres) = (start, end, first, second, metres)
        }
    }

    static let published: [PublishedPath] = [
        PublishedPath(position(0, 0), position(0, 179), 90, 90, 19_926_189),
        PublishedPath(position(0, 0), position(0, 179.5), 55.96650, 124.03350, 19_980_862),
        PublishedPath(position(0, 0), position(0, 180), 0, 180, 20_003_931),
        PublishedPath(position(0, 0), position(1, 180), 0, 180, 19_893_357),
        PublishedPath(position(40.6, -73.8), position(49.01666667, 2.55), 53.47022, 111.59367, 5_853_226),
        PublishedPath(position(45, 0), position(-45, 179.572719), 90.00000028, 90.00000028, 19_987_083),
    ]

    @Test(arguments: published) func `antipodal and equatorial paths are the published ones`(_ path: PublishedPath) {
        let found = Ellipsoid.wgs84.inverse(from: path.start, to: path.end)
        #expect(isClose(found.startAzimuthDegrees, path.startAzimuth, within: 0.5e-5))
        #expect(isClose(found.endAzimuthDegrees, path.endAzimuth, within: 0.5e-5))
        #expect(isClose(found.distance.value, path.metres, within: 0.5))
    }

    @Test(arguments: [
        (position(36.493349428792, 0), position(36.49334942879201, 0.0000008), 0.072),
        (position(88.202499451857, 0), position(-88.202499451857, 179.981022032992859592), 20_003_898.214),
        (position(89.262080389218, 0), position(-89.262080389218, 179.992207982775375662), 20_003_925.854),
        (position(89.333123580033, 0), position(-89.333123580032997687, 179.99295812360148422), 20_003_926.881),
        (position(45, 0), position(-45, 179.572719), 19_987_083.007),
    ])
    func `near-coincident and near-antipodal lengths are the published ones`(
        _ start: GeographicPoint, _ end: GeographicPoint, _ metres: Double
    ) {
        #expect(isClose(Geodesic.distance(start, end).value, metres, within: 0.5e-3))
    }

    @Test func `half a meridian is 20003931.4586 m whatever the longitudes of the poles`() {
        for longitude in [-180.0, -77.4, 0, 33, 180, 900] {
            let found = Ellipsoid.wgs84.inverse(from: position(90, longitude), to: position(-90, 12))
            #expect(isClose(found.distance.value, 20_003_931.458_625_447, within: 1e-8))
        }
    }

    @Test(arguments: [position(0, 0), position(8.2, -77.5), position(-33, 180), position(90, 5), position(-90, -5)])
    func `a point is no distance from itself at any turn`(_ place: GeographicPoint) {
        for turn in [-720.0, 0, 360] {
            let found = Ellipsoid.wgs84.inverse(from: place, to: position(place.latitude, place.longitude + turn))
            #expect(found.distance.value == 0)
            #expect(found.arcLengthDegrees == 0)
            #expect((-180...180).contains(found.startAzimuthDegrees) && found.startAzimuthDegrees != -180)
        }
    }

    @Test func `azimuths lie in −180 exclusive to 180 inclusive`() {
        for start in [position(0, 0), position(10, 180), position(10, -180), position(-90, 0), position(90, 0)] {
            for longitude in [-180.0, -179, -0.0, 0, 179, 180, 360, 540] {
                for latitude in [-90.0, -10, -0.0, 0, 10, 90] {
                    let found = Ellipsoid.wgs84.inverse(from: start, to: position(latitude, longitude))
                    for azimuth in [found.startAzimuthDegrees, found.endAzimuthDegrees] {
                        #expect(azimuth > -180 && azimuth <= 180)
                    }
                }
            }
        }
    }

    @Test func `azimuth −180 and a further turn lead south`() {
        for azimuth in [-180.0, 180, 540, -900] {
            let found = Ellipsoid.wgs84.direct(from: position(10, 20), azimuthDegrees: azimuth, distance: Metres(1e6))
            #expect(found.startAzimuthDegrees == 180)
            #expect(found.endAzimuthDegrees == 180)
            #expect(found.end.longitude == 20)
            #expect(isClose(found.end.latitude, 0.957_317_907_254_94, within: 1e-13))
        }
    }

    @Test func `a negative distance goes backwards`() {
        let forward = Ellipsoid.wgs84.direct(from: position(8, -77), azimuthDegrees: 30, distance: Metres(5e5))
        let back = Ellipsoid.wgs84.direct(
            from: forward.end, azimuthDegrees: forward.endAzimuthDegrees, distance: Metres(-5e5))
        #expect(isClose(back.end.latitude, 8, within: 1e-13))
        #expect(isClose(back.end.longitude, -77, within: 1e-13))
    }

    @Test(arguments: [
        (position(.nan, 0), position(0, 90)), (position(.nan, 0), position(90, 9)),
        (position(0, 0), position(.nan, 90)),
        (position(90.000_001, 0), position(0, 0)), (position(0, .infinity), position(0, 0)),
    ])
    func `what is no position gives NaN`(_ start: GeographicPoint, _ end: GeographicPoint) {
        #expect(Ellipsoid.wgs84.inverse(from: start, to: end).distance.value.isNaN)
        #expect(Geodesic.distance(start, end).value.isNaN)
    }

    @Test func `the distance is the same both ways and the azimuths turn round`() {
        var random = SplitMix64(seed: 3)
        for _ in 0..<500 {
            let a = position(180 * random.nextUnit() - 90, 360 * random.nextUnit() - 180)
            let b = position(180 * random.nextUnit() - 90, 360 * random.nextUnit() - 180)
            let there = Ellipsoid.wgs84.inverse(from: a, to: b)
            let back = Ellipsoid.wgs84.inverse(from: b, to: a)
            #expect(isClose(there.distance.value, back.distance.value, within: 1e-8))
            #expect(turnDifference(there.startAzimuthDegrees, back.endAzimuthDegrees + 180) < 1e-9)
        }
    }
}
