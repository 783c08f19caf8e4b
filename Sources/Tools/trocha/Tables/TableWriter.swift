internal import Export

/// CSV on its way to an output, written in chunks.
struct TableWriter: ~Copyable {
    private var output: AtomicOutput
    /// What is not yet written; append to it, then call ``endRecord()``.
    var pending: [UInt8] = []

    init(path: String, overwrite: Bool) throws {
        output = try AtomicOutput(path: path, overwrite: overwrite)
        pending.reserveCapacity(1 << 17)
    }

    /// Appends a field that is quoted already if it must be, with a comma before it unless it is the first.
    mutating func append(raw field: some Collection<UInt8>, isFirst: Bool = false) {
        if !isFirst { pending.append(0x2C) }
        pending.append(contentsOf: field)
    }

    /// Appends a number; an empty field for one that is not finite.
    mutating func append(_ number: Double, isFirst: Bool = false) {
        if !isFirst { pending.append(0x2C) }
        if number.isFinite { ShortestNumber.append(number, to: &pending) }
    }

    mutating func endRecord() throws(OutputError) {
        pending.append(0x0A)
        if pending.count >= 1 << 16 { try flush() }
    }

    consuming func commit() throws(OutputError) {
        try flush()
        try output.commit()
    }

    private mutating func flush() throws(OutputError) {
        try output.write(pending)
        pending.removeAll(keepingCapacity: true)
    }
}
