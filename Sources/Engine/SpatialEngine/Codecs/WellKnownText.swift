/// Geometry as well-known text (OGC 06-103r4, clause 7), in two dimensions, longitude first.
public enum WellKnownText {
    /// The text of a geometry, with at most 7 decimals.
    ///
    /// - Precondition: Every coordinate is finite and below 10¹¹.
    public static func text(of geometry: Geometry) -> String {
        var writer = JSONWriter()
        writer.raw(geometry.typeName.uppercased())
        guard !geometry.points.isEmpty else {
            writer.raw(" EMPTY")
            return String(decoding: writer.bytes, as: UTF8.self)
        }
        writer.raw(" ")
        switch geometry {
        case .point(let point): list([point], into: &writer, position)
        case .multiPoint(let points): list(points.map { [$0] }, into: &writer, positions)
        case .lineString(let line): positions(line.points, into: &writer)
        case .multiLineString(let lines): list(lines.map(\.points), into: &writer, positions)
        case .polygon(let polygon): list(polygon.rings, into: &writer, positions)
        case .multiPolygon(let area):
            list(area.polygons.map(\.rings), into: &writer) { list($0, into: &$1, positions) }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func list<T>(_ items: [T], into writer: inout JSONWriter, _ item: (T, inout JSONWriter) -> Void) {
        writer.raw("(")
        for (i, each) in items.enumerated() {
            if i > 0 { writer.raw(",") }
            item(each, &writer)
        }
        writer.raw(")")
    }

    private static func positions(_ points: [GeographicPoint], into writer: inout JSONWriter) {
        list(points, into: &writer, position)
    }

    private static func position(_ point: GeographicPoint, into writer: inout JSONWriter) {
        writer.tenMillionths(Int((point.longitude * RoundedGeometry.unitsPerDegree).rounded()))
        writer.raw(" ")
        writer.tenMillionths(Int((point.latitude * RoundedGeometry.unitsPerDegree).rounded()))
    }
}
