internal import Glibc
internal import SpatialEngine

/// A line as short straight pieces in space: on a plane its own segments, on the ellipsoid chords of at most some 200 m,
/// which lie less than a millimetre beneath the surface.
struct PieceChain: Sendable {
    let vertices: [SIMD3<Double>]
    /// Balls round runs of pieces, so that far ones are passed over together.
    private let runs: [Run]

    private struct Run: Sendable {
        let pieces: Range<Int>
        let centre: SIMD3<Double>
        let radius: Double
    }

    private static let longestPiece = 200.0
    private static let mostPieces = 20_000.0

    init(_ points: [GeographicPoint], _ metric: PathDeviation.Metric) {
        vertices =
            metric == .plane ? points.map { SIMD3($0.longitude, $0.latitude, 0) } : Self.cutGeodesics(through: points)
        let vertices = vertices
        runs = stride(from: 0, to: vertices.count - 1, by: 32).map { first in
            let last = min(first + 32, vertices.count - 1)
            let (low, high) = vertices[first...last].reduce((vertices[first], vertices[first])) { box, vertex in
                (pointwiseMin(box.0, vertex), pointwiseMax(box.1, vertex))
            }
            return Run(pieces: first..<last, centre: (low + high) / 2, radius: (high - low).length / 2)
        }
    }

    private static func cutGeodesics(through points: [GeographicPoint]) -> [SIMD3<Double>] {
        let total = Geodesic.length(of: LineString(points)).value
        let longest = max(longestPiece, total / mostPieces)
        var vertices = [geocentric(points[0])]
        for (a, b) in zip(points, points.dropFirst()) {
            let segment = Ellipsoid.wgs84.inverse(from: a, to: b)
            let count = max(1, Int((segment.distance.value / longest).rounded(.up)))
            for i in 1..<count where count > 1 {
                let along = Metres(segment.distance.value * Double(i) / Double(count))
                let point = Geodesic.destination(
                    from: a, azimuthDegrees: segment.startAzimuthDegrees, distance: along)
                vertices.append(geocentric(point))
            }
            vertices.append(geocentric(b))
        }
        return vertices
    }

    private static func geocentric(_ point: GeographicPoint) -> SIMD3<Double> {
        let radians = Double.pi / 180
        let (longitude, latitude) = (point.longitude * radians, point.latitude * radians)
        let flattening = Ellipsoid.wgs84.flattening
        let squared = flattening * (2 - flattening)
        let sine = sin(latitude)
        let normal = Ellipsoid.wgs84.semiMajorAxis.value / (1 - squared * sine * sine).squareRoot()
        let axis = normal * cos(latitude)
        return SIMD3(axis * cos(longitude), axis * sin(longitude), normal * (1 - squared) * sine)
    }

    /// Share of the length within `distance` of `other`.
    func share(within distance: Double, of other: PieceChain) -> Double {
        var (inside, total) = (0.0, 0.0)
        for (a, b) in zip(vertices, vertices.dropFirst()) {
            let length = (b - a).length
            guard length > 0 else { continue }
            total += length
            inside += length * other.coverage(of: a, b, length, within: distance)
        }
        return total > 0 ? min(1, inside / total) : 0
    }

    /// Share of the piece from `a` to `b` within `distance` of this chain: a union of intervals, since the distance to one
    /// piece is convex along another.
    private func coverage(
        of a: SIMD3<Double>, _ b: SIMD3<Double>, _ length: Double, within distance: Double
    ) -> Double {
        let middle = (a + b) / 2
        var spans: [(from: Double, to: Double)] = []
        for run in runs where (run.centre - middle).length <= run.radius + distance + length {
            for i in run.pieces {
                let (c, d) = (vertices[i], vertices[i + 1])
                let reach = distance + (length + (d - c).length) / 2
                guard ((c + d) / 2 - middle).squaredLength <= reach * reach * (1 + 1e-12),
                    let span = Self.span(a, b - a, c, d, distance)
                else { continue }
                if span == (0, 1) { return 1 }
                spans.append(span)
            }
        }
        var (covered, reached) = (0.0, 0.0)
        for span in spans.sorted(by: { $0.from < $1.from }) where span.to > reached {
            covered += span.to - max(span.from, reached)
            reached = span.to
        }
        return covered
    }

