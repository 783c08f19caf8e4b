/// Which ring of an area is meant.
public struct RingReference: Hashable, Sendable, CustomStringConvertible {
    /// Place of the polygon in its multipolygon, from 0; 0 for a single polygon.
    public let polygon: Int
    /// 0 for the exterior, 1 for the first hole, and so on.
    public let ring: Int

    /// A ring by the places of its polygon and of itself.
    public init(polygon: Int, ring: Int) {
        self.polygon = polygon
        self.ring = ring
    }

    /// Such as `hole 0 of polygon 3`.
    public var description: String {
        ring == 0 ? "exterior of polygon \(polygon)" : "hole \(ring - 1) of polygon \(polygon)"
    }
}
