import Ingest
import Network
import SpatialEngine
import Surfaces

/// Where a canoe goes: river cells and open water are quick, everything else is carrying over land.
struct RiverSurface: Sendable {
    /// 1 on water, ``landFactor`` elsewhere.
    let friction: FrictionSurface
    let isWater: [Bool]

    /// How much a metre off the water weighs against one on it.
    ///
    /// It only draws the line towards the river; gaps in the
    /// river layer are crossed where they are short.
    static let landFactor: Float = 20
}

extension RiskJob {
    static func riverSurface(_ inputs: JobInputs, _ land: LandSurfaces) throws(JobError) -> RiverSurface {
        let grid = land.grid
        var river = [CellCover](repeating: .outside, count: grid.shape.count)
        for line in inputs.pack.rivers.map(\.line) { grid.markCells(touchedBy: line, in: &river) }
        let ground = grid.cover(of: inputs.pack.coast)
        let isWater = river.indices.map { river[$0] == .edge || ground[$0] != .inside }
        let friction = isWater.map { $0 ? Float(1) : RiverSurface.landFactor }
        do {
            return RiverSurface(
                friction: try FrictionSurface(Raster(grid: grid, values: friction)), isWater: isWater)
        } catch {
            throw .surface(error)
        }
    }
}
