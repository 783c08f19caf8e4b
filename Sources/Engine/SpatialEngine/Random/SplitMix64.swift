/// A small seeded generator (Steele, Lea and Flood 2014, doi:10.1145/2714064.2660195).
///
/// The same seed gives the same numbers on every machine. Work item *i* takes ``stream(_:)`` *i*, so that results do not
/// depend on the number of threads.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A generator; equal seeds give equal numbers.
    public init(seed: UInt64) { state = seed }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// A generator of its own for work item `index`; the receiver does not move on.
    public func stream(_ index: UInt64) -> SplitMix64 {
        SplitMix64(seed: Self.mixed(state ^ Self.mixed(index &+ 0x632B_E59B_D9B4_E019)))
    }

    /// A number in 0 ..< 1 with 53 random bits.
    public mutating func nextUnit() -> Double { Double(next() >> 11) * 0x1p-53 }

    private static func mixed(_ seed: UInt64) -> UInt64 {
        var z = seed
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
