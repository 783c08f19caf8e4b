public import SpatialEngine

/// What a metre costs in each cell, whatever the direction.
public struct FrictionSurface: Sendable {
    /// The frame of the values.
    public let grid: Grid
    /// Cost of a metre, row-major, north row first: 0 or more; `.infinity` where nobody passes.
    public let friction: [Float]

    /// A surface from a raster in which NaN and +infinity are barriers.
    ///
    /// - Throws: ``SurfaceError/negativeFriction(count:row:column:)`` for values below 0, −infinity among them.
    public init(_ raster: Raster) throws(SurfaceError) {
        var friction = raster.values
        var negatives = 0
        var first = 0
        for cell in friction.indices {
            if friction[cell].isNaN {
                friction[cell] = .infinity
            } else if friction[cell] < 0 {
                if negatives == 0 { first = cell }
                negatives += 1
            }
        }
        guard negatives == 0 else {
            let columns = raster.grid.shape.columns
            throw .negativeFriction(count: negatives, row: first / columns, column: first % columns)
        }
        grid = raster.grid
        self.friction = friction
    }
}
