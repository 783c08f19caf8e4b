/// A position on a plane, in the units of the plane that its container names; x grows eastwards, y northwards.
public struct PlanarPoint: Hashable, Sendable {
    /// Eastwards.
    public var x: Double
    /// Northwards.
    public var y: Double

    /// A position from its two coordinates.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}
