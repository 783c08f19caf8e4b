public import SpatialEngine

/// What stops a straight way.
enum SeaObstacle {
    /// The way does not begin on water.
    case ashore
    /// The way would cross this half-edge into land or through a closure.
    case edge(Int)
    /// Land or closures on both sides meet in this vertex.
    case vertex(Int)
}

extension SeaChart {
    /// Whether the straight way between two positions keeps to the water.
    ///
    /// Straight is meant in longitude and latitude. A clear way enters no land, crosses no closure and stays in the window;
    /// it may touch the coast.
    ///
    /// - Complexity: O(*k*) for *k* triangles on the way, with no memory taken unless the way touches a corner.
    public func isClear(from: GeographicPoint, to: GeographicPoint) -> Bool {
        guard extent.contains(from), extent.contains(to), let a = lattice.point(near: from),
            let b = lattice.point(near: to)
        else { return false }
        return isClear(from: a, to: b)
    }

    /// Whether the straight way between two lattice positions keeps to the water.
    func isClear(from a: LatticePoint, to b: LatticePoint) -> Bool {
        guard var t = waterTriangle(at: a) else { return false }
        return isClear(from: a, to: b, in: &t)
    }

    /// Whether the straight way between two ends keeps to the water.
    func isClear(from a: SeaEnd, to b: SeaEnd) -> Bool {
        var t = a.triangle
        return a.body == b.body && isClear(from: a.point, to: b.point, in: &t)
    }

    /// The same with a water triangle that contains `a`, and if the way is clear then one that contains `b`.
    func isClear(from a: LatticePoint, to b: LatticePoint, in t: inout Int) -> Bool {
        var corners: [Int] = []
        return obstacle(from: a, to: b, touching: &corners, in: &t) == nil
    }

    /// What stops the straight way from `a` to `b`, nil for nothing; decided by exact predicates triangle by triangle.
    ///
    /// - Parameters:
    ///   - corners: Gains the vertices that lie exactly on the way, in order; `a` and `b` may be among them.
    ///   - t: A water triangle that contains `a`; of a way that nothing stops then one that contains `b`.
    func obstacle(
        from a: LatticePoint, to b: LatticePoint, touching corners: inout [Int], in t: inout Int
    ) -> SeaObstacle? {
        guard a != b else { return nil }
        switch gates.read({ straight(from: a, to: b, in: t, $0) }) {
        case .clear(let last):
            t = last
            return nil
        case .blocked(let edge): return .edge(edge)
        case .unsure: break
        }
        for _ in 0..<2 * mesh.triangleCount + 8 {
            let (i, j, k) = (mesh.start(3 * t), mesh.start(3 * t + 1), mesh.start(3 * t + 2))
            let (p, q, r) = (mesh.points[i], mesh.points[j], mesh.points[k])
            if Lattice.turn(p, q, b) >= 0, Lattice.turn(q, r, b) >= 0, Lattice.turn(r, p, b) >= 0 { return nil }
            let (sp, sq, sr) = (Lattice.turn(a, b, p), Lattice.turn(a, b, q), Lattice.turn(a, b, r))
            let exit = sp < 0 && sq > 0 ? 0 : sq < 0 && sr > 0 ? 1 : sr < 0 && sp > 0 ? 2 : -1
            if exit >= 0 {
                let h = 3 * t + exit
                guard waters.isOpen(h, in: mesh) else { return .edge(h) }
                t = mesh.opposite(h) / 3
                continue
            }
            // The way leaves by a corner: the farthest one on it.
            var spoke = -1
            var reach = Int64(-1)
            for (h, side) in [(3 * t, sp), (3 * t + 1, sq), (3 * t + 2, sr)] where side == 0 {
                let v = mesh.points[mesh.start(h)]
                let ahead = (b.x - a.x) * (v.x - a.x) + (b.y - a.y) * (v.y - a.y)
                if ahead > reach { (spoke, reach) = (h, ahead) }
            }
            guard spoke >= 0 else { return .ashore }
            corners.append(mesh.start(spoke))
            guard let beyond = triangle(beyond: spoke, from: a, to: b) else { return .vertex(mesh.start(spoke)) }
            t = beyond
        }
        return .ashore
    }

