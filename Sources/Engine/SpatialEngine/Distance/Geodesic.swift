internal import CPROJ

/// Shortest paths on the WGS 84 ellipsoid (Karney 2013, doi:10.1007/s00190-012-0578-z, as built into PROJ).
///
/// Lengths in metres, accurate to some nanometres; azimuths in degrees clockwise from north. Plain values, no
/// handles: safe to call from any thread.
public enum Geodesic {
    static let ellipsoid: geod_geodesic = {
        var g = geod_geodesic()
        geod_init(&g, 6_378_137, 1 / 298.257223563)
        return g
    }()

    /// The distance between two points; NaN if a latitude is outside −90…90.
    public static func distance(_ a: GeographicPoint, _ b: GeographicPoint) -> Metres {
        var g = ellipsoid
        var metres = 0.0
        geod_inverse(&g, a.latitude, a.longitude, b.latitude, b.longitude, &metres, nil, nil)
        return Metres(metres)
    }

    /// The azimuth in (−180, 180] at which the shortest path leaves `a` for `b`.
    public static func azimuthDegrees(from a: GeographicPoint, to b: GeographicPoint) -> Double {
        var g = ellipsoid
        var azimuth = 0.0
        geod_inverse(&g, a.latitude, a.longitude, b.latitude, b.longitude, nil, &azimuth, nil)
        return azimuth
    }

    /// The point reached from `start` after `distance` along the geodesic that leaves at `azimuthDegrees`.
    public static func destination(
        from start: GeographicPoint, azimuthDegrees: Double, distance: Metres
    ) -> GeographicPoint {
        var g = ellipsoid
        var (latitude, longitude) = (0.0, 0.0)
        geod_direct(&g, start.latitude, start.longitude, azimuthDegrees, distance.value, &latitude, &longitude, nil)
        return GeographicPoint(longitude: longitude, latitude: latitude)
    }

    /// The sum of the geodesics between the vertices of `line`.
    public static func length(of line: LineString) -> Metres {
        var total = 0.0
        for (a, b) in zip(line.points, line.points.dropFirst()) { total += distance(a, b).value }
        return Metres(total)
    }
}
