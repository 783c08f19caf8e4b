/// A duration in seconds.
public struct Seconds: Hashable, Comparable, Sendable {
    /// Seconds.
    public var value: Double

    /// A duration in seconds.
    public init(_ value: Double) { self.value = value }

    /// Shorter durations first.
    public static func < (a: Seconds, b: Seconds) -> Bool { a.value < b.value }
    /// One duration after the other.
    public static func + (a: Seconds, b: Seconds) -> Seconds { Seconds(a.value + b.value) }
    /// What one duration has over the other; may be negative.
    public static func - (a: Seconds, b: Seconds) -> Seconds { Seconds(a.value - b.value) }
}
