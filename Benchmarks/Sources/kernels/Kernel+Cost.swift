import Network
import SpatialEngine
import Surfaces

extension Kernel {
    /// Friction × length over 8 neighbours from one cell to all, lengths in cell widths.
    @Sendable
    static func isotropicCost(_ inputs: Inputs) throws -> Measurement {
        let columns = try inputs.number(0, meaning: "COLUMNS")
        let source = try inputs.number(1, meaning: "SOURCE")
        let friction = try inputs.numbers(2, as: Float.self, multipleOf: columns)
        let grid = metricGrid(count: friction.count, columns: columns)
        let timed = try Timed {
            try CostDistance.accumulate(
                friction: FrictionSurface(Raster(grid: grid, values: friction)), neighbourhood: .n8, sources: [source],
                lengths: .cells)
        }
        return Measurement(of: timed) { bytes(of: $0.cost) }
    }

    /// Walking time over 8 neighbours from one cell to all, by the slope function that the land model prefers.
    @Sendable
    static func anisotropicCost(_ inputs: Inputs) throws -> Measurement {
        let columns = try inputs.number(0, meaning: "COLUMNS")
        let source = try inputs.number(1, meaning: "SOURCE")
        let heights = try inputs.numbers(2, as: Float.self, multipleOf: columns)
        let grid = metricGrid(count: heights.count, columns: columns)
        let multiplier = [Float](repeating: 1, count: heights.count)
        let timed = try Timed {
            try CostDistance.accumulate(
                surface: TravelSurface(grid: grid, elevation: heights, timeMultiplier: multiplier),
                slope: .irmischerClarkeOffPath, neighbourhood: .n8, sources: [source], lengths: .grid)
        }
        return Measurement(of: timed) { bytes(of: $0.cost) }
    }

    /// Cells of 30 m in UTM zone 18 north.
    private static func metricGrid(count: Int, columns: Int) -> Grid {
        Grid(
            shape: GridShape(rows: count / columns, columns: columns),
            transform: GeoTransform(originX: 200_000, originY: 1_000_000, cellWidth: 30, cellHeight: 30),
            crs: CoordinateReferenceSystem("EPSG:32618"))
    }
}
