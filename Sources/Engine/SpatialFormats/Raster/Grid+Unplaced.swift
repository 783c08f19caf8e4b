public import SpatialEngine

extension Grid {
    /// Whether the grid names no reference system, so that nothing is known of its place on Earth.
    public var isUnplaced: Bool { crs == .unnamed }
}
