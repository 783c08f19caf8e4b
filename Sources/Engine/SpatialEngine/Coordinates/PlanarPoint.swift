/// A position on a plane, in the units of the plane that its container names; x grows eastwards, y northwards.
public struct PlanarPoint: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}
