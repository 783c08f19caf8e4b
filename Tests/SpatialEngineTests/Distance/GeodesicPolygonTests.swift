import Glibc
import SpatialEngine
import TestSupport
import Testing

private func vertices(_ positions: [(Double, Double)]) -> [GeographicPoint] {
    positions.map { GeographicPoint(longitude: $0.1, latitude: $0.0) }
}

/// Published values: the Planimeter tests of GeographicLib 2.
@Suite struct GeodesicPolygonTests {
    struct PublishedRing {
        /// Latitude and longitude.
        let positions: [[Double]]
        let squareMetres: Double
        let perimeter: Double
    }

    static let published: [PublishedRing] = [
        PublishedRing(
            positions: [[89, 0], [89, 90], [89, 180], [89, 270]], squareMetres: 24_952_305_678, perimeter: 631_819.8745),
        PublishedRing(
            positions: [[-89, 0], [-89, 90], [-89, 180], [-89, 270]], squareMetres: -24_952_305_678,
            perimeter: 631_819.8745),
        PublishedRing(
            positions: [[0, -1], [-1, 0], [0, 1], [1, 0]], squareMetres: 24_619_419_146, perimeter: 627_598.2731),
        PublishedRing(
            positions: [[90, 0], [0, 0], [0, 90]], squareMetres: 63_758_202_715_511, perimeter: 30_022_685),
        PublishedRing(
            positions: [[89, 0.1], [89, 90.1], [89, -179.9]], squareMetres: 12_476_152_838.5, perimeter: 539_297),
        PublishedRing(positions: [[9, -1e-14], [9, 180], [9, 0]], squareMetres: 0, perimeter: 36_026_861),
        PublishedRing(positions: [[9, 1e-14], [9, 0], [9, 180]], squareMetres: 0, perimeter: 36_026_861),
        PublishedRing(
            positions: [[66.562222222, 0], [66.562222222, 180], [66.562222222, 360]], squareMetres: 0,
            perimeter: 10_465_729),
        PublishedRing(
            positions: [[66.562222222, 0], [66.562222222, -180], [66.562222222, -360]], squareMetres: 0,
            perimeter: 10_465_729),
        PublishedRing(
            positions: [[89, -360], [89, -240], [89, -120], [89, 0], [89, 120], [89, 240]],
            squareMetres: 32_415_230_256, perimeter: 1_160_741),
    ]

    @Test(arguments: published) func `areas and perimeters are the published ones`(_ expected: PublishedRing) {
        let found = Ellipsoid.wgs84.measure(ring: vertices(expected.positions.map { ($0[0], $0[1]) }))
        #expect(isClose(found.squareMetres, expected.squareMetres, within: 1))
        #expect(isClose(found.perimeter.value, expected.perimeter, within: 1))
    }

    /// The area from the equator to a latitude in closed form, both turns: πb²(q sin φ …) of the authalic latitude.
    private func zone(to degrees: Double) -> Double {
        let f = Ellipsoid.wgs84.flattening
        let e = (f * (2 - f)).squareRoot()
        let b = 6_378_137 * (1 - f)
        let sine = sin(degrees * .pi / 180)
        return .pi * b * b * (sine / (1 - e * e * sine * sine) + log((1 + e * sine) / (1 - e * sine)) / (2 * e))
    }

    @Test(arguments: [66.562222222, 10, -40]) func `a ring along a parallel has the area of the cap in closed form`(
        _ latitude: Double
    ) {
        // Geodesic sides leave the parallel by O(1/n²): at n = 20,000 by less than 1e-7 of the area.
        let count = 20_000
        let parallel = (0..<count).map {
            GeographicPoint(longitude: 360 * Double($0) / Double(count), latitude: latitude)
        }
        let cap = (zone(to: 90) - zone(to: abs(latitude))) * (latitude < 0 ? -1 : 1)
        #expect(isClose(Ellipsoid.wgs84.measure(ring: parallel).squareMetres / cap, 1, within: 1e-7))
    }

    @Test func `a closing vertex, another start and another turn change nothing`() {
        let open = vertices([(1, 179), (-1, 179), (-1, -179), (1, -179)])
        let expected = Ellipsoid.wgs84.measure(ring: open)
        let variants = [
            open + [open[0]], Array(open[2...] + open[..<2]),
            open.map { GeographicPoint(longitude: $0.longitude + 720, latitude: $0.latitude) },
            open + [GeographicPoint(longitude: 179 - 360, latitude: 1)],
        ]
        for variant in variants {
            let found = Ellipsoid.wgs84.measure(ring: variant)
            #expect(isClose(found.squareMetres, expected.squareMetres, within: 1e-3))
            #expect(isClose(found.perimeter.value, expected.perimeter.value, within: 1e-6))
        }
        #expect(expected.squareMetres > 4.9e10)
    }

    @Test func `the other way round the area has the other sign`() {
        let open = vertices([(7, -78), (7, -76), (9, -77)])
        let there = Ellipsoid.wgs84.measure(ring: open)
        let back = Ellipsoid.wgs84.measure(ring: open.reversed())
        #expect(there.squareMetres > 0)
        #expect(isClose(there.squareMetres, -back.squareMetres, within: 1e-4))
    }

    @Test func `holes are taken off and parts added`() {
        let outer = vertices([(0, 0), (0, 4), (4, 4), (4, 0), (0, 0)])
        let hole = vertices([(1, 1), (1, 2), (2, 2), (2, 1), (1, 1)])
        let whole = Geodesic.area(of: Polygon(exterior: outer)).value
        let part = Geodesic.area(of: Polygon(exterior: hole.reversed())).value
        let holed = Polygon(exterior: outer, holes: [hole])
        #expect(isClose(Geodesic.area(of: holed).value, whole - part, within: 1e-3))
        let both = MultiPolygon([holed, Polygon(exterior: hole)])
        #expect(isClose(Geodesic.area(of: both).value, whole, within: 1e-3))
    }
}
