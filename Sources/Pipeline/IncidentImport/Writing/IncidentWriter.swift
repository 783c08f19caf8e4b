internal import Export
internal import SpatialEngine
internal import SpatialFormats

/// Writes the rows of the output in the format of its extension; CSV and GeoJSON stream.
struct IncidentWriter: ~Copyable {
    enum Format: String, CaseIterable {
        case csv, geojson, geojsonl, gpkg, fgb

        /// The format of a path; `-` and devices are CSV.
        init(of path: String) throws(RequestError) {
            let isStream = path == "-" || path.hasPrefix("/dev/")
            guard let format = isStream ? .csv : Self.allCases.first(where: { path.hasExtension($0.rawValue) }) else {
                let names = Self.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
                throw RequestError(.wrongUsage, "\(path) has no known extension; this verb writes \(names)")
            }
            self = format
        }

        var isText: Bool { self == .csv || self == .geojson || self == .geojsonl }
    }

    private let path: String
    private let overwrite: Bool
    private let format: Format
    private var output: TextOutput?
    /// Rows of a format that is written at once.
    private var features: [Feature] = []
    private var count = 0

    init(path: String, overwrite: Bool) throws {
        let format = try Format(of: path)
        output = try Self.opened(path, format, overwrite)
        (self.path, self.overwrite, self.format) = (path, overwrite, format)
    }

    private static func opened(_ path: String, _ format: Format, _ overwrite: Bool) throws -> TextOutput? {
        guard format.isText else {
            try AtomicOutput.requireFile(path, overwrite: overwrite)
            return nil
        }
        var text = try TextOutput(path: path, overwrite: overwrite)
        switch format {
        case .csv:
            text.append(OutputColumn.names.joined(separator: ","))
            try text.endLine()
        case .geojson:
            text.append("{\"type\":\"FeatureCollection\",\"name\":\"incidents\",\"features\":[" as StaticString)
        default: break
        }
        return text
    }

    mutating func write(_ row: OutputRow) throws {
        count += 1
        switch format {
        case .csv: try writeRecord(row)
        case .geojson, .geojsonl: try writeFeature(row)
        case .gpkg, .fgb: features.append(Self.feature(row))
        }
    }

    /// Puts the file in place.
    consuming func commit() throws {
        switch format {
        case .csv, .geojsonl: break
        case .geojson:
            if count > 0 { output?.append(byte: 0x0A) }
            output?.append("]}" as StaticString)
            try output?.endLine()
        case .gpkg, .fgb:
            return try FeatureOutput(path: path, overwrite: overwrite).write(features, name: "incidents", crs: .wgs84)
        }
        try output.take()?.commit()
    }

    // MARK: - CSV

    private mutating func writeRecord(_ row: OutputRow) throws(OutputError) {
        for i in row.values.indices {
            if i > 0 { output?.append(byte: 0x2C) }
            switch row.values[i] {
            case .empty: break
            case .text(let range): output?.append(field: row.texts.span.extracting(range))
            case .integer(let number): output?.append(number)
            case .number(let number): output?.append(ShortestNumber.text(number))
            }
        }
        try output?.endLine()
    }

    // MARK: - GeoJSON

    private mutating func writeFeature(_ row: OutputRow) throws(OutputError) {
        if format == .geojson { output?.append(count == 1 ? "\n" : ",\n" as StaticString) }
        output?.append("{\"type\":\"Feature\",\"id\":" as StaticString)
        writeValue(row, .incidentID)
        output?.append(",\"geometry\":" as StaticString)
        if case .number = row[.longitude], case .number = row[.latitude] {
            output?.append("{\"type\":\"Point\",\"coordinates\":[" as StaticString)
            writeValue(row, .longitude)
            output?.append(byte: 0x2C)
            writeValue(row, .latitude)
            output?.append("]}" as StaticString)
        } else {
            output?.append("null" as StaticString)
        }
        for column in OutputColumn.allCases {
            output?.append(column == .incidentID ? ",\"properties\":{\"" : ",\"" as StaticString)
            output?.append(column.name)
            output?.append("\":" as StaticString)
            writeValue(row, column)
        }
        output?.append("}}" as StaticString)
        if format == .geojsonl { try output?.endLine() } else { try output?.flushIfFull() }
    }

    private mutating func writeValue(_ row: OutputRow, _ column: OutputColumn) {
        switch row[column] {
        case .empty: output?.append("null" as StaticString)
        case .text(let range): output?.append(quoted: row.texts.span.extracting(range))
        case .integer(let number): output?.append(number)
        case .number(let number): output?.append(ShortestNumber.text(number))
        }
    }

    // MARK: - Layers

    private static func feature(_ row: OutputRow) -> Feature {
        var properties: [JSONObject.Member] = []
        for column in OutputColumn.allCases {
            let value: JSONValue =
                switch row[column] {
                case .empty: .null
                case .text(let range): .string(row.text(range))
                case .integer(let number): .integer(number)
                case .number(let number): .number(number)
                }
            properties.append(JSONObject.Member(column.name, value))
        }
        var geometry: Geometry?
        if case .number(let x) = row[.longitude], case .number(let y) = row[.latitude] {
            geometry = .point(GeographicPoint(longitude: x, latitude: y))
        }
        return Feature(geometry: geometry, properties: JSONObject(properties))
    }
}
