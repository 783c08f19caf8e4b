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
}
