internal import Glibc

/// A table that meets its margins.
public struct FittedTrips: Sendable {
    /// Persons of each cell.
    public var persons: [Double]
    /// Greatest relative distance of a row or column from its margin.
    public var maxMarginError: Double
    /// Sweeps and steps.
    public var iterations: Int
}

extension TripTable {
    /// The table aᵢ·weight·bⱼ that meets the margins: proportional fitting (Furness 1965; Deming and Stephan 1940).
    ///
    /// Where a table that meets the margins must leave cells empty, it is the limit of such tables. Sweeps alone can take
    /// for ever; after some, Newton's method on the columns' factors goes on (Knight and Ruiz 2013,
    /// doi:10.1093/imanum/drs019). Factors are kept as logs, so that small weights lose nothing.
    ///
    /// - Parameter logWeights: ln weight of each cell, finite, or −∞ for a cell without trips.
    /// - Throws: ``TripTableError``.
    /// - Complexity: O(cells) a sweep.
    public func fitted(logWeights: [Double]) throws(TripTableError) -> FittedTrips {
        let kept = logWeights.indices.filter { logWeights[$0] > -.infinity }
        let table = TripTable(cells: kept.map { cells[$0] }, origins: origins, destinations: destinations)
        let isPossible = try table.possibleCells()
        let fitted = try table.fitted(kept.map { logWeights[$0] }, isPossible: isPossible)
        var persons = [Double](repeating: 0, count: cells.count)
        for (index, cell) in kept.enumerated() { persons[cell] = fitted.persons[index] }
        return FittedTrips(
            persons: persons, maxMarginError: fitted.maxMarginError, iterations: fitted.iterations)
    }
}

extension TripTable {
    /// Range of the logs of weights that is fitted at once.
    private static let easyRange = 30.0
    private static let rangeStep = 1.5

    /// Fits weights that lie far apart in stages, each from the factors of the one before.
    fileprivate func fitted(_ logWeights: [Double], isPossible: [Bool]) throws(TripTableError) -> FittedTrips {
        let kept = logWeights.indices.filter { isPossible[$0] }.map { logWeights[$0] }
        let range = (kept.max() ?? 0) - (kept.min() ?? 0)
        var share = range > Self.easyRange ? Self.easyRange / range : 1
        var columns: [Double]?
        while true {
            var fit = MarginFit(self, logWeights.map { share * $0 }, isPossible: isPossible, columns: columns)
            let found = fit.solve()
            if share == 1 {
                guard found.maxMarginError <= Self.rounding else { throw .notConverged(error: found.maxMarginError) }
                return found
            }
            let next = min(1, share * Self.rangeStep)
            columns = fit.columns.map { $0 * next / share }
            share = next
        }
    }
}

/// The logs of the factors of rows and columns on their way.
struct MarginFit {
    private let table: TripTable
    private let cells: [(from: Int, to: Int, logWeight: Double)]
    /// Position of each kept cell in the table.
    private let positions: [Int]
    private(set) var columns: [Double]
    private var rows: [Double]
    private var trips: [Double]

    private static let maxSweeps = 200
    private static let maxSteps = 200
    private static let enough = 1e-12

    init(_ table: TripTable, _ logWeights: [Double], isPossible: [Bool], columns: [Double]? = nil) {
        self.table = table
        positions = table.cells.indices.filter { isPossible[$0] }
        cells = positions.map { (table.cells[$0].from, table.cells[$0].to, logWeights[$0]) }
        self.columns = columns ?? [Double](repeating: 0, count: table.destinations.count)
        rows = [Double](repeating: 0, count: table.origins.count)
        trips = [Double](repeating: 0, count: cells.count)
    }

    mutating func solve() -> FittedTrips {
        var iterations = 0
        var error = fillRows()
        while error > Self.enough && iterations < Self.maxSweeps {
            fitColumns()
            error = fillRows()
            iterations += 1
        }
        while error > Self.enough && iterations < Self.maxSweeps + Self.maxSteps {
            guard let next = step(from: error) else { break }
            error = next
            iterations += 1
        }
        var persons = [Double](repeating: 0, count: table.cells.count)
        for (index, position) in positions.enumerated() { persons[position] = trips[index] }
        return FittedTrips(persons: persons, maxMarginError: marginError(), iterations: iterations)
    }

