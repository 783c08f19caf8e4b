/// Eliminates the first nodes of a dense front, in place and without subtraction where the front allows it.
///
/// A front of *f* nodes is an *f*×*f* row-major matrix of weights between nodes: what a walk from the row's node carries to
/// the column's node before it meets any other. Elimination of node *k* adds `l(i,k)·u(k,j)` to all later entries, with
/// `l(i,k) = w(i,k) / pivot(k)`. The pivot is 1 less the weight of the ways back to *k*:
/// - summed, as in Grassmann, Taksar and Heyman (1985, doi:10.1287/opre.33.5.1107): what leaves *k* for later nodes plus its
///   deficit, the share of walks that end on the way. Nothing is subtracted, so that every digit counts however weak the
///   killing is. Needs weights that are not scaled.
/// - stored: the diagonal holds `w(k,k) − 1`.
final class DenseKernel {
    /// Nodes eliminated at a time; their rows stay in the innermost cache while the rest of the front is updated.
    private static let panel = 48
    /// Columns of the rest updated at a time, a multiple of 4.
    private static let chunk = 256

    private let packedRows: UnsafeMutablePointer<Double>
    private let packedColumns: UnsafeMutablePointer<SIMD4<Double>>

    init() {
        packedRows = .allocate(capacity: Self.panel * 4)
        packedColumns = .allocate(capacity: Self.panel * Self.chunk / 4)
    }

    deinit {
        packedRows.deallocate()
        packedColumns.deallocate()
    }

    /// Eliminates the first `count` of `size` nodes.
    ///
    /// - Parameters:
    ///   - deficits: The deficit of each node of the front, brought up to date; nil takes stored pivots.
    ///   - pivots: Receives the `count` pivots.
    /// - Returns: Whether all pivots are positive numbers.
    /// - Complexity: O(`count` · `size`²).
    func eliminate(
        _ front: UnsafeMutablePointer<Double>, size: Int, count: Int, deficits: UnsafeMutablePointer<Double>?,
        pivots: UnsafeMutablePointer<Double>
    ) -> Bool {
        var start = 0
        while start < count {
            let end = min(start + Self.panel, count)
            guard eliminateBlock(front, size, start..<end, deficits, pivots) else { return false }
            updateRightOfBlock(front, size, start..<end)
            updateBelowBlock(front, size, start..<end, deficits, pivots)
            updateRest(front, size, start..<end)
            start = end
        }
        return true
    }

    /// Eliminates inside the block on the diagonal; what its rows carry beyond it is lumped together.
    private func eliminateBlock(
        _ front: UnsafeMutablePointer<Double>, _ size: Int, _ block: Range<Int>,
        _ deficits: UnsafeMutablePointer<Double>?, _ pivots: UnsafeMutablePointer<Double>
    ) -> Bool {
        let end = block.upperBound
        var beyond = [Double](repeating: 0, count: block.count)
        if deficits != nil {
            for i in block {
                var sum = 0.0
                for j in end..<size { sum += front[i * size + j] }
                beyond[i - block.lowerBound] = sum
            }
        }
        for k in block {
            let row = front + k * size
            var pivot = -row[k]
            if let deficits {
                pivot = deficits[k] + beyond[k - block.lowerBound]
                for j in (k + 1)..<max(end, k + 1) { pivot += row[j] }
            }
            guard pivot > 0, pivot < .infinity else { return false }
            pivots[k] = pivot
            for i in (k + 1)..<max(end, k + 1) {
                let other = front + i * size
                let share = other[k] / pivot
                other[k] = share
                guard share != 0 else { continue }
                for j in (k + 1)..<end { other[j] += share * row[j] }
                beyond[i - block.lowerBound] += share * beyond[k - block.lowerBound]
                if let deficits { deficits[i] += share * deficits[k] }
            }
        }
        return true
    }

