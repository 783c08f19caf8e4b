internal import Glibc

/// A symmetric positive definite matrix that is zero away from its diagonal, but for one last row and column.
///
/// It is the precision of a Gaussian over a chain of months with one quantity that all months share.
struct BandedPrecision: Sendable {
    /// Rows without the last.
    let size: Int
    /// Entries kept below the diagonal.
    let band: Int
    /// Row *i* at `i * (band + 1)`: entries (i, i − band) … (i, i).
    private var rows: [Double]
    /// The last column above its diagonal.
    var border: [Double]
    /// The last diagonal entry.
    var corner: Double

    init(size: Int, band: Int) {
        (self.size, self.band) = (size, band)
        rows = [Double](repeating: 0, count: size * (band + 1))
        border = [Double](repeating: 0, count: size)
        corner = 0
    }

    /// Adds to the entries (i, j) and (j, i), which lie within the band.
    mutating func add(_ value: Double, _ i: Int, _ j: Int) {
        let (row, column) = i >= j ? (i, j) : (j, i)
        rows[row * (band + 1) + band - row + column] += value
    }

    /// The Cholesky factor, or nil where the matrix is not positive definite.
    ///
    /// - Complexity: O(`size` · `band`²).
    func factor() -> BandedFactor? {
        var lower = rows
        let width = band + 1
        for i in 0..<size {
            for j in max(0, i - band)...i {
                var sum = lower[i * width + band - i + j]
                for k in max(0, i - band, j - band)..<max(j, max(0, i - band, j - band)) {
                    sum -= lower[i * width + band - i + k] * lower[j * width + band - j + k]
                }
                if i == j {
                    guard sum > 0 else { return nil }
                    lower[i * width + band] = sum.squareRoot()
                } else {
                    lower[i * width + band - i + j] = sum / lower[j * width + band]
                }
            }
        }
        var factor = BandedFactor(size: size, band: band, lower: lower, border: border, corner: 0)
        factor.border = factor.forward(border)
        let rest = corner - factor.border.reduce(0) { $0 + $1 * $1 }
        guard rest > 0 else { return nil }
        factor.corner = rest.squareRoot()
        return factor
    }
}

/// The lower triangular factor of a ``BandedPrecision``.
struct BandedFactor: Sendable {
    let size: Int
    let band: Int
    fileprivate let lower: [Double]
    fileprivate var border: [Double]
    fileprivate var corner: Double

    fileprivate init(size: Int, band: Int, lower: [Double], border: [Double], corner: Double) {
        (self.size, self.band, self.lower, self.border, self.corner) = (size, band, lower, border, corner)
    }

    /// Solves L y = `values` for the banded part.
    fileprivate func forward(_ values: [Double]) -> [Double] {
        var result = values
        let width = band + 1
        for i in 0..<size {
            var sum = result[i]
            for k in max(0, i - band)..<i { sum -= lower[i * width + band - i + k] * result[k] }
            result[i] = sum / lower[i * width + band]
        }
        return result
    }

    /// Solves Lᵀ x = `values` for the banded part.
    private func backward(_ values: [Double]) -> [Double] {
        var result = values
        let width = band + 1
        for i in stride(from: size - 1, through: 0, by: -1) {
            result[i] /= lower[i * width + band]
            let value = result[i]
            for k in max(0, i - band)..<i { result[k] -= lower[i * width + band - i + k] * value }
        }
        return result
    }

    /// x with Lᵀ x = `noise`, border last: a draw with the precision's inverse as covariance when `noise` is white.
    func colour(_ noise: [Double]) -> [Double] {
        let last = noise[size] / corner
        var rest = Array(noise[..<size])
        for i in 0..<size { rest[i] -= border[i] * last }
        return backward(rest) + [last]
    }

    /// The solution of the whole system, border last.
    func solve(_ values: [Double]) -> [Double] {
        let top = forward(Array(values[..<size]))
        var rest = values[size]
        for i in 0..<size { rest -= border[i] * top[i] }
        return colour(top + [rest / corner])
    }
}
