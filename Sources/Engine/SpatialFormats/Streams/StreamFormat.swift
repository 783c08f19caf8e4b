/// Told of a stage and how much of the file is read.
public typealias StreamProgress = (_ stage: String, _ place: Int) -> Void

/// The formats between which features are streamed.
public enum StreamFormat: String, Sendable, CaseIterable {
    /// One GeoJSON text (RFC 7946).
    case geojson
    /// A GeoJSON text a line, or framed by record separators (RFC 8142).
    case geojsonl
    /// Comma-separated values with columns `lon,lat` or `wkt`.
    case csv
    /// GeoPackage.
    case gpkg
    /// FlatGeobuf.
    case fgb

    /// The format that an extension names.
    public init?(path: String) {
        let endings: [(String, StreamFormat)] = [
            ("geojson", .geojson), ("json", .geojson), ("geojsonl", .geojsonl), ("geojsons", .geojsonl),
            ("ndjson", .geojsonl), ("csv", .csv), ("gpkg", .gpkg), ("fgb", .fgb),
        ]
        let name = path.lowercased()
        guard let found = endings.first(where: { name.hasSuffix(".\($0.0)") }) else { return nil }
        self = found.1
    }

    /// The format of a file by its first bytes.
    public init(firstBytes: [UInt8]) {
        let text = firstBytes.starts(with: [0xEF, 0xBB, 0xBF]) ? firstBytes.dropFirst(3) : firstBytes[...]
        let first = text.first { $0 > 0x20 || $0 == 0x1E }
        if firstBytes.starts(with: Array("SQLite format 3".utf8)) {
            self = .gpkg
        } else if firstBytes.starts(with: Array("fgb".utf8)) {
            self = .fgb
        } else if first == UInt8(ascii: "{") || first == 0x1E {
            self = first == 0x1E || Self.beginsWithFeature(text) ? .geojsonl : .geojson
        } else {
            self = .csv
        }
    }

    /// Whether a text opens with a feature rather than a collection.
    private static func beginsWithFeature(_ text: ArraySlice<UInt8>) -> Bool {
        let opening = text.prefix(64).filter { $0 > 0x20 }
        return opening.starts(with: Array("{\"type\":\"Feature\",".utf8))
    }

    /// Whether the format is bytes that need no file of their own.
    public var isText: Bool { self == .geojson || self == .geojsonl || self == .csv }

    var isGeoJSON: Bool { self == .geojson || self == .geojsonl }
}
