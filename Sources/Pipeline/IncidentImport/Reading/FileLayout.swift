internal import SpatialFormats

/// How a file is laid out: its header, what parts its fields, and which column holds what.
struct FileLayout {
    let source: SourceText
    let schema: ImportSchema
    let header: [String]
    let columns: ColumnMap
    let delimiter: UInt8
    /// Records before the first of an incident: titles, the header, a row of hashtags.
    let leadingRecords: Int

    /// Finds the layout of a file.
    ///
    /// - Parameters:
    ///   - schema: What the user says that the file is.
    ///   - mapped: Fields with the names of their columns; those that the file lacks are left out.
    /// - Throws: ``RequestError`` if no row can be a header, or the columns do not fit the schema.
    init(of source: SourceText, schema: ImportSchema, mapped: [(field: Field, header: String)]) throws {
        let best = try Self.bestHeader(of: source, mapped)
        guard var best, best.columns.hasSubstance else {
            throw RequestError(
                .badData,
                "\(source.name), line 1: no usable header; incidents need columns for a date, a position or a number of dead "
                    + "(the header reads: \(best.map { Self.list($0.header) } ?? "nothing")); name them with --map date=HEADER"
            )
        }
        if best.hashtags.contains(where: { !$0.isEmpty }) { best.columns.add(hashtags: best.hashtags) }
        let found = schema == .auto ? ImportSchema(of: best.header, columns: best.columns) : schema
        let missing = found.missingColumns(best.columns)
        guard missing.isEmpty || schema == .auto else {
            throw RequestError(
                .badData,
                "\(source.name), line 1: the header does not fit --schema \(schema.rawValue): it lacks "
                    + "\(missing.joined(separator: ", ")); take --schema auto, or name columns with --map")
        }
        self.source = source
        self.schema = found
        (header, columns, delimiter, leadingRecords) = (best.header, best.columns, best.delimiter, best.leadingRecords)
    }

    /// How the field's column is called in the file.
    func name(_ field: Field) -> String? { columns[field].map { header[$0] } }

    /// A scanner that stands before the first incident.
    func records() throws -> RecordScanner {
        var scanner = RecordScanner(source, delimiter: delimiter)
        var record = RecordText()
        for _ in 0..<leadingRecords { _ = try scanner.next(into: &record) }
        scanner.expectedFields = header.count
        return scanner
    }

    static func list(_ header: [String]) -> String {
        let names = header.prefix(12).map { String($0.prefix(40)) }.joined(separator: ", ")
        return header.count > 12 ? names + ", …" : names
    }
}

extension FileLayout {
    private struct Candidate {
        var header: [String]
        var columns: ColumnMap
        var delimiter: UInt8
        var leadingRecords: Int
        var hashtags: [String]
    }

    /// Rows in which a header is sought, below titles.
    private static let searchedRows = 12

    /// The row and the delimiter that give most fields; the first of equals, nil for an empty file.
    private static func bestHeader(
        of source: SourceText, _ mapped: [(field: Field, header: String)]
    ) throws -> Candidate? {
        var best: Candidate?
        for delimiter in [UInt8](",;\t|".utf8) {
            var scanner = RecordScanner(source, delimiter: delimiter)
            var rows: [[String]] = []
            var record = RecordText()
            reading: while rows.count <= searchedRows {
                switch try scanner.next(into: &record) {
                case .end: break reading
                case .malformed: rows.append([])
                case .record:
                    record.decode(isUTF8: false)
                    rows.append(record.fields.indices.map { record.text($0) })
                }
            }
            for (i, row) in rows.prefix(searchedRows).enumerated() where !row.isEmpty && !isHashtags(row) {
                let header = row.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
                let own = mapped.filter { ColumnMap.column($0.header, in: header) != nil }
                let columns = ColumnMap(header: header, mapped: own)
                if let best, best.columns.count >= columns.count { continue }
                let next = i + 1 < rows.count ? rows[i + 1] : []
                best = Candidate(
                    header: header, columns: columns, delimiter: delimiter,
                    leadingRecords: i + 1 + (isHashtags(next) ? 1 : 0), hashtags: isHashtags(next) ? next : [])
            }
        }
        return best
    }

    /// A row of HXL hashtags (hxlstandard.org), which says what the columns mean and is no record.
    private static func isHashtags(_ row: [String]) -> Bool {
        let filled = row.filter { !$0.isEmpty }
        return !filled.isEmpty && filled.allSatisfy { $0.hasPrefix("#") && $0.count > 2 && !$0.contains(" #") }
    }
}
