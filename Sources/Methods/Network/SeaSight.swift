internal import CIntrinsics

/// What a place at sea sees: the corners of the land, triangle by triangle.
struct SeaSight {
    /// A stretch of a half-edge between two rays from the eye.
    struct Stretch {
        /// On the side of the triangle to enter.
        var gate: Int32
        /// The vertices of the half-edge, on the left and on the right.
        var start: SeaGates.Post
        var end: SeaGates.Post
        /// The vertices that the rays pass.
        var left: SeaGates.Post
        var right: SeaGates.Post
    }

    private let mesh: SeaMesh
    private let waters: SeaWaters
    /// Stretches still to be carried on.
    var stack: [Stretch] = []
    /// The dead ends into which it looks; nil for all.
    private let branches: SeaBranches?
    /// The vertices of the corners seen since the eye was opened.
    private(set) var seen: [Int32] = []

    /// - Parameter branches: The dead ends into which to look; nil for all.
    init(_ chart: SeaChart, into branches: SeaBranches? = nil) {
        (mesh, waters, self.branches) = (chart.mesh, chart.waters, branches)
    }

    /// The corners that a straight way from `eye` reaches and may bend round.
    ///
    /// A way along the shore or past a corner counts as sight; what lies behind a corner on the same line is left out, as the
    /// way to it leads by the corner.
    /// - Parameters:
    ///   - triangles: All water triangles that contain the eye.
    ///   - corner: The vertex that the eye stands on; only what a path may turn to that bends there is seen then. −1 for a
    ///     free place.
    mutating func corners(
        from eye: LatticePoint, in triangles: [Int], bending corner: Int32, _ view: SeaGates.View
    ) -> [Int32] {
        open(from: eye, in: triangles, bending: corner, view)
        while let stretch = stack.popLast() { pass(stretch, from: eye, corner, view) }
        return seen
    }

    /// Sees the corners of the triangles that contain the eye, and stacks the stretches that lead out of them.
    mutating func open(
        from eye: LatticePoint, in triangles: [Int], bending corner: Int32, _ view: SeaGates.View
    ) {
        stack.removeAll(keepingCapacity: true)
        seen.removeAll(keepingCapacity: true)
        for t in triangles {
            for h in 3 * t..<3 * t + 3 {
                let v = mesh.origin[h]
                let ahead = mesh.origin[SeaMesh.next(h)]
                if view.point(v) != eye, isFirst(v, t, in: triangles) { look(at: v, from: eye, corner, view) }
                if waters.isOpen(h, in: mesh), Lattice.turn(view.point(v), view.point(ahead), eye) != 0 {
                    let (start, end) = (view.post(ahead), view.post(v))
                    let way = Stretch(gate: mesh.twin[h], start: start, end: end, left: start, right: end)
                    enter(way, from: eye, corner, view)
                }
            }
        }
    }

    /// Triangles round the eye share corners; each is looked at once.
    private func isFirst(_ v: Int32, _ t: Int, in triangles: [Int]) -> Bool {
        triangles.first { s in (3 * s..<3 * s + 3).contains { mesh.origin[$0] == v } } == t
    }

    /// Carries a stretch through the triangle behind its edge.
    @inline(__always)
    mutating func pass(_ stretch: Stretch, from eye: LatticePoint, _ corner: Int32, _ view: SeaGates.View) {
        let gate = view.gates[Int(stretch.gate)]
        let apex = view.apex(of: gate)
        let atLeft = Lattice.turn(eye, stretch.left.point, apex.point)
        let atRight = Lattice.turn(eye, stretch.right.point, apex.point)
        if atLeft <= 0, atRight >= 0 { look(at: gate.apex, from: eye, corner, view) }
        if atLeft < 0, let left = openGate(gate.left) {
            let way = Stretch(
                gate: left, start: stretch.start, end: apex, left: stretch.left,
                right: atRight >= 0 ? apex : stretch.right)
            enter(way, from: eye, corner, view)
        }
        if atRight > 0, let right = openGate(gate.right) {
            let way = Stretch(
                gate: right, start: apex, end: stretch.end, left: atLeft <= 0 ? apex : stretch.left,
                right: stretch.right)
            enter(way, from: eye, corner, view)
        }
    }

    /// The number of a gate, nil if the look does not go on there.
    @inline(__always)
    private func openGate(_ gate: Int32) -> Int32? {
        if gate >= SeaGates.Gate.shut { return gate == SeaGates.Gate.shut ? nil : gate }
        return branches?.contains(~gate / 3) ?? true ? ~gate : nil
    }

    @inline(__always)
    private mutating func enter(_ way: Stretch, from eye: LatticePoint, _ corner: Int32, _ view: SeaGates.View) {
        let (a, b) = (way.left.point, way.right.point)
        guard Lattice.turn(eye, b, a) > 0, corner < 0 || mayTurn(between: a, b, from: eye, view.shores[Int(corner)])
        else { return }
        prefetch_line(view.gates + Int(way.gate))
        stack.append(way)
    }

    /// Whether some way between two rays only touches the corner: land on its right or on its left.
    @inline(__always)
    private func mayTurn(
        between left: LatticePoint, _ right: LatticePoint, from eye: LatticePoint, _ shore: SeaGates.Shore
    ) -> Bool {
        // Outside both wedges lie ways that leave the land of the corner on neither side.
        func splits(_ p: LatticePoint) -> Bool {
            Lattice.turn(eye, p, shore.ahead) < 0 && Lattice.turn(eye, p, shore.behind) > 0
        }
        return !(splits(left) && splits(right))
    }

    @inline(__always)
    private mutating func look(at v: Int32, from eye: LatticePoint, _ corner: Int32, _ view: SeaGates.View) {
        guard view.isCorner[Int(v)] else { return }
        guard corner < 0 || view.touches(corner, from: view.point(v)) else { return }
        if view.touches(v, from: eye) { seen.append(v) }
    }
}

/// The dead ends in which the ends of a passage lie, as triangles from there to the open water: no shortest way enters others.
struct SeaBranches {
    private var triangles: [Int32] = []
    /// A bit for each triangle's last digits, which spares most looks at the list.
    private var bits = (UInt64(0), UInt64(0))

    /// - Parameter triangles: All that contain an end.
    init(around triangles: [Int], _ waters: SeaWaters) {
        for t in triangles { add(from: Int32(t), waters) }
    }

    private mutating func add(from triangle: Int32, _ waters: SeaWaters) {
        var t = triangle
        while waters.outlet[Int(t)] >= 0, !contains(t) {
            triangles.append(t)
            if t & 64 == 0 { bits.0 |= 1 << (t & 63) } else { bits.1 |= 1 << (t & 63) }
            t = waters.outlet[Int(t)]
        }
    }

    @inline(__always) func contains(_ t: Int32) -> Bool {
        (t & 64 == 0 ? bits.0 : bits.1) >> (t & 63) & 1 == 1 && triangles.contains(t)
    }
}
