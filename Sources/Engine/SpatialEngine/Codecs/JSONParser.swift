/// What is wrong with a JSON text, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Place of the fault, in bytes from the start of the text.
    public let offset: Int
    /// The line of the fault, from 1.
    public let line: Int
    /// What is wrong and how to mend it.
    public let problem: String

    /// Such as `line 3 (byte 120): a comma or ] is missing`.
    public var description: String { "line \(line) (byte \(offset)): \(problem)" }
}

extension JSONValue {
    /// Reads one JSON text (RFC 8259); a byte-order mark is skipped.
    ///
    /// Strict: names repeated in an object, numbers beyond a double, unpaired surrogates, control characters in text,
    /// bytes that are not UTF-8 and anything after the value are errors.
    /// - Parameter depthLimit: How deep arrays and objects may nest.
    /// - Complexity: O(*n*) for *n* bytes, if objects have few members.
    public init(parsing bytes: [UInt8], depthLimit: Int = 200) throws(JSONError) {
        var parser = JSONParser(bytes: bytes, depthLimit: depthLimit)
        self = try parser.parseText()
    }
}

/// A recursive-descent reader over bytes.
private struct JSONParser {
    let bytes: [UInt8]
    let depthLimit: Int
    private var at = 0
    private var depth = 0

    init(bytes: [UInt8], depthLimit: Int) {
        (self.bytes, self.depthLimit) = (bytes, depthLimit)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    mutating func parseText() throws(JSONError) -> JSONValue {
        let value = try parseValue()
        skipBlanks()
        guard at == bytes.count else { throw fault("there is text after the value; remove it") }
        return value
    }

    // MARK: - Values

    private mutating func parseValue() throws(JSONError) -> JSONValue {
        skipBlanks()
        guard at < bytes.count else { throw fault("the text ends where a value is needed; the file may be truncated") }
        switch bytes[at] {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONError) in .object(try parser.parseObject()) }
        case UInt8(ascii: "["): return try nested { parser throws(JSONError) in .array(try parser.parseArray()) }
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
        case UInt8(ascii: "t"): return try parseWord("true", .boolean(true))
        case UInt8(ascii: "f"): return try parseWord("false", .boolean(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        default: throw fault("a value cannot begin with \(character(at))")
        }
    }

    private mutating func nested(
        _ parse: (inout JSONParser) throws(JSONError) -> JSONValue
    ) throws(JSONError) -> JSONValue {
        depth += 1
        guard depth <= depthLimit else { throw fault("arrays and objects nest deeper than \(depthLimit)") }
        at += 1
        let value = try parse(&self)
        depth -= 1
        return value
    }

    private mutating func parseObject() throws(JSONError) -> JSONObject {
        var object = JSONObject()
        var names = Set<String>()
        if take("}") { return object }
        repeat {
            skipBlanks()
            let start = at
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
                throw fault(
                    atEnd
                        ? "the text ends inside an object; the file may be truncated"
                        : "a member's name in quotes is needed")
            }
            let name = try parseString()
            // A set only pays from some members on.
            let isNew = object.members.count < 8 ? object[name] == nil : names.insert(name).inserted
            guard isNew else { throw fault("the name \"\(name)\" is there twice in one object; remove one", at: start) }
            if object.members.count < 8 { names.insert(name) }
            guard take(":") else { throw fault("a colon is needed after the name \"\(name)\"") }
            object.appendNew(name, try parseValue())
        } while take(",")
        guard take("}") else { throw unclosed("object", "}") }
        return object
    }

    private mutating func parseArray() throws(JSONError) -> [JSONValue] {
        var items: [JSONValue] = []
        if take("]") { return items }
        repeat { items.append(try parseValue()) } while take(",")
        guard take("]") else { throw unclosed("array", "]") }
        return items
    }

    private mutating func parseWord(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let wanted = "\(word)"
        guard bytes[at...].starts(with: wanted.utf8) else { throw fault("an unknown word; \(wanted) was expected") }
        at += wanted.utf8.count
        return value
    }

    // MARK: - Numbers

