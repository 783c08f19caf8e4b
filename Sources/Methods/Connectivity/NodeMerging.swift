/// Which nodes of a graph are one: sets of nodes that a perfect conductor joins, and nodes that take no part.
public struct NodeMerging: Sendable {
    /// The group of each node, numbered by its lowest node; −1 where the node takes no part.
    public let groups: [Int32]
    /// Number of groups.
    public let count: Int

    /// Joins sets of nodes; sets that share a node become one.
    ///
    /// - Parameters:
    ///   - isPart: Whether a node takes part.
    /// - Complexity: Nearly O(*n*).
    public init(nodeCount: Int, joining sets: [[Int32]], isPart: (Int) -> Bool = { _ in true }) {
        var parents = Array(0..<Int32(nodeCount))
        func root(_ node: Int32) -> Int32 {
            var node = node
            while parents[Int(node)] != node {
                parents[Int(node)] = parents[Int(parents[Int(node)])]
                node = parents[Int(node)]
            }
            return node
        }
        for set in sets {
            for other in set.dropFirst() {
                let (a, b) = (root(set[0]), root(other))
                parents[Int(max(a, b))] = min(a, b)
            }
        }
        var (groups, count) = ([Int32](repeating: -1, count: nodeCount), Int32(0))
        for node in 0..<nodeCount where isPart(node) {
            let first = root(Int32(node))
            if Int(first) == node {
                groups[node] = count
                count += 1
            } else {
                groups[node] = groups[Int(first)]
            }
        }
        (self.groups, self.count) = (groups, Int(count))
    }

    /// Whether every node is a group of its own.
    var isIdentity: Bool { count == groups.count }
}

extension ConductanceGraph {
    /// The graph in which each group of `merging` is one node.
    ///
    /// - Complexity: O(*n* + *m*).
    public func merged(_ merging: NodeMerging) -> ConductanceGraph {
        merging.isIdentity ? self : contracted(by: merging.groups, count: merging.count).graph
    }
}
