import Glibc
internal import SpatialEngine

extension Ellipsoid {
    private var eccentricitySquared: Double { flattening * (2 - flattening) }

    /// Metres from the Earth's centre along the axes through (0°, 0°), (90°E, 0°) and the north pole.
    func geocentric(_ point: GeographicPoint) -> (x: Double, y: Double, z: Double) {
        let (latitude, longitude) = (point.latitude * .pi / 180, point.longitude * .pi / 180)
        let primeVertical =
            semiMajorAxis.value / (1 - eccentricitySquared * sin(latitude) * sin(latitude)).squareRoot()
        let fromAxis = primeVertical * cos(latitude)
        return (
            fromAxis * cos(longitude), fromAxis * sin(longitude),
            primeVertical * (1 - eccentricitySquared) * sin(latitude)
        )
    }

    /// Square metres between two parallels (degrees) for each degree of longitude, exact.
    func squareMetresPerDegree(from south: Double, to north: Double) -> Double {
        let e = eccentricitySquared.squareRoot()
        let semiMinorAxis = semiMajorAxis.value * (1 - flattening)
        func zone(_ latitude: Double) -> Double {
            let sine = sin(latitude * .pi / 180)
            let logarithm = e > 0 ? atanh(e * sine) / e : sine
            return sine / (1 - e * e * sine * sine) + logarithm
        }
        return semiMinorAxis * semiMinorAxis / 2 * (zone(north) - zone(south)) * .pi / 180
    }
}
