internal import SpatialEngine

/// Dams across the ship canals that part two continents in the source.
///
/// GSHHG draws the Panama Canal, with its locks and lakes, as sea between North and South America. A boat cannot pass
/// locks, so land is closed there: between two continents every channel narrower than ``widest`` is filled.
struct CanalClosure {
    /// A shore of the world file that bounds at least so many square kilometres is a continent.
    static let continentKm2 = 1e6
    /// The width up to which a channel between two continents is a lock or a cut, not a strait.
    static let widest = Metres(150)
    /// Shores further apart than this, in degrees, are not looked at.
    private static let reachDegrees = 0.02

    let topology: TopologyContext

    /// The areas that close the canals between `continents`, none where there is no canal.
    ///
    /// Each touches both shores.
    ///
    /// - Complexity: O(*n*) for *n* vertices, and the topology of the stretch where two continents come near.
    func dams(between continents: [MultiPolygon]) throws(TopologyError) -> [Polygon] {
        var dams: [Polygon] = []
        for first in continents.indices {
            for second in continents.indices where second > first {
                dams += try self.dams(between: continents[first], and: continents[second])
            }
        }
        return dams
    }

    private func dams(between a: MultiPolygon, and b: MultiPolygon) throws(TopologyError) -> [Polygon] {
        guard let near = boxOfNearShores(a, b) else { return [] }
        let box = MultiPolygon([near.expanded(byDegrees: Self.reachDegrees).polygon])
        let (left, right) = (try topology.intersection(a, box), try topology.intersection(b, box))
        let land = try topology.union(left, right)
        // Widening both shores by half the width and narrowing them again leaves only what lay between.
        let half = Metres(Self.widest.value / 2)
        let widened = try topology.buffer(of: .multiPolygon(land), distance: half)
        let closed = try topology.buffer(of: .multiPolygon(widened), distance: Metres(-half.value))
        let filled = try topology.difference(closed, land)
        var dams: [Polygon] = []
        for piece in filled.polygons {
            guard try topology.intersects(.polygon(piece), .multiPolygon(left)),
                try topology.intersects(.polygon(piece), .multiPolygon(right))
            else { continue }
            dams.append(piece)
        }
        return dams
    }

    /// The box round the vertices of each shore that have one of the other within reach.
    private func boxOfNearShores(_ a: MultiPolygon, _ b: MultiPolygon) -> BoundingBox? {
        let (cellsOfA, cellsOfB) = (cells(of: a), cells(of: b))
        let near = vertices(of: a).filter { touched($0, cellsOfB) } + vertices(of: b).filter { touched($0, cellsOfA) }
        return BoundingBox(around: near)
    }

    private func vertices(of area: MultiPolygon) -> [GeographicPoint] { Geometry.multiPolygon(area).points }

    private func cells(of area: MultiPolygon) -> Set<LatticePoint> { Set(vertices(of: area).map(cell)) }

    private func cell(_ point: GeographicPoint) -> LatticePoint {
        LatticePoint(
            x: Int((point.longitude / Self.reachDegrees).rounded(.down)),
            y: Int((point.latitude / Self.reachDegrees).rounded(.down)))
    }

    private func touched(_ point: GeographicPoint, _ cells: Set<LatticePoint>) -> Bool {
        let centre = cell(point)
        return (-1...1).contains { dx in
            (-1...1).contains { dy in cells.contains(LatticePoint(x: centre.x + dx, y: centre.y + dy)) }
        }
    }
}

extension BoundingBox {
    /// The box as a counter-clockwise ring.
    var polygon: Polygon {
        Polygon(exterior: [
            GeographicPoint(longitude: west, latitude: south), GeographicPoint(longitude: east, latitude: south),
            GeographicPoint(longitude: east, latitude: north), GeographicPoint(longitude: west, latitude: north),
            GeographicPoint(longitude: west, latitude: south),
        ])
    }
}
