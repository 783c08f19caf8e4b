/// Dijkstra's search over the corners, with memory used again.
struct SeaCornerSearch {
    private var queue = SeaQueue()

    /// Metres from `root` to every corner, infinite where no way leads.
    mutating func lengths(from root: Int, in graph: SeaCornerGraph) -> [Double] {
        var length = [Double](repeating: .infinity, count: graph.corners.count)
        length[root] = 0
        queue.removeAll()
        queue.insert(root, key: 0)
        while let (here, key) = queue.popFirstWithKey() {
            guard key == length[here] else { continue }
            for e in Int(graph.starts[here])..<Int(graph.starts[here + 1]) {
                let there = Int(graph.heads[e])
                let total = key + graph.lengths[e]
                guard total < length[there] else { continue }
                length[there] = total
                queue.insert(there, key: total)
            }
        }
        return length
    }
}
