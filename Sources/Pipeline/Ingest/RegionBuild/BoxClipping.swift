internal import SpatialEngine

extension BoundingBox {
    /// The stretches of `line` inside the box, in the line's order and direction.
    ///
    /// Each side of the line is cut by itself (Liang and Barsky 1984, doi:10.1145/357332.357333), so a line that meets
    /// itself is not cut there. Stretches without length are left out.
    ///
    /// - Complexity: O(*n*) for *n* points.
    func stretches(of line: [GeographicPoint]) -> [[GeographicPoint]] {
        var result: [[GeographicPoint]] = []
        var current: [GeographicPoint] = []
        func close() {
            if current.count > 1 { result.append(current) }
            current = []
        }
        for (a, b) in zip(line, line.dropFirst()) {
            guard let (entry, exit) = span(from: a, to: b), entry < exit else {
                close()
                continue
            }
            let start = entry > 0 ? between(a, b, entry) : a
            let end = exit < 1 ? between(a, b, exit) : b
            if current.last != start { close() }
            if current.isEmpty { current.append(start) }
            current.append(end)
        }
        close()
        return result
    }

    /// The part of the way from `a` (0) to `b` (1) that lies inside, or nil.
    private func span(from a: GeographicPoint, to b: GeographicPoint) -> (entry: Double, exit: Double)? {
        let (dx, dy) = (b.longitude - a.longitude, b.latitude - a.latitude)
        var (entry, exit) = (0.0, 1.0)
        let sides = [
            (-dx, a.longitude - west), (dx, east - a.longitude), (-dy, a.latitude - south), (dy, north - a.latitude),
        ]
        for (towards, room) in sides {
            if towards == 0 {
                if room < 0 { return nil }
            } else if towards < 0 {
                entry = max(entry, room / towards)
            } else {
                exit = min(exit, room / towards)
            }
        }
        return entry <= exit ? (entry, exit) : nil
    }

    /// The point at `part` of the way; on the edge it lies on the edge exactly.
    private func between(_ a: GeographicPoint, _ b: GeographicPoint, _ part: Double) -> GeographicPoint {
        let x = a.longitude + part * (b.longitude - a.longitude)
        let y = a.latitude + part * (b.latitude - a.latitude)
        return GeographicPoint(longitude: min(max(x, west), east), latitude: min(max(y, south), north))
    }
}
