internal import SpatialEngine

/// A value together with the line of the file it was read from.
struct Row<Value> {
    let row: Int
    let value: Value
}

/// A table whose columns are those that its kind allows.
struct TableFile {
    /// The path of the file, for error texts.
    let file: String
    /// The columns that the file has, in its order.
    let header: [String]
    /// Those of them that the kind of table does not know.
    let unknown: [String]
    private let rows: [TableRow]

    /// Reads a whole table.
    ///
    /// - Parameter columns: Every column that the kind of table knows, in the order of its documentation.
    /// - Parameter optional: Those of them that may be absent.
    /// - Parameter ignoresUnknown: Whether other columns are left alone, not refused.
    /// - Throws: ``IngestError`` for a file that cannot be read, is no CSV, has an unknown, repeated or missing column, or
    ///   has no row below the header.
    init(path: String, columns: [String], optional: Set<String> = [], ignoresUnknown: Bool = false) throws(IngestError)
    {
        let bytes = try FileBytes.read(path)
        let table: CommaSeparatedTable
        do { table = try CommaSeparatedTable(bytes: bytes) } catch { throw Self.error(path, error) }
        unknown = table.header.filter { !columns.contains($0) }
        if !ignoresUnknown, let name = unknown.first {
            throw IngestError(
                file: path, row: 1, field: name, problem: "unknown column \"\(name)\"",
                mend: "take it out or use one of \(columns.joined(separator: ", "))")
        }
        for name in columns where !optional.contains(name) && !table.header.contains(name) {
            throw IngestError(
                file: path, row: 1, field: name, problem: "column \"\(name)\" is missing",
                mend: "add it; needed are \(columns.filter { !optional.contains($0) }.joined(separator: ", "))")
        }
        guard !table.rows.isEmpty else {
            throw IngestError(
                file: path, row: 1, problem: "no row below the header", mend: "add rows or leave the file out")
        }
        let positions = Dictionary(uniqueKeysWithValues: table.header.enumerated().map { ($1, $0) })
        file = path
        header = table.header
        rows = table.rows.map { TableRow(file: path, line: $0.line, positions: positions, fields: $0.fields) }
    }

    /// Reads every row; a row that breaks a rule adds its first fault and gives no value.
    func read<Value>(
        _ faults: inout [IngestError], _ parse: (TableRow) throws(IngestError) -> Value
    ) -> [Row<Value>] {
        var values: [Row<Value>] = []
        for row in rows {
            do { values.append(Row(row: row.line, value: try parse(row))) } catch { faults.append(error) }
        }
        return values
    }

    private static func error(_ path: String, _ error: CommaSeparatedError) -> IngestError {
        let parts = error.problem.split(separator: "; ", maxSplits: 1)
        return IngestError(
            file: path, row: error.line, problem: parts.first.map(String.init) ?? error.problem,
            mend: parts.count > 1 ? String(parts[1]) : "check the quotes of the file")
    }
}
