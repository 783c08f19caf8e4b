internal import Glibc

/// A symmetric positive definite system, solved in place by Cholesky's method.
///
/// Row by row and four rows at a time, sums in a fixed order: the same bytes everywhere.
struct SymmetricSolver {
    /// Row-major; the lower triangle is read, and becomes the factor.
    private var matrix: [Double]
    private let order: Int

    /// - Parameter matrix: Row-major, `order * order` values; only the lower triangle counts.
    init(lowerTriangle matrix: [Double], order: Int) {
        precondition(matrix.count == order * order, "\(matrix.count) values for order \(order)")
        self.matrix = matrix
        self.order = order
    }

    /// The solution, or the row at which the matrix turns out not to be positive definite.
    ///
    /// - Complexity: O(*n*³/3).
    consuming func solution(for rightSide: [Double]) -> (solution: [Double], failedRow: Int?) {
        var solution = rightSide
        let order = order
        let failed = matrix.withUnsafeMutableBufferPointer { matrix -> Int? in
            guard let base = matrix.baseAddress else { return nil }
            if let row = Self.factor(base, order) { return row }
            solution.withUnsafeMutableBufferPointer { x in Self.substitute(base, order, x) }
            return nil
        }
        return (solution, failed)
    }

    /// Overwrites the lower triangle with L, where L·Lᵀ is the matrix.
    private static func factor(_ matrix: UnsafeMutablePointer<Double>, _ order: Int) -> Int? {
        var first = 0
        while first < order {
            let height = min(4, order - first)
            for column in 0..<first {
                let other = matrix + column * order
                let inverse = 1 / other[column]
                if height == 4 {
                    let rows = matrix + first * order
                    let sums = fourDots(rows, order, other, column)
                    for i in 0..<4 {
                        let entry = rows + i * order + column
                        entry.pointee = (entry.pointee - sums[i]) * inverse
                    }
                } else {
                    for row in first..<first + height {
                        let entry = matrix + row * order
                        entry[column] = (entry[column] - dot(entry, other, column)) * inverse
                    }
                }
            }
            for row in first..<first + height {
                let entry = matrix + row * order
                for column in first..<row {
                    let other = matrix + column * order
                    entry[column] = (entry[column] - dot(entry, other, column)) / other[column]
                }
                let pivot = entry[row] - dot(entry, entry, row)
                guard pivot > 0 else { return row }
                entry[row] = pivot.squareRoot()
            }
            first += height
        }
        return nil
    }

    private static func substitute(
        _ matrix: UnsafeMutablePointer<Double>, _ order: Int, _ x: UnsafeMutableBufferPointer<Double>
    ) {
        guard let base = x.baseAddress else { return }
        for row in 0..<order {
            let entry = matrix + row * order
            x[row] = (x[row] - dot(entry, base, row)) / entry[row]
        }
        for row in (0..<order).reversed() {
            let entry = matrix + row * order
            let value = x[row] / entry[row]
            x[row] = value
            for column in 0..<row { x[column] -= entry[column] * value }
        }
    }

    private static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
        var sums = SIMD4<Double>.zero
        var i = 0
        while i + 4 <= count {
            sums += load(a + i) * load(b + i)
            i += 4
        }
        var sum = (sums[0] + sums[2]) + (sums[1] + sums[3])
        while i < count {
            sum += a[i] * b[i]
            i += 1
        }
        return sum
    }

    /// Dot products of four rows, `stride` apart, with one.
    private static func fourDots(
        _ rows: UnsafePointer<Double>, _ stride: Int, _ other: UnsafePointer<Double>, _ count: Int
    ) -> SIMD4<Double> {
        let (r1, r2, r3) = (rows + stride, rows + 2 * stride, rows + 3 * stride)
        var (s0, s1) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
        var (s2, s3) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
        var i = 0
        while i + 4 <= count {
            let b = load(other + i)
            s0 += load(rows + i) * b
            s1 += load(r1 + i) * b
            s2 += load(r2 + i) * b
            s3 += load(r3 + i) * b
            i += 4
        }
        var sums = SIMD4(s0.sum(), s1.sum(), s2.sum(), s3.sum())
        while i < count {
            sums += SIMD4(rows[i], r1[i], r2[i], r3[i]) * other[i]
            i += 1
        }
        return sums
    }

    @inline(__always)
    private static func load(_ pointer: UnsafePointer<Double>) -> SIMD4<Double> {
        UnsafeRawPointer(pointer).loadUnaligned(as: SIMD4<Double>.self)
    }
}
