import Network
import SpatialEngine

extension Kernel {
    /// The shortest way over the water of a mask: from a cell to another, 8 neighbours, lengths in cell widths, then smoothed.
    ///
    /// Written are the length from neighbour to neighbour and the length of the smooth way.
    @Sendable
    static func seaMask(_ inputs: Inputs) throws -> Measurement {
        let columns = try inputs.number(0, meaning: "COLUMNS")
        let (from, to) = (try inputs.number(1, meaning: "FROM"), try inputs.number(2, meaning: "TO"))
        let values = try inputs.numbers(3, as: Float.self, multipleOf: columns)
        let grid = Grid(
            shape: GridShape(rows: values.count / columns, columns: columns),
            transform: GeoTransform(originX: 0, originY: 0, cellWidth: 1, cellHeight: 1),
            crs: CoordinateReferenceSystem(""))
        let isWater = values.map { $0 > 0 }
        let timed = try Timed { try SeaMask(grid: grid, isWater: isWater).path(from: from, to: to) }
        return Measurement(of: timed) { path in
            bytes(of: [path?.stepLength.value ?? .nan, path?.length.value ?? .nan])
        }
    }
}
