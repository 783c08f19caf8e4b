/// Walks over JSON text (RFC 8259) and checks it on the way; nothing is copied.
struct JSONScanner {
    var at: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    /// Whether the file ends at ``end``.
    let isComplete: Bool
    private var depth = 0

    private static let depthLimit = 200

    init(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, isComplete: Bool) {
        (at, self.end, self.isComplete) = (start, end, isComplete)
    }

    init(_ window: borrowing ByteWindow) {
        self.init(window.start, window.limit, isComplete: window.isComplete)
    }

    @inline(__always)
    var byte: UInt8 { at.pointee }

    var isAtEnd: Bool { at >= end }

    /// What to throw when the byte at hand is not what is needed.
    func halt(_ problem: @autoclosure () -> String) -> Halt {
        if at >= end && !isComplete { return .needsMore }
        return .at(at, at >= end ? "the text ends too early; the file may be truncated" : problem())
    }

    func fault(_ problem: String, at place: UnsafePointer<UInt8>) -> Halt { .at(place, problem) }

    @inline(__always)
    mutating func skipBlanks() {
        while at.pointee <= 0x20, at.pointee == 0x20 || at.pointee == 0x0A || at.pointee == 0x0D || at.pointee == 0x09 {
            at += 1
        }
    }

    /// Steps over blanks and the mark, if it comes next.
    @inline(__always)
    mutating func take(_ mark: UInt8) -> Bool {
        skipBlanks()
        guard at.pointee == mark else { return false }
        at += 1
        return true
    }

    @inline(__always)
    mutating func need(_ mark: UInt8, _ place: StaticString) throws(Halt) {
        if !take(mark) { throw halt("\(Unicode.Scalar(mark)) is needed \(place), found \(shown)") }
    }

    var shown: String {
        let byte = at.pointee
        return 0x21..<0x7F ~= byte ? "\(Unicode.Scalar(byte))" : "byte 0x" + String(byte, radix: 16)
    }

    // MARK: - Text

    /// Steps over a text in quotes; the bytes between the quotes, and whether some are escapes.
    @inline(__always)
    mutating func text() throws(Halt) -> (start: UnsafePointer<UInt8>, count: Int, isEscaped: Bool) {
        if !take(UInt8(ascii: "\"")) { throw halt("a text in quotes is needed, found \(shown)") }
        let start = at
        var isEscaped = false
        while true {
            let word = EightBytes.load(at)
            let stops =
                EightBytes.equal(word, 0x22) | EightBytes.equal(word, 0x5C) | EightBytes.control(word)
                | EightBytes.high(word)
            if stops == 0 {
                at += 8
                continue
            }
            at += EightBytes.first(stops)
            if at.pointee == 0x22 {
                at += 1
                return (start, at - start - 1, isEscaped)
            }
            if try skipSpecial() { isEscaped = true }
        }
    }

    /// An escape, a character beyond ASCII, or a fault; true for an escape.
    private mutating func skipSpecial() throws(Halt) -> Bool {
        if at.pointee == 0x5C {
            try skipEscape()
            return true
        }
        guard at.pointee >= 0x80 else {
            throw halt(
                "a control character in a text; write it as \\u00\(at.pointee < 16 ? "0" : "")"
                    + String(at.pointee, radix: 16))
        }
        guard let length = lengthOfUTF8Sequence(at) else {
            if end - at < 4 && !isComplete { throw .needsMore }
            throw halt("bytes that are not UTF-8 in a text; convert the file to UTF-8")
        }
        at += length
        return false
    }

