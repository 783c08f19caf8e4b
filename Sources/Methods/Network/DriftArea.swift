import Glibc
public import SpatialEngine

/// The smallest area that holds a share of the particles of an hour.
///
/// The particles' density is smoothed with a Gaussian kernel of the shape of the particles' own spread about the mean of their
/// side of the wind (Silverman's width, the spread times *n*^(−1/6)); the area is where the density is as high as at the
/// share's last particle (Hyndman 1996, doi:10.1080/00031305.1996.10474359).
public struct DriftArea: Sendable {
    /// The share, 0…1.
    public let probability: Double
    /// Cells of a grid along the principal axes of the spread.
    public let area: MultiPolygon
    /// Its size on the ellipsoid, or on the plane.
    public let squareMetres: Double

    /// The kernel is never narrower than this.
    public static let leastWidth = Metres(100)
    /// Cells of the grid to a kernel width.
    static let cellsPerWidth = 4.0
    /// The most cells along an axis.
    static let mostCells = 1500

    /// The areas of some shares of `positions`, none of which is empty.
    ///
    /// - Parameter isRight: The side of each particle.
    public static func areas(
        holding shares: [Double], of positions: [GeographicPoint], isRight: [Bool], in space: SeaSpace
    ) -> [DriftArea] {
        let frame = SpreadFrame(positions, isRight, space)
        let points = positions.map(frame.coordinates)
        let grid = SpreadGrid(points, widths: frame.widths)
        let density = grid.density(of: points)
        let atParticles = points.map { density[grid.cell(of: $0)] }.sorted(by: >)
        return shares.map { share in
            let last = min(atParticles.count, max(1, Int((share * Double(atParticles.count)).rounded(.up)))) - 1
            let mask = density.map { $0 >= atParticles[last] }
            let cells = grid.cells.unionOfCells(mask)
            let area = MultiPolygon(
                cells.polygons.map { polygon in
                    Polygon(
                        exterior: polygon.exterior.map(frame.position),
                        holes: polygon.holes.map { $0.map(frame.position) })
                })
            let inFrame = Double(mask.count { $0 }) * grid.cells.transform.cellWidth * grid.cells.transform.cellHeight
            return DriftArea(
                probability: share, area: area,
                squareMetres: space == .plane ? inFrame : Geodesic.area(of: area).value)
        }
    }
}

/// The principal axes of a cloud of particles, in metres about its mean.
private struct SpreadFrame {
    private let mean: GeographicPoint
    /// Metres in a unit of longitude (or x) and latitude (or y).
    private let unit: (x: Double, y: Double)
    /// The direction of the first axis.
    private let axis: (x: Double, y: Double)
    /// Kernel widths along both axes.
    let widths: (Double, Double)

    init(_ positions: [GeographicPoint], _ isRight: [Bool], _ space: SeaSpace) {
        let n = Double(positions.count)
        let mean = GeographicPoint(
            longitude: positions.reduce(0) { $0 + $1.longitude } / n,
            latitude: positions.reduce(0) { $0 + $1.latitude } / n)
        let radii = LocalRadii(latitude: mean.latitude)
        let unit = space == .plane ? (x: 1.0, y: 1.0) : (x: radii.metresPerDegreeEast, y: radii.metresPerDegreeNorth)
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for side in [true, false] {
            let own = zip(positions, isRight).filter { $0.1 == side }.map(\.0)
            let count = Double(max(1, own.count))
            let (cx, cy) = (
                own.reduce(0) { $0 + $1.longitude } / count, own.reduce(0) { $0 + $1.latitude } / count
            )
            for p in own {
                let (x, y) = ((p.longitude - cx) * unit.x, (p.latitude - cy) * unit.y)
                xx += x * x / n
                xy += x * y / n
                yy += y * y / n
            }
        }
        let half = ((xx - yy) * (xx - yy) / 4 + xy * xy).squareRoot()
        let angle = 0.5 * atan2(2 * xy, xx - yy)
        axis = (cos(angle), sin(angle))
        let shrink = pow(n, -1.0 / 6)
        let floor = DriftArea.leastWidth.value
        widths = (
            max(floor, max(0, (xx + yy) / 2 + half).squareRoot() * shrink),
            max(floor, max(0, (xx + yy) / 2 - half).squareRoot() * shrink)
        )
        (self.mean, self.unit) = (mean, unit)
    }

