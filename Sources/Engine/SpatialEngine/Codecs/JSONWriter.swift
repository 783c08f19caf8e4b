extension JSONValue {
    /// The value as JSON text, UTF-8, without a final line feed.
    ///
    /// Numbers take the shortest text that reads back the same; non-ASCII characters stand as they are.
    /// - Parameter indent: Blanks for each level, with every member and item on a line of its own; nil for one line.
    /// - Throws: ``JSONEncodingError`` for a number that is not finite, with its path.
    public func encoded(indent: Int? = nil) throws(JSONEncodingError) -> [UInt8] {
        var writer = JSONWriter(indent: indent)
        try writer.write(self, path: "")
        return writer.bytes
    }
}

/// A number that JSON cannot hold.
public struct JSONEncodingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The members and places that lead to the number, such as `.counts[3]`.
    public let path: String

    /// What and where.
    public var description: String { "\(path.isEmpty ? "the value" : path) is not a finite number; write null instead" }
}

/// Puts JSON together byte by byte.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private let indent: Int?
    private var level = 0

    init(indent: Int? = nil) { self.indent = indent }

    mutating func write(_ value: JSONValue, path: @autoclosure () -> String) throws(JSONEncodingError) {
        switch value {
        case .null: raw("null")
        case .boolean(let flag): raw(flag ? "true" : "false")
        case .integer(let integer): raw(String(integer))
        case .number(let number):
            guard number.isFinite else { throw JSONEncodingError(path: path()) }
            // -0.0 and 5.0 keep their point: a number comes back as a number.
            raw(number.description)
        case .string(let text): string(text)
        case .array(let items):
            let place = path()
            let isEmpty = try list("[", "]", items.indices) { (writer, i) throws(JSONEncodingError) in
                try writer.write(items[i], path: "\(place)[\(i)]")
            }
            if isEmpty { raw("[]") }
        case .object(let object):
            let place = path()
            let isEmpty = try list("{", "}", object.members.indices) { (writer, i) throws(JSONEncodingError) in
                let member = object.members[i]
                writer.string(member.name)
                writer.raw(writer.indent == nil ? ":" : ": ")
                try writer.write(member.value, path: "\(place).\(member.name)")
            }
            if isEmpty { raw("{}") }
        }
    }

    private mutating func list(
        _ open: StaticString, _ close: StaticString, _ places: Range<Int>,
        _ item: (inout JSONWriter, Int) throws(JSONEncodingError) -> Void
    ) throws(JSONEncodingError) -> Bool {
        guard !places.isEmpty else { return true }
        raw(open)
        level += 1
        for place in places {
            if place > places.lowerBound { raw(",") }
            newLine()
            try item(&self, place)
        }
        level -= 1
        newLine()
        raw(close)
        return false
    }

    private mutating func newLine() {
        guard let indent else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: indent * level))
    }

    /// Text in quotes; quotes, backslashes and control characters escaped.
    mutating func string(_ text: String) {
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22: raw("\\\"")
            case 0x5C: raw("\\\\")
            case 0x0A: raw("\\n")
            case 0x0D: raw("\\r")
            case 0x09: raw("\\t")
            case 0..<0x20, 0x7F:
                raw("\\u00")
                bytes.append(Self.hexDigits[Int(byte >> 4)])
                bytes.append(Self.hexDigits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)

    mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func raw(_ more: [UInt8]) { bytes.append(contentsOf: more) }

    /// A whole number of ten-millionths as a decimal with as few digits as it needs: -775 → -0.0000775.
    mutating func tenMillionths(_ units: Int) {
        if units < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, fraction) = units.magnitude.quotientAndRemainder(dividingBy: 10_000_000)
        raw(String(whole))
        guard fraction > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var (rest, unit) = (fraction, UInt(1_000_000))
        while rest > 0 {
            bytes.append(48 + UInt8(rest / unit))
            rest %= unit
            unit /= 10
        }
    }
}
