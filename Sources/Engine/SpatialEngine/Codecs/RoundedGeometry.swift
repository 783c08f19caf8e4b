/// A geometry in whole ten-millionths of a degree, cut at the antimeridian and under the right-hand rule.
struct RoundedGeometry {
    /// Longitude and latitude in 10⁻⁷ degrees.
    struct Position: Hashable {
        var x, y: Int
    }

    /// Why a geometry cannot be written.
    struct Failure: Error {
        let problem: String
    }

    /// One degree.
    static let unitsPerDegree = 10_000_000.0

    let typeName: String
    /// Polygons of rings of positions; lines have one ring each, and points one ring of one position.
    private(set) var parts: [[[Position]]] = []
    /// Whether the geometry was cut at the antimeridian, or arrived cut there.
    let isCut: Bool

    /// Rounds a geometry; an area that rounding would make invalid is snapped instead.
    init(_ geometry: Geometry, in context: TopologyContext, keepsAreasValid: Bool) throws(Failure) {
        for point in geometry.points {
            guard point.longitude.isFinite, point.latitude.isFinite else {
                throw Failure(problem: "a coordinate is not a finite number")
            }
            guard point.isValid, abs(point.longitude) <= 1_000_000 else {
                throw Failure(problem: "the position \(point.longitude),\(point.latitude) is not on the globe")
            }
        }
        let runsPast = geometry.points.contains { abs($0.longitude) > 180 }
        var cut = geometry
        if runsPast {
            do { cut = try context.cutAtAntimeridian(geometry) } catch {
                throw Failure(problem: "it cannot be cut at the antimeridian: \(error)")
            }
        }
        parts = Self.parts(of: cut)
        if keepsAreasValid, cut.dimension == 2, let snapped = Self.snapped(cut, parts, context) {
            cut = snapped
            parts = Self.parts(of: cut)
        }
        typeName = cut.typeName
        let vanished = parts.isEmpty && !geometry.points.isEmpty
        guard !vanished else { throw Failure(problem: "the area vanishes at 7 decimals of a degree (about 1 cm)") }
        isCut = runsPast || Self.liesOnBothSides(parts)
    }

    /// The geometry exactly as a reader will see it.
    var geometry: Geometry { Self.geometry(typeName, parts) }

    private static func parts(of geometry: Geometry) -> [[[Position]]] {
        switch geometry {
        case .point(let point): [[[rounded(point)]]]
        case .multiPoint(let points): points.map { [[rounded($0)]] }
        case .lineString, .multiLineString: geometry.lines.map { [line($0)] }
        case .polygon, .multiPolygon: geometry.polygons.compactMap(polygon)
        }
    }

    /// The area with valid roundings of its rings, or nil if plain rounding keeps it valid or it never was.
    private static func snapped(_ area: Geometry, _ parts: [[[Position]]], _ context: TopologyContext) -> Geometry? {
        let plain = geometry("MultiPolygon", parts)
        guard (try? context.isValid(plain)) == false, (try? context.isValid(area)) == true else { return nil }
        return try? context.snapped(area, toDecimals: 7)
    }

    private static func geometry(_ typeName: String, _ parts: [[[Position]]]) -> Geometry {
        func points(_ positions: [Position]) -> [GeographicPoint] {
            positions.map {
                GeographicPoint(longitude: Double($0.x) / unitsPerDegree, latitude: Double($0.y) / unitsPerDegree)
            }
        }
        func polygon(_ rings: [[Position]]) -> Polygon {
            Polygon(exterior: rings.first.map(points) ?? [], holes: rings.dropFirst().map(points))
        }
        switch typeName {
        case "Point": return .point(points(parts[0][0])[0])
        case "MultiPoint": return .multiPoint(parts.flatMap { points($0[0]) })
        case "LineString": return .lineString(LineString(parts.first.map { points($0[0]) } ?? []))
        case "MultiLineString": return .multiLineString(parts.map { LineString(points($0[0])) })
        case "Polygon": return .polygon(polygon(parts.first ?? []))
        default: return .multiPolygon(MultiPolygon(parts.map(polygon)))
        }
    }

    /// Whether parts reach the antimeridian from both sides, without one that spans the whole turn.
    private static func liesOnBothSides(_ parts: [[[Position]]]) -> Bool {
        guard parts.count > 1 else { return false }
        let half = Int(180 * unitsPerDegree)
        let spans = parts.compactMap(span)
        return !spans.contains(-half...half) && spans.contains { $0.upperBound == half }
            && spans.contains { $0.lowerBound == -half }
    }

    private static func rounded(_ point: GeographicPoint) -> Position {
        Position(
            x: Int((point.longitude * unitsPerDegree).rounded()), y: Int((point.latitude * unitsPerDegree).rounded()))
    }

