public import SpatialEngine

/// A ``TravelField`` in single precision.
public typealias TravelSurface = TravelField<Float>

/// Ground to walk on: a height and a time multiplier for each cell of one grid.
public struct TravelField<Value: BinaryFloatingPoint & Sendable>: Sendable {
    /// The frame of both layers.
    public let grid: Grid
    /// Metres above the sea, row-major, north row first; without meaning where the cell is closed.
    public let elevation: [Value]
    /// By how much the cell slows a walker against the slope function's ground: finite and above 0, or `.infinity` where
    /// the cell is closed.
    public let timeMultiplier: [Value]

    /// A surface from layers of one grid; a cell without a height (NaN) or with a multiplier of NaN or infinity is closed.
    ///
    /// - Throws: ``SurfaceError/wrongCellCount(layer:count:expected:)``, or ``SurfaceError/badMultiplier(layer:value:)`` for
    ///   a multiplier of 0 or less.
    @_specialize(where Value == Float)
    @_specialize(where Value == Double)
    public init(grid: Grid, elevation: [Value], timeMultiplier: [Value]) throws(SurfaceError) {
        let count = grid.shape.count
        guard elevation.count == count else {
            throw .wrongCellCount(layer: "elevation", count: elevation.count, expected: count)
        }
        guard timeMultiplier.count == count else {
            throw .wrongCellCount(layer: "time multiplier", count: timeMultiplier.count, expected: count)
        }
        var (heights, multiplier) = (elevation, timeMultiplier)
        for cell in 0..<count {
            if heights[cell].isFinite, multiplier[cell].isFinite {
                guard multiplier[cell] > 0 else { throw .badMultiplier(layer: "time", value: Double(multiplier[cell])) }
            } else {
                // Writing only what changes leaves arrays that need nothing uncopied.
                if heights[cell] != 0 { heights[cell] = 0 }
                if multiplier[cell] != .infinity { multiplier[cell] = .infinity }
            }
        }
        self.init(grid: grid, checkedElevation: heights, checkedMultiplier: multiplier)
    }

    private init(grid: Grid, checkedElevation: [Value], checkedMultiplier: [Value]) {
        self.grid = grid
        elevation = checkedElevation
        timeMultiplier = checkedMultiplier
    }

    /// Whether a walker may be in the cell.
    public func isOpen(_ cell: Int) -> Bool { timeMultiplier[cell] < .infinity }

    /// The same ground with other heights, for an error model; closed cells stay closed.
    public func withElevation(_ elevation: [Value]) -> TravelField {
        precondition(
            elevation.count == self.elevation.count, "\(elevation.count) heights for \(self.elevation.count) cells")
        return TravelField(grid: grid, checkedElevation: elevation, checkedMultiplier: timeMultiplier)
    }
}
