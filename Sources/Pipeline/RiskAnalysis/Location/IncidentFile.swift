internal import Foundation
internal import Incidents
internal import SpatialEngine
internal import SpatialFormats

/// Incidents as far as their places are concerned, in the order of the file.
struct IncidentFile {
    let ids: [String]
    let events: [LocatableEvent]

    /// Reads `incident_id`, the position, and the field of the radius from a CSV (`-` is standard input) or a layer.
    ///
    /// - Throws: ``FormatError``, ``TransformationError`` or ``RequestError`` with file, row and field.
    init(_ source: IncidentLocation.Source) throws {
        let isTable = source.path == "-" || source.path.lowercased().hasSuffix(".csv")
        (ids, events) = isTable ? try Self.table(source) : try Self.layer(source)
        guard !ids.isEmpty else { throw RequestError(.badData, "\(source.path) holds no incident") }
    }

    // MARK: - Tables

    private static func table(_ source: IncidentLocation.Source) throws -> ([String], [LocatableEvent]) {
        let table = try TableInput(source.path)
        let id = try table.column("incident_id")
        let (x, y) = try positionColumns(of: table, source)
        let radius = try radiusColumn(of: table, source)
        var lines: [String: Int] = [:]
        var events: [LocatableEvent] = []
        let ids = try table.rows.map { row in
            let own = try table.text(row, id)
            if let first = lines.updateValue(row.line, forKey: own) {
                throw table.fault(row, id, "incident \(own) stands in line \(first) already; each needs its own id")
            }
            var event = LocatableEvent(position: try pair(table, row, x, y), precision: nil)
            if let radius, let metres = try table.optionalNumber(row, radius) {
                if metres < 0 { throw table.fault(row, radius, negativeRadius(metres)) }
                event.precision = Metres(metres)
            }
            events.append(event)
            return own
        }
        if let crs = source.crs { try turn(&events, from: CoordinateReferenceSystem(crs), table, y) }
        for (row, event) in zip(table.rows, events) {
            if let problem = event.position?.problem { throw table.fault(row, y, problem) }
        }
        return (ids, events)
    }

    /// Turns positions of another system into longitude and latitude.
    private static func turn(
        _ events: inout [LocatableEvent], from system: CoordinateReferenceSystem, _ table: TableInput, _ y: Int
    ) throws {
        let way = try Transformation(from: system, to: .wgs84)
        for (event, row) in zip(events.indices, table.rows) {
            guard let given = events[event].position else { continue }
            guard let place = way.apply(x: given.longitude, y: given.latitude) else {
                throw table.fault(row, y, "the position has no longitude and latitude in \(system); is --crs right?")
            }
            events[event].position = GeographicPoint(longitude: place.x, latitude: place.y)
        }
    }

    private static func positionColumns(
        of table: TableInput, _ source: IncidentLocation.Source
    ) throws -> (Int, Int) {
        if let (x, y) = source.positionFields { return (try table.column(x), try table.column(y)) }
        if let x = table.optionalColumn("x"), let y = table.optionalColumn("y") { return (x, y) }
        return (try table.column("lon"), try table.column("lat"))
    }

    private static func radiusColumn(of table: TableInput, _ source: IncidentLocation.Source) throws -> Int? {
        guard let field = source.radiusField else { return table.optionalColumn(IncidentLocation.radiusField) }
        return try table.column(field)
    }

    private static func pair(
        _ table: TableInput, _ row: CommaSeparatedTable.Row, _ x: Int, _ y: Int
    ) throws -> GeographicPoint? {
        switch (try table.optionalNumber(row, x), try table.optionalNumber(row, y)) {
        case (let east?, let north?): return GeographicPoint(longitude: east, latitude: north)
        case (nil, nil): return nil
        case (nil, _):
            throw table.fault(row, x, "the field is empty but the other coordinate is not; give both or neither")
        case (_, nil):
            throw table.fault(row, y, "the field is empty but the other coordinate is not; give both or neither")
        }
    }

    private static func negativeRadius(_ metres: Double) -> String {
        "a radius of \(ShortestNumber.text(metres)) m; give 0 or more, or leave it empty where it is not known"
    }

    // MARK: - Layers

    private static func layer(_ source: IncidentLocation.Source) throws -> ([String], [LocatableEvent]) {
        let path = source.path
        if source.positionFields != nil || source.crs != nil {
            throw RequestError(
                .wrongUsage, "--xy and --crs are for a CSV; \(path) has positions and a system of its own")
        }
        let layer = try VectorFile.read(path, idColumn: nil)
        let names = layer.fields.map(\.name)
        for field in ["incident_id"] + (source.radiusField.map { [$0] } ?? []) where !names.contains(field) {
            throw RequestError(
                .badData, "\(path), field \(field): there is none; there are \(names.joined(separator: ", "))")
        }
        let context = TopologyContext()
        var rows: [String: Int] = [:]
        var events: [LocatableEvent] = []
        let ids: [String] = try layer.features.enumerated().map { row, feature in
            func fault(_ field: String, _ problem: String) -> RequestError {
                RequestError(.badData, "\(path), feature \(row + 1), \(field): \(problem)")
            }
            guard let own = feature.properties["incident_id"]?.plainText, !own.isEmpty else {
                throw fault("field incident_id", "no value; each incident needs an id")
            }
            if let first = rows.updateValue(row, forKey: own) {
                throw fault(
                    "field incident_id", "incident \(own) is that of feature \(first + 1) too; each needs its own id")
            }
            let position: GeographicPoint? = try feature.geometry.flatMap { try Self.position(of: $0, context) }
            if let problem = position?.problem { throw fault("geometry", problem) }
            let field = source.radiusField ?? IncidentLocation.radiusField
            let precision = try radius(feature.properties[field]) { fault("field \(field)", $0) }
            events.append(LocatableEvent(position: position, precision: precision))
            return own
        }
        return (ids, events)
    }

    private static func position(of geometry: Geometry, _ context: TopologyContext) throws -> GeographicPoint? {
        if case .point(let point) = geometry { return point }
        return try context.centroid(of: geometry).map { GeographicPoint(longitude: $0.x, latitude: $0.y) }
    }

    private static func radius(_ value: JSONValue?, _ fault: (String) -> RequestError) throws -> Metres? {
        guard let value, value != .null, value.plainText != "" else { return nil }
        guard let metres = value.double ?? value.plainText.flatMap(Double.init), metres.isFinite else {
            throw fault("not a finite number of metres")
        }
        if metres < 0 { throw fault(negativeRadius(metres)) }
        return Metres(metres)
    }
}

extension GeographicPoint {
    /// What is wrong with a position as a longitude and latitude; nil for nothing.
    fileprivate var problem: String? {
        if isValid && abs(longitude) <= 360 { return nil }
        let place = "\(ShortestNumber.text(longitude)),\(ShortestNumber.text(latitude))"
        return "the position \(place) is no longitude and latitude; are the axes exchanged, or is a --crs missing?"
    }
}
