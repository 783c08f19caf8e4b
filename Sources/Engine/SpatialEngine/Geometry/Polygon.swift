/// A polygon with holes; every ring is closed: its last position repeats its first.
public struct Polygon: Hashable, Sendable {
    /// The outer ring, closed.
    public var exterior: [GeographicPoint]
    /// Inner rings, closed.
    public var holes: [[GeographicPoint]]

    /// A polygon from closed rings.
    public init(exterior: [GeographicPoint], holes: [[GeographicPoint]] = []) {
        self.exterior = exterior
        self.holes = holes
    }

    /// The exterior ring, then the holes.
    public var rings: [[GeographicPoint]] { [exterior] + holes }
}
