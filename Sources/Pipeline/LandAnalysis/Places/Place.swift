public import SpatialEngine

/// A place that a user named, and the cell that contains it.
public struct Place: Hashable, Sendable {
    /// The user's name for it, or its number counted from 1.
    public let id: String
    /// Where it was read, for messages: an option or a file and line.
    public let source: String
    /// The user's coordinates.
    public let point: PlanarPoint
    /// Row-major index of the cell that contains it; one on a border belongs to the cell east or south of it.
    public let cell: Int

    /// How messages call it: `--from -77.4,8.2`.
    public var name: String {
        "\(source) \(ShortestNumber.text(point.x)),\(ShortestNumber.text(point.y))"
    }
}
