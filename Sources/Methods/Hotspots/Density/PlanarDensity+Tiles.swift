internal import CIntrinsics
import SpatialEngine

extension PlanarDensity {
    /// The quartic kernel of very many pairs of cell and event, in tiles of 8 rows × 16 columns; nil where it is not made for it.
    func tiledQuartic(on grid: Grid, threads: Int, fromPairs least: Double = 5e8) -> [Float]? {
        let cell = grid.transform.cellWidth
        guard kernel == .quartic, positions.metric == .euclidean, grid.transform.cellHeight == cell,
            let widest = bandwidths.max(), widest / cell < 4096, positions.count < 1 << 30
        else { return nil }
        let pairs = zip(bandwidths, scaled).reduce(0) { $1.1 > 0 ? $0 + $1.0 * $1.0 : $0 } * .pi / (cell * cell)
        guard pairs > least, let tiles = QuarticTiles(self, grid: grid, reach: widest / cell) else { return nil }
        return tiles.values(threads: threads)
    }
}

/// Events sorted by bands of four rows and then by column, so that those within reach of a tile's rows are runs.
private struct QuarticTiles: Sendable {
    private static let rows = 8
    private static let width = 16
    private static let band = 4
    /// Places are counted from the page of columns that they are in, to keep their digits in single precision.
    private static let page = 64
    private let shape: GridShape
    /// In cells.
    private let reach: Double
    /// The first band and column that an event is in; negative before the grid.
    private let firstBand, firstColumn, bands, columns: Int
    /// x and y from the corner of page and band, s, q of each event.
    private let events: [Float]
    /// Where the events of each column of each band begin.
    private let starts: [Int32]

    init?(_ density: PlanarDensity, grid: Grid, reach: Double) {
        self.reach = reach
        shape = grid.shape
        let frame = grid.transform
        let points = density.positions.points
        let far = Int(2 * reach) + 2 * max(shape.rows, shape.columns)
        let perUnit = 1 / frame.cellWidth
        var (west, east, north, south) = (Double.infinity, -Double.infinity, Double.infinity, -Double.infinity)
        for point in points {
            let (x, y) = ((point.x - frame.originX) * perUnit, (frame.originY - point.y) * perUnit)
            (west, east) = (min(west, x), max(east, x))
            (north, south) = (min(north, y), max(south, y))
        }
        guard west > -Double(far), north > -Double(far), east < Double(far), south < Double(far) else { return nil }
        let left = Int((west / Double(Self.page)).rounded(.down)) * Self.page
        let top = Int((north / Double(Self.band)).rounded(.down)) * Self.band
        let width = Int(east - Double(left)) + 1
        (firstColumn, firstBand, columns) = (left, top / Self.band, width)
        bands = Int(south - Double(top)) / Self.band + 1
        var numbers = [Int32](repeating: -1, count: points.count)
        var starts = [Int32](repeating: 0, count: bands * width + 1)
        /// Cells from the first page and band; never negative, so that cutting off digits rounds down.
        @inline(__always) func place(_ point: PlanarPoint) -> (x: Double, y: Double) {
            (
                max(0, (point.x - frame.originX) * perUnit - Double(left)),
                max(0, (frame.originY - point.y) * perUnit - Double(top))
            )
        }
        for (i, point) in points.enumerated() where density.scaled[i] > 0 {
            let (x, y) = place(point)
            let number = (Int(y) >> 2) * width + Int(x)
            numbers[i] = Int32(truncatingIfNeeded: number)
            starts[number + 1] += 1
        }
        for i in 1..<starts.count { starts[i] += starts[i - 1] }
        var next = starts
        events = [Float](unsafeUninitializedCapacity: 4 * points.count) { events, count in
            count = 4 * Int(starts[starts.count - 1])
            for (i, point) in points.enumerated() where numbers[i] >= 0 {
                // Height w · 3/(πH²) = s², slope s/H².
                let root = (density.scaled[i] * 3 / .pi).squareRoot() / density.bandwidths[i]
                let slope = root * (frame.cellWidth * frame.cellWidth) / (density.bandwidths[i] * density.bandwidths[i])
                let at = 4 * Int(next[Int(numbers[i])])
                next[Int(numbers[i])] += 1
                let (x, y) = place(point)
                events[at] = Float(x - Double(Int(x) & ~(Self.page - 1)))
                events[at + 1] = Float(y - Double(Int(y) & ~(Self.band - 1)))
                events[at + 2] = Float(root)
                events[at + 3] = Float(slope)
            }
        }
        self.starts = starts
    }

