import Network
import SpatialEngine
import Surfaces

extension Kernel {
    /// Friction × length over 8 neighbours from one cell to all in single precision, lengths in cell widths.
    @Sendable
    static func isotropicCost(_ inputs: Inputs) throws -> Measurement { try isotropic(inputs, CostField<Float>.self) }

    /// The same in double precision.
    @Sendable
    static func exactCost(_ inputs: Inputs) throws -> Measurement { try isotropic(inputs, CostField<Double>.self) }

    private static func isotropic<Value>(_ inputs: Inputs, _ field: CostField<Value>.Type) throws -> Measurement {
        let columns = try inputs.number(0, meaning: "COLUMNS")
        let source = try inputs.number(1, meaning: "SOURCE")
        let friction = try inputs.numbers(2, as: Float.self, multipleOf: columns)
        let grid = metricGrid(count: friction.count, columns: columns)
        let timed = try Timed {
            try field.accumulate(
                friction: FrictionSurface(Raster(grid: grid, values: friction)),
                plan: SearchPlan(sources: [source], neighbourhood: .n8, lengths: .cells, recordsWays: false))
        }
        return Measurement(of: timed) { bytes(of: $0.cost) }
    }

    /// Walking time over 8 neighbours from one cell to all, in single precision, by the slope function named.
    @Sendable
    static func anisotropicCost(_ inputs: Inputs) throws -> Measurement {
        let columns = try inputs.number(0, meaning: "COLUMNS")
        let source = try inputs.number(1, meaning: "SOURCE")
        let slope = try SlopeFunction.named(inputs.text(2))
        let heights = try inputs.numbers(3, as: Float.self, multipleOf: columns)
        let grid = metricGrid(count: heights.count, columns: columns)
        let multiplier = [Float](repeating: 1, count: heights.count)
        let timed = try Timed {
            try CostField<Float>.accumulate(
                surface: TravelSurface(grid: grid, elevation: heights, timeMultiplier: multiplier), slope: slope,
                plan: SearchPlan(sources: [source], neighbourhood: .n8, lengths: .grid, recordsWays: false))
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
