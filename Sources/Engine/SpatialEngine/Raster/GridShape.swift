/// The size of a raster in cells.
public struct GridShape: Hashable, Sendable {
    /// Cells from north to south, above 0.
    public let rows: Int
    /// Cells from west to east, above 0.
    public let columns: Int

    /// A size; both numbers above 0.
    public init(rows: Int, columns: Int) {
        precondition(rows > 0 && columns > 0, "a grid needs cells, got \(rows) rows × \(columns) columns")
        self.rows = rows
        self.columns = columns
    }

    /// Number of cells; a cell's index is `row * columns + column`.
    public var count: Int { rows * columns }
}
