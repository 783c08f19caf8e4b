public import SpatialEngine

/// CSV on its way to an output, written in chunks: put the fields of a record down one by one, then end it.
///
/// ``commit()`` puts the file in place; a value that goes away uncommitted leaves nothing.
public struct TableWriter: ~Copyable {
    private var output: AtomicOutput
    /// What is not yet written.
    private var pending: [UInt8] = []

    /// Opens the output; `-` is standard output.
    ///
    /// - Throws: ``OutputError``, as ``AtomicOutput/init(path:overwrite:)`` does.
    public init(path: String, overwrite: Bool) throws(OutputError) {
        output = try AtomicOutput(path: path, overwrite: overwrite)
        pending.reserveCapacity(1 << 17)
    }

    /// Appends a field that is quoted already if it must be, with a comma before it unless it is the first.
    public mutating func append(raw field: some Collection<UInt8>, isFirst: Bool = false) {
        if !isFirst { pending.append(0x2C) }
        pending.append(contentsOf: field)
    }

    /// Appends a text, quoted where it must be.
    public mutating func append(_ text: String, isFirst: Bool = false) {
        append(raw: CommaSeparatedTable.quoted(text).utf8, isFirst: isFirst)
    }

    /// Appends a number; an empty field for one that is not finite.
    public mutating func append(_ number: Double, isFirst: Bool = false) {
        if !isFirst { pending.append(0x2C) }
        if number.isFinite { ShortestNumber.append(number, to: &pending) }
    }

    /// Appends a whole number.
    public mutating func append(_ number: Int, isFirst: Bool = false) {
        append(raw: String(number).utf8, isFirst: isFirst)
    }

    /// Appends a text, a number, or `true` or `false`; an empty field for anything else.
    public mutating func append(_ value: JSONValue, isFirst: Bool = false) {
        switch value {
        case .string(let text): append(text, isFirst: isFirst)
        case .number(let number): append(number, isFirst: isFirst)
        case .integer(let number): append(number, isFirst: isFirst)
        case .boolean(let isTrue): append(isTrue ? "true" : "false", isFirst: isFirst)
        default: append("", isFirst: isFirst)
        }
    }

    /// Appends a record of texts, such as the header.
    public mutating func append(record: [String]) throws(OutputError) {
        for (i, field) in record.enumerated() { append(field, isFirst: i == 0) }
        try endRecord()
    }

    /// Ends the record.
    public mutating func endRecord() throws(OutputError) {
        pending.append(0x0A)
        if pending.count >= 1 << 16 { try flush() }
    }

    /// Writes what is left and puts the file in place.
    public consuming func commit() throws(OutputError) {
        try flush()
        try output.commit()
    }

    private mutating func flush() throws(OutputError) {
        try output.write(pending)
        pending.removeAll(keepingCapacity: true)
    }
}
