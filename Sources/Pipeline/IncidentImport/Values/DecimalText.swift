/// Numbers out of bytes.
enum DecimalText {
    /// Reads a decimal number, such as `-77.25`, from `at` on and moves `at` behind it; nil, and `at` as it was, for none.
    ///
    /// - Parameter comma: Whether a comma followed by a digit is the decimal mark too.
    static func scan(_ text: Span<UInt8>, _ at: inout Int, comma: Bool = false) -> Double? {
        var place = at
        var isNegative = false
        if place < text.count, text[place] == 0x2D || text[place] == 0x2B {
            isNegative = text[place] == 0x2D
            place += 1
        } else if place + 2 < text.count, text[place] == 0xE2, text[place + 1] == 0x88, text[place + 2] == 0x92 {
            (isNegative, place) = (true, place + 3)
        }
        var (mantissa, digits, fraction, exact): (UInt64, Int, Int, Bool) = (0, 0, 0, true)
        var isBehindMark = false
        let first = place
        while place < text.count {
            let byte = text[place]
            if (0x30...0x39).contains(byte) {
                if mantissa < 900_000_000_000_000 {
                    mantissa = mantissa * 10 + UInt64(byte - 0x30)
                    if isBehindMark { fraction += 1 }
                } else {
                    exact = exact && byte == 0x30 && isBehindMark
                }
                digits += 1
            } else if !isBehindMark, byte == 0x2E || (comma && byte == 0x2C),
                byte == 0x2E || (place + 1 < text.count && (0x30...0x39).contains(text[place + 1]))
            {
                isBehindMark = true
            } else {
                break
            }
            place += 1
        }
        guard digits > 0 else { return nil }
        let hasExponent =
            place + 1 < text.count && text[place] | 0x20 == 0x65
            && ((0x30...0x39).contains(text[place + 1]) || text[place + 1] == 0x2D || text[place + 1] == 0x2B)
        if hasExponent || !exact {
            if hasExponent {
                place += 2
                while place < text.count, (0x30...0x39).contains(text[place]) { place += 1 }
            }
            let plain = (first..<place).map { text[$0] == 0x2C ? 0x2E : text[$0] }
            guard let value = Double(String(decoding: plain, as: UTF8.self)) else { return nil }
            at = place
            return isNegative ? -value : value
        }
        at = place
        // Both are whole and below 2^53, so that the quotient is the nearest double.
        let value = Double(mantissa) / powers[fraction]
        return isNegative ? -value : value
    }

    private static let powers: [Double] = (0...22).map { n in (0..<n).reduce(1.0) { power, _ in power * 10 } }
}
