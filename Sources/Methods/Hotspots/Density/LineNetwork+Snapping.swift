public import SpatialEngine

extension LineNetwork {
    /// The nearest place on any line to each position, and how far away it is; equally near lines: the first.
    ///
    /// In the plane exact; on the globe the foot is found in a plane round the position, exact to a millimetre per kilometre
    /// within 100 km for segments up to 10 km long.
    public func snapped(_ positions: [PlanarPoint], threads: Int) -> [(place: Place, distance: Double)] {
        let segments = lines.enumerated().flatMap { edge, line in
            (0..<line.count - 1).map { (edge: edge, index: $0) }
        }
        let paths = lines.map { line in line.map { GeographicPoint(longitude: $0.x, latitude: $0.y) } }
        let onGlobe = metric.isGeographic ? SegmentTree(paths: paths) : nil
        let boxes = metric.isGeographic ? [] : segments.map { box(of: $0.edge, $0.index) }
        let tree = PackedTree(boxes: boxes)
        let extent = lines.joined().reduce(0) { extent, vertex in
            max(extent, abs(vertex.x - lines[0][0].x), abs(vertex.y - lines[0][0].y))
        }
        return parallelMap(positions, threads: threads) { position in
            if let onGlobe { return foot(of: position, onGlobe) }
            var reach = extent / Double(max(1, segments.count)).squareRoot() + .leastNormalMagnitude
            while true {
                let found = tree.ids(
                    touching: BoundingBox(
                        west: position.x - reach, south: position.y - reach, east: position.x + reach,
                        north: position.y + reach))
                var best: (place: Place, distance: Double)?
                for id in found {
                    let candidate = foot(of: position, segments[id].edge, segments[id].index)
                    if candidate.distance < best?.distance ?? .infinity { best = candidate }
                }
                if let best, best.distance <= reach || found.count == segments.count { return best }
                reach *= 4
            }
        }
    }

    private func box(of edge: Int, _ index: Int) -> BoundingBox {
        let (a, b) = (lines[edge][index], lines[edge][index + 1])
        return BoundingBox(west: min(a.x, b.x), south: min(a.y, b.y), east: max(a.x, b.x), north: max(a.y, b.y))
    }

    /// In the plane.
    private func foot(of p: PlanarPoint, _ edge: Int, _ index: Int) -> (place: Place, distance: Double) {
        let (a, b) = (lines[edge][index], lines[edge][index + 1])
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let square = dx * dx + dy * dy
        let t = square > 0 ? min(1, max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / square)) : 0
        let foot = t == 1 ? b : PlanarPoint(x: a.x + t * dx, y: a.y + t * dy)
        let (start, end) = (offset(ofVertex: index, on: edge), offset(ofVertex: index + 1, on: edge))
        let (fx, fy) = (p.x - foot.x, p.y - foot.y)
        return (Place(edge: edge, offset: start + t * (end - start)), (fx * fx + fy * fy).squareRoot())
    }

    private func foot(of p: PlanarPoint, _ tree: SegmentTree) -> (place: Place, distance: Double) {
        let point = GeographicPoint(longitude: p.x, latitude: p.y)
        guard let nearest = tree.nearest(to: point) else { return (Place(edge: 0, offset: 0), .infinity) }
        let segment = tree.segments[nearest.segment]
        let (dx, dy) = (segment.end.longitude - segment.start.longitude, segment.end.latitude - segment.start.latitude)
        let (px, py) = (
            nearest.place.longitude - segment.start.longitude, nearest.place.latitude - segment.start.latitude
        )
        let square = dx * dx + dy * dy
        let t = square > 0 ? min(1, max(0, (px * dx + py * dy) / square)) : 0
        let start = offset(ofVertex: segment.index, on: segment.path)
        let end = offset(ofVertex: segment.index + 1, on: segment.path)
        return (Place(edge: segment.path, offset: start + t * (end - start)), nearest.distance.value)
    }
}
