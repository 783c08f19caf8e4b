import Glibc
public import SpatialEngine

extension PlanarDensity {
    /// The density at the centres of a grid in the coordinates of the positions, row-major; NaN outside the window.
    ///
    /// Sums are in double precision, in one order at any number of threads; beyond 5·10⁸ pairs of cell and event in the
    /// plane those of the quartic kernel are in single precision, to 10⁻⁶ of its height.
    /// - Complexity: O(cells within reach of each event) time; O(cells + events) memory.
    public func raster(on grid: Grid, threads: Int) -> [Float] {
        var values =
            tiledQuartic(on: grid, threads: threads) ?? BandedDensity(self, grid: grid).values(threads: threads)
        guard let window else { return values }
        values.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            inParallel(grid.shape.rows, threads: threads) { row in
                let covered = window.covers(row: row, of: grid)
                for column in 0..<grid.shape.columns {
                    let cell = row * grid.shape.columns + column
                    if !covered[column] {
                        shared.buffer[cell] = .nan
                    } else if edge == .uniform {
                        let centre = grid.transform.centre(row: row, column: column)
                        shared.buffer[cell] = Float(Double(shared.buffer[cell]) / uniformDivisor(at: centre))
                    }
                }
            }
        }
        return values
    }
}

/// The sum of kernels over the cells of a grid, band of rows by band of rows.
///
/// In each band the part of a squared distance that depends on the column is found once an event: d² = A(row) + B(row)·s,
/// with s = Δx² in the plane and 4 sin²(Δλ/2) on the globe, of which d² is then the chord's square.
private struct BandedDensity: Sendable {
    let density: PlanarDensity
    let grid: Grid
    let ground: GroundDistance
    /// Events with weight, from north to south.
    private let order: [Int]
    private let isPlane: Bool
    private let isChord: Bool
    private static let rowsOfBand = 16

    init(_ density: PlanarDensity, grid: Grid) {
        self.density = density
        self.grid = grid
        let points = density.positions.points
        let widest = density.bandwidths.max() ?? 1
        ground = GroundDistance(density.positions.metric, scale: widest)
        isPlane = density.positions.metric == .euclidean
        isChord = density.positions.metric.isGeographic && widest <= 200_000
        order = points.indices.filter { density.scaled[$0] > 0 }.sorted { (-points[$0].y, $0) < (-points[$1].y, $1) }
    }

