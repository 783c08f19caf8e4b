import Glibc

/// The straight sides of lines or of areas' borders, ready to be searched.
///
/// A value: safe to search from any number of threads at once. Segments are numbered in order of appearance.
public struct SegmentTree: Sendable {
    /// A side of a line: straight in longitude and latitude.
    public struct Segment: Hashable, Sendable {
        /// Where the side begins.
        public let start: GeographicPoint
        /// Where it ends.
        public let end: GeographicPoint
        /// Which line, or which ring counted over all polygons, the segment is of.
        public let path: Int
        /// Its place in that line: the number of its first vertex.
        public let index: Int
    }

    /// A place on a segment and how far it is.
    public struct Nearest: Hashable, Sendable {
        /// The number of the segment.
        public let segment: Int
        /// The nearest place on the segment.
        public let place: GeographicPoint
        /// The geodesic from the position asked about to `place`.
        public let distance: Metres
    }

    /// All sides; a segment's number is its place here.
    public let segments: [Segment]
    private let tree: PackedTree

    /// The segments of paths of two or more positions; shorter ones have none.
    public init(paths: [[GeographicPoint]]) {
        var segments: [Segment] = []
        for (number, path) in paths.enumerated() {
            for (i, (a, b)) in zip(path, path.dropFirst()).enumerated() {
                segments.append(Segment(start: a, end: b, path: number, index: i))
            }
        }
        self.segments = segments
        tree = PackedTree(boxes: segments.map { BoundingBox(spanning: $0.start, $0.end) })
    }

    /// The segments of lines.
    public init(_ lines: [LineString]) { self.init(paths: lines.map(\.points)) }

    /// The sides of an area, exteriors and holes.
    public init(_ area: MultiPolygon) { self.init(paths: area.polygons.flatMap(\.rings)) }

    /// The numbers of the segments whose boxes share a point with `box`, in rising order.
    public func ids(touching box: BoundingBox) -> [Int] { tree.ids(touching: box) }

    /// The place on any segment nearest to `point`, or nil if there is none within `limit`.
    ///
    /// The foot on a segment is found in a plane round `point` and its distance is geodesic: exact to a millimetre per
    /// kilometre for segments up to 10 km long within 100 km. Equally near segments: the lower number.
    public func nearest(to point: GeographicPoint, within limit: Metres = Metres(.infinity)) -> Nearest? {
        let radians = point.latitude * .pi / 180
        let northScale = 111_320.0
        let eastScale = northScale * max(1e-6, cos(radians))
        var best: Nearest?
        tree.visitNearest(to: point, eastScale: eastScale, northScale: northScale) { id, boxDistance in
            let reach = min(best?.distance.value ?? .infinity, limit.value)
            // The scales change with latitude: a box may be nearer than its scaled distance says.
            let slack = 1 + 0.01 + boxDistance / 6_000_000 * abs(tan(radians)).clamped(to: 0.2...10)
            guard boxDistance <= reach * slack else { return false }
            let candidate = foot(of: point, on: id)
            let isBetter = best.map { ($0.distance, $0.segment) > (candidate.distance, id) } ?? true
            if candidate.distance <= limit, isBetter { best = candidate }
            return true
        }
        return best
    }

    private func foot(of point: GeographicPoint, on id: Int) -> Nearest {
        let (start, end) = (segments[id].start, segments[id].end)
        let plane = LocalPlane(origin: point)
        let (a, b) = (plane.project(start), plane.project(end))
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let square = dx * dx + dy * dy
        let t = square > 0 ? (-(a.x * dx + a.y * dy) / square).clamped(to: 0...1) : 0
        let place = GeographicPoint(
            longitude: t == 1 ? end.longitude : start.longitude + t * (end.longitude - start.longitude),
            latitude: t == 1 ? end.latitude : start.latitude + t * (end.latitude - start.latitude))
        return Nearest(segment: id, place: place, distance: Geodesic.distance(point, place))
    }
}

extension BoundingBox {
    /// The box of two corners.
    init(spanning a: GeographicPoint, _ b: GeographicPoint) {
        self.init(
            west: min(a.longitude, b.longitude), south: min(a.latitude, b.latitude),
            east: max(a.longitude, b.longitude), north: max(a.latitude, b.latitude))
    }
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(range.upperBound, Swift.max(range.lowerBound, self))
    }
}