    /// Metres along both axes, as a planar position.
    func coordinates(_ p: GeographicPoint) -> PlanarPoint {
        let (x, y) = ((p.longitude - mean.longitude) * unit.x, (p.latitude - mean.latitude) * unit.y)
        return PlanarPoint(x: x * axis.x + y * axis.y, y: y * axis.x - x * axis.y)
    }

    /// The position of metres along both axes.
    func position(_ p: GeographicPoint) -> GeographicPoint {
        let (u, v) = (p.longitude, p.latitude)
        return GeographicPoint(
            longitude: mean.longitude + (u * axis.x - v * axis.y) / unit.x,
            latitude: mean.latitude + (u * axis.y + v * axis.x) / unit.y)
    }
}

/// Cells over a cloud of particles, and their density smoothed.
private struct SpreadGrid {
    let cells: Grid
    /// Kernel widths in cells.
    private let widths: (Double, Double)

    init(_ points: [PlanarPoint], widths: (Double, Double)) {
        func side(_ values: [Double], _ width: Double) -> (low: Double, cell: Double, count: Int) {
            let (low, high) = ((values.min() ?? 0) - 4 * width, (values.max() ?? 0) + 4 * width)
            let cell = max(width / DriftArea.cellsPerWidth, (high - low) / Double(DriftArea.mostCells))
            return (low, cell, Int(((high - low) / cell).rounded(.up)) + 1)
        }
        let (u, v) = (side(points.map(\.x), widths.0), side(points.map(\.y), widths.1))
        cells = Grid(
            shape: GridShape(rows: v.count, columns: u.count),
            transform: GeoTransform(
                originX: u.low, originY: v.low + Double(v.count) * v.cell, cellWidth: u.cell, cellHeight: v.cell),
            crs: .wgs84)
        self.widths = (max(1, widths.0 / u.cell), max(1, widths.1 / v.cell))
    }

    func cell(of p: PlanarPoint) -> Int {
        let transform = cells.transform
        let column = Int((p.x - transform.originX) / transform.cellWidth)
        let row = Int((transform.originY - p.y) / transform.cellHeight)
        return min(cells.shape.rows - 1, max(0, row)) * cells.shape.columns
            + min(cells.shape.columns - 1, max(0, column))
    }

    /// Particles in each cell, smoothed along both axes.
    func density(of points: [PlanarPoint]) -> [Double] {
        let (rows, columns) = (cells.shape.rows, cells.shape.columns)
        var counts = [Double](repeating: 0, count: rows * columns)
        for point in points { counts[cell(of: point)] += 1 }
        let along = Self.smoothed(counts, lines: rows, length: columns, lineStep: columns, step: 1, width: widths.0)
        return Self.smoothed(along, lines: columns, length: rows, lineStep: 1, step: columns, width: widths.1)
    }

    /// Spreads what lies in each cell over its neighbours on the same line.
    private static func smoothed(
        _ values: [Double], lines: Int, length: Int, lineStep: Int, step: Int, width: Double
    ) -> [Double] {
        let reach = Int((4 * width).rounded(.up))
        let kernel = (0...reach).map { exp(-0.5 * Double($0 * $0) / (width * width)) }
        var result = [Double](repeating: 0, count: values.count)
        for line in 0..<lines {
            let base = line * lineStep
            for from in 0..<length where values[base + from * step] > 0 {
                let value = values[base + from * step]
                for to in max(0, from - reach)...min(length - 1, from + reach) {
                    result[base + to * step] += value * kernel[abs(to - from)]
                }
            }
        }
        return result
    }
}
