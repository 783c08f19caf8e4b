internal import Export
internal import Foundation
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

extension UnitTable {
    /// Reads the file that a verb names.
    ///
    /// - Throws: ``FormatError`` for a missing or damaged file, ``RequestError`` for bad options, positions, ids or a file
    ///   without units, ``TransformationError`` for an unknown system.
    init(_ source: UnitSource) throws {
        let isTable = source.path == "-" || source.path.hasExtension("csv")
        try self.init(isTable ? try UnitReading(table: source) : try UnitReading(layer: source), source)
    }

    private init(_ reading: UnitReading, _ source: UnitSource) throws {
        guard reading.count > 0 else {
            throw RequestError(
                .badData, "\(source.path) holds no unit; give one a row below the header, or one a feature")
        }
        let isGeographic = try reading.crs?.isGeographic() ?? false
        let metric = try source.metric(isGeographic: isGeographic)
        var points = reading.points
        if let given = points, let crs = reading.crs, metric.isGeographic, crs != .wgs84 {
            points = try Transformation(from: crs, to: .wgs84).transformed(given)
        }
        self.init(
            path: source.path, ids: reading.ids ?? (1...reading.count).map(String.init), fields: reading.fields,
            crs: reading.crs, metric: metric, records: reading.records, points: points)
    }
}

/// What a file gave, before a metric is chosen.
private struct UnitReading {
    var ids: [String]?
    var fields: [String]
    var crs: CoordinateReferenceSystem?
    var records: UnitRecords
    var points: [PlanarPoint]?
    var count: Int

    // MARK: - Tables

    init(table source: UnitSource) throws {
        let table = try TableInput(source.path)
        records = .table(table)
        fields = table.columns(besides: [])
        count = table.rows.count
        crs = source.system
        if let field = source.idField {
            let column = try table.column(field)
            ids = try table.rows.map { try table.text($0, column) }
        }
        if let (x, y) = try Self.positionColumns(of: table, source) {
            points = try table.rows.map { row in
                let point = PlanarPoint(x: try table.number(row, x), y: try table.number(row, y))
                if source.isInDegrees, abs(point.y) > 90 {
                    throw table.fault(
                        row, y,
                        "latitude \(ShortestNumber.text(point.y)) lies outside −90…90; x is the longitude, y the latitude"
                    )
                }
                return point
            }
        }
    }

    private static func positionColumns(of table: TableInput, _ source: UnitSource) throws -> (Int, Int)? {
        if let (x, y) = source.positionFields { return (try table.column(x), try table.column(y)) }
        for (x, y) in [("x", "y"), ("lon", "lat")] {
            if let x = table.optionalColumn(x), let y = table.optionalColumn(y) { return (x, y) }
        }
        return nil
    }

    // MARK: - Layers

    init(layer source: UnitSource) throws {
        if source.positionFields != nil {
            throw RequestError(.wrongUsage, "--xy names columns of a CSV; \(source.path) has geometry of its own")
        }
        let features: [Feature]
        (features, fields, crs) = try Self.features(of: source)
        records = .features(features)
        count = features.count
        let path = source.path
        if let field = source.idField {
            guard fields.contains(field) || field == "id" else {
                throw RequestError(
                    .badData, "\(path), field \(field): there is none; there are \(fields.joined(separator: ", "))")
            }
            ids = try features.enumerated().map { row, feature in
                let own = field == "id" && !fields.contains("id") ? feature.id.map { "\($0)" } : nil
                guard let id = own ?? feature.properties[field].flatMap(UnitRecords.text), !id.isEmpty else {
                    throw RequestError(
                        .badData, "\(path), feature \(row + 1), field \(field): no value; each unit needs an id")
                }
                return id
            }
        }
        let isGeographic = try crs?.isGeographic() ?? false
        points = try Self.centres(of: features, path, isGeographic: isGeographic)
    }

    private static func features(
        of source: UnitSource
    ) throws -> ([Feature], fields: [String], CoordinateReferenceSystem?) {
        let path = source.path
        if path.hasExtension("geojson") && source.crs == nil {
            guard let bytes = FileManager.default.contents(atPath: path) else {
                throw FileManager.default.fileExists(atPath: path)
                    ? FormatError.unreadable(path: path, reason: "it is a folder or may not be read")
                    : FormatError.missing(path: path)
            }
            do {
                let collection = try GeoJSON.decoded(Array(bytes))
                return (collection.features, collection.propertyNames, .wgs84)
            } catch {
                throw RequestError(.badData, "\(path): \(error)")
            }
        }
        let layer = try VectorFile.read(path, idColumn: nil, in: nil)
        let crs = source.crs == nil ? layer.sourceCRS ?? .wgs84 : source.system
        return (layer.features, layer.fields.map(\.name), crs)
    }

    /// The centre of each shape; nil when no feature has one.
    private static func centres(of features: [Feature], _ path: String, isGeographic: Bool) throws -> [PlanarPoint]? {
        guard features.contains(where: { $0.geometry != nil }) else { return nil }
        let context = TopologyContext()
        return try features.enumerated().map { row, feature in
            guard let geometry = feature.geometry, let centre = try context.centre(of: geometry, isGeographic) else {
                throw RequestError(.badData, "\(path), feature \(row + 1): no geometry; each unit needs a position")
            }
            if isGeographic && abs(centre.y) > 90 {
                throw RequestError(
                    .badData,
                    "\(path), feature \(row + 1): latitude \(ShortestNumber.text(centre.y)) lies outside −90…90")
            }
            return centre
        }
    }
}

extension TopologyContext {
    /// The centroid; parts on both sides of ±180° are brought together first.
    fileprivate func centre(of geometry: Geometry, _ isGeographic: Bool) throws -> PlanarPoint? {
        let longitudes = geometry.points.map(\.longitude)
        guard isGeographic, let west = longitudes.min(), let east = longitudes.max(), east - west > 180 else {
            return try centroid(of: geometry)
        }
        let turned = geometry.mapped { point in
            GeographicPoint(
                longitude: point.longitude < 0 ? point.longitude + 360 : point.longitude, latitude: point.latitude)
        }
        guard var centre = try centroid(of: turned) else { return nil }
        if centre.x > 180 { centre.x -= 360 }
        return centre
    }
}

extension UnitSource {
    /// The system that the options name; degrees when they name none, nil for a plane that is nowhere.
    fileprivate var system: CoordinateReferenceSystem? {
        switch crs {
        case nil: .wgs84
        case "planar"?: nil
        case let name?: CoordinateReferenceSystem(name)
        }
    }

    fileprivate var isInDegrees: Bool { system == .wgs84 }

    fileprivate func metric(isGeographic: Bool) throws(RequestError) -> Metric {
        let chosen = distance.flatMap { Metric(rawValue: $0.rawValue) } ?? (isGeographic ? .geodesic : .euclidean)
        if chosen.isGeographic && crs == "planar" {
            throw RequestError(
                .wrongUsage,
                "--metric \(chosen.rawValue) needs longitude and latitude, but --crs planar says that there are none")
        }
        return chosen
    }
}
