internal import Glibc

/// A move between two cells of a grid.
public struct CellOffset: Hashable, Sendable {
    /// Southwards.
    public let rows: Int
    /// Eastwards.
    public let columns: Int

    /// A move of so many rows southwards and columns eastwards.
    public init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }

    /// The cells through whose interior the straight line between the two centres passes, with the share of the line in
    /// each, from the first cell to the last; the shares add up to 1.
    ///
    /// A cell touched only at a corner is not among them.
    public var crossedCells: [(offset: CellOffset, share: Double)] {
        // The line leaves a column or a row where its parameter t is an odd multiple of 1/(2·|extent|).
        let (rowCount, columnCount) = (abs(rows), abs(columns))
        let scale = 2 * max(rowCount, 1) * max(columnCount, 1)
        var breaks: Set<Int> = [0, scale]
        for i in 0..<rowCount { breaks.insert((2 * i + 1) * scale / (2 * rowCount)) }
        for i in 0..<columnCount { breaks.insert((2 * i + 1) * scale / (2 * columnCount)) }
        let sorted = breaks.sorted()
        return zip(sorted, sorted.dropFirst()).map { from, to in
            let middle = Double(from + to) / Double(2 * scale)
            let cell = CellOffset(
                rows: Int((Double(rows) * middle).rounded()), columns: Int((Double(columns) * middle).rounded()))
            return (cell, Double(to - from) / Double(scale))
        }
    }
}

/// The cells that a walker can reach in one step of a grid search.
public enum Neighbourhood: Int, CaseIterable, Sendable {
    /// Edges.
    case n4 = 4
    /// And corners.
    case n8 = 8
    /// And (1, 2): a knight's moves.
    case n16 = 16
    /// And (1, 3), (2, 3).
    case n32 = 32
    /// And (1, 4), (3, 4).
    case n48 = 48

    /// All moves, in row-major order of the cell reached.
    public var offsets: [CellOffset] {
        var steps = [(0, 1)]
        if rawValue >= 8 { steps.append((1, 1)) }
        if rawValue >= 16 { steps.append((1, 2)) }
        if rawValue >= 32 { steps += [(1, 3), (2, 3)] }
        if rawValue >= 48 { steps += [(1, 4), (3, 4)] }
        var offsets: [CellOffset] = []
        for row in -4...4 {
            for column in -4...4 {
                let step = (min(abs(row), abs(column)), max(abs(row), abs(column)))
                if steps.contains(where: { $0 == step }) { offsets.append(CellOffset(rows: row, columns: column)) }
            }
        }
        return offsets
    }

    /// The most rows or columns that a step spans.
    public var reach: Int { rawValue >= 48 ? 4 : rawValue >= 32 ? 3 : rawValue >= 16 ? 2 : 1 }

    /// The greatest ratio, over all bearings, of the shortest way along the steps to the straight line on open, even ground.
    ///
    /// - Parameter cellAspect: Height of a cell over its width, above 0.
    public func elongationBound(cellAspect: Double = 1) -> Double {
        let bearings = offsets.map { atan2(Double($0.rows) * cellAspect, Double($0.columns)) }.sorted()
        var widest = bearings[0] + 2 * .pi - bearings[bearings.count - 1]
        for (a, b) in zip(bearings, bearings.dropFirst()) { widest = max(widest, b - a) }
        return 1 / cos(widest / 2)
    }
}
