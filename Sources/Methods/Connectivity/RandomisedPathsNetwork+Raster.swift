internal import Glibc

/// How the values of two neighbouring cells make the affinity and the cost of the edge between them.
public enum CellEdgeRule: Sendable {
    /// The values of the cell that the edge enters; the affinity ÷ its length, the cost × its length.
    case target
    /// The harmonic mean of the affinities ÷ the length, the mean of the costs × the length.
    case mean
}

extension WalkNetwork {
    /// The network between the neighbouring open cells of a raster; a straight edge has length 1, a diagonal √2.
    ///
    /// A cell is open if its affinity is finite and above 0 and its cost is finite. Labels are row-major cell indices.
    ///
    /// - Parameters:
    ///   - affinities: Row-major, north row first; not finite or not above 0 where closed.
    ///   - costs: Likewise, at least 0; nil makes the cost of each edge −ln of its affinity.
    ///   - corners: Whether cells that touch at a corner are neighbours.
    /// - Returns: The network; with `costs` nil its costs may be negative, see ``firstNegativeCost``.
    /// - Complexity: O(cells).
    public static func raster(
        columns: Int, affinities: [Double], costs: [Double]?, corners: Bool, rule: CellEdgeRule
    ) -> WalkNetwork {
        let cells = CellValues(columns: columns, affinities: affinities, costs: costs, rule: rule)
        let count = affinities.count
        var numbers = [Int32](repeating: -1, count: count)
        var labels: [Int32] = []
        for cell in 0..<count where cells.isOpen(cell) {
            numbers[cell] = Int32(labels.count)
            labels.append(Int32(cell))
        }
        let reserve = labels.count * (corners ? 8 : 4)
        var heads: [Int32] = []
        var (edgeAffinities, edgeCosts): ([Double], [Double]) = ([], [])
        heads.reserveCapacity(reserve)
        edgeAffinities.reserveCapacity(reserve)
        edgeCosts.reserveCapacity(reserve)
        var starts: [Int32] = [0]
        starts.reserveCapacity(labels.count + 1)
        for label in labels {
            cells.forEachNeighbour(of: Int(label), corners: corners) { to, length in
                guard numbers[to] >= 0 else { return }
                let edge = cells.edge(from: Int(label), to: to, length: length)
                heads.append(numbers[to])
                edgeAffinities.append(edge.affinity)
                edgeCosts.append(edge.cost)
            }
            starts.append(Int32(heads.count))
        }
        let places = labels.map { label in
            let row = label / Int32(columns)
            return GridPlace(row: row, column: label - row * Int32(columns))
        }
        return WalkNetwork(
            labels: labels, places: places, starts: starts, heads: heads, affinities: edgeAffinities,
            costs: edgeCosts)
    }

    /// The labels of the ends of the first edge with a cost below 0; nil if there is none, as there must be.
    public var firstNegativeCost: (from: Int32, to: Int32, cost: Double)? {
        guard let edge = costs.firstIndex(where: { $0 < 0 }) else { return nil }
        let tail = (0..<nodeCount).first { starts[$0 + 1] > edge } ?? 0
        return (labels[tail], labels[Int(heads[edge])], costs[edge])
    }
}

/// The values of the cells of a raster, and the edges that they make.
private struct CellValues {
    let columns: Int
    let affinities: [Double]
    let costs: [Double]?
    let rule: CellEdgeRule

    func isOpen(_ cell: Int) -> Bool {
        guard affinities[cell] > 0, affinities[cell] < .infinity else { return false }
        guard let costs else { return true }
        return costs[cell].isFinite
    }

    @inline(__always)
    func edge(from: Int, to: Int, length: Double) -> (affinity: Double, cost: Double) {
        let affinity: Double
        switch rule {
        case .target: affinity = affinities[to] / length
        case .mean: affinity = 2 / (1 / affinities[from] + 1 / affinities[to]) / length
        }
        // Not −0 where the affinity is 1.
        guard let costs else { return (affinity, 0 - log(affinity)) }
        switch rule {
        case .target: return (affinity, costs[to] * length)
        case .mean: return (affinity, (costs[from] + costs[to]) / 2 * length)
        }
    }

    @inline(__always)
    func forEachNeighbour(of cell: Int, corners: Bool, _ body: (_ to: Int, _ length: Double) -> Void) {
        let rows = affinities.count / columns
        let (row, column) = (cell / columns, cell % columns)
        for rowStep in -1...1 {
            guard row + rowStep >= 0, row + rowStep < rows else { continue }
            for columnStep in -1...1 where rowStep != 0 || columnStep != 0 {
                let isDiagonal = rowStep != 0 && columnStep != 0
                guard corners || !isDiagonal, column + columnStep >= 0, column + columnStep < columns else { continue }
                body(cell + rowStep * columns + columnStep, isDiagonal ? 2.squareRoot() : 1)
            }
        }
    }
}
