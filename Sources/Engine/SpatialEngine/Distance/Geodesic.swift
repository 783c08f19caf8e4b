internal import CPROJ

/// Shortest paths on the WGS 84 ellipsoid (Karney 2013, doi:10.1007/s00190-012-0578-z, as built into PROJ).
///
/// Lengths in metres, accurate to some nanometres; azimuths in degrees clockwise from north. Plain values, no
/// handles: safe to call from any thread. For another ellipsoid or the whole solution see ``Ellipsoid``.
public enum Geodesic {
    /// The distance between two points; NaN if a latitude is outside −90…90.
    public static func distance(_ a: GeographicPoint, _ b: GeographicPoint) -> Metres {
        var metres = 0.0
        withUnsafePointer(to: Ellipsoid.wgs84.series) { series in
            geod_inverse(series, a.latitude, a.longitude, b.latitude, b.longitude, &metres, nil, nil)
        }
        return Metres(metres)
    }

    /// The azimuth in (−180, 180] at which the shortest path leaves `a` for `b`.
    public static func azimuthDegrees(from a: GeographicPoint, to b: GeographicPoint) -> Double {
        Ellipsoid.wgs84.inverse(from: a, to: b).startAzimuthDegrees
    }

    /// The point reached from `start` after `distance` along the geodesic that leaves at `azimuthDegrees`.
    public static func destination(
        from start: GeographicPoint, azimuthDegrees: Double, distance: Metres
    ) -> GeographicPoint {
        Ellipsoid.wgs84.direct(from: start, azimuthDegrees: azimuthDegrees, distance: distance).end
    }

    /// The sum of the geodesics between the vertices of `line`.
    public static func length(of line: LineString) -> Metres {
        var total = 0.0
        for (a, b) in zip(line.points, line.points.dropFirst()) { total += distance(a, b).value }
        return Metres(total)
    }
}
