internal import SpatialEngine

extension RoundedLayer {
    /// The features one a line, as they stand in the GeoJSON file.
    static func lines(of geoJSON: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(geoJSON.count)
        // Before the first line feed is the collection's head, after the last feature its end.
        for line in geoJSON.split(separator: 0x0A).dropFirst() where line.first == UInt8(ascii: "{") {
            lines.append(contentsOf: line.last == UInt8(ascii: ",") ? line.dropLast() : line)
            lines.append(0x0A)
        }
        return lines
    }

    /// The layer as CSV: the id, the geometry as well-known text, and the properties; null is an empty field.
    func commaSeparated() -> [UInt8] {
        let names = schema.properties.map(\.name)
        var bytes = Array(CommaSeparatedTable.line(["id", "wkt"] + names).utf8)
        for feature in collection.features {
            bytes.append(contentsOf: (feature.id?.description ?? "").utf8)
            bytes.append(0x2C)
            let text = feature.geometry.map(WellKnownText.text) ?? ""
            bytes.append(contentsOf: CommaSeparatedTable.quoted(text).utf8)
            for member in feature.properties.members {
                bytes.append(0x2C)
                bytes.append(contentsOf: member.value.field.utf8)
            }
            bytes.append(0x0A)
        }
        return bytes
    }
}

extension JSONValue {
    /// The value as a field of CSV, with the digits that it has in JSON; an empty text is told from null by its quotes.
    fileprivate var field: String {
        switch self {
        case .null: ""
        case .string(""): "\"\""
        case .string(let text): CommaSeparatedTable.quoted(text)
        default: compact
        }
    }
}
