internal import Network
internal import SpatialEngine
internal import SpatialFormats

/// A raster whose valid cells above 0 are water.
enum WaterMaskFile {
    /// The rows that are read at a time, in cells.
    private static let cellsAtOnce = 1 << 22

    /// - Throws: ``RequestError`` where positions would not be in the raster's system or no cell is water;
    ///   ``FormatError`` for a file that is missing, no raster, rotated or truncated.
    static func read(_ path: String, _ options: SeaWaters.Options) throws -> SeaMask {
        let file = try RasterFile(path)
        let grid = file.grid
        let isGeographic = grid.geographicEllipsoid != nil
        if options.system == nil, grid.crs != .wgs84 {
            throw RequestError(
                .wrongUsage,
                "\(path) is not in longitude and latitude on WGS 84, so places must be given in its own system; add --crs native"
            )
        }
        if options.isPlanar, isGeographic {
            throw RequestError(.wrongUsage, "\(path) is in degrees, not on a plane; leave --crs planar out")
        }
        var isWater: [Bool] = []
        isWater.reserveCapacity(grid.shape.count)
        let step = max(1, cellsAtOnce / grid.shape.columns)
        for row in stride(from: 0, to: grid.shape.rows, by: step) {
            // A cell without a value is NaN, which is above nothing.
            let values = try file.values(rows: row..<min(grid.shape.rows, row + step))
            for value in values { isWater.append(value > 0) }
        }
        guard isWater.contains(true) else {
            throw RequestError(.badData, "\(path): no cell is water; water is a valid value above 0")
        }
        return try SeaMask(grid: grid, isWater: isWater)
    }
}
