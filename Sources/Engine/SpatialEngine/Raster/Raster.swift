/// One band of cell values on a grid.
public struct Raster: Sendable {
    /// The frame of the values.
    public let grid: Grid
    /// Row-major, `grid.shape.count` values, north row first; NaN where there is no value.
    public var values: [Float]

    /// A raster of `grid.shape.count` values.
    public init(grid: Grid, values: [Float]) {
        precondition(
            values.count == grid.shape.count, "\(values.count) values for a grid of \(grid.shape.count) cells")
        self.grid = grid
        self.values = values
    }
}
