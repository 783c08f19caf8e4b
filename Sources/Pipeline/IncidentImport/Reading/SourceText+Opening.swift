internal import Foundation
internal import SpatialEngine
internal import SpatialFormats

extension SourceText {
    /// The names of the columns that hold the geometry of a vector file.
    static let geometryColumns = ["geometry (longitude)", "geometry (latitude)"]

    /// Opens any file of records as delimited text; `-` is standard input.
    ///
    /// UTF-16 with a byte-order mark becomes UTF-8; workbooks and vector files become comma-separated.
    /// - Throws: ``FormatError`` for a missing file, ``RequestError`` for one that is empty or no text.
    static func opening(_ path: String) throws -> SourceText {
        let kind = path.lowercased()
        if path != "-" {
            if [".xlsx", ".ods"].contains(where: kind.hasSuffix) { return try workbook(path) }
            if [".geojson", ".json", ".geojsonl", ".gpkg", ".fgb", ".shp"].contains(where: kind.hasSuffix) {
                return try vector(path)
            }
        }
        let text = try path == "-" ? standardInput() : plain(path)
        let head = try text.head(1 << 16)
        if head.starts(with: [0xFF, 0xFE]) { return try text.transcoded(isBigEndian: false) }
        if head.starts(with: [0xFE, 0xFF]) { return try text.transcoded(isBigEndian: true) }
        guard text.size > 0 else {
            throw RequestError(.badData, "\(text.name) is empty; a header and records are needed")
        }
        let start = head.dropFirst(text.start).first { $0 > 0x20 }
        if head.contains(0) || head.starts(with: Array("PK\u{3}\u{4}".utf8)) {
            throw RequestError(
                .badData,
                "\(text.name) is no text; name a file with delimited text, or one that ends in .xlsx or .geojson")
        }
        if start == UInt8(ascii: "{") || start == UInt8(ascii: "[") {
            throw RequestError(.badData, "\(text.name) holds JSON; end its name in .geojson if it is GeoJSON")
        }
        return text
    }

    private static func plain(_ path: String) throws(FormatError) -> SourceText {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .missing(path: path) }
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        var status = stat()
        fstat(descriptor, &status)
        switch status.st_mode & S_IFMT {
        case S_IFREG: return try SourceText(name: path, descriptor: descriptor)
        case S_IFDIR:
            close(descriptor)
            throw .unreadable(path: path, reason: "it is a folder")
        default: return try spooled(descriptor, name: path)
        }
    }

    private static func standardInput() throws -> SourceText {
        guard isatty(STDIN_FILENO) == 0 else {
            throw RequestError(.wrongUsage, "'-' reads standard input, which is a terminal here; pipe a file into it")
        }
        return try spooled(dup(STDIN_FILENO), name: "-")
    }

    /// A copy of a stream, which cannot be read twice.
    private static func spooled(_ descriptor: Int32, name: String) throws(FormatError) -> SourceText {
        defer { close(descriptor) }
        var spool = try SpoolFile(for: name)
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = chunk.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path: name, reason: String(cString: strerror(errno))) }
            if count == 0 { break }
            try spool.append(chunk[..<count])
        }
        return try spool.finish()
    }

    /// A copy in UTF-8 of a text in UTF-16; half pairs become U+FFFD.
    private func transcoded(isBigEndian: Bool) throws(FormatError) -> SourceText {
        var spool = try SpoolFile(for: name)
        var (chunk, rest, offset): ([UInt8], [UInt16], Int) = ([UInt8](repeating: 0, count: 1 << 16), [], 2)
        while offset + 1 < end {
            let count = try read(into: &chunk, from: 0, at: offset) & ~1
            if count == 0 { break }
            offset += count
            var units = rest
            for i in stride(from: 0, to: count, by: 2) {
                let (a, b) = (UInt16(chunk[i]), UInt16(chunk[i + 1]))
                units.append(isBigEndian ? a << 8 | b : b << 8 | a)
            }
            // A pair may be cut by the end of the chunk.
            rest = units.last.map { UTF16.isLeadSurrogate($0) } == true && offset + 1 < end ? [units.removeLast()] : []
            try spool.append(String(decoding: units, as: UTF16.self).utf8)
        }
        return try spool.finish()
    }

    private static func workbook(_ path: String) throws(FormatError) -> SourceText {
        var rows: [[String]] = []
        try Spreadsheet.forEachRow(of: path) { rows.append($0) }
        var spool = try SpoolFile(for: path)
        for row in rows { try spool.append(record: row) }
        return try spool.finish()
    }

    private static func vector(_ path: String) throws -> SourceText {
        let layer = try VectorFile.read(path, idColumn: nil)
        guard !layer.features.isEmpty else {
            throw RequestError(.badData, "\(path) has no feature; records are needed")
        }
        var spool = try SpoolFile(for: path)
        let hasGeometry = layer.features.contains { $0.geometry != nil }
        try spool.append(record: layer.fields.map(\.name) + (hasGeometry ? geometryColumns : []))
        for feature in layer.features {
            var record = layer.fields.map { Self.text(feature.properties[$0.name] ?? .null) }
            if hasGeometry {
                let centre = feature.geometry.flatMap { BoundingBox(around: $0.points) }
                record.append(centre.map { ShortestNumber.text(($0.west + $0.east) / 2) } ?? "")
                record.append(centre.map { ShortestNumber.text(($0.south + $0.north) / 2) } ?? "")
            }
            try spool.append(record: record)
        }
        return try spool.finish()
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): ShortestNumber.text(number)
        case .boolean(let flag): flag ? "true" : "false"
        case .array(let items): items.map(text).joined(separator: ";")
        case .object: (try? value.encoded()).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
    }
}
