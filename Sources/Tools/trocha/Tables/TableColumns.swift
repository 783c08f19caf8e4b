/// Which columns of a table a verb reads, and which it writes.
struct TableColumns {
    /// The header's names without quotes and spaces round them.
    let names: [String]

    /// Reads the header.
    ///
    /// - Throws: ``CommandFailure`` if there is none.
    init(headerOf reader: inout RecordReader) throws(CommandFailure) {
        guard try reader.advance() else {
            throw CommandFailure(.badData, "\(reader.input.name) is empty; a header row is needed")
        }
        names = reader.fields.map { Self.trimmed(reader.text($0)) }
    }

    /// The position of a column that must be there, once.
    func require(_ name: String, in reader: borrowing RecordReader) throws(CommandFailure) -> Int {
        guard let index = try find(name, in: reader) else {
            let found = names.prefix(20).joined(separator: ", ").prefix(200)
            throw reader.failure("the header lacks it; it has \(found) (separated by commas?)", column: name)
        }
        return index
    }

    /// The position of a column, nil if it is not there.
    func find(_ name: String, in reader: borrowing RecordReader) throws(CommandFailure) -> Int? {
        guard let index = names.firstIndex(of: name) else { return nil }
        guard names.lastIndex(of: name) == index else {
            throw reader.failure("the header has it twice; rename one", column: name)
        }
        return index
    }

    /// Fails unless the current record has one field a column.
    func requireAllFields(in reader: borrowing RecordReader) throws(CommandFailure) {
        guard reader.fields.count == names.count else {
            throw reader.failure(
                "\(reader.fields.count) fields where the header has \(names.count); check commas and quotes",
                column: reader.fields.count < names.count ? names[reader.fields.count] : nil)
        }
    }

    private static func trimmed(_ name: String) -> String {
        var kept = name.drop { $0 == " " || $0 == "\t" }
        while kept.last == " " || kept.last == "\t" { kept.removeLast() }
        return String(kept)
    }
}
