import Glibc
public import SpatialEngine

/// How far apart two positions are.
public enum Metric: String, CaseIterable, Sendable {
    /// Metres along the shortest line on the ellipsoid WGS 84, between longitudes and latitudes in degrees.
    case geodesic
    /// Metres on a sphere of 6,371,008.8 m, between longitudes and latitudes in degrees.
    case greatCircle = "great-circle"
    /// √(Δx² + Δy²) in the plane's unit.
    case euclidean
    /// |Δx| + |Δy| in the plane's unit.
    case manhattan

    /// The mean radius of WGS 84 (IUGG R₁) in metres, the sphere of ``greatCircle``.
    public static let sphereRadius = 6_371_008.8

    /// Whether x and y are longitude and latitude in degrees.
    public var isGeographic: Bool { self == .geodesic || self == .greatCircle }

    /// The distance between two positions; x is the longitude, y the latitude where the metric is geographic.
    public func distance(_ a: PlanarPoint, _ b: PlanarPoint) -> Double {
        switch self {
        case .geodesic:
            return Geodesic.distance(
                GeographicPoint(longitude: a.x, latitude: a.y), GeographicPoint(longitude: b.x, latitude: b.y)
            ).value
        case .greatCircle: return Self.greatCircle(a, b)
        case .euclidean:
            let (dx, dy) = (a.x - b.x, a.y - b.y)
            return (dx * dx + dy * dy).squareRoot()
        case .manhattan: return abs(a.x - b.x) + abs(a.y - b.y)
        }
    }

    /// The haversine form, which keeps its digits for near points; its argument is kept in 0…1 for antipodes.
    private static func greatCircle(_ a: PlanarPoint, _ b: PlanarPoint) -> Double {
        let degree = Double.pi / 180
        let sinLatitude = sin((b.y - a.y) * degree / 2)
        let sinLongitude = sin((b.x - a.x) * degree / 2)
        let square = sinLatitude * sinLatitude + cos(a.y * degree) * cos(b.y * degree) * sinLongitude * sinLongitude
        return 2 * sphereRadius * asin(min(1, square).squareRoot())
    }
}
