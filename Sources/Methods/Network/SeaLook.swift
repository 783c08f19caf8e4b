/// A look round from one end of a passage that goes first where a way to the other end would be short, and stops where none
/// can be short enough.
struct SeaLook {
    private let mesh: SeaMesh
    private let eye: LatticePoint
    private var sight: SeaSight
    private var queue = SeaQueue()
    private var stretches: [SeaSight.Stretch] = []
    private let scale: SeaScale
    private let here: SeaSearch.Place
    private let there: SeaSearch.Place

    /// - Parameter scale: A plane in which no way is longer than on the globe.
    init(_ chart: SeaChart, from end: SeaEnd, towards other: SeaEnd, scale: SeaScale) {
        (mesh, self.scale, eye) = (chart.mesh, scale, end.point)
        (here, there) = (scale.place(of: end.point), scale.place(of: other.point))
        sight = SeaSight(chart)
        sight.open(from: eye, in: chart.triangles(at: eye, near: end.triangle), bending: -1)
        enqueue()
    }

    /// Vertices of the corners seen so far.
    var corners: [Int32] { sight.seen }

    /// Whether there is nothing left to look at.
    var isOver: Bool { queue.isEmpty }

    /// Looks on through some triangles, those first by which a way to the other end may be shortest.
    mutating func goOn(steps: Int) {
        for _ in 0..<steps {
            guard let item = queue.popFirst() else { return }
            sight.pass(stretches[item], from: eye, -1)
            enqueue()
        }
    }

    /// Looks on until no way that has not been seen is as short as `limit`.
    mutating func finish(limit: Double) {
        while let (item, key) = queue.popFirstWithKey(), key <= limit {
            // From here on the order does not matter.
            sight.stack.append(stretches[item])
            while let stretch = sight.stack.popLast() {
                if bound(of: stretch) <= limit { sight.pass(stretch, from: eye, -1) }
            }
        }
    }

    private mutating func enqueue() {
        for stretch in sight.stack {
            queue.insert(stretches.count, key: bound(of: stretch))
            stretches.append(stretch)
        }
        sight.stack.removeAll(keepingCapacity: true)
    }

    /// No more than the length of any way through the stretch to the other end.
    private func bound(of stretch: SeaSight.Stretch) -> Double {
        let e = Int(stretch.edge)
        let (start, end) = (mesh.origin[e], mesh.origin[SeaMesh.next(e)])
        let (a, b) = (scale.place(of: mesh.points[Int(start)]), scale.place(of: mesh.points[Int(end)]))
        let left = stretch.left == start ? a : meet(stretch.left, a, b)
        let right = stretch.right == end ? b : meet(stretch.right, a, b)
        return SeaSearch.bound(from: here, through: left, right, to: there)
    }

    /// Where the ray through a vertex meets the line a–b.
    private func meet(_ vertex: Int32, _ a: SeaSearch.Place, _ b: SeaSearch.Place) -> SeaSearch.Place {
        let r = scale.place(of: mesh.points[Int(vertex)])
        let (dx, dy) = (r.x - here.x, r.y - here.y)
        let sideA = dx * (a.y - here.y) - dy * (a.x - here.x)
        let sideB = dx * (b.y - here.y) - dy * (b.x - here.x)
        guard sideA != sideB else { return a }
        let t = min(1, max(0, sideA / (sideA - sideB)))
        return SeaSearch.Place(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
    }
}
