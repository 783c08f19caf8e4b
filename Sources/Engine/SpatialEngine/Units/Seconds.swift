/// A duration in seconds.
public struct Seconds: Hashable, Comparable, Sendable {
    public var value: Double

    public init(_ value: Double) { self.value = value }

    public static func < (a: Seconds, b: Seconds) -> Bool { a.value < b.value }
    public static func + (a: Seconds, b: Seconds) -> Seconds { Seconds(a.value + b.value) }
    public static func - (a: Seconds, b: Seconds) -> Seconds { Seconds(a.value - b.value) }
}
