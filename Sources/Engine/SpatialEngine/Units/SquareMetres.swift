/// An area in square metres.
public struct SquareMetres: Hashable, Comparable, Sendable {
    public var value: Double

    public init(_ value: Double) { self.value = value }

    public static func < (a: SquareMetres, b: SquareMetres) -> Bool { a.value < b.value }
    public static func + (a: SquareMetres, b: SquareMetres) -> SquareMetres { SquareMetres(a.value + b.value) }
    public static func - (a: SquareMetres, b: SquareMetres) -> SquareMetres { SquareMetres(a.value - b.value) }
    /// The ratio of two areas.
    public static func / (a: SquareMetres, b: SquareMetres) -> Double { a.value / b.value }
}