    func values(threads: Int) -> [Float] {
        let (rows, columns) = (grid.shape.rows, grid.shape.columns)
        var values = [Float](repeating: 0, count: rows * columns)
        values.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            inParallel((rows + Self.rowsOfBand - 1) / Self.rowsOfBand, threads: threads) { band in
                let range = band * Self.rowsOfBand..<min(rows, (band + 1) * Self.rowsOfBand)
                var sums = [Double](repeating: 0, count: range.count * columns)
                var profile = [Double](repeating: 0, count: columns)
                for event in events(near: range) { add(event, to: &sums, range, &profile) }
                for (i, sum) in sums.enumerated() { shared.buffer[range.lowerBound * columns + i] = Float(sum) }
            }
        }
        return values
    }

    /// Events whose kernel may reach a row of the band.
    private func events(near rows: Range<Int>) -> ArraySlice<Int> {
        let points = density.positions.points
        let reach = density.positions.metric.halfBox(of: density.reach, at: 0).y
        let north = grid.transform.originY - Double(rows.lowerBound) * grid.transform.cellHeight + reach
        let south = grid.transform.originY - Double(rows.upperBound) * grid.transform.cellHeight - reach
        let first = order.partition { points[$0].y > north }
        let last = order.partition { points[$0].y >= south }
        return order[first..<max(first, last)]
    }

    private func add(_ event: Int, to sums: inout [Double], _ rows: Range<Int>, _ profile: inout [Double]) {
        let point = density.positions.points[event]
        let bandwidth = density.bandwidths[event]
        let half = density.positions.metric.halfBox(of: density.kernel.reach * bandwidth, at: point.y)
        let transform = grid.transform
        // A row more on each side than the reach, against rounding; what lies beyond has no height.
        let top = (transform.originY - point.y - half.y) / transform.cellHeight - 1
        let bottom = (transform.originY - point.y + half.y) / transform.cellHeight + 1
        let first = max(rows.lowerBound, Int(max(-1, min(top, 1e9))))
        let last = min(rows.upperBound - 1, Int(max(-1, min(bottom, 1e9))))
        guard first <= last else { return }
        for columns in columns(within: half.x, of: point.x) {
            let isSeparable = isPlane && density.kernel == .gaussian
            if isPlane || isChord { fill(&profile, columns, point, isSeparable ? bandwidth : nil) }
            for row in first...last {
                let base = (row - rows.lowerBound) * grid.shape.columns
                let weight = density.scaled[event]
                if isSeparable {
                    addSeparable(row, columns, base, weight, point, bandwidth, profile, &sums)
                } else {
                    addHeights(row, columns, base, weight, point, bandwidth, profile, &sums)
                }
            }
        }
    }

    /// Column by column what a row's sum needs: Δx², exp(−Δx²/2σ²) or 4 sin²(Δλ/2).
    private func fill(_ profile: inout [Double], _ columns: Range<Int>, _ point: PlanarPoint, _ sigma: Double?) {
        let transform = grid.transform
        for column in columns {
            let dx = transform.originX + (Double(column) + 0.5) * transform.cellWidth - point.x
            if let sigma {
                profile[column] = exp(-dx * dx / (2 * sigma * sigma))
            } else if isPlane {
                profile[column] = dx * dx
            } else {
                let sine = sin(dx * .pi / 360)
                profile[column] = 4 * sine * sine
            }
        }
    }

    private func addSeparable(
        _ row: Int, _ columns: Range<Int>, _ base: Int, _ weight: Double, _ point: PlanarPoint, _ sigma: Double,
        _ profile: [Double], _ sums: inout [Double]
    ) {
        let dy = grid.transform.originY - (Double(row) + 0.5) * grid.transform.cellHeight - point.y
        let height = weight * exp(-dy * dy / (2 * sigma * sigma)) / (2 * .pi * sigma * sigma)
        guard height > 0 else { return }
        profile.withUnsafeBufferPointer { profile in
            sums.withUnsafeMutableBufferPointer { sums in
                for column in columns { sums[base + column] += height * profile[column] }
            }
        }
    }

    private func addHeights(
        _ row: Int, _ columns: Range<Int>, _ base: Int, _ weight: Double, _ point: PlanarPoint, _ bandwidth: Double,
        _ profile: [Double], _ sums: inout [Double]
    ) {
        let y = grid.transform.originY - (Double(row) + 0.5) * grid.transform.cellHeight
        let kernel = density.kernel
        if isPlane {
            let dySquared = (y - point.y) * (y - point.y)
            guard dySquared < bandwidth * bandwidth else { return }
            let (scale, peak) = (1 / (bandwidth * bandwidth), weight * 3 / (.pi * bandwidth * bandwidth))
            profile.withUnsafeBufferPointer { profile in
                sums.withUnsafeMutableBufferPointer { sums in
                    for column in columns {
                        let rest = max(0, 1 - (dySquared + profile[column]) * scale)
                        sums[base + column] += peak * rest * rest
                    }
                }
            }
        } else if isChord {
            let (north, east) = chordParts(y, point)
            for column in columns {
                let squared = GroundDistance.arcSquared(north + east * profile[column])
                sums[base + column] += weight * kernel.planarHeight(squaredDistance: squared, bandwidth: bandwidth)
            }
        } else {
            for column in columns {
                let x = grid.transform.originX + (Double(column) + 0.5) * grid.transform.cellWidth
                let distance = ground.metric.distance(PlanarPoint(x: x, y: y), point)
                sums[base + column] +=
                    weight * kernel.planarHeight(squaredDistance: distance * distance, bandwidth: bandwidth)
            }
        }
    }

    /// A and B of the chord's square between a parallel and a point.
    private func chordParts(_ latitude: Double, _ point: PlanarPoint) -> (Double, Double) {
        let a = ground.metric.place(PlanarPoint(x: 0, y: latitude))
        let b = ground.metric.place(PlanarPoint(x: 0, y: point.y))
        return ((a.x - b.x) * (a.x - b.x) + (a.z - b.z) * (a.z - b.z), a.x * b.x)
    }

    /// The columns whose centres lie within `reach` of x; on the globe at any turn.
    private func columns(within reach: Double, of x: Double) -> [Range<Int>] {
        let transform = grid.transform
        var turns = [x]
        if !isPlane {
            let middle = transform.originX + Double(grid.shape.columns) * transform.cellWidth / 2
            let nearest = middle + (x - middle).remainder(dividingBy: 360)
            turns = [nearest - 360, nearest, nearest + 360]
        }
        var found: [Range<Int>] = []
        var next = 0
        for turn in turns {
            let first = ((turn - reach - transform.originX) / transform.cellWidth - 1.5).rounded(.up)
            let last = ((turn + reach - transform.originX) / transform.cellWidth + 0.5).rounded(.down)
            let from = max(next, Int(max(-1, min(first, 1e9))))
            let to = Int(max(-1, min(last, Double(grid.shape.columns - 1)))) + 1
            if from < to {
                found.append(from..<to)
                next = to
            }
        }
        return found
    }
}

extension [Int] {
    /// How many come first for which `isBefore` holds, in an array that it parts in two.
    func partition(where isBefore: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