    /// Scales the rows to their margins at the present columns; the greatest relative error of the columns.
    private mutating func fillRows() -> Double {
        var greatest = [Double](repeating: -.infinity, count: rows.count)
        for cell in cells { greatest[cell.from] = max(greatest[cell.from], cell.logWeight + columns[cell.to]) }
        var sums = [Double](repeating: 0, count: rows.count)
        for (index, cell) in cells.enumerated() {
            trips[index] = exp(cell.logWeight + columns[cell.to] - greatest[cell.from])
            sums[cell.from] += trips[index]
        }
        for row in rows.indices { rows[row] = sums[row] > 0 ? table.origins[row] / sums[row] : 0 }
        for (index, cell) in cells.enumerated() { trips[index] *= rows[cell.from] }
        return columnErrors().reduce(0) { max($0, abs($1)) }
    }

    private func columnSums() -> [Double] {
        var sums = [Double](repeating: 0, count: columns.count)
        for (index, cell) in cells.enumerated() { sums[cell.to] += trips[index] }
        return sums
    }

    /// (Sum − margin) / margin of each column; 0 where nobody arrives.
    private func columnErrors() -> [Double] {
        let sums = columnSums()
        return sums.indices.map { table.destinations[$0] > 0 ? sums[$0] / table.destinations[$0] - 1 : 0 }
    }

    private mutating func fitColumns() {
        let sums = columnSums()
        for column in columns.indices where sums[column] > 0 {
            columns[column] += log(table.destinations[column] / sums[column])
        }
    }

    private func marginError() -> Double {
        var sums = [Double](repeating: 0, count: rows.count)
        for (index, cell) in cells.enumerated() { sums[cell.from] += trips[index] }
        var greatest = columnErrors().reduce(0) { max($0, abs($1)) }
        for row in rows.indices where table.origins[row] > 0 {
            greatest = max(greatest, abs(sums[row] / table.origins[row] - 1))
        }
        return greatest
    }

    /// A step of Newton's method on the columns, halved until the error falls; nil if it does not.
    private mutating func step(from error: Double) -> Double? {
        let direction = direction()
        let (before, square) = (columns, squaredErrors())
        var length = 1.0
        while length > 1e-9 {
            for column in columns.indices { columns[column] = before[column] + length * direction[column] }
            let next = fillRows()
            if squaredErrors() < (1 - 1e-4 * length) * square { return next }
            length /= 2
        }
        columns = before
        _ = fillRows()
        return nil
    }

    private func squaredErrors() -> Double {
        zip(columnSums(), table.destinations).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }

    /// The solution d of (diag(columns) − Tᵀ·diag(1/rows)·T)·d = margins − columns, by conjugate gradients divided by the
    /// diagonal.
    private func direction() -> [Double] {
        let sums = columnSums()
        var solution = [Double](repeating: 0, count: columns.count)
        var rest = columns.indices.map { sums[$0] > 0 ? table.destinations[$0] - sums[$0] : 0 }
        func conditioned(_ rest: [Double]) -> [Double] { rest.indices.map { sums[$0] > 0 ? rest[$0] / sums[$0] : 0 } }
        var search = conditioned(rest)
        var square = zip(rest, search).reduce(0) { $0 + $1.0 * $1.1 }
        let enough = square * 1e-16
        for _ in 0..<max(50, 4 * columns.count) where square > enough {
            let image = curvature(search, sums)
            let bend = zip(search, image).reduce(0) { $0 + $1.0 * $1.1 }
            guard bend > 0 else { break }
            for column in rest.indices {
                solution[column] += square / bend * search[column]
                rest[column] -= square / bend * image[column]
            }
            let divided = conditioned(rest)
            let next = zip(rest, divided).reduce(0) { $0 + $1.0 * $1.1 }
            for column in rest.indices { search[column] = divided[column] + next / square * search[column] }
            square = next
        }
        return solution
    }

    private func curvature(_ values: [Double], _ sums: [Double]) -> [Double] {
        var means = [Double](repeating: 0, count: rows.count)
        for (index, cell) in cells.enumerated() { means[cell.from] += trips[index] * values[cell.to] }
        for row in rows.indices where table.origins[row] > 0 { means[row] /= table.origins[row] }
        var result = zip(values, sums).map { $0 * $1 }
        for (index, cell) in cells.enumerated() { result[cell.to] -= trips[index] * means[cell.from] }
        return result
    }
}