    /// What a quick walk along a straight way finds.
    private enum Walk {
        /// The way keeps to the water and touches no vertex but its own ends; the triangle holds its last end.
        case clear(Int)
        /// It enters land by this half-edge and touches no vertex before.
        case blocked(Int)
        /// It touches a vertex.
        case unsure
    }

    /// Walks from gate to gate, in which all that a step needs lies together.
    ///
    /// - Parameter triangle: A water triangle that contains `a`.
    private func straight(from a: LatticePoint, to b: LatticePoint, in triangle: Int, _ view: SeaGates.View) -> Walk {
        guard let edge = exit(from: a, to: b, in: triangle) else { return .unsure }
        var (right, left) = (mesh.points[mesh.start(edge)], mesh.points[mesh.end(edge)])
        if Lattice.turn(right, left, b) >= 0 { return .clear(edge / 3) }
        guard waters.isOpen(edge, in: mesh) else { return .blocked(edge) }
        var gate = mesh.opposite(edge)
        while true {
            let step = view.gates[gate]
            let apex = view.apex(of: step).point
            let side = Lattice.turn(a, b, apex)
            guard side != 0 else { return apex == b ? .clear(gate / 3) : .unsure }
            if side < 0 { right = apex } else { left = apex }
            if Lattice.turn(right, left, b) >= 0 { return .clear(gate / 3) }
            let next = side < 0 ? step.left : step.right
            guard next != SeaGates.Gate.shut else {
                return .blocked(side < 0 ? SeaMesh.previous(gate) : SeaMesh.next(gate))
            }
            gate = Int(next < 0 ? ~next : next)
        }
    }

    /// The half-edge by which the way a–b leaves a triangle that contains `a`, or one of those round `a` at a vertex, between
    /// its vertices.
    private func exit(from a: LatticePoint, to b: LatticePoint, in t: Int) -> Int? {
        func crosses(_ h: Int) -> Bool {
            Lattice.turn(a, b, mesh.points[mesh.start(h)]) < 0 && Lattice.turn(a, b, mesh.points[mesh.end(h)]) > 0
        }
        for h in 3 * t..<3 * t + 3 where crosses(h) { return h }
        for h in 3 * t..<3 * t + 3 where mesh.points[mesh.start(h)] == a {
            return mesh.firstSpoke(of: mesh.start(h)) { waters.body[$0 / 3] >= 0 && crosses(SeaMesh.next($0)) }
                .map { SeaMesh.next($0) }
        }
        return nil
    }

    /// A water triangle at a vertex.
    func waterTriangle(round v: Int) -> Int? {
        mesh.firstSpoke(of: v) { waters.body[$0 / 3] >= 0 }.map { $0 / 3 }
    }

    /// The water triangle at the origin of `spoke` that the way a–b goes on in, reached without crossing land or a closure.
    private func triangle(beyond spoke: Int, from a: LatticePoint, to b: LatticePoint) -> Int? {
        if mesh.points[mesh.start(spoke)] == a {
            return mesh.firstSpoke(of: mesh.start(spoke)) { waters.body[$0 / 3] >= 0 && holds($0, a, b) }.map { $0 / 3 }
        }
        var h = spoke
        repeat {
            if holds(h, a, b) { return h / 3 }
            guard waters.isOpen(SeaMesh.previous(h), in: mesh) else { break }
            h = mesh.opposite(SeaMesh.previous(h))
        } while h != spoke
        h = spoke
        while waters.isOpen(h, in: mesh) {
            h = SeaMesh.next(mesh.opposite(h))
            if h == spoke { return nil }
            if holds(h, a, b) { return h / 3 }
        }
        return nil
    }

