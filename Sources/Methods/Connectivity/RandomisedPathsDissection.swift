/// An order in which to eliminate the nodes of a network that keeps what remains sparse.
///
/// Nested dissection (George 1973, doi:10.1137/0710032): a separator splits the network in two; the halves come first,
/// each split in the same way, the separator last. The separators make a tree of fronts, children before parents.
struct Dissection {
    /// The nodes in the order of elimination.
    private(set) var order: [Int32]
    /// The place of each node in `order`.
    private(set) var positions: [Int32]
    /// The nodes of front *k* are `order[starts[k]..<starts[k + 1]]`.
    private(set) var starts: [Int] = [0]
    /// The parent of each front; −1 at the root.
    private(set) var parents: [Int32] = []
    /// Nodes of each front and of all below it.
    private(set) var sizes: [Int] = []

    var frontCount: Int { parents.count }

    /// Up to this many nodes are eliminated as one front: fewer cost more in overhead than their zeros save.
    private static let leafSize = 8

    /// - Complexity: O(*n* log *n*) for *n* nodes of a network with small separators.
    init(_ network: WalkNetwork) {
        order = (0..<network.nodeCount).map { Int32($0) }
        positions = order
        var levels = LevelSplitter(network)
        _ = dissect(0..<network.nodeCount, network, &levels)
        for (position, node) in order.enumerated() { positions[Int(node)] = Int32(position) }
    }

    /// Arranges the nodes of a range and gives its front.
    private mutating func dissect(_ range: Range<Int>, _ network: WalkNetwork, _ levels: inout LevelSplitter) -> Int32 {
        var children: [Int32] = []
        if range.count > Self.leafSize {
            let cut =
                network.places.isEmpty
                ? levels.split(&order, range, network) : splitGrid(range, network.places)
            for part in [cut.first, cut.second] where !part.isEmpty {
                // A part as large as the whole would never end.
                guard part.count < range.count else { continue }
                children.append(dissect(part, network, &levels))
            }
        }
        let front = Int32(parents.count)
        for child in children { parents[Int(child)] = front }
        parents.append(-1)
        starts.append(range.upperBound)
        sizes.append(range.count)
        return front
    }

    /// Splits at the row or column across the longer side that holds the fewest nodes, near the middle.
    private mutating func splitGrid(_ range: Range<Int>, _ places: [GridPlace]) -> NodeCut {
        var (low, high) = (GridPlace(row: .max, column: .max), GridPlace(row: .min, column: .min))
        for node in order[range] {
            let place = places[Int(node)]
            low = GridPlace(row: min(low.row, place.row), column: min(low.column, place.column))
            high = GridPlace(row: max(high.row, place.row), column: max(high.column, place.column))
        }
        let acrossRows = high.row - low.row >= high.column - low.column
        let first = acrossRows ? low.row : low.column
        var counts = [Int](repeating: 0, count: Int((acrossRows ? high.row : high.column) - first) + 1)
        for node in order[range] {
            let place = places[Int(node)]
            counts[Int((acrossRows ? place.row : place.column) - first)] += 1
        }
        let line = Int32(Self.bestLine(counts, total: range.count)) + first
        return arrange(range) { node in
            let at = acrossRows ? places[Int(node)].row : places[Int(node)].column
            return at < line ? 0 : at > line ? 1 : 2
        }
    }

    /// The line of fewest nodes that leaves at least three tenths of the nodes on both sides; else the median line.
    private static func bestLine(_ counts: [Int], total: Int) -> Int {
        var (best, bestCount, median) = (-1, Int.max, 0)
        var before = 0
        for (line, count) in counts.enumerated() {
            let after = total - before - count
            if before <= total / 2 { median = line }
            if min(before, after) * 10 >= total * 3 {
                // Of equals the one nearest to the middle.
                let weight = count * 64 + abs(before - after) * 64 / (total + 1)
                if weight < bestCount { (best, bestCount) = (line, weight) }
            }
            before += count
        }
        return best >= 0 ? best : median
    }

    private mutating func arrange(_ range: Range<Int>, _ side: (Int32) -> Int) -> NodeCut {
        NodeCut.arrange(&order, range, side)
    }
}

/// Where a range of nodes was cut: two parts without an edge between them, then the separator.
struct NodeCut {
    let first: Range<Int>
    let second: Range<Int>

    /// Sorts the nodes of a range by side (0, 1, or 2 for the separator), each side in its order before.
    static func arrange(_ order: inout [Int32], _ range: Range<Int>, _ side: (Int32) -> Int) -> NodeCut {
        var parts: ([Int32], [Int32], [Int32]) = ([], [], [])
        for node in order[range] {
            switch side(node) {
            case 0: parts.0.append(node)
            case 1: parts.1.append(node)
            default: parts.2.append(node)
            }
        }
        let middle = range.lowerBound + parts.0.count
        order.replaceSubrange(range, with: parts.0 + parts.1 + parts.2)
        return NodeCut(first: range.lowerBound..<middle, second: middle..<middle + parts.1.count)
    }
}
