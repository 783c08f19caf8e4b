internal import Glibc
internal import SpatialEngine

/// Which ways a path may go on from a corner: those that turn to the side of its land.
///
/// Straight lines of the lattice are not the shortest ways of the globe: what turns away from the land by less than
/// geodesics turn against the lattice may be the shorter way all the same.
struct SeaBending: Sendable {
    /// No less than the angle between a geodesic and the straight line, in radians of the lattice, for each step of a way;
    /// 0 on a plane.
    private let perStep: Double

    init(_ frame: SeaFrame) {
        guard frame.lattice.space == .globe else {
            perStep = 0
            return
        }
        let corners = [frame.south, frame.north].map { frame.lattice.position(of: LatticePoint(x: frame.west, y: $0)) }
        let farthest = min(89, corners.reduce(0) { max($0, abs($1.latitude)) }) * .pi / 180
        perStep = .pi / 180 / frame.lattice.stepsPerUnit * tan(farthest) / cos(farthest)
    }

    /// Whether a path from `a` by the corner at `b` may go on to `c`.
    ///
    /// - Parameter landSide: Above 0 for land on the left, below for land on the right, 0 for neither.
    @inline(__always)
    func allows(_ a: LatticePoint, _ b: LatticePoint, _ c: LatticePoint, landSide: Int64) -> Bool {
        let turn = Lattice.turn(a, b, c)
        return turn.signum() * landSide >= 0 || isSlight(turn, a, b, c)
    }

    private func isSlight(_ turn: Int64, _ a: LatticePoint, _ b: LatticePoint, _ c: LatticePoint) -> Bool {
        let (x, y) = (Double((b.x &- a.x).magnitude), Double((b.y &- a.y).magnitude))
        let (u, v) = (Double((c.x &- b.x).magnitude), Double((c.y &- b.y).magnitude))
        return Double(turn.magnitude) <= perStep * (x + y + u + v) * (x + y) * (u + v)
    }
}
