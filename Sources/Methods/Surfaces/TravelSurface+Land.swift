public import SpatialEngine

/// What slows a walker besides the slope; each factor multiplies the time in a cell.
public struct GroundFactors: Hashable, Sendable {
    /// In every cell that a river line touches.
    public var ford: Double
    /// In every cell, for the month's rain and mud.
    public var mud: Double

    /// Both factors finite and above 0.
    public init(ford: Double, mud: Double) {
        self.ford = ford
        self.mud = mud
    }
}

extension TravelSurface {
    /// Land as a walker meets it: cells not wholly inside `land` are closed, river cells cost the time of a ford.
    ///
    /// A river closes no cell; whatever way is taken across it, part of the way lies in a river cell.
    /// - Parameters:
    ///   - elevation: Metres, on the grid of the surface to make; land cells need a value.
    ///   - land: The area of the land, in degrees; the grid must be geographic.
    ///   - rivers: Lines in degrees, on land or off it.
    ///   - factors: Time multipliers, finite and above 0.
    ///   - closesVoids: Close land cells without a height instead of refusing them.
    /// - Throws: ``SurfaceError/elevationMissing(count:row:column:)`` for land cells of NaN,
    ///   ``SurfaceError/badMultiplier(layer:value:)``.
    /// - Complexity: O(*cells* + cells crossed by the coast and the rivers).
    public static func land(
        elevation: Raster, land: MultiPolygon, rivers: [LineString], factors: GroundFactors,
        closesVoids: Bool = false
    ) throws(SurfaceError) -> TravelSurface {
        for (layer, value) in [("ford", factors.ford), ("mud", factors.mud)] where !(value > 0 && value.isFinite) {
            throw .badMultiplier(layer: layer, value: value)
        }
        let grid = elevation.grid
        let cover = grid.cover(of: land)
        var river = [CellCover](repeating: .outside, count: grid.shape.count)
        for line in rivers { grid.markCells(touchedBy: line, in: &river) }
        var multiplier = [Float](repeating: .infinity, count: grid.shape.count)
        var (missing, first) = (0, 0)
        for cell in cover.indices where cover[cell] == .inside {
            multiplier[cell] = Float(river[cell] == .edge ? factors.mud * factors.ford : factors.mud)
            guard !elevation.values[cell].isFinite else { continue }
            if missing == 0 { first = cell }
            missing += 1
        }
        guard missing == 0 || closesVoids else {
            let columns = grid.shape.columns
            throw .elevationMissing(count: missing, row: first / columns, column: first % columns)
        }
        return try TravelSurface(grid: grid, elevation: elevation.values, timeMultiplier: multiplier)
    }
}
