/// The name of a coordinate reference system, as PROJ reads it (`EPSG:4326`, a PROJ string, or WKT).
public struct CoordinateReferenceSystem: Hashable, Sendable, CustomStringConvertible {
    /// Text that PROJ can resolve.
    public let identifier: String

    /// Names a system; PROJ judges the text when it is first used.
    public init(_ identifier: String) { self.identifier = identifier }

    /// Longitude and latitude in degrees on WGS 84.
    public static let wgs84 = CoordinateReferenceSystem("EPSG:4326")

    /// The identifier.
    public var description: String { identifier }
}