    private func updateRightOfBlock(_ front: UnsafeMutablePointer<Double>, _ size: Int, _ block: Range<Int>) {
        for i in block {
            let row = front + i * size
            for k in block.lowerBound..<i {
                let share = row[k]
                guard share != 0 else { continue }
                let above = front + k * size
                for j in block.upperBound..<size { row[j] += share * above[j] }
            }
        }
    }

    private func updateBelowBlock(
        _ front: UnsafeMutablePointer<Double>, _ size: Int, _ block: Range<Int>,
        _ deficits: UnsafeMutablePointer<Double>?, _ pivots: UnsafeMutablePointer<Double>
    ) {
        for i in block.upperBound..<size {
            let row = front + i * size
            for k in block {
                let share = row[k] / pivots[k]
                row[k] = share
                guard share != 0 else { continue }
                let above = front + k * size
                for j in (k + 1)..<max(block.upperBound, k + 1) { row[j] += share * above[j] }
                if let deficits { deficits[i] += share * deficits[k] }
            }
        }
    }

    /// Adds the product of the columns below the block and the rows right of it to what lies below and right.
    private func updateRest(_ front: UnsafeMutablePointer<Double>, _ size: Int, _ block: Range<Int>) {
        let first = block.upperBound
        var column = first
        while column < size {
            let width = min(Self.chunk, size - column)
            packColumns(front, size, block, from: column, width: width)
            var row = first
            while row < size {
                let height = min(4, size - row)
                packRows(front, size, block, from: row, height: height)
                updateStrip(front + row * size + column, size, width: width, height: height, depth: block.count)
                row += 4
            }
            column += width
        }
    }

    private func packColumns(
        _ front: UnsafeMutablePointer<Double>, _ size: Int, _ block: Range<Int>, from column: Int, width: Int
    ) {
        for tile in stride(from: 0, to: width, by: 4) {
            let packed = packedColumns + tile / 4 * block.count
            let count = min(4, width - tile)
            for k in block {
                let source = front + k * size + column + tile
                var lanes = SIMD4<Double>()
                for lane in 0..<count { lanes[lane] = source[lane] }
                packed[k - block.lowerBound] = lanes
            }
        }
    }

    private func packRows(
        _ front: UnsafeMutablePointer<Double>, _ size: Int, _ block: Range<Int>, from row: Int, height: Int
    ) {
        for lane in 0..<4 {
            let source = front + (row + min(lane, height - 1)) * size + block.lowerBound
            for k in 0..<block.count { packedRows[k * 4 + lane] = source[k] }
        }
    }

    @inline(__always)
    private func updateStrip(
        _ strip: UnsafeMutablePointer<Double>, _ size: Int, width: Int, height: Int, depth: Int
    ) {
        for tile in stride(from: 0, to: width, by: 4) {
            let columns = packedColumns + tile / 4 * depth
            var (a, b, c, d) = (SIMD4<Double>(), SIMD4<Double>(), SIMD4<Double>(), SIMD4<Double>())
            for k in 0..<depth {
                let lanes = columns[k]
                let rows = packedRows + k * 4
                a += lanes * rows[0]
                b += lanes * rows[1]
                c += lanes * rows[2]
                d += lanes * rows[3]
            }
            let corner = strip + tile
            let count = min(4, width - tile)
            add(a, to: corner, count)
            if height > 1 { add(b, to: corner + size, count) }
            if height > 2 { add(c, to: corner + 2 * size, count) }
            if height > 3 { add(d, to: corner + 3 * size, count) }
        }
    }

    @inline(__always)
    private func add(_ sums: SIMD4<Double>, to row: UnsafeMutablePointer<Double>, _ count: Int) {
        if count == 4 {
            let raw = UnsafeMutableRawPointer(row)
            let old = raw.loadUnaligned(as: SIMD4<Double>.self)
            raw.storeBytes(of: old + sums, as: SIMD4<Double>.self)
        } else {
            for lane in 0..<count { row[lane] += sums[lane] }
        }
    }
}
