internal import CGEOS

/// Geometries made so far while a larger one is put together: destroyed unless handed over.
private struct Parts: ~Copyable {
    let context: TopologyContext
    var raw: [OpaquePointer?] = []

    deinit { for part in raw { GEOSGeom_destroy_r(context.handle, part) } }

    /// Gives the parts up to a constructor, which owns them from then on, whether it succeeds or not.
    mutating func handOver<R>(_ make: (UnsafeMutablePointer<OpaquePointer?>?, UInt32) -> R) -> R {
        var given = raw
        raw = []
        return given.withUnsafeMutableBufferPointer { make($0.baseAddress, UInt32($0.count)) }
    }
}

/// Our values to GEOS, coordinates in one copy per ring or line.
extension TopologyContext {
    func own(_ geometry: Geometry) throws(TopologyError) -> OwnedGeometry {
        try adopt("making a \(geometry.typeName)", raw(geometry))
    }

    func own(_ area: MultiPolygon) throws(TopologyError) -> OwnedGeometry { try own(.multiPolygon(area)) }

    func own(all geometries: [Geometry]) throws(TopologyError) -> OwnedGeometry {
        var parts = Parts(context: self)
        for geometry in geometries { parts.raw.append(try raw(geometry)) }
        return try adopt("collecting", collect(GEOS_GEOMETRYCOLLECTION, &parts))
    }

    private func raw(_ geometry: Geometry) throws(TopologyError) -> OpaquePointer? {
        switch geometry {
        case .point(let point): return try raw(point: point)
        case .lineString(let line): return try raw(line: line)
        case .polygon(let polygon): return try raw(polygon: polygon, number: 0)
        case .multiPoint(let points):
            var parts = Parts(context: self)
            for point in points { parts.raw.append(try raw(point: point)) }
            return collect(GEOS_MULTIPOINT, &parts)
        case .multiLineString(let lines):
            var parts = Parts(context: self)
            for line in lines { parts.raw.append(try raw(line: line)) }
            return collect(GEOS_MULTILINESTRING, &parts)
        case .multiPolygon(let multi):
            var parts = Parts(context: self)
            for (i, polygon) in multi.polygons.enumerated() { parts.raw.append(try raw(polygon: polygon, number: i)) }
            return collect(GEOS_MULTIPOLYGON, &parts)
        }
    }

    /// Null on failure; the parts are gone either way.
    private func collect(_ type: GEOSGeomTypes, _ parts: inout Parts) -> OpaquePointer? {
        parts.handOver { GEOSGeom_createCollection_r(handle, Int32(type.rawValue), $0, $1) }
    }

    private func raw(point: GeographicPoint) throws(TopologyError) -> OpaquePointer {
        try check([point]) { "point" }
        guard let raw = GEOSGeom_createPointFromXY_r(handle, point.longitude, point.latitude) else {
            throw failure("making a Point")
        }
        return raw
    }

    private func raw(line: LineString) throws(TopologyError) -> OpaquePointer {
        try check(line.points) { "line" }
        // The constructor takes the sequence, whether it succeeds or not.
        guard let raw = GEOSGeom_createLineString_r(handle, try sequence(line.points)) else {
            throw failure("making a LineString")
        }
        return raw
    }

    private func raw(polygon: Polygon, number: Int) throws(TopologyError) -> OpaquePointer {
        if polygon.exterior.isEmpty && polygon.holes.isEmpty {
            guard let empty = GEOSGeom_createEmptyPolygon_r(handle) else { throw failure("making a Polygon") }
            return empty
        }
        var rings = Parts(context: self)
        for (i, ring) in polygon.rings.enumerated() {
            if let fault = Self.structuralFault(of: ring) {
                let place = RingReference(polygon: number, ring: i)
                throw TopologyError(operation: "making a Polygon", reason: "\(place): \(fault)")
            }
            guard let raw = GEOSGeom_createLinearRing_r(handle, try sequence(ring)) else {
                throw failure("making a Polygon")
            }
            rings.raw.append(raw)
        }
        let made = rings.handOver { all, count in
            GEOSGeom_createPolygon_r(handle, all?.pointee, count > 1 ? all?.advanced(by: 1) : nil, count - 1)
        }
        guard let made else { throw failure("making a Polygon") }
        return made
    }

    /// What keeps `ring` from being a ring at all, or nil.
    static func structuralFault(of ring: [GeographicPoint]) -> String? {
        if let at = ring.firstIndex(where: { !($0.longitude.isFinite && $0.latitude.isFinite) }) {
            return "position \(at) is not a finite number"
        }
        if ring.count < 4 { return "a ring needs at least 4 positions, this one has \(ring.count)" }
        return ring.first == ring.last ? nil : "the ring is not closed: its last position must repeat its first"
    }