    /// Whether the way a–b, which passes the origin of `spoke`, goes on inside its triangle or along one of the two sides
    /// that meet there.
    private func holds(_ spoke: Int, _ a: LatticePoint, _ b: LatticePoint) -> Bool {
        let v = mesh.points[mesh.start(spoke)]
        func isAhead(_ p: LatticePoint) -> Bool { (b.x - a.x) * (p.x - v.x) + (b.y - a.y) * (p.y - v.y) > 0 }
        let (right, left) = (mesh.points[mesh.end(spoke)], mesh.points[mesh.apex(spoke)])
        let (atRight, atLeft) = (Lattice.turn(a, b, right), Lattice.turn(a, b, left))
        return (atRight < 0 || (atRight == 0 && isAhead(right))) && (atLeft > 0 || (atLeft == 0 && isAhead(left)))
    }

    /// The stops of a path whose straight pieces keep to the water exactly: with the corners that a piece touches, and
    /// with a corner in place of the millionth of a step by which a piece would cut it.
    func hugging(_ bends: [SeaBend], from start: SeaEnd, to target: SeaEnd) -> [LatticePoint] {
        var result = [start.point]
        var (t, last) = (start.triangle, -1)
        for bend in bends {
            if bend.isFree {
                if result.last != mesh.points[bend.vertex] { result.append(mesh.points[bend.vertex]) }
                t = -1
            } else {
                if t < 0, last >= 0 { t = waterTriangle(round: last) ?? -1 }
                hug(to: mesh.points[bend.vertex], &result, &t, depth: 0)
            }
            last = bend.vertex
        }
        if t < 0, last >= 0 { t = waterTriangle(round: last) ?? -1 }
        hug(to: target.point, &result, &t, depth: 0)
        return result
    }

    /// The same for one straight piece.
    ///
    /// - Parameter triangle: A water triangle that contains `a`, below 0 if none is known.
    func hugging(from a: LatticePoint, in triangle: Int, to b: LatticePoint) -> [LatticePoint] {
        var (result, t) = ([a], triangle)
        hug(to: b, &result, &t, depth: 0)
        return result
    }

    /// - Parameter t: A water triangle that contains the line's last point, below 0 if none is known.
    private func hug(to b: LatticePoint, _ line: inout [LatticePoint], _ t: inout Int, depth: Int) {
        guard let a = line.last, a != b else { return }
        if t < 0 { t = waterTriangle(at: a) ?? -1 }
        var corners: [Int] = []
        let obstacle = t < 0 ? .ashore : obstacle(from: a, to: b, touching: &corners, in: &t)
        if obstacle != nil { t = -1 }
        if case .edge(let h)? = obstacle, depth < 32 {
            let ends = [mesh.points[mesh.start(h)], mesh.points[mesh.end(h)]].filter { $0 != a && $0 != b }
            if let corner = ends.min(by: { Lattice.turn(a, b, $0).magnitude < Lattice.turn(a, b, $1).magnitude }) {
                hug(to: corner, &line, &t, depth: depth + 1)
                hug(to: b, &line, &t, depth: depth + 1)
                return
            }
        }
        for v in corners where waters.isShore[v] && mesh.points[v] != a && mesh.points[v] != b {
            line.append(mesh.points[v])
        }
        line.append(b)
    }

    /// Whether the straight way between two vertices keeps to the water and touches no shore in between.
    func isFree(from v: Int, to w: Int) -> Bool {
        let (a, b) = (mesh.points[v], mesh.points[w])
        guard var t = waterTriangle(round: v) else { return false }
        var corners: [Int] = []
        guard obstacle(from: a, to: b, touching: &corners, in: &t) == nil else { return false }
        return corners.allSatisfy { !waters.isShore[$0] || mesh.points[$0] == a || mesh.points[$0] == b }
    }
}

/// A vertex where a passage bends.
struct SeaBend {
    let vertex: Int
    /// Whether the straight way to it from the bend before is known to keep to the water and to touch no shore in between.
    var isFree = false
}
