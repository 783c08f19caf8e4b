internal import Foundation
internal import SpatialEngine
internal import SpatialFormats

/// The lines or areas over which events are spread, with their ids.
struct LocationUnits {
    enum Shapes {
        case lines([[LineString]])
        case areas([MultiPolygon])
    }

    let ids: [String]
    let shapes: Shapes

    /// Reads `.geojson`, `.gpkg`, `.fgb` or `.shp`, turned to longitude and latitude.
    ///
    /// - Parameter idField: nil for the number of the row.
    /// - Throws: ``FormatError``, or ``RequestError`` for other geometry, an id that is missing or stands twice, positions
    ///   outside the globe, a file without features.
    init(_ ground: IncidentLocation.Ground, idField: String?) throws {
        let path = ground.path
        let layer = try VectorFile.read(path, idColumn: nil)
        guard !layer.features.isEmpty else {
            throw RequestError(.badData, "\(path) holds no feature; nothing can be met")
        }
        let ids = try Self.ids(of: layer, path, idField)
        switch ground {
        case .network:
            shapes = .lines(
                try layer.features.enumerated().map { row, feature in
                    switch feature.geometry {
                    case .lineString(let line)?: return [line]
                    case .multiLineString(let lines)?: return lines
                    default: throw Self.fault(path, row, ids[row], "--network needs lines", feature.geometry)
                    }
                })
        case .areas:
            shapes = .areas(
                try layer.features.enumerated().map { row, feature in
                    switch feature.geometry {
                    case .polygon(let polygon)?: return MultiPolygon([polygon])
                    case .multiPolygon(let polygons)?: return polygons
                    default: throw Self.fault(path, row, ids[row], "--areas needs polygons", feature.geometry)
                    }
                })
        }
        self.ids = ids
        for (row, feature) in layer.features.enumerated() {
            if let point = feature.geometry?.points.first(where: { !$0.isValid || abs($0.longitude) > 720 }) {
                throw RequestError(
                    .badData,
                    "\(path), feature \(row + 1): the position \(ShortestNumber.text(point.longitude)),"
                        + "\(ShortestNumber.text(point.latitude)) is no longitude and latitude; does the file say its system?"
                )
            }
        }
    }

    private static func ids(of layer: VectorLayer, _ path: String, _ field: String?) throws -> [String] {
        guard let field else { return layer.features.indices.map { String($0 + 1) } }
        let names = layer.fields.map(\.name)
        guard names.contains(field) || field == "id" else {
            throw RequestError(
                .badData, "\(path), field \(field): there is none; there are \(names.joined(separator: ", "))")
        }
        var rows: [String: Int] = [:]
        return try layer.features.enumerated().map { row, feature in
            let value = names.contains(field) ? feature.properties[field].flatMap(\.plainText) : feature.id?.description
            guard let id = value, !id.isEmpty else {
                throw RequestError(
                    .badData, "\(path), feature \(row + 1), field \(field): no value; each unit needs an id")
            }
            if let first = rows.updateValue(row, forKey: id) {
                throw RequestError(
                    .badData,
                    "\(path), feature \(row + 1), field \(field): the id \(id) is that of feature \(first + 1) too; ids must "
                        + "differ")
            }
            return id
        }
    }

    private static func fault(
        _ path: String, _ row: Int, _ id: String, _ need: String, _ geometry: Geometry?
    ) -> RequestError {
        let what = geometry.map { "this is a \($0.typeName)" } ?? "this has no geometry"
        return RequestError(.badData, "\(path), feature \(row + 1) (id \(id)): \(need); \(what)")
    }
}

extension JSONValue {
    /// A text without spaces round it, or a number as it is written; nil for null and for anything else.
    var plainText: String? {
        switch self {
        case .string(let text): text.trimmingCharacters(in: .whitespaces)
        case .integer(let number): String(number)
        case .number(let number): ShortestNumber.text(number)
        default: nil
        }
    }
}
