public import SpatialEngine

/// Water near a place.
public struct SeaNearestWater: Hashable, Sendable {
    /// On charted water.
    public let point: GeographicPoint
    /// From the place asked for.
    public let distance: Metres
}

extension SeaChart {
    /// The charted water nearest to a place, which itself may lie on water; nil where the window has no water or the place
    /// is none.
    public func nearestWater(to place: GeographicPoint) -> SeaNearestWater? {
        guard space.isPosition(place) else { return nil }
        if isWater(place) { return SeaNearestWater(point: place, distance: Metres(0)) }
        let centre = GeographicPoint(
            longitude: (extent.west + extent.east) / 2, latitude: (extent.south + extent.north) / 2)
        let corner = GeographicPoint(longitude: extent.west, latitude: extent.south)
        let span = space.distance(centre, corner).value
        let farthest = 4 * (span + space.distance(place, centre).value)
        var reach = span / 1000
        while reach < 2 * farthest {
            // The box of a reach holds places beyond it; none nearer lies outside.
            if let end = ends(near: place, within: Metres(reach)).min(by: { $0.gap < $1.gap }) {
                return SeaNearestWater(point: lattice.position(of: end.point), distance: Metres(end.gap))
            }
            reach *= 2
        }
        return nil
    }

    /// The distance from a place to the nearest coast; nil beyond `limit`.
    ///
    /// The border of the window and closures are no coast.
    /// - Complexity: O(*k*) for *k* shore edges near the place.
    public func distanceToShore(from place: GeographicPoint, within limit: Metres) -> Metres? {
        guard let p = lattice.point(near: place) else { return nil }
        let scale = lattice.scale(at: p)
        let reachX = Int64(min(limit.value / scale.eastMetres, 1e15).rounded(.up)) + 1
        let reachY = Int64(min(limit.value / scale.northMetres, 1e15).rounded(.up)) + 1
        var best = (distance: Double.infinity, place: SeaSearch.Place(x: 0, y: 0))
        shore.forEach(
            from: LatticePoint(x: p.x - reachX, y: p.y - reachY), to: LatticePoint(x: p.x + reachX, y: p.y + reachY)
        ) { h in
            guard isCoast(h) else { return }
            let nearest = Self.nearest(
                on: scale.place(of: mesh.points[mesh.start(h)]), scale.place(of: mesh.points[mesh.end(h)]))
            let distance = (nearest.x * nearest.x + nearest.y * nearest.y).squareRoot()
            if distance < best.distance { best = (distance, nearest) }
        }
        guard best.distance.isFinite else { return nil }
        // The scale is that of the place; the distance is measured.
        let found = GeographicPoint(
            longitude: place.longitude + best.place.x / scale.eastMetres / lattice.stepsPerUnit,
            latitude: place.latitude + best.place.y / scale.northMetres / lattice.stepsPerUnit)
        let distance = space.distance(place, found)
        return distance <= limit ? distance : nil
    }

    /// Whether a shore half-edge has land on its right.
    private func isCoast(_ h: Int) -> Bool {
        guard !mesh.has(.closed, h) || mesh.opposite(h) < 0 || waters.body[mesh.opposite(h) / 3] < 0 else {
            return false
        }
        let (a, b) = (mesh.points[mesh.start(h)], mesh.points[mesh.end(h)])
        let isOnSide = a.x == b.x && (a.x == frame.west || a.x == frame.east)
        return !isOnSide && !(a.y == b.y && (a.y == frame.south || a.y == frame.north))
    }
}