    private func check(_ points: [GeographicPoint], _ what: () -> String) throws(TopologyError) {
        guard let at = points.firstIndex(where: { !($0.longitude.isFinite && $0.latitude.isFinite) }) else { return }
        throw TopologyError(
            operation: "making a geometry", reason: "position \(at) of the \(what()) is not a finite number")
    }

    /// A coordinate sequence; a point of ours is longitude and latitude side by side, so an array is a flat buffer.
    private func sequence(_ points: [GeographicPoint]) throws(TopologyError) -> OpaquePointer {
        let made = points.withUnsafeBytes { bytes in
            GEOSCoordSeq_copyFromBuffer_r(
                handle, bytes.assumingMemoryBound(to: Double.self).baseAddress, UInt32(points.count), 0, 0)
        }
        guard let made else { throw failure("copying coordinates") }
        return made
    }
}

/// The parts of a result of any type.
struct GeometryParts {
    var points: [GeographicPoint] = []
    var lines: [LineString] = []
    var polygons: [Polygon] = []

    /// The parts of the highest dimension present, as one geometry; nothing is an empty multi-geometry of `dimension`.
    func highest(emptyDimension dimension: Int) -> Geometry {
        if polygons.count == 1 { return .polygon(polygons[0]) }
        if polygons.count > 1 { return .multiPolygon(MultiPolygon(polygons)) }
        if lines.count == 1 { return .lineString(lines[0]) }
        if lines.count > 1 { return .multiLineString(lines) }
        if points.count == 1 { return .point(points[0]) }
        if points.count > 1 { return .multiPoint(points) }
        switch dimension {
        case 0: return .multiPoint([])
        case 1: return .multiLineString([])
        default: return .multiPolygon(MultiPolygon([]))
        }
    }
}

/// GEOS to our values.
extension TopologyContext {
    /// Every non-empty part; polygons come out under the right-hand rule.
    func parts(of geometry: borrowing OwnedGeometry) throws(TopologyError) -> GeometryParts {
        var parts = GeometryParts()
        try collect(geometry.raw, into: &parts)
        return parts
    }

    private func collect(_ raw: OpaquePointer, into parts: inout GeometryParts) throws(TopologyError) {
        guard try !decide("reading", GEOSisEmpty_r(handle, raw)) else { return }
        let type = GEOSGeomTypeId_r(handle, raw)
        switch UInt32(bitPattern: type) {
        case GEOS_POINT.rawValue: parts.points += try points(of: raw)
        case GEOS_LINESTRING.rawValue, GEOS_LINEARRING.rawValue: parts.lines.append(LineString(try points(of: raw)))
        case GEOS_POLYGON.rawValue: parts.polygons.append(try polygon(raw))
        default:
            // Members are borrowed from the collection.
            for i in 0..<max(0, GEOSGetNumGeometries_r(handle, raw)) {
                guard let member = GEOSGetGeometryN_r(handle, raw, i) else { throw failure("reading") }
                try collect(member, into: &parts)
            }
        }
    }

    private func polygon(_ raw: OpaquePointer) throws(TopologyError) -> Polygon {
        guard let shell = GEOSGetExteriorRing_r(handle, raw) else { throw failure("reading") }
        var polygon = Polygon(exterior: try points(of: shell))
        for i in 0..<max(0, GEOSGetNumInteriorRings_r(handle, raw)) {
            guard let hole = GEOSGetInteriorRingN_r(handle, raw, i) else { throw failure("reading") }
            polygon.holes.append(try points(of: hole))
        }
        return polygon.rightHanded()
    }

    private func points(of raw: OpaquePointer) throws(TopologyError) -> [GeographicPoint] {
        // The sequence is borrowed from the geometry.
        guard let sequence = GEOSGeom_getCoordSeq_r(handle, raw) else { throw failure("reading") }
        return try points(ofSequence: sequence)
    }

    /// All positions of a borrowed sequence.
    func points(ofSequence sequence: OpaquePointer) throws(TopologyError) -> [GeographicPoint] {
        var count: UInt32 = 0
        guard GEOSCoordSeq_getSize_r(handle, sequence, &count) == 1 else { throw failure("reading") }
        var copied: Int32 = 1
        let points = [GeographicPoint](unsafeUninitializedCapacity: Int(count)) { buffer, used in
            let flat = UnsafeMutableRawBufferPointer(buffer).assumingMemoryBound(to: Double.self)
            copied = count == 0 ? 1 : GEOSCoordSeq_copyToBuffer_r(handle, sequence, flat.baseAddress, 0, 0)
            used = copied == 1 ? Int(count) : 0
        }
        guard copied == 1 else { throw failure("reading") }
        return points
    }
}
