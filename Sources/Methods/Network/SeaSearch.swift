/// The shortest any-angle path through the water triangles: Polyanya (Cui, Harabor and Grastien 2017,
/// doi:10.24963/ijcai.2017/70), exact in a plane where the lattice is scaled to metres round the two ends.
///
/// A node is a stretch of an edge that its root sees; it is pushed through the triangle behind, where the root stays as far
/// as it sees on, and where an end of the stretch is a corner of the land a path may bend and that corner is the next root.
struct SeaSearch {
    struct Place: Hashable { var x: Double, y: Double }

    private struct Node {
        var estimate: Double
        var length: Double
        /// The vertex where the path bent last; −1 is the start.
        var root: Int32
        /// The half-edge, on the side of the triangle to enter; −1 means that the target is reached.
        var edge: Int32
        var left: Place
        var right: Place
        var parent: Int32
    }

    private let mesh: SeaMesh
    private let waters: SeaWaters
    private let scale: SeaScale
    private let start: Place
    private let target: Place
    private let targetTriangle: Int
    private let branches: Set<Int32>
    private var nodes: [Node] = []
    private var queue = SeaQueue()
    private var shortest: [Int32: Double] = [:]

    /// A ten-thousandth of a lattice step, in metres.
    private let tolerance: Double

    init(
        _ mesh: SeaMesh, _ waters: SeaWaters, scale: SeaScale, from start: SeaEnd, to target: SeaEnd
    ) {
        (self.mesh, self.waters, self.scale) = (mesh, waters, scale)
        self.start = scale.place(of: start.point, inside: start.triangle, of: mesh)
        self.target = scale.place(of: target.point, inside: target.triangle, of: mesh)
        targetTriangle = target.triangle
        tolerance = 1e-4 * scale.northMetres
        branches = Self.branch(from: start.triangle, waters).union(Self.branch(from: target.triangle, waters))
    }

    /// The vertices where the shortest path bends, in order; nil if the ends do not join.
    mutating func bends(from startTriangle: Int) -> [Int]? {
        if startTriangle == targetTriangle { return [] }
        for h in 3 * startTriangle..<3 * startTriangle + 3 {
            enter(h, root: -1, length: 0, place(mesh.end(h)), place(mesh.start(h)), parent: -1)
        }
        while let index = queue.popFirst() {
            let node = nodes[index]
            if node.edge < 0 { return roots(of: index) }
            if let best = shortest[node.root], node.length > best + tolerance { continue }
            push(node, index)
        }
        return nil
    }

    /// How many stretches were queued.
    var nodeCount: Int { nodes.count }

    // MARK: - Expansion

    /// Carries a node through the triangle behind its edge.
    private mutating func push(_ node: Node, _ index: Int) {
        let e = Int(node.edge)
        if e / 3 == targetTriangle {
            finish(node, index)
            return
        }
        let (vl, vr, va) = (mesh.start(e), mesh.end(e), mesh.apex(e))
        let (rightEdge, leftEdge) = (SeaMesh.next(e), SeaMesh.previous(e))
        let p = node.root < 0 ? start : place(Int(node.root))
        let apex = place(va)
        if Int(node.root) == vl || Int(node.root) == vr {
            enter(leftEdge, root: node.root, length: node.length, place(vl), apex, parent: index)
            enter(rightEdge, root: node.root, length: node.length, apex, place(vr), parent: index)
            return
        }
        let apexLeftOfLeft = Self.offset(of: apex, from: p, through: node.left) >= -tolerance
        let apexRightOfRight = Self.offset(of: apex, from: p, through: node.right) <= tolerance
        if apexLeftOfLeft {
            let cutLeft = Self.meet(p, node.left, apex, place(vr))
            let cutRight = node.right == place(vr) ? node.right : Self.meet(p, node.right, apex, place(vr))
            enter(rightEdge, root: node.root, length: node.length, cutLeft, cutRight, parent: index)
            if node.left == place(vl), waters.isCorner[vl] {
                let length = node.length + Self.distance(p, node.left)
                enter(leftEdge, root: Int32(vl), length: length, place(vl), apex, parent: index)
                enter(rightEdge, root: Int32(vl), length: length, apex, cutLeft, parent: index)
            }
        } else if apexRightOfRight {
            let cutLeft = node.left == place(vl) ? node.left : Self.meet(p, node.left, place(vl), apex)
            let cutRight = Self.meet(p, node.right, place(vl), apex)
            enter(leftEdge, root: node.root, length: node.length, cutLeft, cutRight, parent: index)
            if node.right == place(vr), waters.isCorner[vr] {
                let length = node.length + Self.distance(p, node.right)
                enter(rightEdge, root: Int32(vr), length: length, apex, place(vr), parent: index)
                enter(leftEdge, root: Int32(vr), length: length, cutRight, apex, parent: index)
            }
        } else {
            let cutLeft = node.left == place(vl) ? node.left : Self.meet(p, node.left, place(vl), apex)
            let cutRight = node.right == place(vr) ? node.right : Self.meet(p, node.right, apex, place(vr))
            enter(leftEdge, root: node.root, length: node.length, cutLeft, apex, parent: index)
            enter(rightEdge, root: node.root, length: node.length, apex, cutRight, parent: index)
        }
    }

