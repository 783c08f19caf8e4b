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
    let lengths: StepLengths
    /// For each step the cells that it crosses, with the share of its length in each.
    let crossed: [[(offset: CellOffset, share: Double)]]

    init(grid: Grid, neighbourhood: Neighbourhood, rule: LengthRule) throws(NetworkError) {
        guard grid.shape.count <= Self.mostCells else { throw .gridTooLarge(cells: grid.shape.count) }
        shape = grid.shape
        self.neighbourhood = neighbourhood
        let columns = grid.shape.columns
        let offsets = neighbourhood.offsets
        self.offsets = offsets
        jumps = offsets.map { $0.rows * columns + $0.columns }
        crossed = offsets.map(\.crossedCells)
        lengths = try StepLengths(of: offsets, on: grid, rule)
    }

    /// Cells are numbered in 32 bits, with room for a border.
    static let mostCells = 2_100_000_000

    /// The length of a step from a cell.
    func length(from cell: Int, step: Int) -> Double {
        lengths.length(row: cell / shape.columns, column: cell % shape.columns, step: step)
    }
}
