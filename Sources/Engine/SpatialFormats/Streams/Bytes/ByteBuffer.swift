import Glibc

/// Bytes that are put together to be handed on.
struct ByteBuffer: ~Copyable {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int = 1 << 12) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    mutating func removeAll() { count = 0 }

    /// Makes room for `more` bytes and says where they go; ``advance(_:)`` must follow.
    @inline(__always)
    mutating func room(_ more: Int) -> UnsafeMutablePointer<UInt8> {
        if count + more > capacity { grow(more) }
        return base + count
    }

    @inline(__always)
    mutating func advance(_ written: Int) { count += written }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        room(1).pointee = byte
        count += 1
    }

    @inline(__always)
    mutating func append(_ start: UnsafePointer<UInt8>, _ length: Int) {
        memcpy(room(length), start, length)
        count += length
    }

    @inline(__always)
    mutating func append(_ text: StaticString) { append(text.utf8Start, text.utf8CodeUnitCount) }

    mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { buffer in
            if let start = buffer.baseAddress { append(start, buffer.count) }
        }
    }

    /// Under a name of its own: a literal would be taken for a `String` first, and that is slower by far.
    mutating func append(text: String) {
        for byte in text.utf8 { append(byte) }
    }

    /// A whole number of ten-millionths as a decimal with as few digits as it needs: -775 → -0.0000775.
    mutating func append(tenMillionths units: Int) {
        let place = room(32)
        var length = 0
        if units < 0 {
            place[0] = UInt8(ascii: "-")
            length = 1
        }
        let (whole, fraction) = units.magnitude.quotientAndRemainder(dividingBy: 10_000_000)
        length += Self.write(whole, to: place + length)
        if fraction > 0 {
            place[length] = UInt8(ascii: ".")
            var (rest, last) = (UInt32(truncatingIfNeeded: fraction), length + 7)
            for i in stride(from: length + 7, to: length, by: -1) {
                let (tens, digit) = rest.quotientAndRemainder(dividingBy: 10)
                place[i] = 48 + UInt8(truncatingIfNeeded: digit)
                if digit == 0 && last == i { last -= 1 }
                rest = tens
            }
            length = last + 1
        }
        advance(length)
    }

    /// A whole number.
    mutating func append(integer: Int) {
        let place = room(24)
        var length = 0
        if integer < 0 {
            place[0] = UInt8(ascii: "-")
            length = 1
        }
        advance(length + Self.write(integer.magnitude, to: place + length))
    }

    /// Digits at `place`; returns how many.
    private static func write(_ number: UInt, to place: UnsafeMutablePointer<UInt8>) -> Int {
        if number < 10 {
            place[0] = 48 + UInt8(truncatingIfNeeded: number)
            return 1
        }
        var (length, rest) = (1, number / 10)
        while rest > 0 {
            length += 1
            rest /= 10
        }
        rest = number
        for i in stride(from: length - 1, through: 0, by: -1) {
            place[i] = 48 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        return length
    }

    private mutating func grow(_ more: Int) {
        capacity = max(2 * capacity, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }
}

/// Eight bytes at a time.
enum EightBytes {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    @inline(__always)
    static func load(_ place: UnsafePointer<UInt8>) -> UInt64 {
        UnsafeRawPointer(place).loadUnaligned(as: UInt64.self)
    }

    /// The top bit of each byte that equals `byte`; exact up to the first hit, which is all that is used.
    @inline(__always)
    static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
        let difference = word ^ (ones &* UInt64(byte))
        return (difference &- ones) & ~difference & tops
    }

    /// The top bit of each byte below 0x20.
    @inline(__always)
    static func control(_ word: UInt64) -> UInt64 { (word &- ones &* 0x20) & ~word & tops }

    /// The top bit of each byte beyond ASCII.
    @inline(__always)
    static func high(_ word: UInt64) -> UInt64 { word & tops }

    /// How many bytes lie before the first hit.
    @inline(__always)
    static func first(_ mask: UInt64) -> Int { mask.trailingZeroBitCount >> 3 }
}

/// The length of the UTF-8 sequence of two to four bytes that begins here, or nil if it is none (RFC 3629).
func lengthOfUTF8Sequence(_ p: UnsafePointer<UInt8>) -> Int? {
    func follows(_ i: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool { low <= p[i] && p[i] <= high }
    switch p[0] {
    case 0xC2...0xDF: return follows(1) ? 2 : nil
    case 0xE0: return follows(1, 0xA0) && follows(2) ? 3 : nil
    case 0xED: return follows(1, 0x80, 0x9F) && follows(2) ? 3 : nil
    case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : nil
    case 0xF0: return follows(1, 0x90) && follows(2) && follows(3) ? 4 : nil
    case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : nil
    case 0xF4: return follows(1, 0x80, 0x8F) && follows(2) && follows(3) ? 4 : nil
    default: return nil
    }
}
