internal import Export

/// Text on its way to an output: append to ``bytes``, then end the line.
struct TextOutput: ~Copyable {
    private var output: AtomicOutput
    private var bytes: [UInt8] = []

    init(path: String, overwrite: Bool) throws(OutputError) {
        output = try AtomicOutput(path: path, overwrite: overwrite)
        bytes.reserveCapacity(1 << 17)
    }

    mutating func append(byte: UInt8) { bytes.append(byte) }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ number: Int) {
        if number >= 0 && number < 10 { bytes.append(0x30 + UInt8(number)) } else { append(String(number)) }
    }

    /// Appends a field of a CSV record, quoted where it must be.
    mutating func append(field: Span<UInt8>) {
        var isPlain = true
        for i in field.indices where field[i] == 0x2C || field[i] == 0x22 || field[i] == 0x0A || field[i] == 0x0D {
            isPlain = false
            break
        }
        if !isPlain { bytes.append(0x22) }
        for i in field.indices {
            if field[i] == 0x22 { bytes.append(0x22) }
            bytes.append(field[i])
        }
        if !isPlain { bytes.append(0x22) }
    }

    mutating func append(field: String) { append(field: field.utf8Span.span) }

    /// Appends a JSON text in its quotes.
    mutating func append(quoted text: Span<UInt8>) {
        bytes.append(0x22)
        for i in text.indices {
            let byte = text[i]
            switch byte {
            case 0x22, 0x5C:
                bytes.append(0x5C)
                bytes.append(byte)
            case 0x0A: append("\\n" as StaticString)
            case 0x0D: append("\\r" as StaticString)
            case 0x09: append("\\t" as StaticString)
            case 0..<0x20, 0x7F:
                append(byte < 16 ? "\\u000\(String(byte, radix: 16))" : "\\u00\(String(byte, radix: 16))")
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }

    /// Writes what is gathered once there is enough of it.
    mutating func flushIfFull() throws(OutputError) {
        if bytes.count >= 1 << 16 { try flush() }
    }

    mutating func endLine() throws(OutputError) {
        bytes.append(0x0A)
        try flushIfFull()
    }

    consuming func commit() throws(OutputError) {
        try flush()
        try output.commit()
    }

    private mutating func flush() throws(OutputError) {
        try output.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