    private mutating func parseNumber() throws(JSONError) -> JSONValue {
        let start = at
        var (mantissa, isExact, isWhole, power): (UInt64, Bool, Bool, Int) = (0, true, true, 0)
        let isNegative = bytes[at] == UInt8(ascii: "-")
        if isNegative { at += 1 }
        func add(_ digit: UInt8) {
            if mantissa < 900_000_000_000_000 { mantissa = mantissa * 10 + UInt64(digit - 48) } else { isExact = false }
        }
        let whole = takeDigits(add)
        guard whole.count > 0 else { throw fault("a digit is needed after the minus sign") }
        guard whole.count == 1 || bytes[whole.lowerBound] != 48 else {
            throw fault("a number cannot begin with 0 and a digit", at: start)
        }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            isWhole = false
            let fraction = takeDigits(add)
            guard fraction.count > 0 else { throw fault("a digit is needed after the point") }
            power = -fraction.count
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            isWhole = false
            isExact = false
            if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
            guard takeDigits({ _ in }).count > 0 else { throw fault("a digit is needed in the exponent") }
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if isWhole, let integer = isExact ? (isNegative ? -Int(mantissa) : Int(mantissa)) : Int(text) {
            return integer == 0 && isNegative ? .number(-0.0) : .integer(integer)
        }
        // A mantissa below 2⁵³ over a power of ten up to 10²² is correctly rounded (Clinger 1990).
        if isExact, -22 <= power { return .number((isNegative ? -1 : 1) * Double(mantissa) / Self.powersOfTen[-power]) }
        guard let number = Double(text), number.isFinite else { throw fault("the number is too large", at: start) }
        return .number(number)
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20,
        1e21, 1e22,
    ]

    private mutating func takeDigits(_ each: (UInt8) -> Void) -> Range<Int> {
        let start = at
        while at < bytes.count, bytes[at] &- 48 < 10 {
            each(bytes[at])
            at += 1
        }
        return start..<at
    }

    // MARK: - Text

    private mutating func parseString() throws(JSONError) -> String {
        let start = at
        at += 1
        var run = at
        var text = ""
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                text += try decoded(run..<at)
                at += 1
                return text
            case UInt8(ascii: "\\"):
                text += try decoded(run..<at)
                at += 1
                text.unicodeScalars.append(try parseEscape())
                run = at
            case 0..<0x20: throw fault("a control character in a text; write it as \\u00\(hex(bytes[at]))")
            default: at += 1
            }
        }
        throw fault("the text in quotes that begins here is not closed; the file may be truncated", at: start)
    }

    private func decoded(_ range: Range<Int>) throws(JSONError) -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw fault("bytes that are not UTF-8 in a text; convert the file to UTF-8", at: range.lowerBound)
        }
        return text
    }

    private mutating func parseEscape() throws(JSONError) -> Unicode.Scalar {
        guard at < bytes.count else { throw fault("the text ends inside an escape; the file may be truncated") }
        let letter = bytes[at]
        at += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try parseUnicodeEscape()
        default: throw fault("there is no escape \\\(Unicode.Scalar(letter))", at: at - 2)
        }
    }

    private mutating func parseUnicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let start = at - 2
        let first = try parseFourHexDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        if first < 0xDC00, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") {
            at += 2
            let second = try parseFourHexDigits()
            if 0xDC00...0xDFFF ~= second,
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + second - 0xDC00)
            {
                return scalar
            }
        }
        throw fault("half of a surrogate pair in a \\u escape", at: start)
    }

    private mutating func parseFourHexDigits() throws(JSONError) -> UInt32 {
        guard at + 4 <= bytes.count, let digits = String(validating: bytes[at..<at + 4], as: UTF8.self),
            digits.utf8.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let code = UInt32(digits, radix: 16)
        else { throw fault("four hexadecimal digits are needed after \\u") }
        at += 4
        return code
    }

    // MARK: - Bytes

    private var atEnd: Bool { at >= bytes.count }

    private mutating func skipBlanks() {
        while at < bytes.count, bytes[at] <= 0x20, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[at]) { at += 1 }
    }

    /// Skips blanks and the mark, if it comes next.
    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard at < bytes.count, bytes[at] == UInt8(ascii: mark) else { return false }
        at += 1
        return true
    }

    private func unclosed(_ what: String, _ mark: String) -> JSONError {
        fault(
            atEnd
                ? "the text ends inside an \(what); the file may be truncated"
                : "a comma or \(mark) is needed, found \(character(at))")
    }

    private func character(_ place: Int) -> String {
        0x21..<0x7F ~= bytes[place] ? "\(Unicode.Scalar(bytes[place]))" : "byte 0x\(hex(bytes[place]))"
    }

    private func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

    private func fault(_ problem: String, at place: Int? = nil) -> JSONError {
        let place = min(place ?? at, bytes.count)
        return JSONError(offset: place, line: 1 + bytes[..<place].count { $0 == 0x0A }, problem: problem)
    }
}
