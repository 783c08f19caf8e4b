/// A length or distance in metres.
public struct Metres: Hashable, Comparable, Sendable {
    public var value: Double

    public init(_ value: Double) { self.value = value }

    public static func < (a: Metres, b: Metres) -> Bool { a.value < b.value }
    public static func + (a: Metres, b: Metres) -> Metres { Metres(a.value + b.value) }
    public static func - (a: Metres, b: Metres) -> Metres { Metres(a.value - b.value) }
    /// The ratio of two lengths.
    public static func / (a: Metres, b: Metres) -> Double { a.value / b.value }
    public static func * (length: Metres, pace: SecondsPerMetre) -> Seconds { Seconds(length.value * pace.value) }
}
