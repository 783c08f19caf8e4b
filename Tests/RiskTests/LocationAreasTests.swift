import Foundation
import Incidents
import SpatialEngine
import TestSupport
import Testing

@Suite struct LocationAreasTests {
    private static let centre = GeographicPoint(longitude: -77.5, latitude: 8)

    /// A box given by metres east and north of the centre; its edges follow parallels and meridians.
    private static func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [GeographicPoint] {
        func point(_ x: Double, _ y: Double) -> GeographicPoint {
            let up = Geodesic.destination(
                from: centre, azimuthDegrees: y < 0 ? 180 : 0, distance: Metres(abs(y)))
            let right = Geodesic.destination(
                from: centre, azimuthDegrees: x < 0 ? -90 : 90, distance: Metres(abs(x)))
            return GeographicPoint(longitude: right.longitude, latitude: up.latitude)
        }
        return [point(west, south), point(east, south), point(east, north), point(west, north), point(west, south)]
    }

    private static func area(_ rings: [GeographicPoint]...) -> MultiPolygon {
        MultiPolygon(rings.map { Polygon(exterior: $0) })
    }

    private func weights(_ areas: [MultiPolygon], radius: Double, kernel: LocationKernel = .disc) throws -> [Double] {
        let result = try LocationUncertainty.locate(
            events: [LocatableEvent(position: Self.centre, precision: Metres(radius))], areas: areas,
            exposure: areas.map { _ in nil }, settings: LocationSettings(kernel: kernel, estimation: .kernelOnly),
            random: SplitMix64(seed: 1))
        var weights = [Double](repeating: 0, count: areas.count)
        for share in result.weights[0] { weights[share.unit] = share.weight }
        return weights
    }

