/// A polygon with holes; every ring is closed: its last position repeats its first.
public struct Polygon: Hashable, Sendable {
    public var exterior: [GeographicPoint]
    public var holes: [[GeographicPoint]]

    public init(exterior: [GeographicPoint], holes: [[GeographicPoint]] = []) {
        self.exterior = exterior
        self.holes = holes
    }

    /// The exterior ring, then the holes.
    public var rings: [[GeographicPoint]] { [exterior] + holes }
}