    private static func withoutRepeats(_ points: [GeographicPoint]) -> [Position] {
        var kept: [Position] = []
        kept.reserveCapacity(points.count)
        for point in points {
            let position = rounded(point)
            if kept.last != position { kept.append(position) }
        }
        return kept
    }

    /// A line that shrinks to a spot keeps two positions.
    private static func line(_ line: LineString) -> [Position] {
        let kept = withoutRepeats(line.points)
        return kept.count == 1 ? kept + kept : kept
    }

    /// nil if nothing of the exterior is left; holes without an inside are dropped.
    private static func polygon(_ polygon: Polygon) -> [[Position]]? {
        guard let exterior = ring(polygon.exterior, isHole: false) else { return nil }
        return [exterior] + polygon.holes.compactMap { ring($0, isHole: true) }
    }

    private static func ring(_ points: [GeographicPoint], isHole: Bool) -> [Position]? {
        var ring = withoutRepeats(points)
        if let first = ring.first, ring.last != first { ring.append(first) }
        guard ring.count >= 4 else { return nil }
        var doubleArea = 0.0
        for (a, b) in zip(ring, ring.dropFirst()) {
            let (ax, ay) = (Double(a.x - ring[0].x), Double(a.y - ring[0].y))
            doubleArea += ax * Double(b.y - ring[0].y) - Double(b.x - ring[0].x) * ay
        }
        guard doubleArea != 0 else { return nil }
        return (doubleArea > 0) == isHole ? ring.reversed() : ring
    }

    /// West and east of a part.
    static func span(_ part: [[Position]]) -> ClosedRange<Int>? {
        guard let first = part.first?.first else { return nil }
        var (west, east) = (first.x, first.x)
        for position in part[0] { (west, east) = (min(west, position.x), max(east, position.x)) }
        return west...east
    }

    func write(into writer: inout JSONWriter) {
        writer.raw("{\"type\":\"")
        writer.raw(typeName)
        writer.raw("\",\"coordinates\":")
        switch typeName {
        case "Point": if let position = parts.first?[0].first { Self.write(position, into: &writer) }
        case "LineString": Self.write(parts.first?[0] ?? [], into: &writer)
        case "Polygon": Self.list(parts.first ?? [], into: &writer, Self.write)
        case "MultiPoint", "MultiLineString":
            Self.list(parts.map { $0[0] }, into: &writer) { part, writer in
                if typeName == "MultiPoint" {
                    Self.write(part[0], into: &writer)
                } else {
                    Self.write(part, into: &writer)
                }
            }
        default: Self.list(parts, into: &writer) { part, writer in Self.list(part, into: &writer, Self.write) }
        }
        writer.raw("}")
    }

    private static func list<T>(_ items: [T], into writer: inout JSONWriter, _ item: (T, inout JSONWriter) -> Void) {
        writer.raw("[")
        for (i, each) in items.enumerated() {
            if i > 0 { writer.raw(",") }
            item(each, &writer)
        }
        writer.raw("]")
    }

    private static func write(_ positions: [Position], into writer: inout JSONWriter) {
        list(positions, into: &writer, write)
    }

    private static func write(_ position: Position, into writer: inout JSONWriter) {
        writer.raw("[")
        writer.tenMillionths(position.x)
        writer.raw(",")
        writer.tenMillionths(position.y)
        writer.raw("]")
    }
}

/// The box round a collection's geometries, in ten-millionths of a degree.
struct CollectionExtent {
    private var spans: [ClosedRange<Int>] = []
    private var (south, north) = (Int.max, Int.min)
    private var crosses = false

    mutating func add(_ geometry: RoundedGeometry) {
        crosses = crosses || geometry.isCut
        for part in geometry.parts {
            if let span = RoundedGeometry.span(part) { spans.append(span) }
            for position in part.first ?? [] { (south, north) = (min(south, position.y), max(north, position.y)) }
        }
    }

    /// West, south, east, north; west > east if a geometry crosses the antimeridian.
    ///
    /// nil without positions.
    var box: [Int]? {
        let sorted = spans.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        guard let first = sorted.first else { return nil }
        let east = sorted.map(\.upperBound).max() ?? first.upperBound
        guard crosses else { return [first.lowerBound, south, east, north] }
        // The widest gap between the spans is what the box leaves out; the first looked at is the one round the back.
        let wholeTurn = Int(360 * RoundedGeometry.unitsPerDegree)
        var (widest, box) = (first.lowerBound + wholeTurn - east, [first.lowerBound, south, east, north])
        var reach = first.upperBound
        for span in sorted.dropFirst() {
            if span.lowerBound - reach > widest {
                (widest, box) = (span.lowerBound - reach, [span.lowerBound, south, reach, north])
            }
            reach = max(reach, span.upperBound)
        }
        return box
    }
}
