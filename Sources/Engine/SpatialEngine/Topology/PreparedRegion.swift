internal import CGEOS

/// An area made ready for many questions about points and lines.
///
/// Not `Sendable`, like the context it was made in: each task prepares its own. Boundaries count exactly: a point on a
/// side is covered but not contained, a line along a side touches but does not cross.
public struct PreparedRegion: ~Copyable {
    /// The area itself.
    public let area: MultiPolygon
    /// Its sides, exteriors and holes; a value that may be searched from any thread.
    public let sides: SegmentTree
    let context: TopologyContext
    private let extent: BoundingBox?
    private let geometry: OwnedGeometry
    private let prepared: OpaquePointer

    /// Prepares a valid area; an empty one contains nothing and touches nothing.
    public init(_ area: MultiPolygon, in context: TopologyContext) throws(TopologyError) {
        let geometry = try context.own(area)
        // null on failure; borrows the geometry, which is kept
        guard let prepared = GEOSPrepare_r(context.handle, geometry.raw) else { throw context.failure("preparing") }
        self.area = area
        self.context = context
        self.prepared = prepared
        self.geometry = geometry
        extent = BoundingBox(around: area.polygons.lazy.flatMap(\.exterior))
        sides = SegmentTree(area)
    }

    deinit { GEOSPreparedGeom_destroy_r(context.handle, prepared) }

    /// Whether `point` lies inside, not on the border.
    public func contains(_ point: GeographicPoint) throws(TopologyError) -> Bool {
        guard extent?.contains(point) == true else { return false }
        let owned = try context.own(.point(point))
        return try context.decide("contains", GEOSPreparedContains_r(context.handle, prepared, owned.raw))
    }

    /// Whether `point` lies inside or on the border.
    public func covers(_ point: GeographicPoint) throws(TopologyError) -> Bool {
        guard extent?.contains(point) == true else { return false }
        let owned = try context.own(.point(point))
        return try context.decide("covers", GEOSPreparedCovers_r(context.handle, prepared, owned.raw))
    }

    /// Whether no point of `line` lies outside; running along the border is allowed.
    public func covers(_ line: LineString) throws(TopologyError) -> Bool {
        guard !line.points.isEmpty else { return false }
        let owned = try context.own(.lineString(line))
        return try context.decide("covers", GEOSPreparedCovers_r(context.handle, prepared, owned.raw))
    }

    /// Whether `line` shares a point with the area, its border included.
    public func intersects(_ line: LineString) throws(TopologyError) -> Bool {
        let owned = try context.own(.lineString(line))
        return try context.decide("intersects", GEOSPreparedIntersects_r(context.handle, prepared, owned.raw))
    }

    /// Whether `geometry` shares a point with the area, its border included.
    public func intersects(_ geometry: Geometry) throws(TopologyError) -> Bool {
        let owned = try context.own(geometry)
        return try context.decide("intersects", GEOSPreparedIntersects_r(context.handle, prepared, owned.raw))
    }

    /// The place of the area nearest to `point` and its distance: `point` itself when the area covers it.
    ///
    /// nil for an empty area, or when nothing lies within `limit`.
    public func nearestPoint(
        to point: GeographicPoint, within limit: Metres = Metres(.infinity)
    ) throws(TopologyError) -> (place: GeographicPoint, distance: Metres)? {
        if try covers(point) { return (point, Metres(0)) }
        return sides.nearest(to: point, within: limit).map { ($0.place, $0.distance) }
    }
}
