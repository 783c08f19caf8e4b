/// A triangulation of the chart: the coast's edges are edges of triangles, so that each triangle is all land or all water.
///
/// Half-edges: triangle *t* owns 3*t*, 3*t*+1, 3*t*+2, counter-clockwise; a half-edge runs from its origin to the origin of
/// the next one. Built by point insertion with Delaunay flips (Lawson 1977) and constraint insertion by flips
/// (Sloan 1993, doi:10.1016/0045-7949(93)90239-A) on exact predicates.
struct SeaMesh: Sendable {
    /// What an edge is, as a set of bits that both of its half-edges carry.
    struct Mark: OptionSet {
        let rawValue: UInt8
        /// The edge lies on an inserted line and is never flipped.
        static let fixed = Mark(rawValue: 1)
        /// A closure: water on both sides, no way through.
        static let closed = Mark(rawValue: 2)
    }

    private(set) var points: [LatticePoint]
    /// The start vertex of each half-edge.
    var origin: [Int32]
    /// The half-edge on the other side, −1 on the outer frame.
    var twin: [Int32]
    var marks: [UInt8]
    /// How many more land rings go round the left side of each half-edge than round its right side.
    var lift: [Int32]
    /// One half-edge that leaves each vertex.
    var spoke: [Int32]
    /// Lines drawn earlier were moved, by half a step or less, to meet later ones in lattice points.
    var hasBends = false
    /// Where the next walk starts.
    var lastTriangle = 0

    /// Two triangles over the frame; every later point must lie strictly inside it.
    init(frameWest west: Int64, south: Int64, east: Int64, north: Int64) {
        points = [
            LatticePoint(x: west, y: south), LatticePoint(x: east, y: south),
            LatticePoint(x: east, y: north), LatticePoint(x: west, y: north),
        ]
        origin = [0, 1, 2, 0, 2, 3]
        twin = [-1, -1, 3, 2, -1, -1]
        marks = [UInt8](repeating: 0, count: 6)
        lift = [Int32](repeating: 0, count: 6)
        spoke = [0, 1, 2, 5]
    }

    var triangleCount: Int { origin.count / 3 }

    @inline(__always) static func next(_ h: Int) -> Int { h % 3 == 2 ? h &- 2 : h &+ 1 }
    @inline(__always) static func previous(_ h: Int) -> Int { h % 3 == 0 ? h &+ 2 : h &- 1 }

    @inline(__always) func start(_ h: Int) -> Int { Int(origin[h]) }
    @inline(__always) func end(_ h: Int) -> Int { Int(origin[Self.next(h)]) }
    /// The corner opposite the half-edge.
    @inline(__always) func apex(_ h: Int) -> Int { Int(origin[Self.previous(h)]) }
    @inline(__always) func opposite(_ h: Int) -> Int { Int(twin[h]) }
    @inline(__always) func has(_ mark: Mark, _ h: Int) -> Bool { marks[h] & mark.rawValue != 0 }

    @inline(__always) mutating func join(_ h: Int, _ g: Int) {
        twin[h] = Int32(truncatingIfNeeded: g)
        if g >= 0 { twin[g] = Int32(truncatingIfNeeded: h) }
    }

    /// A triangle that contains `p` (edges included), by a walk from `hint`.
    ///
    /// The first edge looked at changes from step to step, so that the walk ends in any triangulation
    /// (Devillers, Pion and Teillaud 2002, doi:10.1142/S0129054102001047).
    func triangle(containing p: LatticePoint, near hint: Int) -> Int? {
        var t = hint
        var mix: UInt32 = 1
        var steps = 0
        search: while steps < 4 * triangleCount + 16 {
            steps += 1
            mix = mix &* 1_664_525 &+ 1_013_904_223
            let first = Int(mix >> 16) % 3
            for k in 0..<3 {
                let h = 3 * t + (first + k) % 3
                if Lattice.turn(points[start(h)], points[end(h)], p) < 0 {
                    guard twin[h] >= 0 else { return nil }
                    t = opposite(h) / 3
                    continue search
                }
            }
            return t
        }
        return nil
    }

    /// Adds a point, or finds the vertex that is already there; nil outside the frame.
    mutating func insert(_ p: LatticePoint) -> Int? {
        guard let t = triangle(containing: p, near: lastTriangle) else { return nil }
        lastTriangle = t
        var onEdge: Int?
        for h in 3 * t..<3 * t + 3 {
            if points[start(h)] == p { return start(h) }
            if Lattice.turn(points[start(h)], points[end(h)], p) == 0 { onEdge = h }
        }
        let vertex = points.count
        points.append(p)
        spoke.append(-1)
        var doubtful: [Int]
        if let h = onEdge {
            guard twin[h] >= 0 else { return nil }
            doubtful = splitEdge(h, at: vertex)
        } else {
            doubtful = splitTriangle(t, at: vertex)
        }
        legalise(&doubtful)
        return vertex
    }

    /// The half-edges that leave a vertex.
    func spokes(of v: Int) -> [Int] {
        var result: [Int] = []
        let first = Int(spoke[v])
        var h = first
        repeat {
            result.append(h)
            h = opposite(Self.previous(h))
        } while h >= 0 && h != first
        guard h < 0 else { return result }
        // The fan is open at the frame: look the other way round too.
        h = first
        while twin[h] >= 0 {
            h = Self.next(opposite(h))
            result.append(h)
        }
        return result
    }