    func values(threads: Int) -> [Float] {
        let (rows, width) = (Self.rows, Self.width)
        let tiles = (rows: (shape.rows + rows - 1) / rows, columns: (shape.columns + width - 1) / width)
        return [Float](unsafeUninitializedCapacity: shape.count) { buffer, count in
            count = shape.count
            let shared = SharedBuffer(buffer)
            inParallel(tiles.rows, threads: threads) { row in
                for column in 0..<tiles.columns { fill(row * rows, column * width, shared.buffer) }
            }
        }
    }

    /// One tile: single precision within four bands, double from there on.
    private func fill(_ firstRow: Int, _ firstColumn: Int, _ values: UnsafeMutableBufferPointer<Float>) {
        let (rows, width) = (Self.rows, Self.width)
        let near = Int((reach / Double(Self.band)).rounded(.up)) + 1
        let first = max(firstBand, firstRow / Self.band - near)
        let last = min(firstBand + bands - 1, (firstRow + rows - 1) / Self.band + near)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: rows * width) { total in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: rows * width) { sums in
                total.initialize(repeating: 0)
                sums.initialize(repeating: 0)
                for band in stride(from: first, through: last, by: 1) {
                    add(band, firstRow, firstColumn, sums)
                    guard band & 3 == 3 || band == last else { continue }
                    for i in 0..<rows * width { total[i] += Double(sums[i]) }
                    sums.update(repeating: 0)
                }
                for row in 0..<min(rows, shape.rows - firstRow) {
                    let cell = (firstRow + row) * shape.columns + firstColumn
                    for column in 0..<min(width, shape.columns - firstColumn) {
                        values[cell + column] = Float(total[row * width + column])
                    }
                }
            }
        }
    }

    /// Adds the events of a band that may reach the tile.
    private func add(_ band: Int, _ firstRow: Int, _ column: Int, _ sums: UnsafeMutableBufferPointer<Float>) {
        // From the band's border to the nearest centre of the tile's cells.
        let above = Double(firstRow - (band + 1) * Self.band) + 0.5
        let below = Double(band * Self.band - firstRow - Self.rows) + 0.5
        let gap = max(0, above, below)
        guard gap < reach else { return }
        let across = (reach * reach - gap * gap).squareRoot()
        let from = max(firstColumn, Int((Double(column) + 0.5 - across).rounded(.down)))
        let to = min(firstColumn + columns - 1, Int((Double(column + Self.width) - 0.5 + across).rounded(.down)))
        guard from <= to else { return }
        let base = (band - firstBand) * columns - firstColumn
        events.withUnsafeBufferPointer { events in
            guard let events = events.baseAddress, let sums = sums.baseAddress else { return }
            var start = from
            while start <= to {
                // Pages begin at multiples of their width, also before the grid.
                let page = Int((Double(start) / Double(Self.page)).rounded(.down)) * Self.page
                let end = min(to, page + Self.page - 1)
                let (low, high) = (Int(starts[base + start]), Int(starts[base + end + 1]))
                if low < high {
                    add_quartic(
                        sums, events + 4 * low, high - low, Float(column - page) + 0.5,
                        Float(firstRow - band * Self.band) + 0.5)
                }
                start = end + 1
            }
        }
    }
}
