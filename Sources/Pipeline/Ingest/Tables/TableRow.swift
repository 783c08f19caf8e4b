internal import Incidents
internal import SpatialEngine

/// One row of a table; its fields are read by column and checked as they are read.
struct TableRow {
    let file: String
    /// The line of the file; the header is line 1.
    let line: Int
    let positions: [String: Int]
    var fields: [String]

    /// The field's text, or nil when it is empty or the table has no such column.
    func text(_ column: String) -> String? {
        guard let position = positions[column], !fields[position].isEmpty else { return nil }
        return fields[position]
    }

    /// An error about this row.
    func fault(_ column: String?, _ problem: String, mend: String) -> IngestError {
        IngestError(file: file, row: line, field: column, problem: problem, mend: mend)
    }

    /// The field's text, which must not be empty.
    func needed(_ column: String) throws(IngestError) -> String {
        guard let text = text(column) else { throw fault(column, "the field is empty", mend: "a value is needed here") }
        return text
    }

    /// An identifier: `A–Z a–z 0–9 _ . -`, not empty.
    func identifier(_ column: String) throws(IngestError) -> String {
        let text = try needed(column)
        guard text.utf8.allSatisfy(isIdentifierByte) else {
            throw fault(column, "\"\(text)\" is no identifier", mend: "use letters, digits, _ . and - only")
        }
        return text
    }

    /// The items of a list that `;` separates; none for an empty field.
    func list(_ column: String) -> [String] {
        text(column)?.split(separator: ";").map(String.init) ?? []
    }

    /// One of the values of an enumeration.
    func choice<Value: RawRepresentable & CaseIterable>(
        _ column: String, of type: Value.Type = Value.self
    ) throws(IngestError) -> Value where Value.RawValue == String {
        let text = try needed(column)
        guard let value = Value(rawValue: text) else {
            throw fault(
                column, "\"\(text)\" is not allowed",
                mend: "use one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return value
    }
}

/// Whether a byte may stand in an identifier.
func isIdentifierByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
    default: false
    }
}
