import Glibc
import SpatialEngine

extension Metric {
    /// Where a position lies in space, or in the plane z = 0: straight lines there are never longer than the distance.
    func place(_ p: PlanarPoint) -> SIMD3<Double> {
        switch self {
        case .geodesic:
            let place = Ellipsoid.wgs84.geocentric(GeographicPoint(longitude: p.x, latitude: p.y))
            return SIMD3(place.x, place.y, place.z)
        case .greatCircle:
            let (longitude, latitude) = (p.x * Double.pi / 180, p.y * Double.pi / 180)
            let radius = Self.sphereRadius * cos(latitude)
            return SIMD3(radius * cos(longitude), radius * sin(longitude), Self.sphereRadius * sin(latitude))
        case .euclidean, .manhattan:
            return SIMD3(p.x, p.y, 0)
        }
    }

    /// Between which numbers the distance lies if the straight line is `length` long; both rise with it.
    ///
    /// On the ellipsoid a geodesic is nowhere more curved than the meridian at the equator, so by Schur's theorem it is no
    /// longer than the arc of that circle over the same chord; and nowhere much less curved than a meridian at a pole. The
    /// slack of 10⁻⁷ m covers the rounding of chords and of computed distances.
    func bounds(straight length: Double) -> (lower: Double, upper: Double) {
        let slack = 1e-7
        switch self {
        case .euclidean: return (length, length)
        case .manhattan: return (length * (1 - 1e-15), length * (2.0.squareRoot() * (1 + 1e-15)))
        case .geodesic, .greatCircle:
            // Near antipodes the arc is not well determined by its chord.
            guard length < 1.2e7 else { return (length - slack, 2.1e7) }
            let (least, most) = self == .geodesic ? (6_335_439.0, 6_399_594.0) : (Self.sphereRadius, Self.sphereRadius)
            let upper = 2 * least * asin(length / (2 * least)) + slack
            let lower = length + 0.9 * length * length * length / (24 * most * most) - slack
            return (max(0, lower), upper)
        }
    }
}
