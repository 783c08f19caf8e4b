/// Diagonal of the inverse of a symmetric positive matrix.
enum InverseDiagonal {
    /// - Parameter matrix: Row by row.
    /// - Returns: NaN where the matrix is not positive definite.
    static func of(_ matrix: [Double], order: Int) -> [Double] {
        var factor = matrix
        for j in 0..<order {
            for k in 0..<j { factor[j * order + j] -= factor[j * order + k] * factor[j * order + k] }
            guard factor[j * order + j] > 0 else { return [Double](repeating: .nan, count: order) }
            factor[j * order + j] = factor[j * order + j].squareRoot()
            for i in (j + 1)..<max(j + 1, order) {
                for k in 0..<j { factor[i * order + j] -= factor[i * order + k] * factor[j * order + k] }
                factor[i * order + j] /= factor[j * order + j]
            }
        }
        return (0..<order).map { column in
            var solution = [Double](repeating: 0, count: order)
            for i in column..<order {
                var value = i == column ? 1.0 : 0
                for k in column..<i { value -= factor[i * order + k] * solution[k] }
                solution[i] = value / factor[i * order + i]
            }
            return solution.reduce(0) { $0 + $1 * $1 }
        }
    }
}
