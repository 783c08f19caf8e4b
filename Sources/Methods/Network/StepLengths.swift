internal import SpatialEngine

/// The length of every step of a grid, as a polynomial in the column for each row and step.
///
/// A step and its reverse are equally long, to the last bit: both take the polynomial of the one that leads south or east.
struct StepLengths: Sendable {
    let stepCount: Int
    /// Rows with lengths of their own: all, or 1 when every row is alike.
    let rowCount: Int
    /// 0 when lengths do not depend on the column.
    let degree: Int
    /// `coefficients[(row * stepCount + step) * (degree + 1) + power]`, powers of
    /// (column + ``columnShifts`` of the step − ``middle``) × ``scale``, which lies within −1 … 1.
    let coefficients: [Double]
    /// By how many columns the step's southward or eastward twin begins further east.
    let columnShifts: [Int]
    let middle: Double
    let scale: Double
    /// No longer than any step.
    let least: Double

    /// The same lengths in every row and column.
    init(uniform lengths: [Double], offsets: [CellOffset]) {
        self.init(rowCount: 1, degree: 0, coefficients: lengths, offsets: offsets, columns: 1)
    }

    /// - Parameter coefficients: Of the southward and eastward steps; those of the others are ignored.
    init(rowCount: Int, degree: Int, coefficients: [Double], offsets: [CellOffset], columns: Int) {
        stepCount = offsets.count
        self.rowCount = rowCount
        self.degree = degree
        columnShifts = offsets.map { $0.isCanonical ? 0 : $0.columns }
        middle = Double(columns - 1) / 2
        scale = 2 / Double(max(columns, 2))
        let size = degree + 1
        var all = coefficients
        for (step, offset) in offsets.enumerated() where !offset.isCanonical {
            guard let twin = offsets.firstIndex(of: offset.reversed) else { continue }
            for row in 0..<rowCount {
                let from = rowCount == 1 ? 0 : row + offset.rows
                guard from >= 0 else { continue }
                for power in 0..<size {
                    all[(row * offsets.count + step) * size + power] =
                        coefficients[(from * offsets.count + twin) * size + power]
                }
            }
        }
        self.coefficients = all
        var least = Double.infinity
        for start in stride(from: 0, to: all.count, by: size) where all[start] > 0 {
            let rest = all[start + 1..<start + size].reduce(0) { $0 + abs($1) }
            least = min(least, all[start] - rest)
        }
        self.least = least
    }

    /// The length of a step from a cell; without meaning for one that leaves the grid.
    func length(row: Int, column: Int, step: Int) -> Double {
        let start = ((rowCount == 1 ? 0 : row) * stepCount + step) * (degree + 1)
        let x = (Double(column + columnShifts[step]) - middle) * scale
        return (0...degree).reversed().reduce(0) { $0 * x + coefficients[start + $1] }
    }
}

extension CellOffset {
    /// Whether the step leads south, or east in its row.
    var isCanonical: Bool { rows > 0 || rows == 0 && columns > 0 }
    var reversed: CellOffset { CellOffset(rows: -rows, columns: -columns) }
}
