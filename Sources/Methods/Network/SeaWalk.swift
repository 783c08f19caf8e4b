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
        var corners: [Int] = []
        return obstacle(from: a, to: b, touching: &corners) == nil
    }

    /// What stops the straight way from `a` to `b`, nil for nothing; decided by exact predicates triangle by triangle.
    ///
    /// - Parameter corners: Gains the vertices that lie exactly on the way, in order; `a` and `b` may be among them.
    func obstacle(from a: LatticePoint, to b: LatticePoint, touching corners: inout [Int]) -> SeaObstacle? {
        guard var t = waterTriangle(at: a) else { return .ashore }
        guard a != b else { return nil }
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

    /// The water triangle at the origin of `spoke` that the way a–b goes on in, reached without crossing land or a closure.
    private func triangle(beyond spoke: Int, from a: LatticePoint, to b: LatticePoint) -> Int? {
        if mesh.points[mesh.start(spoke)] == a {
            return mesh.spokes(of: mesh.start(spoke)).first { waters.body[$0 / 3] >= 0 && holds($0, a, b) }.map {
                $0 / 3
            }
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
    func hugging(_ stops: [LatticePoint]) -> [LatticePoint] {
        var result = Array(stops.prefix(1))
        for stop in stops.dropFirst() { hug(to: stop, &result, depth: 0) }
        return result
    }

    private func hug(to b: LatticePoint, _ line: inout [LatticePoint], depth: Int) {
        guard let a = line.last, a != b else { return }
        var corners: [Int] = []
        let obstacle = obstacle(from: a, to: b, touching: &corners)
        if case .edge(let h)? = obstacle, depth < 32 {
            let ends = [mesh.points[mesh.start(h)], mesh.points[mesh.end(h)]].filter { $0 != a && $0 != b }
            if let corner = ends.min(by: { Lattice.turn(a, b, $0).magnitude < Lattice.turn(a, b, $1).magnitude }) {
                hug(to: corner, &line, depth: depth + 1)
                hug(to: b, &line, depth: depth + 1)
                return
            }
        }
        for v in corners where waters.isShore[v] && mesh.points[v] != a && mesh.points[v] != b {
            line.append(mesh.points[v])
        }
        line.append(b)
    }
}
