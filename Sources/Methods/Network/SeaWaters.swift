/// Which triangles of a mesh are water, which waters join, and which triangles a shortest path can never need.
struct SeaWaters: Sendable {
    /// The water body of each triangle, numbered from 0 in order of first triangle; −1 on land.
    let body: [Int32]
    /// Twice the lattice area of each water body.
    let area: [Double]
    /// For a triangle on a dead-end branch, the next triangle towards the branch's mouth (itself where a body has no ring
    /// at all); −1 for triangles on a ring round an island, and on land.
    let outlet: [Int32]
    /// Whether land or a closure touches the vertex.
    let isShore: [Bool]
    /// The vertices to which the shore runs on from one that a path may bend round, −1 for others.
    ///
    /// There the water takes up more than half a turn. First the vertex where the water begins counter-clockwise, then the
    /// one where it ends.
    let shoreAhead: [Int32]
    let shoreBehind: [Int32]

    init(of mesh: SeaMesh) {
        let isWater = Self.water(of: mesh)
        (body, area) = Self.bodies(of: mesh, isWater: isWater)
        outlet = Self.outlets(of: mesh, isWater: isWater)
        var isShore = [Bool](repeating: false, count: mesh.points.count)
        for h in 0..<mesh.origin.count where !isWater[h / 3] || mesh.has(.closed, h) {
            isShore[mesh.start(h)] = true
            isShore[mesh.end(h)] = true
        }
        self.isShore = isShore
        (shoreAhead, shoreBehind) = Self.corners(of: mesh, isWater: isWater)
    }

    /// Whether a path may bend round the vertex.
    @inline(__always) func isCorner(_ v: Int) -> Bool { shoreAhead[v] >= 0 }

    /// Whether a path that comes straight from `p` may bend round the vertex with the land on that side: the line through
    /// both only touches the shore.
    @inline(__always) func bends(around v: Int32, onLeft: Bool, from p: LatticePoint, in mesh: SeaMesh) -> Bool {
        let (ahead, behind) = (shoreAhead[Int(v)], shoreBehind[Int(v)])
        guard ahead >= 0 else { return false }
        let corner = mesh.points[Int(v)]
        let one = Lattice.turn(p, corner, mesh.points[Int(ahead)])
        let other = Lattice.turn(p, corner, mesh.points[Int(behind)])
        return onLeft ? one >= 0 && other >= 0 : one <= 0 && other <= 0
    }

    /// The ends of the water's fan at each vertex where it is wider than half a turn.
    private static func corners(of mesh: SeaMesh, isWater: [Bool]) -> ([Int32], [Int32]) {
        var ahead = [Int32](repeating: -1, count: mesh.points.count)
        var behind = ahead
        for h in 0..<mesh.origin.count where isWater[h / 3] && !isOpen(h, mesh, isWater) {
            // The water at the start of a shore edge begins here; it ends at the next edge that is shut.
            var last = SeaMesh.previous(h)
            var quarters = Lattice.turn(
                mesh.points[mesh.start(h)], mesh.points[mesh.end(h)], mesh.points[mesh.start(last)])
            var isWide = quarters < 0
            while isOpen(last, mesh, isWater) {
                last = SeaMesh.previous(mesh.opposite(last))
                quarters = Lattice.turn(
                    mesh.points[mesh.start(h)], mesh.points[mesh.end(h)], mesh.points[mesh.start(last)])
                isWide = isWide || quarters < 0
            }
            // Back on the first edge: a mole's free end.
            guard isWide || mesh.start(last) == mesh.end(h) else { continue }
            ahead[mesh.start(h)] = mesh.origin[SeaMesh.next(h)]
            behind[mesh.start(h)] = mesh.origin[last]
        }
        return (ahead, behind)
    }

    /// Whether a boat may go through the half-edge: water on both sides and no closure.
    @inline(__always) func isOpen(_ h: Int, in mesh: SeaMesh) -> Bool {
        let g = mesh.opposite(h)
        return g >= 0 && body[h / 3] >= 0 && body[g / 3] >= 0 && !mesh.has(.closed, h)
    }

    /// Counts the land rings round each triangle, from 1 outside the window; none round it means water.
    private static func water(of mesh: SeaMesh) -> [Bool] {
        let unseen = Int32.min
        var rings = [Int32](repeating: unseen, count: mesh.triangleCount)
        let first = Int(mesh.spoke[0]) / 3
        rings[first] = 1
        var stack = [first]
        while let t = stack.popLast() {
            for h in 3 * t..<3 * t + 3 {
                let g = mesh.opposite(h)
                guard g >= 0, rings[g / 3] == unseen else { continue }
                rings[g / 3] = rings[t] - mesh.lift[h]
                stack.append(g / 3)
            }
        }
        return rings.map { $0 <= 0 }
    }

    private static func isOpen(_ h: Int, _ mesh: SeaMesh, _ isWater: [Bool]) -> Bool {
        let g = mesh.opposite(h)
        return g >= 0 && isWater[h / 3] && isWater[g / 3] && !mesh.has(.closed, h)
    }

    private static func bodies(of mesh: SeaMesh, isWater: [Bool]) -> ([Int32], [Double]) {
        var body = [Int32](repeating: -1, count: mesh.triangleCount)
        var area: [Double] = []
        for seed in 0..<mesh.triangleCount where isWater[seed] && body[seed] < 0 {
            let id = Int32(area.count)
            var total = 0.0
            var stack = [seed]
            body[seed] = id
            while let t = stack.popLast() {
                let h = 3 * t
                let (a, b, c) = (mesh.points[mesh.start(h)], mesh.points[mesh.end(h)], mesh.points[mesh.apex(h)])
                total += Double(Lattice.turn(a, b, c))
                for h in 3 * t..<3 * t + 3 where isOpen(h, mesh, isWater) && body[mesh.opposite(h) / 3] < 0 {
                    body[mesh.opposite(h) / 3] = id
                    stack.append(mesh.opposite(h) / 3)
                }
            }
            area.append(total)
        }
        return (body, area)
    }

    /// Strips triangles with one open edge left, again and again: what goes is a branch that a path enters and leaves by
    /// the same edge.
    private static func outlets(of mesh: SeaMesh, isWater: [Bool]) -> [Int32] {
        var outlet = [Int32](repeating: -1, count: mesh.triangleCount)
        var degree = [Int8](repeating: 0, count: mesh.triangleCount)
        for h in 0..<mesh.origin.count where isOpen(h, mesh, isWater) { degree[h / 3] += 1 }
        var stack = (0..<mesh.triangleCount).filter { isWater[$0] && degree[$0] <= 1 }
        while let t = stack.popLast() {
            outlet[t] = Int32(t)
            for h in 3 * t..<3 * t + 3 where isOpen(h, mesh, isWater) {
                let other = mesh.opposite(h) / 3
                guard outlet[other] < 0 else { continue }
                outlet[t] = Int32(other)
                degree[other] -= 1
                if degree[other] == 1 { stack.append(other) }
            }
        }
        return outlet
    }
}
