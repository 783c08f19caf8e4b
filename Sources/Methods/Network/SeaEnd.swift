internal import SpatialEngine

/// An end of a passage on charted water.
struct SeaEnd {
    let point: LatticePoint
    /// A water triangle that contains it.
    let triangle: Int
    let body: Int32
    /// Metres from the place asked for.
    let gap: Double
}

extension SeaChart {
    /// For each water body within `snap` of `place`, the point of it nearest to `place`; ordered by body number.
    func ends(near place: GeographicPoint, within snap: Metres) -> [SeaEnd] {
        var best: [Int32: (distance: Double, point: SeaSearch.Place, edge: Int)] = [:]
        var result: [SeaEnd] = []
        guard let p = lattice.point(near: place) else { return [] }
        let scale = lattice.scale(at: p)
        if let t = waterTriangle(at: place) {
            result.append(SeaEnd(point: p, triangle: t, body: waters.body[t], gap: 0))
        }
        let reachX = Int64(min(snap.value / scale.eastMetres, 1e15).rounded(.up)) + 1
        let reachY = Int64(min(snap.value / scale.northMetres, 1e15).rounded(.up)) + 1
        shore.forEach(
            from: LatticePoint(x: p.x - reachX, y: p.y - reachY), to: LatticePoint(x: p.x + reachX, y: p.y + reachY)
        ) { h in
            let body = waters.body[h / 3]
            guard result.first?.body != body else { return }
            let (a, b) = (scale.place(of: mesh.points[mesh.start(h)]), scale.place(of: mesh.points[mesh.end(h)]))
            let nearest = Self.nearest(on: a, b)
            let distance = (nearest.x * nearest.x + nearest.y * nearest.y).squareRoot()
            guard distance <= snap.value else { return }
            if let known = best[body], (known.distance, known.edge) <= (distance, h) { return }
            best[body] = (distance, nearest, h)
        }
        for (body, found) in best.sorted(by: { $0.key < $1.key }) {
            let end = afloat(found.point, beside: found.edge, scale)
            let gap = space.distance(place, lattice.position(of: end)).value
            result.append(SeaEnd(point: end, triangle: found.edge / 3, body: body, gap: gap))
        }
        return result.sorted { $0.body < $1.body }
    }

    /// The point of the segment nearest to the origin of the plane.
    static func nearest(on a: SeaSearch.Place, _ b: SeaSearch.Place) -> SeaSearch.Place {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let square = dx * dx + dy * dy
        let t = square > 0 ? min(1, max(0, -(a.x * dx + a.y * dy) / square)) : 0
        return SeaSearch.Place(x: a.x + t * dx, y: a.y + t * dy)
    }

    /// A lattice position in the water triangle beside a shore edge, within some steps of `place` where the triangle
    /// allows it, else the edge's nearer vertex.
    private func afloat(_ place: SeaSearch.Place, beside h: Int, _ scale: SeaScale) -> LatticePoint {
        let corners = [mesh.start(h), mesh.end(h), mesh.apex(h)].map { mesh.points[$0] }
        let places = corners.map { scale.place(of: $0) }
        let dx = (places[0].x + places[1].x + places[2].x) / 3 - place.x
        let dy = (places[0].y + places[1].y + places[2].y) / 3 - place.y
        let length = max(1e-6 * scale.northMetres, (dx * dx + dy * dy).squareRoot())
        for steps in [0.0, 2, 10, 50, 200] where steps * scale.northMetres < length {
            let metres = steps * scale.northMetres
            let candidate = LatticePoint(
                x: scale.origin.x + Int64(((place.x + metres * dx / length) / scale.eastMetres).rounded()),
                y: scale.origin.y + Int64(((place.y + metres * dy / length) / scale.northMetres).rounded()))
            let isInside = (0..<3).allSatisfy { Lattice.turn(corners[$0], corners[($0 + 1) % 3], candidate) >= 0 }
            if isInside { return candidate }
        }
        let toStart = abs(places[0].x - place.x) + abs(places[0].y - place.y)
        let toEnd = abs(places[1].x - place.x) + abs(places[1].y - place.y)
        return toStart <= toEnd ? corners[0] : corners[1]
    }
}
