/// Counts of several replicates side by side, 64 bytes of them.
///
/// Generic vectors are worked on element by element; so each width says here how its own are worked on at once.
protocol CountLanes: SIMD, Sendable where Scalar: FixedWidthInteger & SignedInteger & Sendable {
    /// a + b, wrapping.
    static func sum(_ a: Self, _ b: Self) -> Self
    /// a − b, wrapping.
    static func difference(_ a: Self, _ b: Self) -> Self
    /// The same count in every element, as 64-bit words.
    static func words(of count: Scalar) -> UInt64
    /// The sign bits of all elements of a word.
    static var signs: UInt64 { get }
}

extension SIMD32<Int16>: CountLanes {
    @inline(__always) static func sum(_ a: Self, _ b: Self) -> Self { a &+ b }
    @inline(__always) static func difference(_ a: Self, _ b: Self) -> Self { a &- b }
    @inline(__always) static func words(of count: Int16) -> UInt64 {
        UInt64(UInt16(bitPattern: count)) &* 0x0001_0001_0001_0001
    }
    static var signs: UInt64 { 0x8000_8000_8000_8000 }
}

extension SIMD16<Int32>: CountLanes {
    @inline(__always) static func sum(_ a: Self, _ b: Self) -> Self { a &+ b }
    @inline(__always) static func difference(_ a: Self, _ b: Self) -> Self { a &- b }
    @inline(__always) static func words(of count: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: count)) &* 0x0000_0001_0000_0001
    }
    static var signs: UInt64 { 0x8000_0000_8000_0000 }
}

extension CountLanes {
    /// The same count in every element.
    @inline(__always) static func all(_ count: Scalar) -> Self {
        let word = words(of: count)
        return unsafeBitCast(SIMD8(word, word, word, word, word, word, word, word), to: Self.self)
    }
}

/// Collects which of many vectors have an element below 0.
struct SignBits {
    private var low = SIMD4<UInt64>.zero
    private var high = SIMD4<UInt64>.zero

    @inline(__always) init() {}

    @inline(__always) mutating func insert(_ lanes: some CountLanes) {
        let words = unsafeBitCast(lanes, to: SIMD8<UInt64>.self)
        low |= words.lowHalf
        high |= words.highHalf
    }

    /// Whether a sign bit was inserted.
    @inline(__always) func contains(_ signs: UInt64) -> Bool {
        let four = low | high
        let two = four.lowHalf | four.highHalf
        return (two.x | two.y) & signs != 0
    }
}
