import Foundation
import SpatialEngine
import SpatialFormats

/// A folder of rasters and tables for one test, removed with the value.
final class LandFiles {
    let folder = FileManager.default.temporaryDirectory.appending(path: "trocha-land-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { folder + "/" + name }

    func write(_ text: String, _ name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: path(name)))
        return path(name)
    }

    /// A raster of unit cells with its north-west corner at 0, `rows`.
    func raster(
        _ values: [[Float]], _ name: String, crs: CoordinateReferenceSystem = .unnamed, cell: Double = 1, x: Double = 0,
        y: Double? = nil
    ) throws -> String {
        let grid = Grid(
            shape: GridShape(rows: values.count, columns: values[0].count),
            transform: GeoTransform(
                originX: x, originY: y ?? Double(values.count) * cell, cellWidth: cell, cellHeight: cell), crs: crs)
        try CloudOptimizedGeoTIFF.write(
            [.init(raster: Raster(grid: grid, values: values.flatMap(\.self)), description: "", unit: "")],
            to: path(name))
        return path(name)
    }
}
