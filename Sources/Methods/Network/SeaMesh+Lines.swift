extension SeaMesh {
    /// A line could not be drawn into the mesh because its crossings never settled.
    struct Tangle: Error {
        let place: LatticePoint
    }

    /// What drawing a line adds to the edges along it.
    struct Ink {
        var mark: Mark = .fixed
        /// Land rings gained on the line's left against its right.
        var lift: Int32 = 0
    }

    /// Makes the straight line between two vertices an edge, or a chain of edges through the vertices on it.
    ///
    /// Where it meets a line drawn earlier, both get a common vertex at the nearest lattice position (they bend by at most
    /// half a lattice step).
    mutating func drawLine(from a: Int, to b: Int, as ink: Ink, depth: Int = 0) throws(Tangle) {
        guard depth < 200 else { throw Tangle(place: points[a]) }
        var here = a
        while here != b { here = try step(from: here, to: b, as: ink, depth: depth) }
    }

    /// Draws the line as far as the next vertex on it, and returns that vertex.
    private mutating func step(from a: Int, to b: Int, as ink: Ink, depth: Int) throws(Tangle) -> Int {
        switch crossings(from: a, to: b) {
        case .along(let h):
            stamp(h, ink)
            return end(h)
        case .free(let edges, let reached):
            clear(edges, between: a, and: reached)
            guard let h = halfEdge(from: a, to: reached) else { throw Tangle(place: points[a]) }
            stamp(h, ink)
            return reached
        case .blocked(let h):
            return try cross(h, from: a, to: b, as: ink, depth: depth)
        case .lost:
            throw Tangle(place: points[a])
        }
    }

    private enum Crossings {
        /// The line's first piece is already this half-edge.
        case along(Int)
        /// Free edges, as vertex pairs, that lie across the line before it reaches a vertex.
        case free([(Int, Int)], reached: Int)
        /// The line meets this drawn edge before any vertex.
        case blocked(Int)
        case lost
    }

    private func crossings(from a: Int, to b: Int) -> Crossings {
        let (pa, pb) = (points[a], points[b])
        var h = Int(spoke[a])
        let first = h
        repeat {
            let (right, left) = (points[end(h)], points[apex(h)])
            let (atRight, atLeft) = (Lattice.turn(pa, pb, right), Lattice.turn(pa, pb, left))
            if atRight == 0 && Lattice.isAhead(right, of: pa, towards: pb) { return .along(h) }
            if atRight < 0 && atLeft > 0 { return crossings(beyond: Self.next(h), from: a, to: b) }
            h = opposite(Self.previous(h))
        } while h >= 0 && h != first
        return .lost
    }

    private func crossings(beyond firstEdge: Int, from a: Int, to b: Int) -> Crossings {
        let (pa, pb) = (points[a], points[b])
        var edges: [(Int, Int)] = []
        var e = firstEdge
        while true {
            if has(.fixed, e) { return .blocked(e) }
            edges.append((start(e), end(e)))
            let g = opposite(e)
            guard g >= 0 else { return .lost }
            let side = Lattice.turn(pa, pb, points[apex(g)])
            if side == 0 { return .free(edges, reached: apex(g)) }
            e = side < 0 ? Self.previous(g) : Self.next(g)
        }
    }

    /// Flips `edges` until none lies across the line from `a` to `b`, which then is an edge itself.
    private mutating func clear(_ edges: [(Int, Int)], between a: Int, and b: Int) {
        var queue = edges
        var head = 0
        let limit = 64 * edges.count * (edges.count + 16)
        while head < min(queue.count, limit) {
            let (u, v) = queue[head]
            head += 1
            guard let h = halfEdge(from: u, to: v) else { continue }
            let (c, d) = (apex(h), apex(opposite(h)))
            let (pu, pv, pc, pd) = (points[u], points[v], points[c], points[d])
            guard isConvex(pu, pd, pv, pc) else {
                queue.append((u, v))
                continue
            }
            flip(h)
            if c != a && c != b && d != a && d != b && Lattice.cross(points[a], points[b], pc, pd) {
                queue.append((c, d))
            }
        }
    }

    private func isConvex(_ a: LatticePoint, _ b: LatticePoint, _ c: LatticePoint, _ d: LatticePoint) -> Bool {
        Lattice.turn(a, b, c) > 0 && Lattice.turn(b, c, d) > 0 && Lattice.turn(c, d, a) > 0 && Lattice.turn(d, a, b) > 0
    }

    /// Gives the line a–b and the drawn edge `h` a common vertex; returns how far the line has come.
    private mutating func cross(_ h: Int, from a: Int, to b: Int, as ink: Ink, depth: Int) throws(Tangle) -> Int {
        let (p, q) = (start(h), end(h))
        let old = Ink(mark: Mark(rawValue: marks[h]), lift: lift[h])
        let meeting = Lattice.crossing(points[a], points[b], points[p], points[q])
        hasBends = hasBends || !isOn(meeting, a, b) || !isOn(meeting, p, q)
        for near in [p, q] where meeting == points[near] {
            try drawLine(from: a, to: near, as: ink, depth: depth + 1)
            return near
        }
        erase(h)
        guard let x = insert(meeting) else { throw Tangle(place: meeting) }
        try drawLine(from: p, to: x, as: old, depth: depth + 1)
        try drawLine(from: x, to: q, as: old, depth: depth + 1)
        if x != a { try drawLine(from: a, to: x, as: ink, depth: depth + 1) }
        return x
    }

    private func isOn(_ p: LatticePoint, _ a: Int, _ b: Int) -> Bool { Lattice.turn(points[a], points[b], p) == 0 }

    private mutating func stamp(_ h: Int, _ ink: Ink) {
        let g = opposite(h)
        marks[h] |= ink.mark.rawValue | Mark.fixed.rawValue
        lift[h] += ink.lift
        guard g >= 0 else { return }
        marks[g] = marks[h]
        lift[g] = -lift[h]
    }

    private mutating func erase(_ h: Int) {
        (marks[h], lift[h]) = (0, 0)
        guard twin[h] >= 0 else { return }
        (marks[opposite(h)], lift[opposite(h)]) = (0, 0)
    }
}
