internal import SpatialEngine

/// The steps of a neighbourhood on one grid: where they lead, how long they are, which cells they cross.
///
/// Every length of the land search comes from here.
struct StepGeometry: Sendable {
    let shape: GridShape
    let neighbourhood: Neighbourhood
    let offsets: [CellOffset]
    /// Change of the cell index by each step.
    let jumps: [Int]
    /// `lengths[row * offsets.count + step]`, from that row's cells; 0 where the step would leave the grid.
    let lengths: [Double]
    /// `crossings[crossingStarts[step] ..< crossingStarts[step + 1]]` are the cells that a step crosses.
    let crossingStarts: [Int]
    /// Cell index of a crossed cell, counted from the cell in which the step begins.
    let crossingJumps: [Int]
    /// Share of the step's length in it.
    let crossingShares: [Double]
    /// The shortest step of the grid.
    let leastLength: Double

    init(grid: Grid, neighbourhood: Neighbourhood, rule: LengthRule) throws(NetworkError) {
        guard grid.shape.count <= Int(Int32.max) else { throw .gridTooLarge(cells: grid.shape.count) }
        shape = grid.shape
        self.neighbourhood = neighbourhood
        let columns = grid.shape.columns
        let offsets = neighbourhood.offsets
        self.offsets = offsets
        jumps = offsets.map { $0.rows * columns + $0.columns }
        let crossed = offsets.map(\.crossedCells)
        var starts = [0]
        for cells in crossed { starts.append(starts[starts.count - 1] + cells.count) }
        crossingStarts = starts
        crossingJumps = crossed.flatMap { $0.map { $0.offset.rows * columns + $0.offset.columns } }
        crossingShares = crossed.flatMap { $0.map(\.share) }
        lengths = try Self.lengths(of: offsets, on: grid, rule)
        leastLength = lengths.reduce(Double.infinity) { $1 > 0 && $1 < $0 ? $1 : $0 }
    }

    private static func lengths(
        of offsets: [CellOffset], on grid: Grid, _ rule: LengthRule
    ) throws(NetworkError) -> [Double] {
        if rule == .ground && !grid.isGeographic { throw .groundLengthNeedsGeographicGrid(crs: grid.crs) }
        let transform = grid.transform
        var lengths = [Double](repeating: 0, count: grid.shape.rows * offsets.count)
        for row in 0..<grid.shape.rows {
            for (step, offset) in offsets.enumerated() where (0..<grid.shape.rows).contains(row + offset.rows) {
                let length: Double
                switch rule {
                case .ground:
                    length = groundLength(of: offset, row: row, transform)
                case .grid:
                    length = planarLength(of: offset, transform.cellWidth, transform.cellHeight)
                case .cells:
                    length = planarLength(of: offset, 1, transform.cellHeight / transform.cellWidth)
                }
                lengths[row * offsets.count + step] = length
            }
        }
        return lengths
    }

    private static func groundLength(of offset: CellOffset, row: Int, _ transform: GeoTransform) -> Double {
        // From north to south and eastwards, whatever the step, so that both directions of a step are equally long.
        let north = transform.centre(row: min(row, row + offset.rows), column: 0).y
        let south = transform.centre(row: max(row, row + offset.rows), column: 0).y
        let east = Double(abs(offset.columns)) * transform.cellWidth
        return Geodesic.distance(
            GeographicPoint(longitude: 0, latitude: north), GeographicPoint(longitude: east, latitude: south)
        ).value
    }

    private static func planarLength(of offset: CellOffset, _ width: Double, _ height: Double) -> Double {
        let x = Double(offset.columns) * width
        let y = Double(offset.rows) * height
        return (x * x + y * y).squareRoot()
    }

    /// The step that `from` takes to reach `to`, or nil.
    func step(from: Int, to: Int) -> Int? {
        let columns = shape.columns
        let offset = CellOffset(rows: to / columns - from / columns, columns: to % columns - from % columns)
        return offsets.firstIndex(of: offset)
    }
}

extension Grid {
    /// Whether cells are in degrees of longitude and latitude.
    var isGeographic: Bool {
        crs == .wgs84 || crs.identifier == "OGC:CRS84" || crs.identifier == "EPSG:4979"
    }
}
