internal import CGEOS

extension TopologyContext {
    /// The bounded faces into which lines divide the plane, each once; what encloses nothing is left out.
    ///
    /// Lines may cross, touch and run over each other and themselves. Where one face lies inside another, the outer one has a
    /// hole, so that the faces do not overlap.
    /// - Throws: ``TopologyError`` for a position that is not a finite number.
    /// - Complexity: O(*n* log *n*) in practice.
    public func faces(of lines: [LineString]) throws(TopologyError) -> [Polygon] {
        let all = try own(.multiLineString(lines))
        // The union of lines with themselves has a vertex wherever they meet; null on failure.
        let noded = try adopt("noding", GEOSUnaryUnion_r(handle, all.raw))
        var input: [OpaquePointer?] = [noded.raw]
        let made = input.withUnsafeMutableBufferPointer { GEOSPolygonize_r(handle, $0.baseAddress, 1) }
        return try parts(of: adopt("polygonising", made)).polygons
    }
}
