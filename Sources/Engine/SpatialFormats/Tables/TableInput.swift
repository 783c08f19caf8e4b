internal import Foundation
public import SpatialEngine

/// A CSV file in memory whose errors name file, line and column.
public struct TableInput: Sendable {
    /// The file's name, for messages.
    public let path: String
    private let table: CommaSeparatedTable

    /// Reads a file with a header; `-` is standard input.
    ///
    /// - Throws: ``FormatError`` for a missing file, ``RequestError`` for one that is no table.
    public init(_ path: String) throws {
        let contents =
            path == "-"
            ? try FileHandle.standardInput.readToEnd() ?? Data() : FileManager.default.contents(atPath: path)
        guard let data = contents else {
            guard FileManager.default.fileExists(atPath: path) else { throw FormatError.missing(path: path) }
            throw FormatError.unreadable(path: path, reason: "it is a folder or may not be read")
        }
        self.path = path
        do throws(CommaSeparatedError) {
            table = try CommaSeparatedTable(bytes: data)
        } catch {
            throw RequestError(.badData, "\(path), \(error)")
        }
    }

    /// The rows below the header.
    public var rows: [CommaSeparatedTable.Row] { table.rows }

    /// The position of a column that must be there.
    ///
    /// - Throws: ``RequestError`` with the columns that are.
    public func column(_ name: String) throws -> Int {
        guard let column = optionalColumn(name) else {
            throw RequestError(
                .badData,
                "\(path), line 1, column \(name): the header lacks it; it has \(table.header.joined(separator: ", "))")
        }
        return column
    }

    /// The position of a column, nil if it is not there.
    public func optionalColumn(_ name: String) -> Int? {
        table.header.firstIndex { $0.trimmingCharacters(in: .whitespaces) == name }
    }

    /// The columns that are none of `known`, in the order of the file.
    public func columns(besides known: [String]) -> [String] {
        table.header.filter { !known.contains($0.trimmingCharacters(in: .whitespaces)) }
    }

    /// The finite number in a field.
    ///
    /// - Throws: ``RequestError`` for an empty field, text, NaN or an infinity.
    public func number(_ row: CommaSeparatedTable.Row, _ column: Int) throws -> Double {
        let text = row.fields[column].trimmingCharacters(in: .whitespaces)
        guard let number = Double(text), number.isFinite, !text.lowercased().contains("x") else {
            throw fault(
                row, column,
                text.isEmpty
                    ? "the field is empty; a number is needed"
                    : "\"\(text.prefix(40))\" is not a finite number; write it like -77.25")
        }
        return number
    }

    /// The finite number in a field, nil for an empty one.
    ///
    /// - Throws: ``RequestError`` for text, NaN or an infinity.
    public func optionalNumber(_ row: CommaSeparatedTable.Row, _ column: Int) throws -> Double? {
        row.fields[column].allSatisfy(\.isWhitespace) ? nil : try number(row, column)
    }

    /// The text in a field, which must not be empty.
    public func text(_ row: CommaSeparatedTable.Row, _ column: Int) throws -> String {
        let text = row.fields[column].trimmingCharacters(in: .whitespaces)
        if text.isEmpty { throw fault(row, column, "the field is empty") }
        return text
    }

    /// An error in a field.
    public func fault(_ row: CommaSeparatedTable.Row, _ column: Int, _ problem: String) -> RequestError {
        RequestError(.badData, "\(path), line \(row.line), column \(table.header[column]): \(problem)")
    }
}
