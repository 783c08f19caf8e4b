/// A pace: seconds needed for each metre over the ground.
public struct SecondsPerMetre: Hashable, Comparable, Sendable {
    public var value: Double

    public init(_ value: Double) { self.value = value }

    public static func < (a: SecondsPerMetre, b: SecondsPerMetre) -> Bool { a.value < b.value }
}
