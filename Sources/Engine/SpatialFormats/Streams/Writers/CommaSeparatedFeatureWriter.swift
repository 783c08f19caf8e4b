import Glibc

/// Writes features as a CSV table; see ``CommaSeparatedText`` for what its columns mean.
struct CommaSeparatedFeatureWriter: ~Copyable {
    private var output: BufferedOutput
    private let hasIdentities: Bool
    private let quotesIdentities: Bool
    private let isOfPoints: Bool
    private let hasHeights: Bool
    private let columns: Int
    private var scratch = ByteBuffer()

    init(_ survey: LayerSurvey, to consumer: @escaping ByteConsumer) {
        output = BufferedOutput(consumer)
        hasIdentities = survey.idKind != nil
        quotesIdentities = survey.idLooksTyped
        isOfPoints = survey.isOfPoints
        hasHeights = survey.hasHeights && survey.isOfPoints
        columns = survey.columns.count
        var header: [String] = []
        if hasIdentities { header.append("id") }
        header += isOfPoints ? ["lon", "lat"] : ["wkt"]
        if hasHeights { header.append(CommaSeparatedText.heightColumn) }
        header += survey.columns.map { Self.header($0, survey) }
        output.buffer.append(text: header.joined(separator: ","))
        output.buffer.append(0x0A)
    }

    private static func header(_ column: StreamColumn, _ survey: LayerSurvey) -> String {
        if column.name == "id" {
            if survey.idKind == nil && !column.looksTyped { return "\"id\"" }
            return column.looksTyped
                ? "\"\(CommaSeparatedText.identityProperty)\"" : CommaSeparatedText.identityProperty
        }
        let name = CommaSeparatedText.columnName(column.name, besidesPoints: survey.isOfPoints)
        let isQuoted = column.looksTyped || !CommaSeparatedText.isPlain(name)
        return isQuoted
            ? "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            : name
    }

    mutating func write(_ record: borrowing FeatureRecord) throws {
        if hasIdentities {
            // Quotes say that an id is a text, though it looks like a number.
            if quotesIdentities, record.id.token != .null {
                appendQuoted(record.id)
            } else {
                append(record.id)
            }
            output.buffer.append(UInt8(ascii: ","))
        }
        if isOfPoints {
            appendPoint(record.geometry)
        } else if record.geometry.kind != .none {
            appendText(record.geometry)
        }
        for i in 0..<columns {
            output.buffer.append(UInt8(ascii: ","))
            append(record.values[i])
        }
        output.buffer.append(0x0A)
        try output.flushIfFull()
    }

    private mutating func appendQuoted(_ value: FieldValue) {
        let start = output.buffer.count
        append(value)
        guard output.buffer.base[start] != 0x22 else { return }
        output.buffer.append(0x22)
        memmove(output.buffer.base + start + 1, output.buffer.base + start, output.buffer.count - start - 1)
        output.buffer.base[start] = 0x22
        output.buffer.append(0x22)
    }

    private mutating func appendPoint(_ geometry: borrowing GeometryRecord) {
        let isThere = geometry.kind == .point
        if isThere { output.buffer.append(tenMillionths: geometry.positions[0].x) }
        output.buffer.append(UInt8(ascii: ","))
        if isThere { output.buffer.append(tenMillionths: geometry.positions[0].y) }
        guard hasHeights else { return }
        output.buffer.append(UInt8(ascii: ","))
        if isThere, geometry.positions[0].z != GeometryRecord.noHeight {
            output.buffer.append(tenMillionths: geometry.positions[0].z)
        }
    }

    private mutating func appendText(_ geometry: borrowing GeometryRecord) {
        let isQuoted = geometry.positions.count > 1
        if isQuoted { output.buffer.append(0x22) }
        geometry.appendWKT(to: &output.buffer)
        if isQuoted { output.buffer.append(0x22) }
    }

    @inline(__always)
    private mutating func append(_ value: FieldValue) {
        switch value.token {
        case .null: break
        case .true: output.buffer.append("true")
        case .false: output.buffer.append("false")
        case .integer, .number, .looseNumber: output.buffer.append(value.start, value.count)
        case .text, .plainText, .nested: CommaSeparatedText.append(value.start, value.count, to: &output.buffer)
        case .doubledText:
            CommaSeparatedText.append(value.start, value.count, isDoubled: true, to: &output.buffer)
        case .escapedText:
            scratch.removeAll()
            JSONText.appendUnescaped(value.start, value.count, to: &scratch)
            CommaSeparatedText.append(UnsafePointer(scratch.base), scratch.count, to: &output.buffer)
        }
    }

    mutating func finish() throws { try output.flush() }
}
