/// Writes features as a GeoJSON collection or a sequence (RFC 7946, RFC 8142 without its separators).
struct GeoJSONFeatureWriter: ~Copyable {
    private var output: BufferedOutput
    /// What stands before each value: `,"name":`.
    private let keys: [[UInt8]]
    private let isSequence: Bool
    private var isFirst = true

    init(_ survey: LayerSurvey, isSequence: Bool, to consumer: @escaping ByteConsumer) {
        output = BufferedOutput(consumer)
        self.isSequence = isSequence
        keys = survey.columns.enumerated().map { i, column in
            (i == 0 ? [] : [UInt8(ascii: ",")]) + Self.quoted(column.name) + [UInt8(ascii: ":")]
        }
        if isSequence { return }
        output.buffer.append("{\"type\":\"FeatureCollection\",\"name\":")
        output.buffer.append(Self.quoted(survey.name))
        if let box = survey.box {
            output.buffer.append(",\"bbox\":[")
            for (i, edge) in box.enumerated() {
                if i > 0 { output.buffer.append(UInt8(ascii: ",")) }
                output.buffer.append(tenMillionths: edge)
            }
            output.buffer.append("]")
        }
        output.buffer.append(",\"features\":[")
    }

    private static func quoted(_ text: String) -> [UInt8] {
        var buffer = ByteBuffer()
        var bytes = Array(text.utf8)
        let count = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: 8))
        bytes.withUnsafeBufferPointer { place in
            if let start = place.baseAddress { JSONText.appendEscaped(start, count, to: &buffer) }
        }
        return [0x22] + Array(buffer.bytes) + [0x22]
    }

    mutating func write(_ record: borrowing FeatureRecord) throws {
        if !isSequence { output.buffer.append(isFirst ? "\n" : ",\n") }
        isFirst = false
        output.buffer.append("{\"type\":\"Feature\"")
        if record.id.token != .null {
            output.buffer.append(",\"id\":")
            append(record.id)
        }
        output.buffer.append(",\"geometry\":")
        record.geometry.appendJSON(to: &output.buffer)
        output.buffer.append(",\"properties\":{")
        for i in keys.indices {
            output.buffer.append(keys[i])
            append(record.values[i])
        }
        output.buffer.append("}}")
        if isSequence { output.buffer.append(0x0A) }
        try output.flushIfFull()
    }

    @inline(__always)
    private mutating func append(_ value: FieldValue) {
        switch value.token {
        case .null: output.buffer.append("null")
        case .true: output.buffer.append("true")
        case .false: output.buffer.append("false")
        case .integer, .number, .nested: output.buffer.append(value.start, value.count)
        case .looseNumber: value.appendMended(to: &output.buffer)
        case .text, .escapedText:
            output.buffer.append(0x22)
            output.buffer.append(value.start, value.count)
            output.buffer.append(0x22)
        case .plainText, .doubledText:
            output.buffer.append(0x22)
            JSONText.appendEscaped(
                value.start, value.count, halvingQuotes: value.token == .doubledText, to: &output.buffer)
            output.buffer.append(0x22)
        }
    }

    mutating func finish() throws {
        if !isSequence { output.buffer.append(isFirst ? "]}\n" : "\n]}\n") }
        try output.flush()
    }
}

extension FieldValue {
    /// Appends a number of class ``Token/looseNumber`` as JSON wants it, such as 0.5 for +.5.
    func appendMended(to buffer: inout ByteBuffer) {
        var i = 0
        if start[0] == UInt8(ascii: "-") || start[0] == UInt8(ascii: "+") {
            if start[0] == UInt8(ascii: "-") { buffer.append(start[0]) }
            i = 1
        }
        if start[i] == UInt8(ascii: ".") { buffer.append(UInt8(ascii: "0")) }
        while i < count {
            buffer.append(start[i])
            if start[i] == UInt8(ascii: "."), i + 1 == count || start[i + 1] &- 48 >= 10 {
                buffer.append(UInt8(ascii: "0"))
            }
            i += 1
        }
    }
}
