import Foundation
import SpatialEngine
import SpatialFormats

/// Rasters of the tests of `trocha land`: cells of one unit, the south-west corner at 0, 0, unless a place is named.
enum LandRaster {
    /// Writes a raster; NaN is no-data.
    static func write(
        _ path: String, rows: Int, columns: Int, crs: CoordinateReferenceSystem = .unnamed,
        transform: GeoTransform? = nil, _ value: (_ row: Int, _ column: Int) -> Float
    ) throws {
        let grid = Grid(
            shape: GridShape(rows: rows, columns: columns),
            transform: transform ?? GeoTransform(originX: 0, originY: Double(rows), cellWidth: 1, cellHeight: 1),
            crs: crs)
        let values = (0..<grid.shape.count).map { value($0 / columns, $0 % columns) }
        try CloudOptimizedGeoTIFF.write(
            [.init(raster: Raster(grid: grid, values: values), description: "", unit: "")], to: path)
    }

    /// 12 × 15 cells of friction 1…6 by halves, ten of them closed; the centre of row 6, column 8 is 8.5,5.5.
    static func friction(_ path: String) throws {
        try write(path, rows: 12, columns: 15) { row, column in
            if (row * 5 + column * 3) % 17 == 0 { return .nan }
            return 1 + Float((row * 7 + column * 13 + row * column) % 11) / 2
        }
    }

    /// All values of a band, NaN for no-data.
    static func values(_ path: String, band: Int = 1) throws -> [Double] {
        let file = try RasterFile(path)
        return try file.doubles(band: band, rows: 0..<file.grid.shape.rows)
    }
}

extension TrochaCommand.Outcome {
    /// The JSON object on standard output.
    func json() throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
        return object as? [String: Any] ?? [:]
    }
}

/// The features of a GeoJSON file.
func features(of path: String) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path))) as? [String: Any]
    return object?["features"] as? [[String: Any]] ?? []
}
