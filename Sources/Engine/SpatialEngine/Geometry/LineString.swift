/// A line through two or more positions, straight in longitude and latitude between them (RFC 7946 section 3.1.1).
public struct LineString: Hashable, Sendable {
    /// Vertices in order, two or more in a valid line.
    public var points: [GeographicPoint]

    /// A line from its vertices.
    public init(_ points: [GeographicPoint]) { self.points = points }

    /// The same line drawn the other way.
    public func reversed() -> LineString { LineString(points.reversed()) }
}
