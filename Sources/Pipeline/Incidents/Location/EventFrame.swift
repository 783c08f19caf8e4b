import Glibc
import SpatialEngine

extension SIMD3<Double> {
    /// A position on the ellipsoid as a vector from the Earth's centre in metres: no pole and no antimeridian is special.
    init(_ point: GeographicPoint) {
        let (latitude, longitude) = (point.latitude * .pi / 180, point.longitude * .pi / 180)
        let sine = sin(latitude)
        let normal =
            Ellipsoid.wgs84.semiMajorAxis.value / (1 - EventFrame.squaredEccentricity * sine * sine).squareRoot()
        self.init(
            normal * cos(latitude) * cos(longitude), normal * cos(latitude) * sin(longitude),
            normal * (1 - EventFrame.squaredEccentricity) * sine)
    }

    /// Square of the length.
    var square: Double { (self * self).sum() }
}

/// The surroundings of a stated position: distances from it, and a plane round it on which areas are true.
///
/// Both come from the chord through the Earth: on the sphere that fits the ellipsoid there, an arc s has the chord
/// 2R·sin(s/2R), and the cap within a chord c the area πc² (Lambert's azimuthal projection). Distances within 100 km are
/// true to one part in ten million, within 1,000 km to one in a hundred thousand.
struct EventFrame {
    static let squaredEccentricity = Ellipsoid.wgs84.flattening * (2 - Ellipsoid.wgs84.flattening)

    let centre: SIMD3<Double>
    private let east: SIMD3<Double>
    private let north: SIMD3<Double>
    /// Gauss's mean radius of curvature.
    private let curvatureRadius: Double

    init(_ point: GeographicPoint) {
        let (latitude, longitude) = (point.latitude * .pi / 180, point.longitude * .pi / 180)
        centre = SIMD3(point)
        east = SIMD3(-sin(longitude), cos(longitude), 0)
        north = SIMD3(-sin(latitude) * cos(longitude), -sin(latitude) * sin(longitude), cos(latitude))
        let e2 = Self.squaredEccentricity
        curvatureRadius =
            Ellipsoid.wgs84.semiMajorAxis.value * (1 - e2).squareRoot() / (1 - e2 * sin(latitude) * sin(latitude))
    }

    /// Square of the distance along the ground; below 900 km by the series of (2 asin(x/2))².
    func squaredDistance(to point: SIMD3<Double>) -> Double {
        let chord = (point - centre).square
        let x = chord / (curvatureRadius * curvatureRadius)
        if x < 0.02 { return chord * (1 + x * (1.0 / 12 + x * (1.0 / 90 + x * (1.0 / 560 + x / 3_150)))) }
        let arc = distance(ofChord: chord.squareRoot())
        return arc * arc
    }

    /// The distance along the ground that a chord spans.
    func distance(ofChord chord: Double) -> Double {
        2 * curvatureRadius * asin(min(1, chord / (2 * curvatureRadius)))
    }

    /// The chord of a distance along the ground; the whole Earth's from half its circumference on.
    func chord(ofDistance distance: Double) -> Double {
        2 * curvatureRadius * sin(min(.pi / 2, distance / (2 * curvatureRadius)))
    }

    /// Metres east and north on the equal-area plane, as far from the origin as the chord is long.
    func plane(_ point: SIMD3<Double>) -> PlanarPoint {
        let offset = point - centre
        let (x, y) = ((offset * east).sum(), (offset * north).sum())
        let level = x * x + y * y
        guard level > 0 else { return PlanarPoint(x: 0, y: 0) }
        let scale = (offset.square / level).squareRoot()
        return PlanarPoint(x: x * scale, y: y * scale)
    }
}