    /// Queues the stretch `left`–`right` of the half-edge `h`, seen from inside its triangle, for the triangle beyond.
    private mutating func enter(
        _ h: Int, root: Int32, length: Double, _ left: Place, _ right: Place, parent: Int
    ) {
        guard waters.isOpen(h, in: mesh), abs(left.x - right.x) + abs(left.y - right.y) > tolerance else { return }
        let beyond = mesh.opposite(h)
        guard waters.outlet[beyond / 3] < 0 || branches.contains(Int32(beyond / 3)) else { return }
        if root >= 0 {
            if let best = shortest[root], length > best + tolerance { return }
            shortest[root] = min(length, shortest[root] ?? .infinity)
        }
        let p = root < 0 ? start : place(Int(root))
        let estimate = length + bound(from: p, left, right)
        append(
            Node(
                estimate: estimate, length: length, root: root, edge: Int32(beyond), left: left, right: right,
                parent: Int32(parent)))
    }

    /// The last piece: straight to the target, or round an end of the stretch.
    private mutating func finish(_ node: Node, _ index: Int) {
        let p = node.root < 0 ? start : place(Int(node.root))
        let e = Int(node.edge)
        var last = node
        last.edge = -1
        last.parent = Int32(index)
        if Int(node.root) == mesh.start(e) || Int(node.root) == mesh.end(e) {
            last.length += Self.distance(p, target)
        } else if Self.offset(of: target, from: p, through: node.left) > tolerance {
            guard node.left == place(mesh.start(e)) else { return }
            last.root = Int32(mesh.start(e))
            last.length += Self.distance(p, node.left) + Self.distance(node.left, target)
        } else if Self.offset(of: target, from: p, through: node.right) < -tolerance {
            guard node.right == place(mesh.end(e)) else { return }
            last.root = Int32(mesh.end(e))
            last.length += Self.distance(p, node.right) + Self.distance(node.right, target)
        } else {
            last.length += Self.distance(p, target)
        }
        last.estimate = last.length
        append(last)
    }

    private mutating func append(_ node: Node) {
        queue.insert(nodes.count, key: node.estimate)
        nodes.append(node)
    }

    private func roots(of index: Int) -> [Int] {
        var result: [Int] = []
        var i = index
        while i >= 0 {
            let root = nodes[i].root
            if root >= 0, result.last != Int(root) { result.append(Int(root)) }
            i = Int(nodes[i].parent)
        }
        return result.reversed()
    }

    /// A dead-end branch that the path may enter: the triangles from one of its ends to the open water.
    private static func branch(from triangle: Int, _ waters: SeaWaters) -> Set<Int32> {
        var chain: Set<Int32> = []
        var t = Int32(triangle)
        while waters.outlet[Int(t)] >= 0, chain.insert(t).inserted { t = waters.outlet[Int(t)] }
        return chain
    }

    // MARK: - Plane geometry

    @inline(__always) private func place(_ vertex: Int) -> Place { scale.place(of: mesh.points[vertex]) }

    @inline(__always) private static func distance(_ a: Place, _ b: Place) -> Double {
        ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }

    /// Metres by which `q` lies left of the ray from `p` through `r`.
    @inline(__always) private static func offset(of q: Place, from p: Place, through r: Place) -> Double {
        let (dx, dy) = (r.x - p.x, r.y - p.y)
        let length = (dx * dx + dy * dy).squareRoot()
        return length > 0 ? (dx * (q.y - p.y) - dy * (q.x - p.x)) / length : 0
    }

    /// Where the line from `p` through `r` meets the segment a–b.
    private static func meet(_ p: Place, _ r: Place, _ a: Place, _ b: Place) -> Place {
        let (dx, dy) = (r.x - p.x, r.y - p.y)
        let sideA = dx * (a.y - p.y) - dy * (a.x - p.x)
        let sideB = dx * (b.y - p.y) - dy * (b.x - p.x)
        guard sideA != sideB else { return a }
        let t = min(1, max(0, sideA / (sideA - sideB)))
        return Place(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
    }

    /// The least length from `p` through the stretch to the target, whatever lies beyond the stretch.
    private func bound(from p: Place, _ left: Place, _ right: Place) -> Double {
        var z = target
        let (dx, dy) = (right.x - left.x, right.y - left.y)
        let sideP = dx * (p.y - left.y) - dy * (p.x - left.x)
        let sideZ = dx * (z.y - left.y) - dy * (z.x - left.x)
        if (sideP > 0 && sideZ > 0) || (sideP < 0 && sideZ < 0) {
            let k = 2 * sideZ / (dx * dx + dy * dy)
            z = Place(x: z.x + k * dy, y: z.y - k * dx)
        }
        if Self.offset(of: z, from: p, through: left) > 0 { return Self.distance(p, left) + Self.distance(left, z) }
        if Self.offset(of: z, from: p, through: right) < 0 { return Self.distance(p, right) + Self.distance(right, z) }
        return Self.distance(p, z)
    }
}
