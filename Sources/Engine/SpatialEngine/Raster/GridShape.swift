/// The size of a raster in cells.
public struct GridShape: Hashable, Sendable {
    public let rows: Int
    public let columns: Int

    public init(rows: Int, columns: Int) {
        precondition(rows > 0 && columns > 0, "a grid needs cells, got \(rows) rows × \(columns) columns")
        self.rows = rows
        self.columns = columns
    }

    /// Number of cells; a cell's index is `row * columns + column`.
    public var count: Int { rows * columns }
}
