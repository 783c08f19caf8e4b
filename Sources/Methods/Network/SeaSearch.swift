/// The shortest any-angle path through the water triangles: Polyanya (Cui, Harabor and Grastien 2017,
/// doi:10.24963/ijcai.2017/70), exact in a plane where the lattice is scaled to metres round the two ends.
///
/// A node is a stretch of an edge that its root sees; it is pushed through the triangle behind, where the root stays as far
/// as it sees on, and where an end of the stretch is a corner of the land a path may bend and that corner is the next root.
/// What is seen is decided on the lattice: a stretch is kept as the vertices that its two rays pass.
struct SeaSearch {
    struct Place: Hashable {
        var x: Double
        var y: Double

        @inline(__always) func distance(to other: Place) -> Double {
            ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
        }
    }

    struct Node {
        var estimate: Double
        /// From the start to the root.
        var length: Double
        /// The vertex where the path bent last; −1 is the start.
        var root: Int32
        /// The root before, from which the ray comes where a stretch ends on the line through both.
        var before: Int32
        /// The half-edge, on the side of the triangle to enter; −1 means that the target is reached.
        var edge: Int32
        /// The vertices that the rays from the root pass; the root itself stands for the ray from the root before.
        var left: Int32
        var right: Int32
        var parent: Int32
    }

    private let chart: SeaChart
    private let mesh: SeaMesh
    private let waters: SeaWaters
    private let scale: SeaScale
    private let scratch: SeaScratch
    private let start: LatticePoint
    private let target: LatticePoint
    private let targetPlace: Place
    private let tolerance: Double

    init(_ chart: SeaChart, scale: SeaScale, from start: LatticePoint, to target: LatticePoint, scratch: SeaScratch) {
        self.chart = chart
        (mesh, waters, self.scale, self.scratch) = (chart.mesh, chart.waters, scale, scratch)
        (self.start, self.target) = (start, target)
        targetPlace = scale.place(of: target)
        // What rounding can add up to on the way.
        tolerance = 1e-4 * scale.northMetres
    }

    /// The vertices where the shortest path bends, in order; nil if the ends do not join.
    ///
    /// - Parameters:
    ///   - startTriangle: A water triangle that contains the start.
    ///   - targetTriangle: One that contains the target.
    func bends(from startTriangle: Int, to targetTriangle: Int) -> [Int]? {
        let targets = chart.triangles(at: target, near: targetTriangle)
        let starts = chart.triangles(at: start, near: startTriangle)
        scratch.begin()
        for t in targets { scratch.markTarget(t) }
        for t in starts + targets { markBranch(from: t) }
        for t in starts where scratch.isTarget(t) { return [] }
        for t in starts { leave(t) }
        while let index = scratch.queue.popFirst() {
            let node = scratch.nodes[index]
            if node.edge < 0 { return roots(of: index) }
            if node.root >= 0, node.length > scratch.best(Int(node.root)) + tolerance { continue }
            push(node, Int32(truncatingIfNeeded: index))
        }
        return nil
    }

    // MARK: - Ends

    /// Allows the dead-end branch that an end lies on: the triangles from it to the open water.
    private func markBranch(from triangle: Int) {
        var t = Int32(triangle)
        while waters.outlet[Int(t)] >= 0, !scratch.isBranch(Int(t)) {
            scratch.markBranch(Int(t))
            t = waters.outlet[Int(t)]
        }
    }

    /// Queues the edges of a triangle with the start that the start does not lie on.
    private func leave(_ t: Int) {
        let corner = (3 * t..<3 * t + 3).first { mesh.points[mesh.start($0)] == start }
        for h in 3 * t..<3 * t + 3
        where Lattice.turn(mesh.points[mesh.start(h)], mesh.points[mesh.end(h)], start) != 0 {
            let root = corner.map { Int32(truncatingIfNeeded: mesh.start($0)) } ?? -1
            enter(h, root: root, before: -1, length: 0, mesh.origin[SeaMesh.next(h)], mesh.origin[h], parent: -1)
        }
    }

