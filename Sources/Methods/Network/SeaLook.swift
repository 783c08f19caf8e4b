/// A look round from one end of a passage that goes first where a way to the other end would be short, and stops where none
/// can be short enough.
struct SeaLook {
    /// Where it stands.
    let eye: LatticePoint
    private var sight: SeaSight
    private var queue = SeaQueue()
    private var stretches: [SeaSight.Stretch] = []
    private let scale: SeaScale
    private let here: SeaSearch.Place
    private let there: SeaSearch.Place

    /// - Parameter branches: The dead ends in which the two ends lie.
    init(
        _ core: SeaNetworkCore, from end: SeaEnd, towards other: SeaEnd, into branches: SeaBranches,
        _ view: SeaGates.View
    ) {
        (eye, scale) = (end.point, core.shortest)
        (here, there) = (core.shortest.place(of: end.point), core.shortest.place(of: other.point))
        sight = SeaSight(core.chart, into: branches)
        sight.open(from: eye, in: core.chart.triangles(at: eye, near: end.triangle), bending: -1, view)
        enqueue()
    }

    /// Vertices of the corners seen so far.
    var corners: [Int32] { sight.seen }

    /// Whether there is nothing left to look at.
    var isOver: Bool { queue.isEmpty }

    /// Looks on through some triangles, those first by which a way to the other end may be shortest.
    mutating func goOn(steps: Int, _ view: SeaGates.View) {
        for _ in 0..<steps {
            guard let item = queue.popFirst() else { return }
            sight.pass(stretches[item], from: eye, -1, view)
            enqueue()
        }
    }

    /// Looks on until no way that has not been seen is as short as `limit`.
    mutating func finish(limit: Double, _ view: SeaGates.View) {
        while let (item, key) = queue.popFirstWithKey(), key <= limit { sight.stack.append(stretches[item]) }
        var front: [SeaSight.Stretch] = []
        // From here on the order does not matter: all that lies so many triangles off at once, so that the memory that comes
        // next is fetched in the meantime.
        while !sight.stack.isEmpty {
            swap(&front, &sight.stack)
            for stretch in front where bound(of: stretch) <= limit { sight.pass(stretch, from: eye, -1, view) }
            front.removeAll(keepingCapacity: true)
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
    @inline(__always)
    private func bound(of stretch: SeaSight.Stretch) -> Double {
        let (a, b) = (scale.place(of: stretch.start.point), scale.place(of: stretch.end.point))
        let isWhole = (
            stretch.left.vertex == stretch.start.vertex, stretch.right.vertex == stretch.end.vertex
        )
        let left = isWhole.0 ? a : meet(scale.place(of: stretch.left.point), a, b)
        let right = isWhole.1 ? b : meet(scale.place(of: stretch.right.point), a, b)
        return SeaSearch.bound(from: here, through: left, right, to: there)
    }

    /// Where the ray through a place meets the line a–b.
    private func meet(_ r: SeaSearch.Place, _ a: SeaSearch.Place, _ b: SeaSearch.Place) -> SeaSearch.Place {
        let (dx, dy) = (r.x - here.x, r.y - here.y)
        let sideA = dx * (a.y - here.y) - dy * (a.x - here.x)
        let sideB = dx * (b.y - here.y) - dy * (b.x - here.x)
        guard sideA != sideB else { return a }
        let t = min(1, max(0, sideA / (sideA - sideB)))
        return SeaSearch.Place(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
    }
}
