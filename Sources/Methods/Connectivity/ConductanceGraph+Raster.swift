public import SpatialEngine

/// How the cells of a raster are tied to each other.
public struct CellTies: Sendable {
    /// What the values of the cells are, and so of what a tie takes the mean.
    public enum Mean: Sendable {
        /// (R₁ + R₂) ÷ 2 of the resistances.
        case resistance
        /// (G₁ + G₂) ÷ 2 of the conductances.
        case conductance
    }

    /// Ties to the diagonal neighbours too, with √2 of the resistance.
    public var hasDiagonals: Bool
    /// The mean that is taken.
    public var mean: Mean

    /// The ties of a circuit.
    public init(hasDiagonals: Bool = true, mean: Mean = .resistance) {
        self.hasDiagonals = hasDiagonals
        self.mean = mean
    }
}

extension ConductanceGraph {
    /// The circuit of a raster: a node for each open cell in row-major order, a tie between neighbours.
    ///
    /// - Parameters:
    ///   - conductances: Of each cell, row-major; 0 or NaN where the cell is closed, else finite and above 0.
    /// - Returns: The graph, and the node of each cell, −1 where it is closed.
    /// - Throws: ``ConnectivityError/tooManyEdges(_:)`` for more than 2²⁸ cells.
    /// - Complexity: O(cells).
    public static func raster(
        _ conductances: [Double], shape: GridShape, ties: CellTies
    ) throws(ConnectivityError) -> (graph: ConductanceGraph, nodes: [Int32]) {
        guard shape.count < 1 << 28 else { throw .tooManyEdges(4 * shape.count) }
        var (nodes, count) = ([Int32](repeating: -1, count: shape.count), Int32(0))
        for cell in nodes.indices where conductances[cell] > 0 {
            nodes[cell] = count
            count += 1
        }
        let steps =
            ties.hasDiagonals
            ? [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)]
            : [(-1, 0), (0, -1), (0, 1), (1, 0)]
        var starts = [Int32](repeating: 0, count: Int(count) + 1)
        var columns: [Int32] = []
        var values: [Double] = []
        columns.reserveCapacity(steps.count * Int(count))
        values.reserveCapacity(steps.count * Int(count))
        conductances.withUnsafeBufferPointer { cells in
            nodes.withUnsafeBufferPointer { nodes in
                for row in 0..<shape.rows {
                    for column in 0..<shape.columns {
                        let cell = row * shape.columns + column
                        guard nodes[cell] >= 0 else { continue }
                        for (down, right) in steps {
                            let (otherRow, otherColumn) = (row + down, column + right)
                            guard otherRow >= 0, otherRow < shape.rows, otherColumn >= 0, otherColumn < shape.columns
                            else { continue }
                            let other = otherRow * shape.columns + otherColumn
                            guard nodes[other] >= 0 else { continue }
                            columns.append(nodes[other])
                            let tie = ties.conductance(cells[cell], cells[other])
                            values.append(down != 0 && right != 0 ? tie * 0.5.squareRoot() : tie)
                        }
                        starts[Int(nodes[cell]) + 1] = Int32(truncatingIfNeeded: columns.count)
                    }
                }
            }
        }
        return (ConductanceGraph(starts: starts, columns: columns, conductances: values), nodes)
    }
}

extension CellTies {
    /// Of a tie between two orthogonal neighbours; the same to the last bit in both directions.
    @inline(__always)
    fileprivate func conductance(_ a: Double, _ b: Double) -> Double {
        switch mean {
        case .resistance: 2 / (1 / a + 1 / b)
        case .conductance: (a + b) / 2
        }
    }
}
