internal import SpatialEngine
internal import SpatialFormats

extension Grid {
    /// Whether the grid names no reference system, so that nothing is known of its place on Earth.
    var isUnplaced: Bool { crs == .unnamed }
}
