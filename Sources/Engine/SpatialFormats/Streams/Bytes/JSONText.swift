/// Text of JSON, byte by byte.
enum JSONText {
    /// Whether the bytes between quotes are `word`.
    @inline(__always)
    static func equals(_ text: (start: UnsafePointer<UInt8>, count: Int, isEscaped: Bool), _ word: StaticString) -> Bool
    {
        guard text.count == word.utf8CodeUnitCount else { return false }
        for i in 0..<text.count where text.start[i] != word.utf8Start[i] { return false }
        return true
    }

    static func fourHexDigits(_ start: UnsafePointer<UInt8>) -> UInt32? {
        var code: UInt32 = 0
        for i in 0..<4 {
            let digit: UInt8
            switch start[i] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = start[i] - 48
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = start[i] - 87
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = start[i] - 55
            default: return nil
            }
            code = code << 4 | UInt32(digit)
        }
        return code
    }

    /// Appends what the bytes between the quotes of a checked text mean.
    static func appendUnescaped(_ start: UnsafePointer<UInt8>, _ count: Int, to buffer: inout ByteBuffer) {
        var (p, end) = (start, start + count)
        while p < end {
            guard p.pointee == 0x5C else {
                buffer.append(p.pointee)
                p += 1
                continue
            }
            switch p[1] {
            case UInt8(ascii: "b"): buffer.append(0x08)
            case UInt8(ascii: "f"): buffer.append(0x0C)
            case UInt8(ascii: "n"): buffer.append(0x0A)
            case UInt8(ascii: "r"): buffer.append(0x0D)
            case UInt8(ascii: "t"): buffer.append(0x09)
            case UInt8(ascii: "u"):
                var code = fourHexDigits(p + 2) ?? 0xFFFD
                if 0xD800..<0xDC00 ~= code, end - p >= 12 {
                    code = 0x10000 + (code - 0xD800) << 10 + (fourHexDigits(p + 8) ?? 0xDC00) - 0xDC00
                    p += 6
                }
                let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { buffer.append(byte) }
                p += 4
            default: buffer.append(p[1])
            }
            p += 2
        }
        end = p
    }

    /// Appends text as it stands between the quotes of JSON.
    static func appendEscaped(
        _ start: UnsafePointer<UInt8>, _ count: Int, halvingQuotes: Bool = false, to buffer: inout ByteBuffer
    ) {
        var (p, end) = (start, start + count)
        // At worst every byte becomes six.
        _ = buffer.room(count)
        while p < end {
            if end - p >= 8 {
                let word = EightBytes.load(p)
                let stops = EightBytes.equal(word, 0x22) | EightBytes.equal(word, 0x5C) | EightBytes.control(word)
                let plain = stops == 0 ? 8 : EightBytes.first(stops)
                buffer.append(p, plain)
                p += plain
                if stops == 0 { continue }
            }
            appendEscaped(p.pointee, to: &buffer)
            p += halvingQuotes && p.pointee == 0x22 ? 2 : 1
        }
        end = p
    }

    private static func appendEscaped(_ byte: UInt8, to buffer: inout ByteBuffer) {
        switch byte {
        case 0x22: buffer.append("\\\"")
        case 0x5C: buffer.append("\\\\")
        case 0x0A: buffer.append("\\n")
        case 0x0D: buffer.append("\\r")
        case 0x09: buffer.append("\\t")
        case 0..<0x20:
            buffer.append("\\u00")
            buffer.append(hexDigits[Int(byte >> 4)])
            buffer.append(hexDigits[Int(byte & 15)])
        default: buffer.append(byte)
        }
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)
}
