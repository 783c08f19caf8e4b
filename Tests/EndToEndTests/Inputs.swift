import Foundation
import SpatialEngine
import SpatialFormats

/// Incident tables of the tests.
enum IncidentRows {
    static let header =
        "incident_id,date_start,date_end,date_precision,category,mode,corridor_id,place_id,lon,lat,precision_m"
    /// Sound rows: at sea before Capurganá, in the forest, one outside the region (to be rejected).
    static let rows = [
        "X1,2022-06-01,2022-06-13,week,drowning,sea,C0,capurgana,-77.35,8.63,8000",
        "X2,2023-02-03,2023-02-03,day,drowning,river,R3,bajo_chiquito,-77.68,8.457,5000",
        "X3,2023-03-04,2023-03-04,day,drowning,sea,C0,,12.5,41.9,5000",
    ]

    /// A table of `rows` below the header, in the scratch folder.
    static func write(_ rows: [String] = rows, to name: String = "rows.csv") throws -> String {
        let path = Scratch.folder + "/" + name
        try Data(([header] + rows).map { $0 + "\n" }.joined().utf8).write(to: URL(filePath: path))
        return path
    }
}

/// Elevation models of the tests: small grids with a gentle rise to the south.
enum ElevationFile {
    /// The terrain of the embedded region, with a margin.
    static let terrain = BoundingBox(west: -78.5, south: 7.1, east: -76.5, north: 9.3)

    /// A model over `extent`; `height` overrules the rise at a place, NaN leaves it void.
    static func write(
        to path: String, extent: BoundingBox = terrain, cell: Double = 0.02,
        crs: CoordinateReferenceSystem = .wgs84, height: (_ x: Double, _ y: Double) -> Float? = { _, _ in nil }
    ) throws {
        let shape = GridShape(
            rows: Int(((extent.north - extent.south) / cell).rounded()),
            columns: Int(((extent.east - extent.west) / cell).rounded()))
        let grid = Grid(
            shape: shape,
            transform: GeoTransform(
                originX: extent.west, originY: extent.north, cellWidth: cell, cellHeight: cell), crs: crs)
        let values = (0..<shape.count).map { index in
            let centre = grid.centre(of: index)
            return height(centre.x, centre.y) ?? Float(50 + 100 * (extent.north - centre.y) / cell / Double(shape.rows))
        }
        try CloudOptimizedGeoTIFF.write(
            [.init(raster: Raster(grid: grid, values: values), description: "height", unit: "m")], to: path)
    }

    /// A model that covers the terrain.
    static func ramp(in folder: String) throws -> String {
        let path = folder + "/ramp.tif"
        try write(to: path)
        return path
    }
}

/// The tables of the embedded pack.
enum Pack {
    /// The rows of a table, by column.
    static func rows(_ name: String) throws -> [[String: String]] {
        let table = try CommaSeparatedTable(bytes: try Assessed.bytes(Repository.pack + "/" + name))
        return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0.fields)) }
    }

    /// The rows by the column that holds their id.
    static func rows(_ name: String, by id: String) throws -> [String: [String: String]] {
        Dictionary(try rows(name).map { ($0[id] ?? "", $0) }) { first, _ in first }
    }

    /// Full-resolution land.
    static func land() throws -> MultiPolygon {
        let coast = try VectorFile.read(Repository.pack + "/coast.fgb")
        return MultiPolygon(coast.features.flatMap { $0.geometry?.polygons ?? [] })
    }

    /// A copy to be spoilt.
    static func copy(to path: String) throws { try FileManager.default.copyItem(atPath: Repository.pack, toPath: path) }
}

extension [String: String] {
    /// The position in the columns `lon` and `lat`.
    var position: GeographicPoint? {
        guard let longitude = Double(self["lon"] ?? ""), let latitude = Double(self["lat"] ?? "") else { return nil }
        return GeographicPoint(longitude: longitude, latitude: latitude)
    }
}