    /// The part of `start + t·way`, t in 0…1, within `distance` of the piece from `c` to `d`; nil for none.
    private static func span(
        _ start: SIMD3<Double>, _ way: SIMD3<Double>, _ c: SIMD3<Double>, _ d: SIMD3<Double>, _ distance: Double
    ) -> (from: Double, to: Double)? {
        func gap(_ t: Double) -> Double { (start + way * t).distance(toPiece: c, d) }
        var (low, high) = (0.0, 1.0)
        // Golden section on a convex function.
        let ratio = (5.0.squareRoot() - 1) / 2
        let isWhole = gap(0) <= distance && gap(1) <= distance
        for _ in 0..<60 where !isWhole {
            let (x, y) = (high - (high - low) * ratio, low + (high - low) * ratio)
            if gap(x) <= gap(y) { high = y } else { low = x }
        }
        let nearest = gap(0) <= distance ? 0 : gap(1) <= distance ? 1 : (low + high) / 2
        guard gap(nearest) <= distance else { return nil }
        func border(_ outside: Double) -> Double {
            guard gap(outside) > distance else { return outside }
            var (inner, outer) = (nearest, outside)
            for _ in 0..<60 {
                let middle = (inner + outer) / 2
                if gap(middle) <= distance { inner = middle } else { outer = middle }
            }
            return inner
        }
        return (border(0), border(1))
    }

    /// The greatest distance from a point of this chain to `other` (one side of Hausdorff's), to 1e−7 of itself.
    func greatestDistance(to other: PieceChain) -> Double {
        var found: [Nearest] = []
        for vertex in vertices { found.append(other.nearest(to: vertex, lookingFirstAt: found.last?.piece ?? 0)) }
        var best = found.map(\.distance).max() ?? 0
        var waiting: [(SIMD3<Double>, Nearest, SIMD3<Double>, Nearest)] = []
        for i in vertices.indices.dropLast() { waiting.append((vertices[i], found[i], vertices[i + 1], found[i + 1])) }
        while let (a, atA, b, atB) = waiting.popLast() {
            // The distance to one piece is convex, so at most that at the ends; and no distance changes faster than the way.
            let onlyA = max(atA.distance, other.distance(from: b, toPiece: atA.piece))
            let onlyB = max(atB.distance, other.distance(from: a, toPiece: atB.piece))
            let bound = min(min(onlyA, onlyB), (atA.distance + atB.distance + (b - a).length) / 2)
            guard bound > best * (1 + 1e-7) + 1e-9 else { continue }
            let middle = (a + b) / 2
            let atMiddle = other.nearest(to: middle, lookingFirstAt: atA.piece)
            best = max(best, atMiddle.distance)
            waiting.append((a, atA, middle, atMiddle))
            waiting.append((middle, atMiddle, b, atB))
        }
        return best
    }

    struct Nearest {
        let distance: Double
        let piece: Int
    }

    private func nearest(to point: SIMD3<Double>, lookingFirstAt start: Int) -> Nearest {
        var (best, piece) = (point.squaredDistance(toPiece: vertices[start], vertices[start + 1]), start)
        for run in runs {
            let least = (run.centre - point).length - run.radius * (1 + 1e-9)
            guard least <= 0 || least * least < best else { continue }
            for i in run.pieces {
                let gap = point.squaredDistance(toPiece: vertices[i], vertices[i + 1])
                if gap < best { (best, piece) = (gap, i) }
            }
        }
        return Nearest(distance: best.squareRoot(), piece: piece)
    }

    private func distance(from point: SIMD3<Double>, toPiece piece: Int) -> Double {
        point.distance(toPiece: vertices[piece], vertices[piece + 1])
    }
}

extension SIMD3<Double> {
    fileprivate var squaredLength: Double { (self * self).sum() }
    fileprivate var length: Double { squaredLength.squareRoot() }

    fileprivate func squaredDistance(toPiece a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
        let way = b - a
        let square = way.squaredLength
        let share = square > 0 ? Swift.min(1, Swift.max(0, ((self - a) * way).sum() / square)) : 0
        return (self - a - way * share).squaredLength
    }

    fileprivate func distance(toPiece a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
        squaredDistance(toPiece: a, b).squareRoot()
    }
}
