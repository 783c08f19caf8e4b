internal import CGEOS
import Glibc

extension TopologyContext {
    /// The geometry with fewer vertices, none of them moved, that strays at most `tolerance` from the original.
    ///
    /// Rings stay rings, holes stay inside, lines do not vanish (Douglas–Peucker that keeps the topology of each part).
    /// Distances are taken on a plane that is true in scale at the middle latitude of the geometry.
    public func simplified(_ geometry: Geometry, tolerance: Metres) throws(TopologyError) -> Geometry {
        guard tolerance.value >= 0, tolerance.value.isFinite else {
            throw TopologyError(
                operation: "simplify", reason: "a tolerance of 0 m or more is needed, got \(tolerance.value)")
        }
        let latitudes = geometry.points.map(\.latitude)
        let middle = ((latitudes.min() ?? 0) + (latitudes.max() ?? 0)) / 2 * .pi / 180
        let squeeze = max(1e-6, cos(middle))
        var originals: [GeographicPoint: GeographicPoint] = [:]
        let flat = geometry.mapped { point in
            let squeezed = GeographicPoint(longitude: point.longitude * squeeze, latitude: point.latitude)
            originals[squeezed] = point
            return squeezed
        }
        let owned = try own(flat)
        let degrees = tolerance.value / Self.metresPerDegreeOfLatitude
        let made = try adopt("simplify", GEOSTopologyPreserveSimplify_r(handle, owned.raw, degrees))
        // Every vertex kept is one of the input, so it gets its own digits back.
        return try parts(of: made).ofDimension(geometry.dimension).mapped { originals[$0] ?? $0 }
    }

    /// The shortest degree of latitude on the ellipsoid, at the equator.
    private static let metresPerDegreeOfLatitude = 110_574.3
}

extension Geometry {
    /// The same geometry with every position replaced.
    public func mapped(_ change: (GeographicPoint) -> GeographicPoint) -> Geometry {
        func polygon(_ p: Polygon) -> Polygon {
            Polygon(exterior: p.exterior.map(change), holes: p.holes.map { $0.map(change) })
        }
        switch self {
        case .point(let point): return .point(change(point))
        case .multiPoint(let points): return .multiPoint(points.map(change))
        case .lineString(let line): return .lineString(LineString(line.points.map(change)))
        case .multiLineString(let lines): return .multiLineString(lines.map { LineString($0.points.map(change)) })
        case .polygon(let p): return .polygon(polygon(p))
        case .multiPolygon(let multi): return .multiPolygon(MultiPolygon(multi.polygons.map(polygon)))
        }
    }
}
