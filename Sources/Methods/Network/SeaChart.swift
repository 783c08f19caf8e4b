public import SpatialEngine

/// Where a boat can go: the water of a window, exact to the coast polygons it is made of.
///
/// Land, grown by a clearance, is cut out of the extent; what is left is triangulated once, and each ``passage(from:to:snap:)``
/// is then the shortest path through that triangulation. Positions are kept to 10⁻⁷ degrees.
public struct SeaChart: Sendable {
    /// The window; no passage leaves it.
    public let extent: BoundingBox
    /// How far passages keep off the coast.
    public let clearance: Metres
    let mesh: SeaMesh
    let waters: SeaWaters
    let shore: SeaShore

    /// Charts the water of `extent` that lies at least `clearance` off `land`.
    ///
    /// - Parameters:
    ///   - land: Closed rings in degrees, of any orientation. Edges on the window's border are no coast.
    ///   - clearance: Metres, 0 or more. The coast is thinned by at most a sixth of it first, so that passages keep between
    ///     1 and 1⅔ times the clearance off.
    ///   - closures: Lines that no passage crosses (a canal with locks); ends on land close the water between.
    /// - Throws: ``SeaError`` if the extent crosses the antimeridian, spans more than 90 degrees or has no area, or if a
    ///   position is not finite.
    /// - Complexity: O(*n* log *n*) for *n* vertices.
    public init(
        land: MultiPolygon, extent: BoundingBox, clearance: Metres = Metres(60), closures: [LineString] = []
    ) throws(SeaError) {
        let frame = try SeaFrame(extent)
        guard clearance.value >= 0, clearance.value <= 10_000 else { throw .unusableClearance(clearance) }
        let growth = SeaGrowth(by: clearance)
        var rings: [[LatticePoint]] = []
        for polygon in land.polygons {
            for (index, ring) in polygon.rings.enumerated() {
                rings.append(frame.clipped(growth.grown(try SeaFrame.lattice(ring), isHole: index > 0)))
            }
        }
        var lines: [[LatticePoint]] = []
        for closure in closures {
            let points = try SeaFrame.lattice(closure.points)
            for (a, b) in zip(points, points.dropFirst()) {
                if let (start, end) = frame.clipped(a, b) { lines.append([start, end]) }
            }
        }
        mesh = try SeaMesh(land: rings, closures: lines, in: frame)
        waters = SeaWaters(of: mesh)
        shore = SeaShore(of: mesh, waters)
        (self.extent, self.clearance) = (extent, clearance)
    }

    /// Whether the position lies on charted water, its edge included.
    public func isWater(_ point: GeographicPoint) -> Bool { waterTriangle(at: point) != nil }

    /// A water triangle that contains the position.
    func waterTriangle(at point: GeographicPoint) -> Int? {
        point.isValid && extent.contains(point) ? waterTriangle(at: LatticePoint(point)) : nil
    }

    /// A water triangle that contains the position, which must lie in the window or near it.
    func waterTriangle(at p: LatticePoint) -> Int? {
        guard let t = mesh.triangle(containing: p, near: shore.hint(near: p)) else { return nil }
        if waters.body[t] >= 0 { return t }
        // On an edge the triangle beyond may be water.
        for h in 3 * t..<3 * t + 3 where Lattice.turn(mesh.points[mesh.start(h)], mesh.points[mesh.end(h)], p) == 0 {
            let g = mesh.opposite(h)
            if g >= 0, waters.body[g / 3] >= 0 { return g / 3 }
        }
        return nil
    }
}
