/// What a place at sea sees: the corners of the land, triangle by triangle.
struct SeaSight {
    /// A stretch of a half-edge between two rays from the eye.
    struct Stretch {
        /// On the side of the triangle to enter.
        var edge: Int32
        var left: Int32
        var right: Int32
    }

    private let mesh: SeaMesh
    private let waters: SeaWaters
    /// Stretches still to be carried on.
    var stack: [Stretch] = []
    /// The vertices of the corners seen since the eye was opened.
    private(set) var seen: [Int32] = []

    init(_ chart: SeaChart) { (mesh, waters) = (chart.mesh, chart.waters) }

    /// The corners that a straight way from `eye` reaches and may bend round.
    ///
    /// A way along the shore or past a corner counts as sight; what lies behind a corner on the same line is left out, as the
    /// way to it leads by the corner.
    /// - Parameters:
    ///   - triangles: All water triangles that contain the eye.
    ///   - corner: The vertex that the eye stands on; only what a path may turn to that bends there is seen then. −1 for a
    ///     free place.
    mutating func corners(from eye: LatticePoint, in triangles: [Int], bending corner: Int32) -> [Int32] {
        open(from: eye, in: triangles, bending: corner)
        while let stretch = stack.popLast() { pass(stretch, from: eye, corner) }
        return seen
    }

    /// Sees the corners of the triangles that contain the eye, and stacks the stretches that lead out of them.
    mutating func open(
        from eye: LatticePoint, in triangles: [Int], bending corner: Int32
    ) {
        stack.removeAll(keepingCapacity: true)
        seen.removeAll(keepingCapacity: true)
        for t in triangles {
            for h in 3 * t..<3 * t + 3 {
                let v = mesh.origin[h]
                if mesh.points[Int(v)] != eye, isFirst(v, t, in: triangles) { look(at: v, from: eye, corner) }
                if Lattice.turn(mesh.points[mesh.start(h)], mesh.points[mesh.end(h)], eye) != 0 {
                    enter(h, from: eye, mesh.origin[SeaMesh.next(h)], v, corner)
                }
            }
        }
    }

    /// Triangles round the eye share corners; each is looked at once.
    private func isFirst(_ v: Int32, _ t: Int, in triangles: [Int]) -> Bool {
        triangles.first { s in (3 * s..<3 * s + 3).contains { mesh.origin[$0] == v } } == t
    }

    /// Carries a stretch through the triangle behind its edge.
    mutating func pass(_ stretch: Stretch, from eye: LatticePoint, _ corner: Int32) {
        let e = Int(stretch.edge)
        let apex = mesh.origin[SeaMesh.previous(e)]
        let p = mesh.points[Int(apex)]
        let atLeft = Lattice.turn(eye, mesh.points[Int(stretch.left)], p)
        let atRight = Lattice.turn(eye, mesh.points[Int(stretch.right)], p)
        if atLeft <= 0, atRight >= 0 { look(at: apex, from: eye, corner) }
        if atLeft < 0 {
            let right = atRight > 0 ? apex : stretch.right
            enter(SeaMesh.previous(e), from: eye, stretch.left, atRight == 0 ? apex : right, corner)
        }
        if atRight > 0 {
            let left = atLeft < 0 ? apex : stretch.left
            enter(SeaMesh.next(e), from: eye, atLeft == 0 ? apex : left, stretch.right, corner)
        }
    }

    private mutating func enter(_ h: Int, from eye: LatticePoint, _ left: Int32, _ right: Int32, _ corner: Int32) {
        guard waters.isOpen(h, in: mesh) else { return }
        let (a, b) = (mesh.points[Int(left)], mesh.points[Int(right)])
        guard Lattice.turn(eye, b, a) > 0, corner < 0 || mayTurn(between: a, b, from: eye, corner) else { return }
        stack.append(Stretch(edge: Int32(truncatingIfNeeded: mesh.opposite(h)), left: left, right: right))
    }

    /// Whether some way between two rays only touches the corner: land on its right or on its left.
    @inline(__always)
    private func mayTurn(between left: LatticePoint, _ right: LatticePoint, from eye: LatticePoint, _ corner: Int32)
        -> Bool
    {
        let ahead = mesh.points[Int(waters.shoreAhead[Int(corner)])]
        let behind = mesh.points[Int(waters.shoreBehind[Int(corner)])]
        // Outside both wedges lie ways that leave the land of the corner on neither side.
        func splits(_ p: LatticePoint) -> Bool {
            Lattice.turn(eye, p, ahead) < 0 && Lattice.turn(eye, p, behind) > 0
        }
        return !(splits(left) && splits(right))
    }

    private mutating func look(at v: Int32, from eye: LatticePoint, _ corner: Int32) {
        guard waters.isCorner(Int(v)) else { return }
        let p = mesh.points[Int(v)]
        if corner >= 0 {
            guard waters.touches(corner, from: p, in: mesh) else { return }
        }
        if waters.touches(v, from: eye, in: mesh) { seen.append(v) }
    }
}

extension SeaWaters {
    /// Whether the line from `p` through a corner has all the land of the corner on one side.
    @inline(__always)
    func touches(_ corner: Int32, from p: LatticePoint, in mesh: SeaMesh) -> Bool {
        let v = mesh.points[Int(corner)]
        let one = Lattice.turn(p, v, mesh.points[Int(shoreAhead[Int(corner)])])
        let other = Lattice.turn(p, v, mesh.points[Int(shoreBehind[Int(corner)])])
        return (one >= 0 && other >= 0) || (one <= 0 && other <= 0)
    }
}