    // MARK: - Expansion

    /// Carries a node through the triangle behind its edge.
    private func push(_ node: Node, _ index: Int32) {
        let e = Int(node.edge)
        if scratch.isTarget(e / 3) {
            finish(node, index)
            return
        }
        let (vl, vr, apex) = (mesh.origin[e], mesh.origin[SeaMesh.next(e)], mesh.origin[SeaMesh.previous(e)])
        let (rightEdge, leftEdge) = (SeaMesh.next(e), SeaMesh.previous(e))
        let (root, before, length) = (node.root, node.before, node.length)
        if root == vl || root == vr {
            enter(leftEdge, root: root, before: before, length: length, vl, apex, parent: index)
            enter(rightEdge, root: root, before: before, length: length, apex, vr, parent: index)
            return
        }
        let atLeft = side(of: mesh.points[Int(apex)], node, ray: node.left)
        let atRight = side(of: mesh.points[Int(apex)], node, ray: node.right)
        if atLeft >= 0 {
            let left = atLeft == 0 ? apex : node.left
            enter(rightEdge, root: root, before: before, length: length, left, node.right, parent: index)
            if node.left == vl, waters.bends(around: vl, onLeft: true, from: point(root), in: mesh) {
                let bent = length + distance(root, vl)
                enter(leftEdge, root: vl, before: root, length: bent, vl, apex, parent: index)
                if atLeft > 0 { enter(rightEdge, root: vl, before: root, length: bent, apex, vl, parent: index) }
            }
        } else if atRight <= 0 {
            let right = atRight == 0 ? apex : node.right
            enter(leftEdge, root: root, before: before, length: length, node.left, right, parent: index)
            if node.right == vr, waters.bends(around: vr, onLeft: false, from: point(root), in: mesh) {
                let bent = length + distance(root, vr)
                enter(rightEdge, root: vr, before: root, length: bent, apex, vr, parent: index)
                if atRight < 0 { enter(leftEdge, root: vr, before: root, length: bent, vr, apex, parent: index) }
            }
        } else {
            enter(leftEdge, root: root, before: before, length: length, node.left, apex, parent: index)
            enter(rightEdge, root: root, before: before, length: length, apex, node.right, parent: index)
        }
    }

    /// Queues the stretch `left`–`right` of the half-edge `h`, seen from inside its triangle, for the triangle beyond.
    private func enter(
        _ h: Int, root: Int32, before: Int32, length: Double, _ left: Int32, _ right: Int32, parent: Int32
    ) {
        guard waters.isOpen(h, in: mesh) else { return }
        let beyond = mesh.opposite(h)
        guard waters.outlet[beyond / 3] < 0 || scratch.isBranch(beyond / 3) else { return }
        let (near, far) = (mesh.origin[h], mesh.origin[SeaMesh.next(h)])
        if root != near && root != far {
            let width =
                right == root
                ? Lattice.turn(point(before), point(root), point(left))
                : left == root
                    ? Lattice.turn(point(right), point(root), point(before))
                    : Lattice.turn(point(root), point(right), point(left))
            guard width > 0 else { return }
        }
        if root >= 0 {
            guard length <= scratch.best(Int(root)) + tolerance else { return }
            scratch.improve(Int(root), length)
        }
        var node = Node(
            estimate: 0, length: length, root: root, before: before, edge: Int32(truncatingIfNeeded: beyond),
            left: left,
            right: right, parent: parent)
        let (a, b) = (place(far), place(near))
        let leftEnd = left == far ? a : meet(node, ray: left, a, b)
        let rightEnd = right == near ? b : meet(node, ray: right, a, b)
        node.estimate = length + Self.bound(from: place(root), through: leftEnd, rightEnd, to: targetPlace)
        append(node)
    }

