internal import CGEOS

/// What is wrong with a geometry, and where.
public struct ValidityFault: Hashable, Sendable, CustomStringConvertible {
    /// The rule broken, such as `Self-intersection`.
    public let reason: String
    /// The place of the fault, where there is one.
    public let place: GeographicPoint?
    /// The ring at fault, for areas.
    public let ring: RingReference?

    /// A fault, with its place and ring where they are known.
    public init(reason: String, place: GeographicPoint? = nil, ring: RingReference? = nil) {
        self.reason = reason
        self.place = place
        self.ring = ring
    }

    /// Such as `Self-intersection at 1.0,1.0 (exterior of polygon 1)`.
    public var description: String {
        var text = reason
        if let place { text += " at \(place.longitude),\(place.latitude)" }
        if let ring { text += " (\(ring))" }
        return text
    }
}

extension TopologyContext {
    /// Whether `geometry` obeys the simple-features rules (OGC 06-103r4).
    public func isValid(_ geometry: Geometry) throws(TopologyError) -> Bool { try validityFault(of: geometry) == nil }

    /// The first rule of simple features (OGC 06-103r4) that `geometry` breaks, or nil if it is valid.
    ///
    /// Rings that are open, too short or hold a number that is not finite are faults too, not errors.
    public func validityFault(of geometry: Geometry) throws(TopologyError) -> ValidityFault? {
        if let fault = geometry.structuralFault { return fault }
        let owned = try own(geometry)
        var (reason, location): (UnsafeMutablePointer<CChar>?, OpaquePointer?)
        // 0 invalid, 1 valid, 2 failure; both outputs are ours to free.
        let answer = GEOSisValidDetail_r(handle, owned.raw, 0, &reason, &location)
        defer {
            GEOSFree_r(handle, reason)
            GEOSGeom_destroy_r(handle, location)
        }
        guard try !decide("validity", answer) else { return nil }
        let place = location.flatMap(position)
        return ValidityFault(
            reason: reason.map { String(cString: $0) } ?? "invalid", place: place,
            ring: place.flatMap(geometry.ring(nearest:)))
    }

    /// A valid geometry of the same points: areas split at their crossings, overlaps dissolved, spikes dropped.
    ///
    /// - Parameter geometry: Rings must be closed and finite; crossings, bow ties and wrong nesting are mended.
    public func makeValid(_ geometry: Geometry) throws(TopologyError) -> Geometry {
        let owned = try own(geometry)
        guard let settings = GEOSMakeValidParams_create_r(handle) else { throw failure("mending") }
        defer { GEOSMakeValidParams_destroy_r(handle, settings) }
        // 0 on failure; linework keeps every input vertex
        guard GEOSMakeValidParams_setMethod_r(handle, settings, GEOS_MAKE_VALID_LINEWORK) == 1 else {
            throw failure("mending")
        }
        let made = try adopt("mending", GEOSMakeValidWithParams_r(handle, owned.raw, settings))
        return try parts(of: made).ofDimension(geometry.dimension)
    }

    /// ``makeValid(_:)-(Geometry)`` of an area; lines and points left over from collapsed parts are dropped.
    public func makeValid(_ area: MultiPolygon) throws(TopologyError) -> MultiPolygon {
        switch try makeValid(.multiPolygon(area)) {
        case .polygon(let polygon): MultiPolygon([polygon])
        case .multiPolygon(let multi): multi
        default: MultiPolygon([])
        }
    }

    /// The geometry with every coordinate rounded to so many decimals of a degree (7 for GeoJSON) and still valid.
    ///
    /// Rounding coordinates one by one can make rings cross; this keeps areas valid by moving and merging vertices.
    /// Parts smaller than the rounding vanish.
    public func snapped(_ geometry: Geometry, toDecimals decimals: Int) throws(TopologyError) -> Geometry {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let owned = try own(geometry)
        let made = try adopt("snapping", GEOSGeom_setPrecision_r(handle, owned.raw, 1 / scale, 0))
        // The engine's grid is off by some units in the last place; each position becomes its decimal's own value.
        return try parts(of: made).ofDimension(geometry.dimension).mapped { point in
            GeographicPoint(
                longitude: (point.longitude * scale).rounded() / scale,
                latitude: (point.latitude * scale).rounded() / scale)
        }
    }

    private func position(_ raw: OpaquePointer) -> GeographicPoint? {
        var (x, y) = (0.0, 0.0)
        // 0 on failure, also for an empty point
        guard GEOSGeomGetX_r(handle, raw, &x) == 1, GEOSGeomGetY_r(handle, raw, &y) == 1 else { return nil }
        return GeographicPoint(longitude: x, latitude: y)
    }
}

extension GeometryParts {
    /// The parts of exactly this dimension; none is an empty multi-geometry.
    func ofDimension(_ dimension: Int) -> Geometry {
        var kept = GeometryParts()
        if dimension == 0 { kept.points = points }
        if dimension == 1 { kept.lines = lines }
        if dimension == 2 { kept.polygons = polygons }
        return kept.highest(emptyDimension: dimension)
    }
}

extension Geometry {
    /// The polygons of an area; none for points and lines.
    public var polygons: [Polygon] {
        switch self {
        case .polygon(let polygon): [polygon]
        case .multiPolygon(let multi): multi.polygons
        default: []
        }
    }

    fileprivate var structuralFault: ValidityFault? {
        for (number, polygon) in polygons.enumerated() where !(polygon.exterior.isEmpty && polygon.holes.isEmpty) {
            for (i, ring) in polygon.rings.enumerated() {
                guard let fault = TopologyContext.structuralFault(of: ring) else { continue }
                return ValidityFault(
                    reason: fault, place: ring.first { $0.isValid }, ring: RingReference(polygon: number, ring: i))
            }
        }
        if let at = points.firstIndex(where: { !($0.longitude.isFinite && $0.latitude.isFinite) }) {
            return ValidityFault(reason: "position \(at) is not a finite number")
        }
        for line in lines where line.points.count == 1 {
            return ValidityFault(reason: "a line needs at least 2 positions", place: line.points[0])
        }
        return nil
    }

    /// The lines of a line geometry; none for points and areas.
    public var lines: [LineString] {
        switch self {
        case .lineString(let line): [line]
        case .multiLineString(let lines): lines
        default: []
        }
    }

    /// The ring that runs nearest to `place`.
    fileprivate func ring(nearest place: GeographicPoint) -> RingReference? {
        var (best, bestSquare): (RingReference?, Double) = (nil, .infinity)
        for (number, polygon) in polygons.enumerated() {
            for (i, ring) in polygon.rings.enumerated() {
                for (a, b) in zip(ring, ring.dropFirst()) {
                    let square = squaredDegrees(from: place, toSegment: a, b)
                    if square < bestSquare {
                        (best, bestSquare) = (RingReference(polygon: number, ring: i), square)
                    }
                }
            }
        }
        return best
    }
}

/// The squared distance in degrees from `p` to the segment `a`–`b`.
func squaredDegrees(from p: GeographicPoint, toSegment a: GeographicPoint, _ b: GeographicPoint) -> Double {
    let (dx, dy) = (b.longitude - a.longitude, b.latitude - a.latitude)
    let (px, py) = (p.longitude - a.longitude, p.latitude - a.latitude)
    let length = dx * dx + dy * dy
    let t = length > 0 ? min(1, max(0, (px * dx + py * dy) / length)) : 0
    return (px - t * dx) * (px - t * dx) + (py - t * dy) * (py - t * dy)
}
