internal import Glibc
internal import SpatialEngine

/// Geodesics between positions of a projected grid, and smooth functions fitted to them.
struct GroundDistances: ~Copyable {
    private let grid: Grid
    private let toWGS84: Transformation

    init(_ grid: Grid) throws(NetworkError) {
        guard !grid.crs.identifier.isEmpty else {
            throw .noGroundLengths(crs: grid.crs, reason: "the grid names no reference system")
        }
        do {
            toWGS84 = try Transformation(from: grid.crs, to: .wgs84)
        } catch {
            throw .noGroundLengths(crs: grid.crs, reason: "\(error)")
        }
        self.grid = grid
    }

    /// Metres on the ellipsoid of a step that begins at any position, in rows and columns; NaN where there is none.
    private func length(_ offset: CellOffset, row: Double, column: Double) -> Double {
        guard let from = geographic(row: row, column: column),
            let to = geographic(row: row + Double(offset.rows), column: column + Double(offset.columns))
        else { return .nan }
        return Geodesic.distance(from, to).value
    }

    private func geographic(row: Double, column: Double) -> GeographicPoint? {
        let transform = grid.transform
        let x = transform.originX + (column + 0.5) * transform.cellWidth
        let y = transform.originY - (row + 0.5) * transform.cellHeight
        guard let moved = toWGS84.apply(x: x, y: y) else { return nil }
        return GeographicPoint(longitude: moved.x, latitude: moved.y)
    }

    /// Interpolation at Chebyshev's nodes over the grid.
    func fit(_ offset: CellOffset, degree: Int) -> LengthSurface {
        let count = degree + 1
        let nodes = (0..<count).map { cos(Double.pi * (Double($0) + 0.5) / Double(count)) }
        var values = [Double](repeating: 0, count: count * count)
        for i in 0..<count {
            for j in 0..<count {
                values[i * count + j] = length(
                    offset, row: position(nodes[i], of: grid.shape.rows),
                    column: position(nodes[j], of: grid.shape.columns))
            }
        }
        return LengthSurface(offset: offset, shape: grid.shape, nodes: nodes, values: values)
    }

    private func position(_ node: Double, of count: Int) -> Double {
        Double(count - 1) / 2 + node * Double(max(count, 2)) / 2
    }

    /// The greatest relative error at places between the nodes; NaN counts as infinite.
    func worstError(of surface: LengthSurface) -> Double {
        var worst = 0.0
        for i in 0...6 {
            let row = (grid.shape.rows - 1) * i / 6
            let polynomial = surface.polynomial(row: row)
            for j in 0...8 {
                let column = Double(grid.shape.columns - 1) * Double(j) / 8
                let x = (column - Double(grid.shape.columns - 1) / 2) * 2 / Double(max(grid.shape.columns, 2))
                let fitted = polynomial.reversed().reduce(0) { $0 * x + $1 }
                let exact = length(surface.offset, row: Double(row), column: column)
                let error = abs(fitted / exact - 1)
                worst = error.isNaN ? .infinity : max(worst, error)
            }
        }
        return worst
    }
}

/// The length of one step as a smooth function of the row and the column in which it begins.
struct LengthSurface {
    let offset: CellOffset
    private let shape: GridShape
    private let degree: Int
    /// `series[i * (degree + 1) + j]` of T_i(row)·T_j(column).
    private let series: [Double]

    /// - Parameter values: At the nodes, row by row.
    init(offset: CellOffset, shape: GridShape, nodes: [Double], values: [Double]) {
        self.offset = offset
        self.shape = shape
        let count = nodes.count
        degree = count - 1
        let basis = nodes.map { Self.chebyshev(at: $0, count: count) }
        var series = [Double](repeating: 0, count: count * count)
        for i in 0..<count {
            for j in 0..<count {
                var sum = 0.0
                for a in 0..<count {
                    for b in 0..<count { sum += values[a * count + b] * basis[a][i] * basis[b][j] }
                }
                series[i * count + j] = sum * (i == 0 ? 1 : 2) * (j == 0 ? 1 : 2) / Double(count * count)
            }
        }
        self.series = series
    }

    /// T_0 … T_(count−1).
    private static func chebyshev(at x: Double, count: Int) -> [Double] {
        var values = [1.0, x]
        while values.count < count { values.append(2 * x * values[values.count - 1] - values[values.count - 2]) }
        return Array(values.prefix(count))
    }

    /// The length along one row: coefficients of the powers of the column, scaled to −1 … 1 over the grid.
    func polynomial(row: Int) -> [Double] {
        let count = degree + 1
        let y = (Double(row) - Double(shape.rows - 1) / 2) * 2 / Double(max(shape.rows, 2))
        let basis = Self.chebyshev(at: y, count: count)
        var powers = [Double](repeating: 0, count: count)
        // T_j as powers of x, by its recursion.
        var (before, this): ([Double], [Double]) = ([], [1])
        for j in 0..<count {
            let weight = (0..<count).reduce(0.0) { $0 + basis[$1] * series[$1 * count + j] }
            for (power, value) in this.enumerated() { powers[power] += weight * value }
            var next = [0.0] + this.map { (j == 0 ? 1 : 2) * $0 }
            for (power, value) in before.enumerated() { next[power] -= value }
            (before, this) = (this, next)
        }
        return powers
    }
}