    /// The last piece: straight to the target, or round an end of the stretch.
    private func finish(_ node: Node, _ index: Int32) {
        let (vl, vr) = (mesh.origin[Int(node.edge)], mesh.origin[SeaMesh.next(Int(node.edge))])
        var last = node
        (last.edge, last.parent) = (-1, index)
        if node.root != vl, node.root != vr {
            if side(of: target, node, ray: node.left) > 0 {
                guard node.left == vl else { return }
                last.root = vl
            } else if side(of: target, node, ray: node.right) < 0 {
                guard node.right == vr else { return }
                last.root = vr
            }
        }
        if last.root != node.root { last.length += distance(node.root, last.root) }
        let p = place(last.root)
        last.length += ((p.x - targetPlace.x) * (p.x - targetPlace.x) + (p.y - targetPlace.y) * (p.y - targetPlace.y))
            .squareRoot()
        last.estimate = last.length
        append(last)
    }

    private func append(_ node: Node) {
        scratch.queue.insert(scratch.nodes.count, key: node.estimate)
        scratch.nodes.append(node)
    }

    private func roots(of index: Int) -> [Int] {
        var result: [Int] = []
        var i = index
        while i >= 0 {
            let root = scratch.nodes[i].root
            if root >= 0, result.last != Int(root) { result.append(Int(root)) }
            i = Int(scratch.nodes[i].parent)
        }
        return result.reversed()
    }

    // MARK: - Plane geometry

    @inline(__always) private func point(_ vertex: Int32) -> LatticePoint {
        vertex < 0 ? start : mesh.points[Int(vertex)]
    }

    @inline(__always) private func place(_ vertex: Int32) -> Place { scale.place(of: point(vertex)) }

    @inline(__always) private func distance(_ u: Int32, _ v: Int32) -> Double {
        let (a, b) = (place(u), place(v))
        return ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }

    /// Above 0 where `x` lies left of a ray of the node.
    @inline(__always) private func side(of x: LatticePoint, _ node: Node, ray: Int32) -> Int64 {
        ray == node.root
            ? Lattice.turn(point(node.before), point(node.root), x) : Lattice.turn(point(node.root), point(ray), x)
    }

    /// Where a ray of the node meets the segment a–b; only estimates hang on it.
    private func meet(_ node: Node, ray: Int32, _ a: Place, _ b: Place) -> Place {
        let (p, r) = ray == node.root ? (place(node.before), place(node.root)) : (place(node.root), place(ray))
        let (dx, dy) = (r.x - p.x, r.y - p.y)
        let sideA = dx * (a.y - p.y) - dy * (a.x - p.x)
        let sideB = dx * (b.y - p.y) - dy * (b.x - p.x)
        guard sideA != sideB else { return a }
        let t = min(1, max(0, sideA / (sideA - sideB)))
        return Place(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
    }

    /// The least length from `p` through the stretch to `target`, whatever lies beyond the stretch.
    static func bound(from p: Place, through left: Place, _ right: Place, to target: Place) -> Double {
        var z = target
        let (dx, dy) = (right.x - left.x, right.y - left.y)
        let sideP = dx * (p.y - left.y) - dy * (p.x - left.x)
        let sideZ = dx * (z.y - left.y) - dy * (z.x - left.x)
        if (sideP > 0 && sideZ > 0) || (sideP < 0 && sideZ < 0) {
            let k = 2 * sideZ / (dx * dx + dy * dy)
            z = Place(x: z.x + k * dy, y: z.y - k * dx)
        }
        func length(_ a: Place, _ b: Place) -> Double {
            ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
        }
        func side(_ r: Place) -> Double { (r.x - p.x) * (z.y - p.y) - (r.y - p.y) * (z.x - p.x) }
        if side(left) > 0 { return length(p, left) + length(left, z) }
        if side(right) < 0 { return length(p, right) + length(right, z) }
        return length(p, z)
    }
}