    @Test func `a disc on the corner of four boxes falls to each by a quarter`() throws {
        let side = 9_000.0
        let boxes = [(-1.0, -1.0, 0.0, 0.0), (0, -1, 1, 0), (-1, 0, 0, 1), (0, 0, 1, 1)].map {
            Self.area(Self.box($0.0 * side, $0.1 * side, $0.2 * side, $0.3 * side))
        }
        for share in try weights(boxes, radius: 5_000) { #expect(isClose(share, 0.25, within: 1e-4)) }
    }

    @Test func `a disc cut by a line has the area of a circular segment`() throws {
        // Chord at half the radius: the smaller part is (1/3 − √3/(4π)) of the disc.
        let radius = 4_000.0
        let parts = [
            Self.area(Self.box(-9_000, -9_000, 2_000, 9_000)), Self.area(Self.box(2_000, -9_000, 9_000, 9_000)),
        ]
        let smaller = 1.0 / 3 - 3.0.squareRoot() / (4 * .pi)
        let shares = try weights(parts, radius: radius)
        #expect(isClose(shares[1], smaller, within: 1e-4))
        #expect(isClose(shares[0], 1 - smaller, within: 1e-4))
    }

    @Test func `holes and parts count by their area, whatever way rings turn`() throws {
        let ring = Self.box(-3_000, -3_000, 3_000, 3_000)
        let hole = Self.box(-1_000, -1_000, 1_000, 1_000)
        let frame = MultiPolygon([Polygon(exterior: ring.reversed(), holes: [hole])])
        let inner = Self.area(hole)
        let shares = try weights([frame, inner], radius: 20_000)
        #expect(isClose(shares[0], 32.0 / 36, within: 1e-4))
        #expect(isClose(shares[1], 4.0 / 36, within: 1e-4))
    }

    @Test func `a Gaussian over boxes is a product of error functions`() throws {
        let sigma = 2_500.0
        let edges = [
            (-2_000.0, -1_000.0, 500.0, 3_000.0), (500, -1_000, 9_000, 3_000), (-30_000, 3_000, 30_000, 30_000),
        ]
        func mass(_ low: Double, _ high: Double) -> Double {
            (erf(high / sigma / 2.0.squareRoot()) - erf(low / sigma / 2.0.squareRoot())) / 2
        }
        let expected = edges.map { mass($0.0, $0.2) * mass($0.1, $0.3) }
        let sum = expected.reduce(0, +)
        let shares = try weights(
            edges.map { Self.area(Self.box($0.0, $0.1, $0.2, $0.3)) }, radius: sigma, kernel: .gaussian)
        for (share, value) in zip(shares, expected) { #expect(isClose(share, value / sum, within: 2e-4)) }
    }

    @Test func `a disc that meets no area takes the nearest within reach`() throws {
        let far = Self.area(Self.box(5_000, -1_000, 6_000, 1_000))
        for (reach, expected) in [(4_990.0, 0), (5_010, 1)] {
            let result = try LocationUncertainty.locate(
                events: [LocatableEvent(position: Self.centre, precision: Metres(10))], areas: [far], exposure: [nil],
                settings: LocationSettings(reach: Metres(reach)), random: SplitMix64(seed: 1))
            #expect(result.massOn == Double(expected))
        }
    }

    /// Degrees west, south, east, north.
    private static func degrees(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> MultiPolygon {
        let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        return area(corners.map { GeographicPoint(longitude: $0.0, latitude: $0.1) })
    }

    private static func shares(
        _ areas: [MultiPolygon], at centre: GeographicPoint, radius: Double, kernel: LocationKernel
    ) throws -> [Double] {
        let result = try LocationUncertainty.locate(
            events: [LocatableEvent(position: centre, precision: Metres(radius))], areas: areas,
            exposure: areas.map { _ in nil }, settings: LocationSettings(kernel: kernel, estimation: .kernelOnly),
            random: SplitMix64(seed: 1))
        var weights = [Double](repeating: 0, count: areas.count)
        for share in result.weights[0] { weights[share.unit] = share.weight }
        return weights
    }

    @Test(arguments: LocationKernel.allCases, [180.0, -180, 540]) func `the antimeridian parts nothing`(
        _ kernel: LocationKernel, _ longitude: Double
    ) throws {
        let both = MultiPolygon(
            Self.degrees(179, -17, 180, -16).polygons + Self.degrees(-180, -17, -179, -16).polygons)
        let beyond = Self.degrees(181, -17, 182, -16)
        let whole = try Self.shares(
            [both, beyond], at: GeographicPoint(longitude: longitude, latitude: -16.5), radius: 12_000, kernel: kernel)
        #expect(whole[0] > 1 - 1e-9)
        let centre = GeographicPoint(longitude: longitude + 1, latitude: -16.5)
        for share in try Self.shares([both, beyond], at: centre, radius: 20_000, kernel: kernel) {
            #expect(isClose(share, 0.5, within: 1e-6))
        }
    }

    @Test(arguments: [(0.0, 90.0), (33, 89.99), (-147, 89.5)]) func `a pole lies inside an area round it`(
        _ place: (Double, Double)
    ) throws {
        let cap = [(-180.0, 85.0), (-60, 85), (60, 85), (180, 85), (180, 90), (-180, 90), (-180, 85)].map {
            GeographicPoint(longitude: $0.0, latitude: $0.1)
        }
        let areas = [Self.area(cap), Self.degrees(-180, 75, 180, 85)]
        let centre = GeographicPoint(longitude: place.0, latitude: place.1)
        #expect(try Self.shares(areas, at: centre, radius: 300_000, kernel: .disc) == [1, 0])
        // Areas of the caps above 85° and above 82.8372°, where the geodesic of 800 km ends, in closed form on the ellipsoid.
        guard place.1 == 90 else { return }
        let share = try Self.shares(areas, at: centre, radius: 800_000, kernel: .disc)[0]
        #expect(isClose(share, 0.4876265512565379, within: 1e-5))
    }

    @Test func `small areas in the tail of a Gaussian keep their proportion`() throws {
        // Boxes of 100 m at 5 and 5.2 deviations: side by side the kernel falls from exp(−12.5) to exp(−13.52).
        let near = Self.area(Self.box(9_950, -50, 10_050, 50))
        let far = Self.area(Self.box(10_350, -50, 10_450, 50))
        let shares = try weights([near, far], radius: 2_000, kernel: .gaussian)
        let ratio = exp((10_000.0 * 10_000 - 10_400.0 * 10_400) / (2 * 4e6))
        #expect(abs(shares[1] / shares[0] / ratio - 1) < 1e-3)
    }

    /// A wiggly line from south to north with many short sides, and the areas on both its sides.
    private static func banks() -> [MultiPolygon] {
        var random = SplitMix64(seed: 8)
        let bank = (0...400).map { step in
            GeographicPoint(longitude: -77.5 + 0.01 * random.nextNormal(), latitude: 7.5 + Double(step) / 400)
        }
        let west = [(-78.2, 8.5), (-78.2, 7.5)].map { GeographicPoint(longitude: $0.0, latitude: $0.1) }
        let east = [(-76.8, 8.5), (-76.8, 7.5)].map { GeographicPoint(longitude: $0.0, latitude: $0.1) }
        return [area(bank + west + [bank[0]]), area(bank + east + [bank[0]])]
    }

    @Test(arguments: LocationKernel.allCases, [900.0, 7_000, 15_000])
    func `shares of a wiggly coast are those of sampling`(
        _ kernel: LocationKernel, _ radius: Double
    ) throws {
        let areas = Self.banks()
        let bank = areas[0].polygons[0].exterior.prefix(401)
        // 120 rings of equal mass, 360 directions; which side a place lies on is read from the line at its latitude.
        var western = 0
        for ring in 0..<120 {
            let u = (Double(ring) + 0.5) / 120
            let distance = radius * (kernel == .disc ? u.squareRoot() : (-2 * log(1 - u)).squareRoot())
            for direction in 0..<360 {
                let place = Geodesic.destination(
                    from: Self.centre, azimuthDegrees: Double(direction) + 0.25, distance: Metres(distance))
                let step = (place.latitude - 7.5) * 400
                let (a, b) = (bank[Int(step)], bank[Int(step) + 1])
                let shore = a.longitude + (step - step.rounded(.down)) * (b.longitude - a.longitude)
                if place.longitude < shore { western += 1 }
            }
        }
        let shares = try Self.shares(areas, at: Self.centre, radius: radius, kernel: kernel)
        #expect(isClose(shares[0], Double(western) / (120 * 360), within: 3e-3))
        #expect(isClose(shares[0] + shares[1], 1, within: 1e-12))
    }

    @Test func `the result does not depend on threads`() throws {
        var random = SplitMix64(seed: 6)
        let events = (0..<300).map { _ in
            LocatableEvent(
                position: GeographicPoint(
                    longitude: -77.6 + 0.2 * random.nextUnit(), latitude: 7.9 + 0.2 * random.nextUnit()),
                precision: Metres(9_000 * random.nextUnit()))
        }
        let results = try [1, 3].map { threads in
            try LocationUncertainty.locate(
                events: events, areas: Self.banks(), exposure: [3, 1], random: SplitMix64(seed: 2), threads: threads)
        }
        #expect(results[0].weights == results[1].weights && results[0].draws == results[1].draws)
    }
}
