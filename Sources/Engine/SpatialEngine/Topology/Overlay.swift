internal import CGEOS

private typealias BinaryOperation = (GEOSContextHandle_t?, OpaquePointer?, OpaquePointer?) -> OpaquePointer?

/// Set operations. Inputs must be valid (see ``TopologyContext/validityFault(of:)``); empty ones are fine.
///
/// A result keeps its parts of the highest dimension: where two areas overlap in one place and touch in another, the
/// overlap is given and the touch left out. An empty result is a multi-geometry without members. Polygons come out
/// under the right-hand rule.
extension TopologyContext {
    /// What `a` and `b` have in common.
    public func intersection(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Geometry {
        try overlay("intersection", GEOSIntersection_r, a, b).highest(emptyDimension: min(a.dimension, b.dimension))
    }

    /// What lies in `a` or in `b`.
    public func union(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Geometry {
        try overlay("union", GEOSUnion_r, a, b).highest(emptyDimension: max(a.dimension, b.dimension))
    }

    /// What lies in `a` but not in `b`.
    public func difference(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Geometry {
        try overlay("difference", GEOSDifference_r, a, b).highest(emptyDimension: a.dimension)
    }

    /// What lies in exactly one of `a` and `b`.
    public func symmetricDifference(_ a: Geometry, _ b: Geometry) throws(TopologyError) -> Geometry {
        try overlay("symmetric difference", GEOSSymDifference_r, a, b)
            .highest(emptyDimension: max(a.dimension, b.dimension))
    }

    /// The area common to `a` and `b`; shared lines and points are left out.
    public func intersection(_ a: MultiPolygon, _ b: MultiPolygon) throws(TopologyError) -> MultiPolygon {
        MultiPolygon(try overlay("intersection", GEOSIntersection_r, .multiPolygon(a), .multiPolygon(b)).polygons)
    }

    /// The area of `a` and `b` together.
    public func union(_ a: MultiPolygon, _ b: MultiPolygon) throws(TopologyError) -> MultiPolygon {
        MultiPolygon(try overlay("union", GEOSUnion_r, .multiPolygon(a), .multiPolygon(b)).polygons)
    }

    /// The area of `a` outside `b`.
    public func difference(_ a: MultiPolygon, _ b: MultiPolygon) throws(TopologyError) -> MultiPolygon {
        MultiPolygon(try overlay("difference", GEOSDifference_r, .multiPolygon(a), .multiPolygon(b)).polygons)
    }

    /// The area in exactly one of `a` and `b`.
    public func symmetricDifference(_ a: MultiPolygon, _ b: MultiPolygon) throws(TopologyError) -> MultiPolygon {
        MultiPolygon(
            try overlay("symmetric difference", GEOSSymDifference_r, .multiPolygon(a), .multiPolygon(b)).polygons)
    }

    /// The stretches of `line` inside `area` or on its border, in the line's own order and direction.
    public func intersection(_ line: LineString, _ area: MultiPolygon) throws(TopologyError) -> [LineString] {
        try overlay("intersection", GEOSIntersection_r, .lineString(line), .multiPolygon(area)).lines
            .alongside(line)
    }

    /// The stretches of `line` outside `area`, in the line's own order and direction.
    public func difference(_ line: LineString, _ area: MultiPolygon) throws(TopologyError) -> [LineString] {
        try overlay("difference", GEOSDifference_r, .lineString(line), .multiPolygon(area)).lines.alongside(line)
    }

    /// All areas as one; they may overlap.
    /// - Complexity: O(*n* log *n*) in practice (cascaded union).
    public func unaryUnion(_ areas: [MultiPolygon]) throws(TopologyError) -> MultiPolygon {
        let all = try own(all: areas.map(Geometry.multiPolygon))
        let made = try adopt("union of many", GEOSUnaryUnion_r(handle, all.raw))
        return MultiPolygon(try parts(of: made).polygons)
    }

    /// All geometries as one, crossing lines noded and merged areas dissolved.
    public func unaryUnion(_ geometries: [Geometry]) throws(TopologyError) -> Geometry {
        let all = try own(all: geometries)
        let made = try adopt("union of many", GEOSUnaryUnion_r(handle, all.raw))
        return try parts(of: made).highest(emptyDimension: geometries.map(\.dimension).max() ?? 2)
    }

    private func overlay(
        _ name: String, _ operation: BinaryOperation, _ a: Geometry, _ b: Geometry
    ) throws(TopologyError) -> GeometryParts {
        let first = try own(a)
        let second = try own(b)
        // null on failure
        return try parts(of: adopt(name, operation(handle, first.raw, second.raw)))
    }
}

extension Geometry {
    /// 0 for points, 1 for lines, 2 for areas.
    public var dimension: Int {
        switch self {
        case .point, .multiPoint: 0
        case .lineString, .multiLineString: 1
        case .polygon, .multiPolygon: 2
        }
    }
}

extension [LineString] {
    /// Pieces of `line` put in the line's order, each turned in the line's direction.
    fileprivate func alongside(_ line: LineString) -> [LineString] {
        var placed: [(start: Double, piece: LineString)] = []
        for piece in self {
            guard let first = piece.points.first, let last = piece.points.last else { continue }
            let (from, to) = (line.fractionalIndex(of: first), line.fractionalIndex(of: last))
            placed.append(from <= to ? (from, piece) : (to, piece.reversed()))
        }
        return placed.sorted { $0.start < $1.start }.map(\.piece)
    }
}

extension LineString {
    /// Where on the line `point` lies: the number of the vertex before it plus the share of the way to the next.
    fileprivate func fractionalIndex(of point: GeographicPoint) -> Double {
        var (best, bestSquare) = (0.0, Double.infinity)
        for (i, (a, b)) in zip(points, points.dropFirst()).enumerated() {
            let (dx, dy) = (b.longitude - a.longitude, b.latitude - a.latitude)
            let (px, py) = (point.longitude - a.longitude, point.latitude - a.latitude)
            let length = dx * dx + dy * dy
            let t = length > 0 ? Swift.min(1, Swift.max(0, (px * dx + py * dy) / length)) : 0
            let square = (px - t * dx) * (px - t * dx) + (py - t * dy) * (py - t * dy)
            if square < bestSquare { (best, bestSquare) = (Double(i) + t, square) }
        }
        return best
    }
}
