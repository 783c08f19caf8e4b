/// Polygons that form one area.
public struct MultiPolygon: Hashable, Sendable {
    /// The parts; their insides do not overlap in a valid area.
    public var polygons: [Polygon]

    /// An area from its parts.
    public init(_ polygons: [Polygon]) { self.polygons = polygons }

    /// Whether there is no part.
    public var isEmpty: Bool { polygons.isEmpty }
}
