public import SpatialEngine

/// Why a sea chart or a passage was refused.
public enum SeaError: Error, Equatable, CustomStringConvertible {
    /// The window cannot be charted.
    case unusableExtent(BoundingBox, reason: String)
    /// A position of the coast or of a request is not a place on the globe.
    case invalidPosition(GeographicPoint)
    /// The coast's lines cross so often near a place that they never settle.
    case tangledCoast(near: GeographicPoint)
    /// A clearance below 0 or above 10 km.
    case unusableClearance(Metres)

    /// A search over cells so small that it would never end.
    case tooManyCells(count: Double, least: Metres)

    /// What is wrong, where, and how to mend it.
    public var description: String {
        switch self {
        case .unusableExtent(let box, let reason):
            "sea window \(box.west),\(box.south),\(box.east),\(box.north): \(reason)"
        case .invalidPosition(let p):
            "position \(p.longitude),\(p.latitude) is no place; give finite numbers, latitudes within −90…90 on the globe"
        case .tangledCoast(let p):
            "the coast crosses itself again and again near \(p.longitude),\(p.latitude); repair the land polygons there"
        case .tooManyCells(let count, let least):
            "a search over \(count < 1e15 ? "\(Int(count))" : "\(count)") cells; give cells of \(least.value.rounded(.up)) m or more, or a smaller extent"
        case .unusableClearance(let clearance):
            "a clearance of \(clearance.value) m off the coast; give 0 to 10,000 m"
        }
    }
}