    private mutating func skipEscape() throws(Halt) {
        // Enough for a pair of surrogates.
        if end - at < 12 && !isComplete { throw .needsMore }
        switch at[1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 2
        case UInt8(ascii: "u"):
            let start = at
            guard let unit = JSONText.fourHexDigits(at + 2) else {
                throw halt("four hexadecimal digits are needed after \\u")
            }
            at += 6
            if 0xD800..<0xE000 ~= unit {
                guard unit < 0xDC00, at[0] == 0x5C, at[1] == UInt8(ascii: "u"),
                    let second = JSONText.fourHexDigits(at + 2), 0xDC00..<0xE000 ~= second
                else { throw fault("half of a surrogate pair in a \\u escape", at: start) }
                at += 6
            }
        default: throw halt("there is no such escape in a text")
        }
    }

    // MARK: - Values

    /// Steps over a number and tells whether it is a whole one.
    mutating func number() throws(Halt) -> Token {
        let start = at
        if at.pointee == UInt8(ascii: "-") { at += 1 }
        let whole = at
        while at.pointee &- 48 < 10 { at += 1 }
        guard at > whole else { throw halt("a digit is needed, found \(shown)") }
        if whole.pointee == 48 && at - whole > 1 { throw fault("a number cannot begin with 0 and a digit", at: start) }
        var token = Token.integer
        if at.pointee == UInt8(ascii: ".") {
            at += 1
            let fraction = at
            while at.pointee &- 48 < 10 { at += 1 }
            guard at > fraction else { throw halt("a digit is needed after the point") }
            token = .number
        }
        if at.pointee | 0x20 == UInt8(ascii: "e") {
            try skipExponent(from: start)
            token = .number
        }
        if at >= end && !isComplete { throw .needsMore }
        // Whole numbers beyond 64 bits, and minus zero, are kept apart: no integer holds them.
        if token == .integer, at - whole > 18 || (start < whole && at - whole == 1 && whole.pointee == 48) {
            if DecimalText.integer(start, at - start) == nil || whole.pointee == 48 { token = .number }
        }
        return token
    }

    private mutating func skipExponent(from start: UnsafePointer<UInt8>) throws(Halt) {
        at += 1
        if at.pointee == UInt8(ascii: "+") || at.pointee == UInt8(ascii: "-") { at += 1 }
        let digits = at
        while at.pointee &- 48 < 10 { at += 1 }
        guard at > digits else { throw halt("a digit is needed in the exponent") }
        if at - digits >= 3, !DecimalText.double(start, at - start).isFinite {
            throw fault("the number is too large", at: start)
        }
    }

    /// Steps over a value; what it is, and its bytes: those between the quotes for a text.
    mutating func value() throws(Halt) -> FieldValue {
        skipBlanks()
        let start = at
        switch at.pointee {
        case UInt8(ascii: "\""):
            let text = try text()
            return FieldValue(text.isEscaped ? .escapedText : .text, text.start, text.count)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let token = try number()
            return FieldValue(token, start, at - start)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try skipNested()
            return FieldValue(.nested, start, at - start)
        case UInt8(ascii: "t"): return try word("true", .true)
        case UInt8(ascii: "f"): return try word("false", .false)
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw halt("a value cannot begin with \(shown)")
        }
    }

    private mutating func word(_ word: StaticString, _ token: Token) throws(Halt) -> FieldValue {
        let start = at
        for i in 0..<word.utf8CodeUnitCount {
            guard at.pointee == word.utf8Start[i] else { throw halt("an unknown word; \(word) was expected") }
            at += 1
        }
        return FieldValue(token, start, at - start)
    }

    /// Steps over an array or object.
    private mutating func skipNested() throws(Halt) {
        depth += 1
        guard depth <= Self.depthLimit else {
            throw fault("arrays and objects nest deeper than \(Self.depthLimit)", at: at)
        }
        let isObject = at.pointee == UInt8(ascii: "{")
        let close = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        at += 1
        if !take(close) {
            repeat {
                if isObject {
                    _ = try text()
                    try need(UInt8(ascii: ":"), "after a name")
                }
                _ = try value()
            } while take(UInt8(ascii: ","))
            if !take(close) { throw halt("a comma or \(Unicode.Scalar(close)) is needed, found \(shown)") }
        }
        depth -= 1
    }
}
