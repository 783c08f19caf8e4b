extension WalkNetwork {
    /// The largest part in which every node can be reached from every other, and the edges inside it.
    ///
    /// Nodes keep their order and their labels. Of equal parts it is the one with the first node.
    ///
    /// - Complexity: O(nodes + edges), by the method of Tarjan (1972, doi:10.1137/0201010).
    public func largestStrongPart() -> WalkNetwork {
        let parts = strongParts()
        var sizes: [Int] = []
        for part in parts {
            while sizes.count <= Int(part) { sizes.append(0) }
            sizes[Int(part)] += 1
        }
        guard let largest = sizes.max(), largest < nodeCount else { return self }
        let chosen = parts.first { sizes[Int($0)] == largest }
        var numbers = [Int32](repeating: -1, count: nodeCount)
        var kept: [Int] = []
        for node in 0..<nodeCount where parts[node] == chosen {
            numbers[node] = Int32(kept.count)
            kept.append(node)
        }
        var heads: [Int32] = []
        var (affinities, costs): ([Double], [Double]) = ([], [])
        var starts: [Int32] = [0]
        for node in kept {
            for edge in Int(self.starts[node])..<Int(self.starts[node + 1]) {
                let head = numbers[Int(self.heads[edge])]
                guard head >= 0 else { continue }
                heads.append(head)
                affinities.append(self.affinities[edge])
                costs.append(self.costs[edge])
            }
            starts.append(Int32(heads.count))
        }
        return WalkNetwork(
            labels: kept.map { labels[$0] }, places: places.isEmpty ? [] : kept.map { places[$0] }, starts: starts,
            heads: heads, affinities: affinities, costs: costs)
    }

    /// The number of the strongly connected part of each node.
    private func strongParts() -> [Int32] {
        var parts = [Int32](repeating: -1, count: nodeCount)
        var visited = [Int32](repeating: 0, count: nodeCount)
        var lowest = visited
        var nextEdge = starts
        var (path, open): ([Int32], [Int32]) = ([], [])
        var (visits, partCount) = (Int32(0), Int32(0))
        for root in 0..<nodeCount where visited[root] == 0 {
            path.append(Int32(root))
            while let last = path.last {
                let node = Int(last)
                if visited[node] == 0 {
                    visits += 1
                    visited[node] = visits
                    lowest[node] = visits
                    open.append(last)
                }
                if nextEdge[node] < starts[node + 1] {
                    let head = Int(heads[Int(nextEdge[node])])
                    nextEdge[node] += 1
                    if visited[head] == 0 {
                        path.append(Int32(head))
                    } else if parts[head] < 0 {
                        lowest[node] = min(lowest[node], visited[head])
                    }
                    continue
                }
                path.removeLast()
                if let before = path.last { lowest[Int(before)] = min(lowest[Int(before)], lowest[node]) }
                guard lowest[node] == visited[node] else { continue }
                while let member = open.popLast() {
                    parts[Int(member)] = partCount
                    if Int(member) == node { break }
                }
                partCount += 1
            }
        }
        return parts
    }
}
