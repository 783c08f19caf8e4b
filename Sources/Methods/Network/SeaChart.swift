public import SpatialEngine

/// Where a boat can go: the water of a window, exact to the coast polygons it is made of.
///
/// Land, grown by a clearance, is cut out of the extent; what is left is triangulated once, and each ``passage(from:to:snap:)``
/// is then the shortest path through that triangulation. Positions are kept to 10⁻⁷ degrees, or on a plane to a power of ten
/// of a metre that divides the window into some hundred million steps or more.
public struct SeaChart: Sendable {
    /// The window; no passage leaves it.
    public let extent: BoundingBox
    /// How far passages keep off the coast.
    public let clearance: Metres
    let frame: SeaFrame
    let mesh: SeaMesh
    let waters: SeaWaters
    let shore: SeaShore
    let gates: SeaGates
    let scratch: SeaPool<SeaScratch>

    var lattice: SeaLattice { frame.lattice }

    /// What positions mean here.
    public var space: SeaSpace { lattice.space }

    /// Charts the water of `extent` that lies at least `clearance` off `land`.
    ///
    /// Without clearance passages may touch the land but never enter it, to the last digit: land that does not lie on the
    /// lattice exactly gets a rim of two steps (2 cm on the globe), so that rounding never takes land away.
    ///
    /// - Parameters:
    ///   - land: Closed rings, of any orientation. Edges on the window's border are no coast.
    ///   - clearance: Metres, 0 or more. The coast is thinned by at most a sixth of it first, so that passages keep between
    ///     1 and 1⅔ times the clearance off.
    ///   - closures: Lines that no passage crosses (a canal with locks); ends on land close the water between.
    /// - Throws: ``SeaError`` if the extent has no area, crosses the antimeridian or spans more than 90 degrees, or if a
    ///   position is not finite.
    /// - Complexity: O(*n* log *n*) for *n* vertices.
    public init(
        land: MultiPolygon, extent: BoundingBox, clearance: Metres = Metres(60), closures: [LineString] = [],
        in space: SeaSpace = .globe
    ) throws(SeaError) {
        let frame = try SeaFrame(extent, in: space)
        guard clearance.value >= 0, clearance.value <= 10_000 else { throw .unusableClearance(clearance) }
        var lines: [[LatticePoint]] = []
        for closure in closures {
            let points = try frame.rounded(closure.points).points
            for (a, b) in zip(points, points.dropFirst()) {
                if let (start, end) = frame.clipped(a, b) { lines.append([start, end]) }
            }
        }
        var shoreline = try SeaShoreline(of: land, grownBy: clearance, rimmed: false, in: frame)
        var mesh = try SeaMesh(land: shoreline.rings, closures: lines, in: frame)
        if mesh.hasBends, !shoreline.isRimmed {
            shoreline = try SeaShoreline(of: land, grownBy: clearance, rimmed: true, in: frame)
            mesh = try SeaMesh(land: shoreline.rings, closures: lines, in: frame)
        }
        self.mesh = mesh
        waters = SeaWaters(of: mesh)
        shore = SeaShore(of: mesh, waters)
        gates = SeaGates(of: mesh, waters)
        let (vertices, triangles) = (mesh.points.count, mesh.triangleCount)
        scratch = SeaPool { SeaScratch(vertices: vertices, triangles: triangles) }
        (self.extent, self.clearance, self.frame) = (extent, clearance, frame)
    }

    /// Whether the position lies on charted water, its edge included.
    public func isWater(_ point: GeographicPoint) -> Bool { waterTriangle(at: point) != nil }

    /// The number of the water body that holds the position, nil on land and outside the window.
    ///
    /// Passages join only places in one body.
    public func waterBody(at point: GeographicPoint) -> Int32? { waterTriangle(at: point).map { waters.body[$0] } }

    /// A water triangle that contains the position.
    func waterTriangle(at point: GeographicPoint) -> Int? {
        guard space.isPosition(point), extent.contains(point), let p = lattice.point(near: point) else { return nil }
        return waterTriangle(at: p)
    }

    /// A water triangle that contains the position, which must lie in the window or near it.
    func waterTriangle(at p: LatticePoint) -> Int? {
        guard let t = mesh.triangle(containing: p, near: shore.hint(near: p)) else { return nil }
        if waters.body[t] >= 0 { return t }
        // On an edge the triangle beyond may be water; at a corner any of those round it.
        for h in 3 * t..<3 * t + 3 where Lattice.turn(mesh.points[mesh.start(h)], mesh.points[mesh.end(h)], p) == 0 {
            let g = mesh.opposite(h)
            if g >= 0, waters.body[g / 3] >= 0 { return g / 3 }
        }
        for h in 3 * t..<3 * t + 3 where mesh.points[mesh.start(h)] == p {
            return mesh.spokes(of: mesh.start(h)).first { waters.body[$0 / 3] >= 0 }.map { $0 / 3 }
        }
        return nil
    }

    /// The water triangles that contain a position: one inside, two on an edge, a fan at a vertex.
    func triangles(at p: LatticePoint, near t: Int) -> [Int] {
        for h in 3 * t..<3 * t + 3 where mesh.points[mesh.start(h)] == p {
            return mesh.spokes(of: mesh.start(h)).map { $0 / 3 }.filter { waters.body[$0] == waters.body[t] }
        }
        for h in 3 * t..<3 * t + 3 where Lattice.turn(mesh.points[mesh.start(h)], mesh.points[mesh.end(h)], p) == 0 {
            return waters.isOpen(h, in: mesh) ? [t, mesh.opposite(h) / 3] : [t]
        }
        return [t]
    }
}
