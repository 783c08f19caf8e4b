public import SpatialEngine

/// A height that is known at one place.
public struct SpotHeight: Hashable, Sendable {
    /// Its id in the table from which it comes; errors name it.
    public let id: String
    /// Where it holds.
    public let point: GeographicPoint
    /// Above the sea.
    public let elevation: Metres

    /// A finite height at a valid point; ``SketchTerrain`` refuses others.
    public init(id: String, point: GeographicPoint, elevation: Metres) {
        self.id = id
        self.point = point
        self.elevation = elevation
    }
}
