import Glibc

/// A stretch of a line, short enough for one local plane, cut so that the planar buffer keeps its promise.
struct BufferPiece {
    let plane: LocalPlane
    /// Metres in the plane; one point for a spot, else a line without repeated points.
    let points: [PlanarPoint]
}

/// Cuts lines into pieces whose planar buffers, put together, lie within ``Tolerances`` of the true one.
struct BufferPieces {
    let distanceMetres: Double

    /// Shares of the buffer distance.
    enum Tolerances {
        /// How far a side that is straight in longitude and latitude may stray from the straight line in the plane.
        static let straightness = 0.0005
        /// How far points may be moved to thin a line out.
        static let thinning = 0.001
        /// GEOS bridges bends on the hollow side that are less deep than 1 % of the distance; lines are cut at these.
        static let shallowBend = 0.011
    }

    /// Half the extent of a piece: with the distance itself it stays within 490 km, where the plane is true to 0.1 %.
    private var reachMetres: Double { max(20_000, min(100_000, 490_000 - distanceMetres)) }

    func pieces(of line: [GeographicPoint]) -> [BufferPiece] {
        let dense = densified(line)
        var pieces: [BufferPiece] = []
        var start = 0
        while start < dense.count {
            var end = start
            while end + 1 < dense.count, Geodesic.distance(dense[start], dense[end + 1]).value <= reachMetres {
                end += 1
            }
            if end == start, start + 1 < dense.count { end = start + 1 }
            let stretch = dense[start...end]
            let plane = LocalPlane(origin: stretch[(start + end) / 2])
            let thin = thinned(stretch.map(plane.project))
            pieces += cutAtShallowBends(thin).map { BufferPiece(plane: plane, points: $0) }
            start = end == dense.count - 1 ? dense.count : end
        }
        return pieces
    }

    /// The line without repeats, with vertices added where its sides bend away from geodesics.
    private func densified(_ line: [GeographicPoint]) -> [GeographicPoint] {
        var dense = Array(line.prefix(1))
        for (a, b) in zip(line, line.dropFirst()) where a != b {
            let latitude = min(89.5, max(abs(a.latitude), abs(b.latitude))) * .pi / 180
            let bend = Tolerances.straightness * distanceMetres
            // A side of length s on a parallel strays s² tan φ / 8R from the geodesic.
            let step = min(reachMetres / 2, (8 * 6_371_000 * bend / max(0.01, tan(latitude))).squareRoot())
            // Not the geodesic: the side may be the long way round a parallel.
            let along =
                hypot(
                    (b.longitude - a.longitude) * cos(min(abs(a.latitude), abs(b.latitude)) * .pi / 180),
                    b.latitude - a.latitude) * 111_700
            let parts = max(1, Int((along / step).rounded(.up)))
            for i in 1..<max(2, parts + 1) {
                let t = Double(i) / Double(parts)
                dense.append(
                    i == parts
                        ? b
                        : GeographicPoint(
                            longitude: a.longitude + t * (b.longitude - a.longitude),
                            latitude: a.latitude + t * (b.latitude - a.latitude)))
            }
        }
        return dense
    }

    /// Douglas and Peucker's thinning (1973), without recursion.
    private func thinned(_ points: [PlanarPoint]) -> [PlanarPoint] {
        guard points.count > 2 else { return points }
        let limit = Tolerances.thinning * distanceMetres
        var keep = [Bool](repeating: false, count: points.count)
        (keep[0], keep[points.count - 1]) = (true, true)
        var open = [(0, points.count - 1)]
        while let (first, last) = open.popLast() {
            var (farthest, distance) = (first, limit)
            for i in first..<last where i > first {
                let d = Self.distance(from: points[i], toSegment: points[first], points[last])
                if d > distance { (farthest, distance) = (i, d) }
            }
            guard farthest > first else { continue }
            keep[farthest] = true
            open += [(first, farthest), (farthest, last)]
        }
        return points.indices.filter { keep[$0] }.map { points[$0] }
    }

    private func cutAtShallowBends(_ points: [PlanarPoint]) -> [[PlanarPoint]] {
        guard points.count > 2 else { return [points] }
        var runs: [[PlanarPoint]] = []
        var run = [points[0]]
        for i in 1..<points.count {
            run.append(points[i])
            guard i + 1 < points.count else { break }
            let depth = Self.distance(from: points[i], toSegment: points[i - 1], points[i + 1])
            if depth < Tolerances.shallowBend * distanceMetres {
                runs.append(run)
                run = [points[i]]
            }
        }
        return runs + [run]
    }

    static func distance(from p: PlanarPoint, toSegment a: PlanarPoint, _ b: PlanarPoint) -> Double {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length = dx * dx + dy * dy
        let t = length > 0 ? min(1, max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length)) : 0
        return hypot(p.x - a.x - t * dx, p.y - a.y - t * dy)
    }
}