    /// The first of ``spokes(of:)`` that is as asked for.
    @inline(__always) func firstSpoke(of v: Int, where isFit: (Int) -> Bool) -> Int? {
        let first = Int(spoke[v])
        var h = first
        repeat {
            if isFit(h) { return h }
            h = opposite(Self.previous(h))
        } while h >= 0 && h != first
        guard h < 0 else { return nil }
        h = first
        while twin[h] >= 0 {
            h = Self.next(opposite(h))
            if isFit(h) { return h }
        }
        return nil
    }

    /// A half-edge from `a` to `b`, or nil if they are not joined.
    func halfEdge(from a: Int, to b: Int) -> Int? {
        var h = Int(spoke[a])
        let first = h
        repeat {
            if end(h) == b { return h }
            h = opposite(Self.previous(h))
        } while h >= 0 && h != first
        // The fan is open at the frame: look the other way round too.
        h = first
        while h >= 0, twin[h] >= 0 {
            h = Self.next(opposite(h))
            if end(h) == b { return h }
            if h == first { return nil }
        }
        return nil
    }
}

extension SeaMesh {
    /// Three triangles for one; the edges opposite the new vertex are returned.
    private mutating func splitTriangle(_ t: Int, at v: Int) -> [Int] {
        let (h0, h1, h2) = (3 * t, 3 * t + 1, 3 * t + 2)
        let (a, b, c) = (start(h0), start(h1), start(h2))
        let (outer1, outer2) = (opposite(h1), opposite(h2))
        let n = origin.count
        appendTriangle(b, c, v)
        appendTriangle(c, a, v)
        origin[h2] = Int32(v)
        join(n, outer1)
        join(n + 3, outer2)
        join(h1, n + 2)
        join(n + 1, n + 5)
        join(n + 4, h2)
        carry(from: h1, to: n)
        carry(from: h2, to: n + 3)
        (spoke[v], spoke[a], spoke[b], spoke[c]) = (Int32(h2), Int32(h0), Int32(h1), Int32(n + 1))
        return [h0, n, n + 3]
    }

    /// Four triangles for two, round a vertex on their common edge; both halves keep the edge's marks.
    private mutating func splitEdge(_ h: Int, at v: Int) -> [Int] {
        let g = opposite(h)
        let (hn, hp, gn, gp) = (Self.next(h), Self.previous(h), Self.next(g), Self.previous(g))
        let (a, b, c, d) = (start(h), start(g), start(hp), start(gp))
        let (outerB, outerA) = (opposite(hn), opposite(gn))
        let k = origin.count
        let m = k + 3
        appendTriangle(v, b, c)
        appendTriangle(v, a, d)
        (origin[hn], origin[gn]) = (Int32(v), Int32(v))
        join(h, m)
        join(g, k)
        join(hn, k + 2)
        join(k + 1, outerB)
        join(gn, m + 2)
        join(m + 1, outerA)
        carry(from: hn, to: k + 1)
        carry(from: gn, to: m + 1)
        (marks[k], marks[m], lift[k], lift[m]) = (marks[h], marks[g], lift[h], lift[g])
        (spoke[v], spoke[a], spoke[b], spoke[c], spoke[d]) = (Int32(hn), Int32(h), Int32(g), Int32(hp), Int32(gp))
        return [hp, k + 1, gp, m + 1]
    }

    private mutating func appendTriangle(_ a: Int, _ b: Int, _ c: Int) {
        origin.append(Int32(a))
        origin.append(Int32(b))
        origin.append(Int32(c))
        for _ in 0..<3 {
            twin.append(-1)
            marks.append(0)
            lift.append(0)
        }
    }

    /// Moves what an edge is to the half-edge that takes its place.
    private mutating func carry(from h: Int, to g: Int) {
        (marks[g], lift[g]) = (marks[h], lift[h])
        (marks[h], lift[h]) = (0, 0)
    }

    /// Turns the edge inside its quadrilateral, which must be convex and the edge free.
    mutating func flip(_ h: Int) {
        let g = opposite(h)
        let (hn, hp, gn, gp) = (Self.next(h), Self.previous(h), Self.next(g), Self.previous(g))
        let (a, b, c, d) = (start(h), start(g), start(hp), start(gp))
        let (outerB, outerA) = (opposite(hn), opposite(gn))
        carry(from: gn, to: h)
        carry(from: hn, to: g)
        (origin[hn], origin[gn]) = (Int32(d), Int32(c))
        join(h, outerA)
        join(g, outerB)
        join(hn, gn)
        (spoke[a], spoke[b], spoke[c], spoke[d]) = (Int32(h), Int32(g), Int32(hp), Int32(gp))
    }

    /// Flips until every edge that was opposite the new vertex is locally Delaunay.
    private mutating func legalise(_ doubtful: inout [Int]) {
        while let h = doubtful.popLast() {
            let g = opposite(h)
            guard g >= 0, !has(.fixed, h) else { continue }
            let (a, b, c, d) = (points[start(h)], points[end(h)], points[apex(h)], points[apex(g)])
            guard Lattice.isInCircle(a, b, c, d) else { continue }
            let far = Self.previous(g)
            flip(h)
            doubtful.append(h)
            doubtful.append(far)
        }
    }
}
