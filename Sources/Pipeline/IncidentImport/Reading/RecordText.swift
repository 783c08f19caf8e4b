/// The fields of one record, unescaped and without blanks round them.
struct RecordText {
    /// The contents of the fields one behind the other.
    private(set) var bytes: [UInt8] = []
    /// Where each field lies in ``bytes``.
    private(set) var fields: [Range<Int>] = []
    /// Whether letters were lost when the bytes were read as text.
    private(set) var isDamaged = false

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        isDamaged = false
    }

    /// Appends raw content to the field that is being read.
    mutating func append(_ content: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: content) }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    /// Ends the field that began at `start` of ``bytes``.
    mutating func endField(from start: Int) { fields.append(trimmed(start..<bytes.count)) }

    /// Appends a whole field.
    mutating func append(field: some Sequence<UInt8>) {
        let start = bytes.count
        bytes.append(contentsOf: field)
        endField(from: start)
    }

    mutating func keepFields(_ count: Int) { fields.removeSubrange(count...) }

    func isEmpty(_ field: Int) -> Bool { fields[field].isEmpty }

    var isBlank: Bool { fields.allSatisfy(\.isEmpty) }

    func text(_ field: Int) -> String { String(decoding: bytes[fields[field]], as: UTF8.self) }

    /// Hands a field to `body`.
    @inline(__always)
    func with<Result>(_ field: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        body(bytes.span.extracting(fields[field]))
    }

    /// Makes the bytes UTF-8 if they are not.
    ///
    /// - Parameter isUTF8: Whether the file is UTF-8 on the whole: what is not, is lost letters; else it is Windows-1252.
    mutating func decode(isUTF8: Bool) {
        guard bytes.contains(where: { $0 >= 0x80 }), !Self.isValid(bytes.span) else { return }
        var decoded = RecordText()
        for field in fields {
            let raw = bytes[field]
            if isUTF8 {
                decoded.append(field: String(decoding: raw, as: UTF8.self).utf8)
                decoded.isDamaged = true
            } else {
                decoded.append(field: raw.flatMap(Windows1252.utf8))
                decoded.isDamaged = decoded.isDamaged || raw.contains(where: Windows1252.isUndefined)
            }
        }
        self = decoded
    }

    /// Whether the bytes are UTF-8 (RFC 3629).
    static func isValid(_ bytes: Span<UInt8>) -> Bool { lead(bytes) == nil }

    /// The place of the first byte that does not belong to UTF-8.
    private static func lead(_ bytes: Span<UInt8>) -> Int? {
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte < 0x80 {
                at += 1
                continue
            }
            let length: Int
            var (low, high): (UInt8, UInt8) = (0x80, 0xBF)
            switch byte {
            case 0xC2...0xDF: length = 2
            case 0xE0...0xEF: length = 3
            case 0xF0...0xF4: length = 4
            default: return at
            }
            if byte == 0xE0 { low = 0xA0 } else if byte == 0xED { high = 0x9F }
            if byte == 0xF0 { low = 0x90 } else if byte == 0xF4 { high = 0x8F }
            guard at + length <= bytes.count, (low...high).contains(bytes[at + 1]) else { return at }
            for i in 2..<max(2, length) where bytes[at + i] & 0xC0 != 0x80 { return at }
            at += length
        }
        return nil
    }

    /// The range without blanks, non-breaking spaces, zero-width spaces and byte-order marks at its ends.
    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let step = Self.blank(bytes, at: low, until: high)
            if step == 0 { break }
            low += step
        }
        while low < high {
            if bytes[high - 1] <= 0x20 {
                high -= 1
            } else if high - 2 >= low, Self.blank(bytes, at: high - 2, until: high) == 2 {
                high -= 2
            } else if high - 3 >= low, Self.blank(bytes, at: high - 3, until: high) == 3 {
                high -= 3
            } else {
                break
            }
        }
        return low..<high
    }

    /// The length of the blank at a place; 0 if there is none.
    private static func blank(_ bytes: [UInt8], at place: Int, until end: Int) -> Int {
        let byte = bytes[place]
        if byte <= 0x20 { return 1 }
        guard byte >= 0xC2, place + 1 < end else { return 0 }
        if byte == 0xC2 && bytes[place + 1] == 0xA0 { return 2 }
        guard place + 2 < end else { return 0 }
        switch (byte, bytes[place + 1], bytes[place + 2]) {
        case (0xEF, 0xBB, 0xBF), (0xE2, 0x80, 0x80...0x8F), (0xE2, 0x80, 0xAF), (0xE3, 0x80, 0x80): return 3
        default: return 0
        }
    }
}

/// The Western code page of Windows, which differs from Latin-1 in 0x80…0x9F.
enum Windows1252 {
    private static let high: [UInt16] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
        0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0xFFFD, 0x017E, 0x0178,
    ]

    /// A byte's letter in UTF-8; U+FFFD where the code page has none.
    static func utf8(_ byte: UInt8) -> [UInt8] {
        if byte < 0x80 { return [byte] }
        let scalar = (0x80...0x9F).contains(byte) ? high[Int(byte) - 0x80] : UInt16(byte)
        return Unicode.Scalar(scalar).map { Array(String(Character($0)).utf8) } ?? []
    }

    static func isUndefined(_ byte: UInt8) -> Bool { (0x80...0x9F).contains(byte) && high[Int(byte) - 0x80] == 0xFFFD }
}
