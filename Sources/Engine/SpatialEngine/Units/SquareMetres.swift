/// An area in square metres.
public struct SquareMetres: Hashable, Comparable, Sendable {
    /// Number of square metres.
    public var value: Double

    /// An area of so many square metres.
    public init(_ value: Double) { self.value = value }

    /// Compares the sizes.
    public static func < (a: SquareMetres, b: SquareMetres) -> Bool { a.value < b.value }
    /// Two areas together.
    public static func + (a: SquareMetres, b: SquareMetres) -> SquareMetres { SquareMetres(a.value + b.value) }
    /// What one area is larger than the other; may be below 0.
    public static func - (a: SquareMetres, b: SquareMetres) -> SquareMetres { SquareMetres(a.value - b.value) }
    /// The ratio of two areas.
    public static func / (a: SquareMetres, b: SquareMetres) -> Double { a.value / b.value }
}
