internal import CGEOS

/// Questions about two geometries in degrees; for many questions to one area use ``PreparedRegion``.
extension TopologyContext {
    /// Whether `a` and `b` share a point.
    public func intersects(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Bool {
        try ask("intersects", GEOSIntersects_r, a, b)
    }

    /// Whether no point of `b` lies outside `a`.
    public func covers(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Bool {
        try ask("covers", GEOSCovers_r, a, b)
    }

    /// Whether `a` and `b` are the same set of points.
    public func equals(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Bool {
        try ask("equals", GEOSEquals_r, a, b)
    }

    /// Whether `a` and `b` share points, but none that is interior to both.
    public func touches(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Bool {
        try ask("touches", GEOSTouches_r, a, b)
    }

    private func ask(
        _ name: String, _ predicate: (GEOSContextHandle_t?, OpaquePointer?, OpaquePointer?) -> CChar,
        _ a: Geometry, _ b: Geometry
    ) throws(TopologyError) -> Bool {
        let first = try own(a)
        let second = try own(b)
        // 2 on failure
        return try decide(name, predicate(handle, first.raw, second.raw))
    }
}
