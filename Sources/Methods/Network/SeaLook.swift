/// A look round from one end of a passage that goes first where a way to the other end would be short, and stops where none
/// can be short enough.
struct SeaLook {
    private let chart: SeaChart
    private let eye: LatticePoint
    private var sight: SeaSight
    private var queue = SeaQueue()
    private var stretches: [SeaSight.Stretch] = []
    /// Vertices of the corners seen so far.
    private(set) var corners: [Int32] = []
    private let scale: SeaScale
    private let here: SeaSearch.Place
    private let there: SeaSearch.Place

    /// - Parameter scale: A plane in which no way is longer than on the globe.
    init(_ chart: SeaChart, from end: SeaEnd, towards other: SeaEnd, scale: SeaScale) {
        (self.chart, self.scale, eye) = (chart, scale, end.point)
        (here, there) = (scale.place(of: end.point), scale.place(of: other.point))
        sight = SeaSight(chart)
        var found: [Int32] = []
        sight.open(from: eye, in: chart.triangles(at: eye, near: end.triangle), bending: -1) { found.append($0) }
        corners = found
        enqueue()
    }

    /// Looks on, through at most `steps` triangles or until every way that has not been seen is longer than `limit`.
    ///
    /// - Returns: Whether new corners came into sight.
    mutating func goOn(steps: Int, limit: Double) -> Bool {
        let before = corners.count
        for _ in 0..<steps {
            guard let (item, key) = queue.popFirstWithKey() else { break }
            guard key <= limit else {
                queue.insert(item, key: key)
                break
            }
            var found: [Int32] = []
            sight.pass(stretches[item], from: eye, -1) { found.append($0) }
            corners += found
            enqueue()
        }
        return corners.count > before
    }

    /// Whether there is nothing left to look at.
    var isOver: Bool { queue.isEmpty }

    private mutating func enqueue() {
        for stretch in sight.stack {
            queue.insert(stretches.count, key: bound(of: stretch))
            stretches.append(stretch)
        }
        sight.stack.removeAll(keepingCapacity: true)
    }

    /// No more than any way through the stretch: its two legs meet the edge no nearer than the whole edge lies.
    private func bound(of stretch: SeaSight.Stretch) -> Double {
        let e = Int(stretch.edge)
        let mesh = chart.mesh
        let (a, b) = (scale.place(of: mesh.points[mesh.start(e)]), scale.place(of: mesh.points[mesh.end(e)]))
        let left = meet(stretch.left, a, b)
        let right = meet(stretch.right, a, b)
        let (dx, dy) = (right.x - left.x, right.y - left.y)
        var z = there
        let sideP = dx * (here.y - left.y) - dy * (here.x - left.x)
        let sideZ = dx * (z.y - left.y) - dy * (z.x - left.x)
        if (sideP > 0) == (sideZ > 0) {
            let k = 2 * sideZ / max(1e-300, dx * dx + dy * dy)
            z = SeaSearch.Place(x: z.x + k * dy, y: z.y - k * dx)
        }
        func length(_ p: SeaSearch.Place, _ q: SeaSearch.Place) -> Double {
            ((p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y)).squareRoot()
        }
        if (left.x - here.x) * (z.y - here.y) - (left.y - here.y) * (z.x - here.x) > 0 {
            return length(here, left) + length(left, z)
        }
        if (right.x - here.x) * (z.y - here.y) - (right.y - here.y) * (z.x - here.x) < 0 {
            return length(here, right) + length(right, z)
        }
        return length(here, z)
    }

    /// Where the ray through a vertex meets the line a–b.
    private func meet(_ vertex: Int32, _ a: SeaSearch.Place, _ b: SeaSearch.Place) -> SeaSearch.Place {
        let r = scale.place(of: chart.mesh.points[Int(vertex)])
        let (dx, dy) = (r.x - here.x, r.y - here.y)
        let sideA = dx * (a.y - here.y) - dy * (a.x - here.x)
        let sideB = dx * (b.y - here.y) - dy * (b.x - here.x)
        guard sideA != sideB else { return a }
        let t = min(1, max(0, sideA / (sideA - sideB)))
        return SeaSearch.Place(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
    }
}
