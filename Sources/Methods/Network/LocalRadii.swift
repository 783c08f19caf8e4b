import Glibc
internal import SpatialEngine

/// Lengths of a degree on the ellipsoid of WGS 84.
public struct LocalRadii: Sendable {
    /// Of a degree of longitude.
    public let metresPerDegreeEast: Double
    /// Of a degree of latitude.
    public let metresPerDegreeNorth: Double

    /// At a latitude in degrees.
    public init(latitude: Double) {
        let (a, f) = (Ellipsoid.wgs84.semiMajorAxis.value, Ellipsoid.wgs84.flattening)
        let e2 = f * (2 - f)
        let s = sin(latitude * .pi / 180)
        let w = 1 - e2 * s * s
        // Of the two roots the cosine's is not negative between the poles.
        metresPerDegreeEast = a * ((1 - s * s) / w).squareRoot() * .pi / 180
        metresPerDegreeNorth = a * (1 - e2) / (w * w.squareRoot()) * .pi / 180
    }
}
