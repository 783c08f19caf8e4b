/// A length or distance in metres.
public struct Metres: Hashable, Comparable, Sendable {
    /// Metres.
    public var value: Double

    /// A length in metres.
    public init(_ value: Double) { self.value = value }

    /// Shorter lengths first.
    public static func < (a: Metres, b: Metres) -> Bool { a.value < b.value }
    /// One length after the other.
    public static func + (a: Metres, b: Metres) -> Metres { Metres(a.value + b.value) }
    /// What one length has over the other; may be negative.
    public static func - (a: Metres, b: Metres) -> Metres { Metres(a.value - b.value) }
    /// The ratio of two lengths.
    public static func / (a: Metres, b: Metres) -> Double { a.value / b.value }
    /// The time for a length at a pace.
    public static func * (length: Metres, pace: SecondsPerMetre) -> Seconds { Seconds(length.value * pace.value) }
}
