/// Dijkstra's search over the corners, with memory used again.
struct SeaCornerSearch {
    private var length: [Double]
    private var parent: [Int32]
    private var touched: [Int32] = []
    private var queue = SeaQueue()

    init(count: Int) {
        length = [Double](repeating: .infinity, count: count)
        parent = [Int32](repeating: -1, count: count)
    }

    /// Visits corners by their distance from `root`, with the corner before; where `visit` says no, no way leads on.
    mutating func run(from root: Int, in graph: SeaCornerGraph, _ visit: (Int, Double, Int) -> Bool) {
        (length[root], parent[root]) = (0, Int32(truncatingIfNeeded: root))
        touched.append(Int32(truncatingIfNeeded: root))
        queue.insert(root, key: 0)
        while let (here, key) = queue.popFirstWithKey() {
            guard key == length[here], visit(here, key, Int(parent[here])) else { continue }
            for e in Int(graph.starts[here])..<Int(graph.starts[here + 1]) {
                let there = Int(graph.heads[e])
                let total = key + graph.lengths[e]
                guard total < length[there] else { continue }
                if length[there] == .infinity { touched.append(graph.heads[e]) }
                (length[there], parent[there]) = (total, Int32(truncatingIfNeeded: here))
                queue.insert(there, key: total)
            }
        }
        for corner in touched { length[Int(corner)] = .infinity }
        touched.removeAll(keepingCapacity: true)
    }
}
