/// Splits networks that lie on no grid, at a level of a breadth-first search from a far node.
///
/// The method of George and Liu (1978, doi:10.1137/0715069).
struct LevelSplitter {
    /// The level of each node in the current search; −1 where not met, −2 outside the current range.
    private var levels: [Int32]

    init(_ network: WalkNetwork) { levels = [Int32](repeating: -2, count: network.nodeCount) }

    /// Cuts a range of nodes; parts without an edge between them are kept apart first.
    mutating func split(_ order: inout [Int32], _ range: Range<Int>, _ network: WalkNetwork) -> NodeCut {
        let nodes = Array(order[range])
        defer { for node in nodes { levels[Int(node)] = -2 } }
        var far = nodes[0]
        for node in nodes { levels[Int(node)] = -1 }
        var met = search(from: far, network)
        if met.count < nodes.count {
            return NodeCut.arrange(&order, range) { levels[Int($0)] >= 0 ? 0 : 1 }
        }
        // Twice is enough to come near to the ends.
        for _ in 0..<2 {
            guard let last = met.last else { break }
            far = last
            for node in nodes { levels[Int(node)] = -1 }
            met = search(from: far, network)
        }
        let level = bestLevel(met)
        return NodeCut.arrange(&order, range) { node in
            let at = levels[Int(node)]
            return at < level ? 0 : at > level ? 1 : 2
        }
    }

    /// The level with the fewest nodes that leaves a fifth on both sides; else the smallest that leaves any.
    private func bestLevel(_ met: [Int32]) -> Int32 {
        var counts: [Int] = []
        for node in met {
            let level = Int(levels[Int(node)])
            if level == counts.count { counts.append(0) }
            counts[level] += 1
        }
        var (best, bestScore) = (counts.count / 2, Double.infinity)
        var before = 0
        for (level, count) in counts.enumerated() {
            let smaller = min(before, met.count - before - count)
            let isBalanced = smaller * 5 >= met.count
            let score = Double(count) + (isBalanced ? 0 : Double(met.count * 2 - smaller))
            if score < bestScore, level > 0 || counts.count == 1 { (best, bestScore) = (level, score) }
            before += count
        }
        return Int32(best)
    }

    /// Levels of the nodes that can be reached along edges in either direction, in the order in which they are met.
    private mutating func search(from start: Int32, _ network: WalkNetwork) -> [Int32] {
        var met = [start]
        levels[Int(start)] = 0
        var next = 0
        while next < met.count {
            let node = Int(met[next])
            next += 1
            let level = levels[node] + 1
            for edge in Int(network.starts[node])..<Int(network.starts[node + 1]) {
                visit(network.heads[edge], level, &met)
            }
            for edge in Int(network.inStarts[node])..<Int(network.inStarts[node + 1]) {
                visit(network.tails[edge], level, &met)
            }
        }
        return met
    }

    private mutating func visit(_ node: Int32, _ level: Int32, _ met: inout [Int32]) {
        guard levels[Int(node)] == -1 else { return }
        levels[Int(node)] = level
        met.append(node)
    }
}
