/// What is wrong with a CSV text, and where.
public struct CommaSeparatedError: Error, Equatable, CustomStringConvertible {
    /// The line of the text, counted from 1, where the fault begins.
    public let line: Int
    /// What is wrong and how to mend it.
    public let problem: String

    /// The line and the problem.
    public var description: String { "line \(line): \(problem)" }
}

/// A CSV text with a header row (RFC 4180; LF or CRLF; a UTF-8 byte-order mark is skipped).
public struct CommaSeparatedTable: Sendable {
    /// One record.
    public struct Row: Sendable {
        /// The line of the file on which the row begins, counted from 1 (the header is line 1).
        public let line: Int
        /// One field a column of the header.
        public let fields: [String]
    }

    /// Column names, in the order of the file.
    public let header: [String]
    /// The records, in the order of the file.
    public let rows: [Row]

    /// Reads a whole text.
    ///
    /// - Throws: ``CommaSeparatedError`` for text without a header, bytes that are not UTF-8, an open quote, text after a
    ///   closing quote, a repeated column, or a row with another number of fields than the header. Blank lines are skipped.
    /// - Complexity: O(*n*) time and space for *n* bytes.
    public init(bytes: some Sequence<UInt8>) throws(CommaSeparatedError) {
        var scanner = Scanner(bytes: Array(bytes))
        guard let first = try scanner.nextRow() else {
            throw CommaSeparatedError(line: 1, problem: "the file is empty; a header row is needed")
        }
        header = first.fields
        var seen = Set<String>()
        for name in header where !seen.insert(name).inserted {
            throw CommaSeparatedError(line: first.line, problem: "column \"\(name)\" appears twice; rename one")
        }
        var rows: [Row] = []
        while let row = try scanner.nextRow() {
            guard row.fields.count == header.count else {
                throw CommaSeparatedError(
                    line: row.line,
                    problem: "\(row.fields.count) fields where the header has \(header.count); check commas and quotes")
            }
            rows.append(row)
        }
        self.rows = rows
    }

    /// The position of a column, or nil.
    public func column(_ name: String) -> Int? { header.firstIndex(of: name) }

    /// `field` as it must stand in a CSV file: quoted when it holds a comma, a quote or a line break.
    public static func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// One line of a CSV file, with its line feed.
    public static func line(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") + "\n" }
}

private struct Scanner {
    let bytes: [UInt8]
    var position = 0
    var line = 1

    init(bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next row that is not blank, or nil at the end.
    mutating func nextRow() throws(CommaSeparatedError) -> CommaSeparatedTable.Row? {
        while position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D {
            if bytes[position] == 0x0A { line += 1 }
            position += 1
        }
        guard position < bytes.count else { return nil }
        let start = line
        var fields: [String] = []
        while true {
            fields.append(try nextField())
            guard position < bytes.count, bytes[position] == 0x2C else { break }
            position += 1
        }
        return CommaSeparatedTable.Row(line: start, fields: fields)
    }

    /// Reads one field and stops on the comma, the line break or the end that closes it.
    private mutating func nextField() throws(CommaSeparatedError) -> String {
        if position < bytes.count, bytes[position] == 0x22 { return try nextQuotedField() }
        let start = position
        while position < bytes.count, bytes[position] != 0x2C, bytes[position] != 0x0A, bytes[position] != 0x0D {
            position += 1
        }
        return try text(bytes[start..<position])
    }

    private mutating func nextQuotedField() throws(CommaSeparatedError) -> String {
        let opened = line
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == 0x0A { line += 1 }
            guard byte == 0x22 else {
                content.append(byte)
                continue
            }
            if position < bytes.count, bytes[position] == 0x22 {
                content.append(0x22)
                position += 1
                continue
            }
            if position < bytes.count, ![0x2C, 0x0A, 0x0D].contains(bytes[position]) {
                throw CommaSeparatedError(
                    line: line, problem: "text after a closing quote; double the quotes inside a field")
            }
            return try text(content[...])
        }
        throw CommaSeparatedError(line: opened, problem: "a quoted field is never closed")
    }

    private func text(_ slice: ArraySlice<UInt8>) throws(CommaSeparatedError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw CommaSeparatedError(line: line, problem: "bytes that are not UTF-8; save the file as UTF-8")
        }
        return text
    }
}
