/// A position on the lattice of a chart (``SeaLattice``).
///
/// Everything that decides between land and water is computed on these integers, so no answer hangs on rounding.
struct LatticePoint: Hashable, Sendable {
    let x: Int64
    let y: Int64
}

/// Exact predicates; valid while all coordinates lie within 1.1 · 10⁹ steps of each other (the products then fit).
enum Lattice {
    /// Twice the signed area of a, b, c: above 0 when c lies left of the line from a to b.
    @inline(__always)
    static func turn(_ a: LatticePoint, _ b: LatticePoint, _ c: LatticePoint) -> Int64 {
        (b.x &- a.x) &* (c.y &- a.y) &- (b.y &- a.y) &* (c.x &- a.x)
    }

    /// Whether `p`, known to lie on the line through a and b, lies ahead of `a` on the side of `b`.
    @inline(__always)
    static func isAhead(_ p: LatticePoint, of a: LatticePoint, towards b: LatticePoint) -> Bool {
        (b.x &- a.x) &* (p.x &- a.x) &+ (b.y &- a.y) &* (p.y &- a.y) > 0
    }

    /// Whether `d` lies strictly inside the circle through the counter-clockwise triangle a, b, c.
    ///
    /// In floating point where its error bound (Shewchuk 1997, doi:10.1007/PL00009321) decides, else in 128-bit integers.
    static func isInCircle(_ a: LatticePoint, _ b: LatticePoint, _ c: LatticePoint, _ d: LatticePoint) -> Bool {
        let (ax, ay) = (Double(a.x &- d.x), Double(a.y &- d.y))
        let (bx, by) = (Double(b.x &- d.x), Double(b.y &- d.y))
        let (cx, cy) = (Double(c.x &- d.x), Double(c.y &- d.y))
        let (aa, bb, cc) = (ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy)
        let (bcx, bcy) = (bx * cy, by * cx)
        let (cax, cay) = (cx * ay, cy * ax)
        let (abx, aby) = (ax * by, ay * bx)
        let determinant = aa * (bcx - bcy) + bb * (cax - cay) + cc * (abx - aby)
        let permanent =
            aa * (bcx.magnitude + bcy.magnitude) + bb * (cax.magnitude + cay.magnitude)
            + cc * (abx.magnitude + aby.magnitude)
        let bound = 1.2e-15 * permanent
        if determinant > bound { return true }
        if determinant < -bound { return false }
        return exactInCircle(a, b, c, d) > 0
    }

    private static func exactInCircle(
        _ a: LatticePoint, _ b: LatticePoint, _ c: LatticePoint, _ d: LatticePoint
    ) -> Int128 {
        let (ax, ay) = (a.x - d.x, a.y - d.y)
        let (bx, by) = (b.x - d.x, b.y - d.y)
        let (cx, cy) = (c.x - d.x, c.y - d.y)
        let first = Int128(ax * ax + ay * ay) * Int128(bx * cy - by * cx)
        let second = Int128(bx * bx + by * by) * Int128(cx * ay - cy * ax)
        let third = Int128(cx * cx + cy * cy) * Int128(ax * by - ay * bx)
        return first + second + third
    }

    /// Whether the open segments a–b and c–d cross in one point inside both.
    @inline(__always)
    static func cross(_ a: LatticePoint, _ b: LatticePoint, _ c: LatticePoint, _ d: LatticePoint) -> Bool {
        let (abc, abd) = (turn(a, b, c), turn(a, b, d))
        guard (abc < 0 && abd > 0) || (abc > 0 && abd < 0) else { return false }
        let (cda, cdb) = (turn(c, d, a), turn(c, d, b))
        return (cda < 0 && cdb > 0) || (cda > 0 && cdb < 0)
    }

    /// The lattice position next to the point where the line a–b crosses the line c–d.
    static func crossing(_ a: LatticePoint, _ b: LatticePoint, _ c: LatticePoint, _ d: LatticePoint) -> LatticePoint {
        let fromC = Double(turn(a, b, c))
        let t = fromC / (fromC - Double(turn(a, b, d)))
        return LatticePoint(
            x: c.x + Int64((t * Double(d.x - c.x)).rounded()), y: c.y + Int64((t * Double(d.y - c.y)).rounded()))
    }
}
