/// A position on the WGS 84 ellipsoid, in degrees.
///
/// Longitude may be of any turn; latitude lies in −90…90 for a point on the globe (see ``isValid``).
public struct GeographicPoint: Hashable, Sendable {
    /// Degrees east of Greenwich.
    public var longitude: Double
    /// Degrees north of the equator.
    public var latitude: Double

    /// A position from degrees east and degrees north.
    public init(longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }

    /// Both numbers are finite and the latitude lies in −90…90.
    public var isValid: Bool { longitude.isFinite && latitude.isFinite && abs(latitude) <= 90 }
}
