/// Memory that searches use again and again; what an earlier search left is told by its stamp.
final class SeaScratch {
    var nodes: [SeaSearch.Node] = []
    var queue = SeaQueue()
    private var stamp: UInt32 = 0
    private var lengths: [Double]
    private var lengthStamps: [UInt32]
    private var branchStamps: [UInt32]
    private var targetStamps: [UInt32]

    init(vertices: Int, triangles: Int) {
        lengths = [Double](repeating: 0, count: vertices)
        lengthStamps = [UInt32](repeating: 0, count: vertices)
        branchStamps = [UInt32](repeating: 0, count: triangles)
        targetStamps = [UInt32](repeating: 0, count: triangles)
    }

    /// Forgets the search before.
    func begin() {
        nodes.removeAll(keepingCapacity: true)
        queue.removeAll()
        if stamp == .max {
            for i in lengthStamps.indices { lengthStamps[i] = 0 }
            for i in branchStamps.indices { (branchStamps[i], targetStamps[i]) = (0, 0) }
            stamp = 0
        }
        stamp += 1
    }

    /// The shortest length at which a vertex has become a root.
    @inline(__always) func best(_ vertex: Int) -> Double {
        lengthStamps[vertex] == stamp ? lengths[vertex] : .infinity
    }

    @inline(__always) func improve(_ vertex: Int, _ length: Double) {
        guard length < best(vertex) else { return }
        (lengths[vertex], lengthStamps[vertex]) = (length, stamp)
    }

    @inline(__always) func isBranch(_ triangle: Int) -> Bool { branchStamps[triangle] == stamp }
    func markBranch(_ triangle: Int) { branchStamps[triangle] = stamp }
    @inline(__always) func isTarget(_ triangle: Int) -> Bool { targetStamps[triangle] == stamp }
    func markTarget(_ triangle: Int) { targetStamps[triangle] = stamp }
}
