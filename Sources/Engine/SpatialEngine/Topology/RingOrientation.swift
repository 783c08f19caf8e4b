/// Twice the signed area of a closed ring, in square degrees: above 0 when it runs counter-clockwise.
///
/// Taken relative to the first position, so that a small ring far from the origin keeps its digits.
func signedDoubleArea(of ring: [GeographicPoint]) -> Double {
    guard let origin = ring.first else { return 0 }
    var sum = 0.0
    for (a, b) in zip(ring, ring.dropFirst()) {
        let (ax, ay) = (a.longitude - origin.longitude, a.latitude - origin.latitude)
        let (bx, by) = (b.longitude - origin.longitude, b.latitude - origin.latitude)
        sum += ax * by - bx * ay
    }
    return sum
}

extension Polygon {
    /// The same polygon with its exterior counter-clockwise and its holes clockwise (RFC 7946 section 3.1.6).
    public func rightHanded() -> Polygon {
        Polygon(
            exterior: signedDoubleArea(of: exterior) < 0 ? exterior.reversed() : exterior,
            holes: holes.map { signedDoubleArea(of: $0) > 0 ? $0.reversed() : $0 })
    }
}

extension MultiPolygon {
    /// The same area with every exterior counter-clockwise and every hole clockwise (RFC 7946 section 3.1.6).
    public func rightHanded() -> MultiPolygon { MultiPolygon(polygons.map { $0.rightHanded() }) }
}
