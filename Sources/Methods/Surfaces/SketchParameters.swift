public import SpatialEngine

/// How spot heights become a surface; the defaults are those fitted to the Darién.
public struct SketchParameters: Hashable, Sendable {
    /// Exponent of the distance, above 0 and below 2; 1.2 fits the Darién best of those tried.
    public var exponent = 1.2
    /// Metres east for each degree of longitude: cos 8.2° × 111.32 km.
    public var metresPerDegreeOfLongitude = 110_180.0
    /// Metres north for each degree of latitude.
    public var metresPerDegreeOfLatitude = 110_600.0
    /// The distance at which the kernel is 1; it only keeps the numbers near 1.
    public var scale = Metres(10_000)
    /// A node at 0 m every so far along the coast.
    public var coastSpacing = Metres(2_500)
    /// Smaller islands, in square metres, get no coast nodes.
    public var leastIslandSquareMetres = 1e6
    /// Of nodes nearer to each other than this only the first counts.
    public var duplicateDistance = Metres(10)

    /// The defaults for the Darién.
    public init() {}

    func plane(_ point: GeographicPoint) -> PlanarPoint {
        PlanarPoint(
            x: point.longitude * metresPerDegreeOfLongitude, y: point.latitude * metresPerDegreeOfLatitude)
    }

    /// The first parameter out of range, or nil.
    var fault: SurfaceError? {
        if !(exponent > 0 && exponent < 2) {
            return .parameterOutOfRange(name: "exponent", value: exponent, range: "above 0 and below 2")
        }
        let lengths = [
            ("metres per degree of longitude", metresPerDegreeOfLongitude),
            ("metres per degree of latitude", metresPerDegreeOfLatitude), ("scale", scale.value),
            ("coast spacing", coastSpacing.value),
        ]
        for (name, value) in lengths where !(value > 0 && value.isFinite) {
            return .parameterOutOfRange(name: name, value: value, range: "above 0 m")
        }
        return nil
    }
}
