internal import CPROJ
import Glibc

/// A plane in metres that touches the ellipsoid at `origin`: azimuthal equidistant, so distances and bearings from the
/// origin are exact, and a length at distance *c* from it is stretched by at most *c*²/6*R*² (0.1 % at 490 km).
struct LocalPlane {
    let origin: GeographicPoint

    func project(_ point: GeographicPoint) -> PlanarPoint {
        var (metres, azimuth) = (0.0, 0.0)
        withUnsafePointer(to: Ellipsoid.wgs84.series) { series in
            geod_inverse(
                series, origin.latitude, origin.longitude, point.latitude, point.longitude, &metres, &azimuth, nil)
        }
        azimuth *= .pi / 180
        return PlanarPoint(x: metres * sin(azimuth), y: metres * cos(azimuth))
    }

    func unproject(_ point: PlanarPoint) -> GeographicPoint {
        let azimuth = atan2(point.x, point.y) * 180 / .pi
        let metres = Metres((point.x * point.x + point.y * point.y).squareRoot())
        return Geodesic.destination(from: origin, azimuthDegrees: azimuth, distance: metres)
            .turned(near: origin.longitude)
    }
}
