internal import SpatialEngine
internal import SpatialFormats

/// The places of a table, with their positions where it has them.
struct PlaceFile {
    let path: String
    /// In the order of the file.
    let ids: [String]
    /// Nil without `lon,lat`.
    let positions: [String: GeographicPoint]
    let ignoredColumns: [String]

    /// Reads `place_id[,lon,lat]`.
    init(_ path: String) throws {
        let table = try TableInput(path)
        let id = try table.column("place_id")
        let axes = (lon: table.optionalColumn("lon"), lat: table.optionalColumn("lat"))
        var lines: [String: Int] = [:]
        var positions: [String: GeographicPoint] = [:]
        var ids: [String] = []
        for row in table.rows {
            let place = try table.text(row, id)
            if let earlier = lines.updateValue(row.line, forKey: place) {
                throw table.fault(
                    row, id, "place \(place) stands in line \(earlier) already; give every place its own id")
            }
            ids.append(place)
            guard let lon = axes.lon, let lat = axes.lat, let x = try table.optionalNumber(row, lon),
                let y = try table.optionalNumber(row, lat)
            else { continue }
            guard abs(y) <= 90 else { throw table.fault(row, lat, "\(y) is no latitude; are lon and lat exchanged?") }
            guard abs(x) <= 180 else { throw table.fault(row, lon, "\(x) is no longitude; it lies in -180…180") }
            positions[place] = GeographicPoint(longitude: x, latitude: y)
        }
        guard !ids.isEmpty else { throw RequestError(.badData, "\(path) holds no place below its header") }
        (self.path, self.ids, self.positions) = (path, ids, positions)
        let regional = ["name", "alt_names", "kind", "country", "precision_m", "basis", "source_ids", "doubt"]
        ignoredColumns = table.columns(besides: ["place_id", "lon", "lat"] + regional)
    }
}
