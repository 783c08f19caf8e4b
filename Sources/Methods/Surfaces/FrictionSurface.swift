public import SpatialEngine

/// A ``FrictionField`` in single precision.
public typealias FrictionSurface = FrictionField<Float>

/// What a metre costs in each cell, whatever the direction.
public struct FrictionField<Value: BinaryFloatingPoint & Sendable>: Sendable {
    /// The frame of the values.
    public let grid: Grid
    /// Cost of a metre, row-major, north row first: 0 or more; `.infinity` where nobody passes.
    public let friction: [Value]

    /// A surface from values of which NaN and +infinity are barriers; row-major, as many as the grid has cells.
    ///
    /// - Throws: ``SurfaceError/negativeFriction(count:row:column:)`` for values below 0, −infinity among them.
    @_specialize(where Value == Float)
    @_specialize(where Value == Double)
    public init(grid: Grid, values: [Value]) throws(SurfaceError) {
        guard values.count == grid.shape.count else {
            throw .wrongCellCount(layer: "friction", count: values.count, expected: grid.shape.count)
        }
        var friction = values
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
            let columns = grid.shape.columns
            throw .negativeFriction(count: negatives, row: first / columns, column: first % columns)
        }
        self.grid = grid
        self.friction = friction
    }
}

extension FrictionField where Value == Float {
    /// A surface from a raster in which NaN and +infinity are barriers.
    ///
    /// - Throws: As ``init(grid:values:)``.
    public init(_ raster: Raster) throws(SurfaceError) { try self.init(grid: raster.grid, values: raster.values) }
}
