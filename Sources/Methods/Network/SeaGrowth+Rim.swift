internal import SpatialEngine

extension SeaGrowth {
    /// A closed ring, land on its left, with a rim of two steps round the land.
    ///
    /// Positions between lattice points move by up to half a step when they are rounded, and so does a line where others
    /// cross it. Within the rim no such move takes anything from the land as it was given. The rim is the sum of the land
    /// and a square: a strip along every edge and a cap at every outward bend, all counter-clockwise, as in ``grown(_:isHole:)``.
    func rimmed(_ ring: [LatticePoint], isHole: Bool) -> [LatticePoint] {
        let open = Self.landOnLeft(ring, isHole: isHole)
        guard open.count > 1 else { return [] }
        var result: [LatticePoint] = []
        for (i, v) in open.enumerated() {
            let (a, b) = (open[(i + open.count - 1) % open.count], open[(i + 1) % open.count])
            let (first, last) = (Self.corner(right: v.x - a.x, v.y - a.y), Self.corner(right: b.x - v.x, b.y - v.y))
            if Self.turnsRight(a, v, b) {
                // A bend into the land: by way of the vertex itself, so that both strips stay whole.
                result += [Self.moved(v, first), v, Self.moved(v, last)]
            } else {
                var corner = first
                result.append(Self.moved(v, corner))
                while corner != last {
                    corner = (corner + 1) % 4
                    result.append(Self.moved(v, corner))
                }
            }
        }
        return result + result.prefix(1)
    }

    /// The corner of the square, counter-clockwise from the south-west, that lies farthest right of a direction.
    private static func corner(right dx: Int64, _ dy: Int64) -> Int {
        // The right-hand normal is (dy, −dx).
        if dy < 0 { return dx >= 0 ? 0 : 3 }
        if dy > 0 { return dx > 0 ? 1 : 2 }
        return dx > 0 ? 1 : 3
    }

    private static func moved(_ p: LatticePoint, _ corner: Int) -> LatticePoint {
        LatticePoint(x: p.x + (corner == 1 || corner == 2 ? 2 : -2), y: p.y + (corner >= 2 ? 2 : -2))
    }

    /// Far rings may lie beyond the reach of the lattice predicates.
    private static func turnsRight(_ a: LatticePoint, _ v: LatticePoint, _ b: LatticePoint) -> Bool {
        Int128(v.x - a.x) * Int128(b.y - v.y) < Int128(v.y - a.y) * Int128(b.x - v.x)
    }

    /// The ring open, without repeated vertices, the land on its left.
    static func landOnLeft(_ ring: [LatticePoint], isHole: Bool) -> [LatticePoint] {
        var open: [LatticePoint] = []
        for p in ring where p != open.last { open.append(p) }
        while open.count > 1, open.first == open.last { open.removeLast() }
        guard open.count > 1 else { return open }
        var doubleArea = 0.0
        for i in open.indices {
            let (a, b) = (open[i], open[(i + 1) % open.count])
            let (ax, ay) = (Double(a.x - open[0].x), Double(a.y - open[0].y))
            doubleArea += ax * Double(b.y - open[0].y) - ay * Double(b.x - open[0].x)
        }
        if (doubleArea > 0) == isHole { open.reverse() }
        return open
    }
}
