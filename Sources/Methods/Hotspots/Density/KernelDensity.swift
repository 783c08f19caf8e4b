import Glibc
public import SpatialEngine

/// How densely events lie, smoothed by a kernel of a fixed radius on the ellipsoid.
public enum KernelDensity {
    /// What becomes of the part of a kernel that lies outside the mask.
    public enum EdgeCorrection: String, Hashable, Sendable {
        /// It is lost.
        case none
        /// Each event's kernel is scaled so that its whole mass lies on the mask (Jones 1993, doi:10.1007/BF00147776).
        case jonesDiggle = "jones-diggle"
    }

    /// Weighted events a square kilometre at the centre of each cell: Σ w · 3/(πH²) · (1 − d²/H²)².
    ///
    /// Distances are geodesics on WGS 84. Cells outside the mask are NaN, cells on it beyond reach of all events 0.
    /// - Parameters:
    ///   - points: Events; longitudes of any turn.
    ///   - weights: One a point, finite.
    ///   - bandwidth: H, above 0; beyond it the kernel is 0.
    ///   - grid: A geographic grid on WGS 84.
    ///   - mask: One a cell, row-major; true where a density is wanted.
    /// - Throws: ``HotspotError/countMismatch(expected:found:)``, ``HotspotError/notPositive(_:_:)``,
    ///   ``HotspotError/invalidValue(unit:)`` for a position or weight that is none.
    /// - Complexity: O(cells within H of each point); identical at any number of threads.
    public static func quartic(
        points: [GeographicPoint], weights: [Double], bandwidth: Metres, grid: Grid, mask: [Bool],
        edge: EdgeCorrection = .none, threads: Int
    ) throws(HotspotError) -> Raster {
        guard points.count == weights.count else {
            throw .countMismatch(expected: points.count, found: weights.count)
        }
        guard mask.count == grid.shape.count else {
            throw .countMismatch(expected: grid.shape.count, found: mask.count)
        }
        guard bandwidth.value > 0, bandwidth.value.isFinite else {
            throw .notPositive("the bandwidth", bandwidth.value)
        }
        if let unit = points.indices.first(where: { !points[$0].isValid || !weights[$0].isFinite }) {
            throw .invalidValue(unit: unit)
        }
        let kernel = QuarticKernel(bandwidth: bandwidth.value, grid: grid, mask: mask)
        var scaled = weights
        if edge == .jonesDiggle {
            let masses = kernel.masses(of: points, threads: threads)
            for (i, mass) in masses.enumerated() { scaled[i] = mass > 0 ? weights[i] / mass : 0 }
        }
        return Raster(grid: grid, values: kernel.density(of: points, weights: scaled, threads: threads))
    }
}

/// The kernel of one bandwidth on one grid.
private struct QuarticKernel: Sendable {
    let bandwidth: Double
    let grid: Grid
    let mask: [Bool]
    /// Degrees of latitude that no point of the kernel is farther away than; a degree has at least 110,574 m.
    private let reachInLatitude: Double
    /// The height at distance 0, for square kilometres.
    private let peak: Double

    init(bandwidth: Double, grid: Grid, mask: [Bool]) {
        self.bandwidth = bandwidth
        self.grid = grid
        self.mask = mask
        reachInLatitude = bandwidth / 110_574
        peak = 3 / (Double.pi * bandwidth * bandwidth * 1e-6)
    }

    /// Row by row, so that each cell sums the points in input order.
    func density(of points: [GeographicPoint], weights: [Double], threads: Int) -> [Float] {
        let (rows, columns) = (grid.shape.rows, grid.shape.columns)
        var values = [Float](repeating: .nan, count: grid.shape.count)
        values.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            inParallel(rows, threads: threads) { row in
                var sums = [Double](repeating: 0, count: columns)
                for (point, weight) in zip(points, weights) where weight != 0 {
                    visit(row, from: point) { column, height in sums[column] += weight * height }
                }
                for column in 0..<columns where mask[row * columns + column] {
                    shared.buffer[row * columns + column] = Float(sums[column])
                }
            }
        }
        return values
    }

    /// The share of each point's kernel that lies on the mask, by the grid's own cells.
    func masses(of points: [GeographicPoint], threads: Int) -> [Double] {
        var masses = [Double](repeating: 0, count: points.count)
        masses.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            inParallel(points.count, threads: threads) { index in
                var mass = 0.0
                for row in 0..<grid.shape.rows {
                    let area = squareKilometres(ofCellsIn: row)
                    visit(row, from: points[index]) { _, height in mass += height * area }
                }
                shared.buffer[index] = mass
            }
        }
        return masses
    }

    private func squareKilometres(ofCellsIn row: Int) -> Double {
        let north = grid.transform.originY - Double(row) * grid.transform.cellHeight
        let south = north - grid.transform.cellHeight
        return Ellipsoid.wgs84.squareMetresPerDegree(from: max(south, -90), to: min(north, 90))
            * grid.transform.cellWidth * 1e-6
    }

    /// Calls `body` for each cell of the row on the mask within the bandwidth, with the kernel's height at its centre.
    private func visit(_ row: Int, from point: GeographicPoint, _ body: (_ column: Int, _ height: Double) -> Void) {
        let latitude = grid.transform.centre(row: row, column: 0).y
        guard abs(latitude - point.latitude) <= reachInLatitude else { return }
        for columns in columns(within: reachInLongitude(at: latitude, point.latitude), of: point.longitude) {
            for column in columns where mask[row * grid.shape.columns + column] {
                let centre = grid.transform.centre(row: row, column: column)
                let distance = Geodesic.distance(
                    point, GeographicPoint(longitude: centre.x, latitude: centre.y)
                ).value
                guard distance < bandwidth else { continue }
                let rest = 1 - (distance / bandwidth) * (distance / bandwidth)
                body(column, peak * rest * rest)
            }
        }
    }

    /// Degrees of longitude that the kernel cannot exceed between two latitudes; 180 where it may reach round a pole.
    private func reachInLongitude(at a: Double, _ b: Double) -> Double {
        let highest = min(90, max(abs(a), abs(b)) + reachInLatitude)
        let perDegree = 111_319 * cos(highest * .pi / 180)
        return perDegree > 0 ? min(180, bandwidth / perDegree) : 180
    }

    /// The columns whose centres lie within `reach` degrees of a longitude, at any turn.
    private func columns(within reach: Double, of longitude: Double) -> [Range<Int>] {
        let transform = grid.transform
        let middle = transform.originX + Double(grid.shape.columns) * transform.cellWidth / 2
        let nearest = middle + (longitude - middle).remainder(dividingBy: 360)
        var found: [Range<Int>] = []
        var next = 0
        for turn in [nearest - 360, nearest, nearest + 360] {
            let first = ((turn - reach - transform.originX) / transform.cellWidth - 0.5).rounded(.up)
            let last = ((turn + reach - transform.originX) / transform.cellWidth - 0.5).rounded(.down)
            let from = max(next, Int(max(first, 0)))
            let to = Int(min(last, Double(grid.shape.columns - 1))) + 1
            if last >= 0, from < to {
                found.append(from..<to)
                next = to
            }
        }
        return found
    }
}
