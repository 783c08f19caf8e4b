internal import Synchronization

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

/// Scratch memory for as many searches as run at once.
final class SeaScratchPool: Sendable {
    private struct Idle: ~Copyable, @unchecked Sendable {
        // Each is used by the one search that took it out.
        var scratches: [SeaScratch] = []
    }

    private let idle = Mutex(Idle())
    private let vertices: Int
    private let triangles: Int

    init(for mesh: SeaMesh) { (vertices, triangles) = (mesh.points.count, mesh.triangleCount) }

    /// Lends scratch memory to `body`.
    func with<Result>(_ body: (SeaScratch) -> Result) -> Result {
        let box = take()
        let result = body(box.scratch)
        idle.withLock { [box] in $0.scratches.append(box.scratch) }
        return result
    }

    private struct Box: @unchecked Sendable { let scratch: SeaScratch }

    private func take() -> Box {
        if let found = idle.withLock({ $0.scratches.popLast().map { Box(scratch: $0) } }) { return found }
        return Box(scratch: SeaScratch(vertices: vertices, triangles: triangles))
    }
}
