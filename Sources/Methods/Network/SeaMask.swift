public import SpatialEngine

/// Where a boat can go on a raster: cells that are water, each joined to its 8 neighbours.
///
/// A diagonal step needs its two cells only, also where it slips between two cells of land that touch at a corner. Lengths
/// are geodesics on a geographic grid, else lengths on the plane.
public struct SeaMask: Sendable {
    /// The cells' frame.
    public let grid: Grid
    /// Water cells, with a border of land.
    let water: SeaCells
    let steps: SeaSteps

    /// A mask of row-major cells.
    ///
    /// - Parameter isWater: One value a cell, north row first.
    /// - Throws: ``NetworkError/gridTooLarge(cells:)`` for more cells than 32 bits number.
    public init(grid: Grid, isWater: [Bool]) throws(NetworkError) {
        precondition(isWater.count == grid.shape.count, "\(isWater.count) cells for a grid of \(grid.shape.count)")
        guard grid.shape.count <= StepGeometry.mostCells else { throw .gridTooLarge(cells: grid.shape.count) }
        self.grid = grid
        var cells = SeaCells(shape: grid.shape)
        for row in 0..<grid.shape.rows {
            let start = row * grid.shape.columns
            for column in 0..<grid.shape.columns where isWater[start + column] { cells.set(row: row, column: column) }
        }
        water = cells
        steps = SeaSteps(of: grid)
    }

    /// Whether the cell is water.
    public func isWater(_ cell: Int) -> Bool {
        water.isSet(row: cell / grid.shape.columns, column: cell % grid.shape.columns)
    }

    /// The water cell whose centre is nearest to a position in the grid's own system, with the distance; nil for none.
    ///
    /// - Complexity: O(cells).
    public func nearestWater(to point: GeographicPoint) -> (cell: Int, distance: Metres)? {
        grid.nearestCell(to: point, where: isWater)
    }

    /// Whether the straight way between the centres of two cells touches the inside of no land cell.
    ///
    /// It may pass exactly through a corner, also between two cells of land.
    /// - Complexity: O(cells on the way).
    public func isClear(from: Int, to: Int) -> Bool {
        let columns = grid.shape.columns
        return water.isClear(
            from: SeaCell(row: from / columns, column: from % columns),
            to: SeaCell(row: to / columns, column: to % columns))
    }
}

/// A cell by row and column.
struct SeaCell: Hashable, Sendable {
    var row: Int
    var column: Int
}

/// One bit a cell, with a border of unset cells.
struct SeaCells: Sendable {
    let shape: GridShape
    /// Bytes from row to row; bit *c* + 8 of a row is column *c*, so that a look to the left stays in the row.
    let pitch: Int
    private(set) var bytes: [UInt8]

    init(shape: GridShape) {
        self.shape = shape
        pitch = (shape.columns + 7) / 8 + 4
        bytes = [UInt8](repeating: 0, count: pitch * (shape.rows + 2))
    }

    mutating func set(row: Int, column: Int) {
        bytes[(row + 1) * pitch + 1 + column >> 3] |= 1 << UInt8(column & 7)
    }

    @inline(__always) func isSet(row: Int, column: Int) -> Bool {
        bytes[(row + 1) * pitch + 1 + column >> 3] >> UInt8(column & 7) & 1 != 0
    }

    /// A walk over the cells whose inside the segment meets (Amanatides and Woo 1987); through a corner it goes diagonally.
    func isClear(from a: SeaCell, to b: SeaCell) -> Bool {
        let (width, height) = (abs(b.column - a.column), abs(b.row - a.row))
        let (east, south) = (b.column > a.column ? 1 : -1, b.row > a.row ? 1 : -1)
        var cell = a
        // Above 0 when the next border that is met lies between rows.
        var lead = width - height
        guard isSet(row: a.row, column: a.column) else { return false }
        while cell != b {
            if lead == 0 {
                (cell.row, cell.column) = (cell.row + south, cell.column + east)
                lead += 2 * (width - height)
            } else if lead > 0 {
                cell.column += east
                lead -= 2 * height
            } else {
                cell.row += south
                lead += 2 * width
            }
            guard isSet(row: cell.row, column: cell.column) else { return false }
        }
        return true
    }
}

/// The lengths of the steps between cells.
///
/// Rows differ on a geographic grid only.
struct SeaSteps: Sendable {
    /// Eastwards, per row; one for all rows where they are alike.
    let alongRow: [Double]
    /// From a row to the next one south.
    let acrossRows: [Double]
    let diagonal: [Double]
    let isUniform: Bool
    private let grid: Grid

    init(of grid: Grid) {
        self.grid = grid
        isUniform = grid.geographicEllipsoid == nil
        let (width, height) = (grid.transform.cellWidth, grid.transform.cellHeight)
        guard !isUniform else {
            (alongRow, acrossRows) = ([width], [height])
            diagonal = [(width * width + height * height).squareRoot()]
            return
        }
        func lengths(_ rows: Int, _ columns: Int) -> [Double] {
            (0..<grid.shape.rows).map { row in
                Geodesic.distance(
                    Self.position(grid, row: row, column: 0), Self.position(grid, row: row + rows, column: columns)
                ).value
            }
        }
        (alongRow, acrossRows, diagonal) = (lengths(0, 1), lengths(1, 0), lengths(1, 1))
    }

    private static func position(_ grid: Grid, row: Int, column: Int) -> GeographicPoint {
        let p = grid.transform.centre(row: row, column: column)
        return GeographicPoint(longitude: p.x, latitude: min(90, max(-90, p.y)))
    }

    /// The length of the straight way between the centres of two cells.
    func distance(_ a: SeaCell, _ b: SeaCell) -> Double {
        guard isUniform else {
            return Geodesic.distance(
                Self.position(grid, row: a.row, column: a.column), Self.position(grid, row: b.row, column: b.column)
            ).value
        }
        let dx = Double(b.column - a.column) * grid.transform.cellWidth
        let dy = Double(b.row - a.row) * grid.transform.cellHeight
        return (dx * dx + dy * dy).squareRoot()
    }
}
