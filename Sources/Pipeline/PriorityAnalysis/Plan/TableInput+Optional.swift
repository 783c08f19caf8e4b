internal import SpatialEngine
internal import SpatialFormats

extension TableInput {
    /// The finite number in a field; nil for an empty field, or where there is no such column.
    func optionalNumber(_ row: CommaSeparatedTable.Row, _ column: Int?) throws -> Double? {
        guard let column, !row.fields[column].allSatisfy(\.isWhitespace) else { return nil }
        return try number(row, column)
    }

    /// The text in a field; nil for an empty field, or where there is no such column.
    func optionalText(_ row: CommaSeparatedTable.Row, _ column: Int?) throws -> String? {
        guard let column, !row.fields[column].allSatisfy(\.isWhitespace) else { return nil }
        return try text(row, column)
    }

    /// The number in a field, at least 0; nil as ``optionalNumber(_:_:)`` says.
    func optionalAmount(_ row: CommaSeparatedTable.Row, _ column: Int?, _ what: String) throws -> Double? {
        guard let column, let value = try optionalNumber(row, column) else { return nil }
        guard value >= 0 else {
            throw fault(row, column, "\(what) is \(ShortestNumber.text(value)); it must be 0 or more")
        }
        return value
    }

    /// The number in a field that must be there, at least 0.
    func amount(_ row: CommaSeparatedTable.Row, _ column: Int, _ what: String) throws -> Double {
        let value = try number(row, column)
        guard value >= 0 else {
            throw fault(row, column, "\(what) is \(ShortestNumber.text(value)); it must be 0 or more")
        }
        return value
    }

    /// The sentence for columns that are not used; nil when there are none.
    func remark(onColumnsBesides known: [String]) -> String? {
        let others = columns(besides: known)
        return others.isEmpty ? nil : "\(path): columns not used: \(others.joined(separator: ", "))"
    }
}
