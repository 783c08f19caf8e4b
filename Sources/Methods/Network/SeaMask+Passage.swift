public import SpatialEngine

extension SeaMask {
    /// What positions mean here: degrees on a geographic grid, else units of the grid.
    public var space: SeaSpace { steps.isUniform ? .plane : .globe }

    /// The shortest passage between two positions in the grid's own system, from centre to centre of their cells.
    ///
    /// A place on land moves to the water cell whose centre is nearest, at most `snap`; one in a water cell does not move.
    /// On a geographic grid long stretches get vertices between, so that each is within 10 m of its geodesic.
    /// - Throws: ``SeaError/invalidPosition(_:)`` for a place that is none.
    /// - Complexity: As ``path(from:to:)``; O(cells) for a place on land.
    public func passage(
        from: GeographicPoint, to: GeographicPoint, snap: Metres
    ) throws(SeaError) -> SeaPassageResult {
        for p in [from, to] where !space.isPosition(p) { throw .invalidPosition(p) }
        var ends: [(cell: Int, gap: Metres)] = []
        for (name, p) in [("start", from), ("destination", to)] {
            guard let cell = grid.cell(containing: p) else {
                return .unreachable("the \(name) \(SeaChart.text(p)) lies outside the water mask")
            }
            if isWater(cell) {
                ends.append((cell, Metres(0)))
                continue
            }
            let nearest = nearestWater(to: p).map { found in
                let centre = grid.geographicCentre(of: found.cell)
                return (cell: found.cell, water: SeaNearestWater(point: centre, distance: space.distance(p, centre)))
            }
            guard let nearest, nearest.water.distance <= snap else {
                return .ashore(SeaAshore(place: p, isStart: ends.isEmpty, snap: snap, nearest: nearest?.water))
            }
            ends.append((nearest.cell, nearest.water.distance))
        }
        guard let path = path(from: ends[0].cell, to: ends[1].cell) else {
            return .unreachable("the waters at the two ends do not join in the water mask")
        }
        let line = LineString(drawn(path.cells.map { grid.geographicCentre(of: $0) }))
        return .route(
            SeaPassage(
                line: line, length: space.length(of: line), fromGap: ends[0].gap, toGap: ends[1].gap,
                bends: path.cells.dropFirst().dropLast().map { grid.geographicCentre(of: $0) }))
    }

    private func drawn(_ stops: [GeographicPoint]) -> [GeographicPoint] {
        guard stops.count > 1 else { return stops + stops }
        guard space == .globe else { return stops }
        var result = [stops[0]]
        for (a, b) in zip(stops, stops.dropFirst()) {
            let pieces = SeaChart.pieces(from: a, to: b)
            for i in 1..<max(1, pieces) {
                let t = Double(i) / Double(pieces)
                result.append(
                    GeographicPoint(
                        longitude: a.longitude + t * (b.longitude - a.longitude),
                        latitude: a.latitude + t * (b.latitude - a.latitude)))
            }
            result.append(b)
        }
        return result
    }
}
