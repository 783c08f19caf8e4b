internal import ArgumentParser
internal import Export
internal import SpatialEngine

/// `trocha geodesic area`.
struct GeodesicArea: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "area",
        abstract: "Signed area and perimeter of polygons with geodesic sides.",
        discussion: """
            Needs polygon_id, lat_deg, lon_deg, vertices in order, closing vertex optional; writes polygon_id, area_m2 \
            (counter-clockwise positive), perimeter_m, vertices.

            Example: trocha geodesic area rings.csv -o areas.csv
            """)

    @OptionGroup var options: GeodesicOptions

    func run() throws {
        let ellipsoid = try options.ellipsoid()
        var reader = try RecordReader(try InputFile(path: options.table.input))
        var writer = try TableWriter(path: options.table.output, overwrite: options.common.overwrite)
        let rings = try Self.readRings(&reader, on: ellipsoid)
        writer.append(raw: "polygon_id,area_m2,perimeter_m,vertices".utf8, isFirst: true)
        try writer.endRecord()
        for ring in rings {
            let measure = ring.polygon.measure(on: ellipsoid)
            writer.append(raw: CommaSeparatedTable.quoted(ring.id).utf8, isFirst: true)
            writer.append(measure.squareMetres)
            writer.append(measure.perimeter.value)
            writer.append(raw: String(ring.vertices).utf8)
            try writer.endRecord()
        }
        try writer.commit()
        try options.summarise("geodesic area", on: ellipsoid, [("polygons", .integer(rings.count))])
    }

    private struct Ring {
        let id: String
        let first: GeographicPoint
        var last: GeographicPoint
        var count = 1
        var polygon = GeodesicPolygon()

        /// Without a closing vertex that repeats the first.
        var vertices: Int { count > 1 && last.normalised == first.normalised ? count - 1 : count }
    }

    /// The rings in order of first appearance; rows of different polygons may alternate.
    private static func readRings(_ reader: inout RecordReader, on ellipsoid: Ellipsoid) throws -> [Ring] {
        let columns = try TableColumns(headerOf: &reader)
        let id = try columns.require("polygon_id", in: reader)
        let latitude = try columns.require("lat_deg", in: reader)
        let longitude = try columns.require("lon_deg", in: reader)
        var rings: [Ring] = []
        var positions: [String: Int] = [:]
        while try reader.advance() {
            try columns.requireAllFields(in: reader)
            let name = reader.text(reader.fields[id])
            if name.isEmpty { throw reader.failure("the field is empty; name the polygon", column: "polygon_id") }
            let vertex = GeographicPoint(
                longitude: try reader.number(reader.fields[longitude], column: "lon_deg"),
                latitude: try reader.number(reader.fields[latitude], column: "lat_deg"))
            do { try requireLatitude(vertex.latitude, column: "lat_deg") } catch {
                throw reader.failure(error.problem, column: error.column)
            }
            if let position = positions[name] {
                rings[position].last = vertex
                rings[position].count += 1
            } else {
                positions[name] = rings.count
                rings.append(Ring(id: name, first: vertex, last: vertex))
            }
            rings[positions[name, default: rings.count - 1]].polygon.add(vertex, on: ellipsoid)
        }
        if let short = rings.first(where: { $0.vertices < 3 }) {
            throw CommandFailure(
                .badData,
                "\(reader.input.name): polygon \(short.id) has \(short.vertices) vertices; a polygon needs three or more"
            )
        }
        return rings
    }
}
