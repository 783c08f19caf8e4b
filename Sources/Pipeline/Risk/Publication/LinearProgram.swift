/// The range of single variables under A·x = b, x ≥ 0: a dense simplex tableau with Bland's rule.
///
/// For small systems that are known to have a solution.
struct LinearProgram {
    /// Rows of A reduced to the basis, with b as last column.
    private var rows: [[Double]]
    /// Basic variable of each row.
    private var basis: [Int]
    private let columns: Int
    private static let epsilon = 1e-9

    /// Finds a first basis by driving out artificial variables; rows that say nothing new are dropped.
    ///
    /// - Parameter sums: b, not negative.
    init(rows: [[Double]], sums: [Double], columns: Int) {
        self.columns = columns
        let count = rows.count
        self.rows = zip(rows, sums).enumerated().map { index, row in
            row.0 + (0..<count).map { $0 == index ? 1 : 0 } + [row.1]
        }
        basis = (0..<count).map { columns + $0 }
        let artificial = (0..<columns + count).map { $0 < columns ? 0.0 : -1 }
        _ = maximise(artificial)
        for row in self.rows.indices where basis[row] >= columns {
            if let column = (0..<columns).first(where: { abs(self.rows[row][$0]) > Self.epsilon }) {
                pivot(row, column)
            }
        }
        let kept = self.rows.indices.filter { basis[$0] < columns }
        let reduced = self.rows
        self.rows = kept.map { reduced[$0][..<columns] + [reduced[$0][columns + count]] }
        basis = kept.map { basis[$0] }
    }

    /// The largest value of a variable; nil when there is no limit.
    mutating func largest(_ column: Int) -> Double? { maximise(unit(column, 1)) }

    /// The smallest value of a variable.
    mutating func smallest(_ column: Int) -> Double { -(maximise(unit(column, -1)) ?? 0) }

    private func unit(_ column: Int, _ value: Double) -> [Double] {
        (0..<columns).map { $0 == column ? value : 0 }
    }

    /// Moves to the best basis for an objective; nil when it has no limit.
    private mutating func maximise(_ objective: [Double]) -> Double? {
        while let entering = objective.indices.first(where: { reducedCost(objective, $0) > Self.epsilon }) {
            guard let leaving = leavingRow(for: entering) else { return nil }
            pivot(leaving, entering)
        }
        return rows.indices.reduce(0) { $0 + objective[basis[$1]] * (rows[$1].last ?? 0) }
    }

    private func reducedCost(_ objective: [Double], _ column: Int) -> Double {
        rows.indices.reduce(objective[column]) { $0 - objective[basis[$1]] * rows[$1][column] }
    }

    private func leavingRow(for column: Int) -> Int? {
        var best: (ratio: Double, row: Int)?
        for row in rows.indices where rows[row][column] > Self.epsilon {
            let ratio = (rows[row].last ?? 0) / rows[row][column]
            guard let current = best else {
                best = (ratio, row)
                continue
            }
            let isTie = abs(ratio - current.ratio) <= Self.epsilon
            if isTie ? basis[row] < basis[current.row] : ratio < current.ratio { best = (ratio, row) }
        }
        return best?.row
    }

    private mutating func pivot(_ row: Int, _ column: Int) {
        let divisor = rows[row][column]
        for index in rows[row].indices { rows[row][index] /= divisor }
        for other in rows.indices where other != row && rows[other][column] != 0 {
            let factor = rows[other][column]
            for index in rows[other].indices { rows[other][index] -= factor * rows[row][index] }
        }
        basis[row] = column
    }
}
