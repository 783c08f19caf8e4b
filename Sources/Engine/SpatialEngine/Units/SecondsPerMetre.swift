/// A pace: seconds needed for each metre over the ground.
public struct SecondsPerMetre: Hashable, Comparable, Sendable {
    /// Seconds for one metre.
    public var value: Double

    /// A pace in seconds per metre.
    public init(_ value: Double) { self.value = value }

    /// Faster paces first.
    public static func < (a: SecondsPerMetre, b: SecondsPerMetre) -> Bool { a.value < b.value }
}
