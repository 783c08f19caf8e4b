import Glibc
public import SpatialEngine

/// Whether the sun is up.
public enum SolarElevation {
    /// The sun's centre stands this far below the horizon when its rim sets: radius and refraction.
    public static let setDegrees = -0.833

    /// The height of the sun's centre above the horizon without refraction, degrees.
    ///
    /// The Astronomical Almanac's low-precision formulas (section C; error 0.01° between 1950 and 2050), universal time for
    /// terrestrial time.
    /// - Parameter time: Seconds since 1970-01-01T00:00:00Z.
    public static func degrees(at point: GeographicPoint, time: Double) -> Double {
        let radian = Double.pi / 180
        let n = time / 86_400 - 10_957.5
        let mean = (280.460 + 0.9856474 * n).truncatingRemainder(dividingBy: 360)
        let anomaly = (357.528 + 0.9856003 * n) * radian
        let longitude = (mean + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly)) * radian
        let obliquity = (23.439 - 0.0000004 * n) * radian
        let ascension = atan2(cos(obliquity) * sin(longitude), cos(longitude))
        let declination = asin(sin(obliquity) * sin(longitude))
        let sidereal = (280.46061837 + 360.98564736629 * n).truncatingRemainder(dividingBy: 360) * radian
        let hour = sidereal + point.longitude * radian - ascension
        let latitude = point.latitude * radian
        return asin(sin(latitude) * sin(declination) + cos(latitude) * cos(declination) * cos(hour)) / radian
    }

    /// Whether it is night: the sun's rim is below the horizon.
    public static func isNight(at point: GeographicPoint, time: Double) -> Bool {
        degrees(at: point, time: time) < setDegrees
    }
}
