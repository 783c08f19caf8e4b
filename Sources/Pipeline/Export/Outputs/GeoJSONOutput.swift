public import SpatialEngine
internal import SpatialFormats

/// Features on a grid's plane on their way to a GeoJSON file in degrees.
public struct GeoJSONOutput {
    /// Where they go; `-` is standard output.
    public let path: String
    /// Replace what is there.
    public let overwrite: Bool

    /// An output at a path.
    public init(path: String, overwrite: Bool) {
        self.path = path
        self.overwrite = overwrite
    }

    /// Writes features whose positions are in the system of `grid`.
    ///
    /// They are transformed to degrees on WGS 84. Those of a grid without a system are written as they are.
    /// - Throws: ``OutputError``, or ``RequestError`` for positions that are not on the globe.
    public func write(_ features: [Feature], name: String, on grid: Grid) throws {
        var features = features
        if !grid.isUnplaced && grid.crs != .wgs84 {
            let way = try Transformation(from: grid.crs, to: .wgs84)
            for i in features.indices {
                features[i].geometry = features[i].geometry.map { geometry in
                    geometry.mapPoints { points in
                        let moved = way.transformed(points.map { PlanarPoint(x: $0.longitude, y: $0.latitude) })
                        return moved.map { GeographicPoint(longitude: $0.x, latitude: $0.y) }
                    }
                }
            }
        }
        let isPlanar = grid.isUnplaced && !features.allSatisfy { $0.geometry?.points.allSatisfy(\.isOnGlobe) ?? true }
        try write(features, name: name, isPlanar: isPlanar)
    }

    /// Writes features whose positions are degrees on WGS 84, or metres on a plane.
    ///
    /// - Throws: ``OutputError``, or ``RequestError`` for positions that are not on the globe.
    public func write(_ features: [Feature], name: String, isPlanar: Bool) throws {
        let collection = FeatureCollection(name: name, features: features)
        let bytes: [UInt8]
        do {
            bytes = try isPlanar ? Self.planar(collection) : GeoJSON.encoded(collection)
        } catch {
            throw RequestError(.badData, "\(path): \(error)")
        }
        try AtomicOutput.write(bytes, to: path, overwrite: overwrite)
    }

    /// A collection on an unknown plane, which the standard leaves to those who exchange it.
    private static func planar(_ collection: FeatureCollection) throws -> [UInt8] {
        let points = collection.features.flatMap { $0.geometry?.points ?? [] }
        let features = collection.features.map { feature -> JSONValue in
            .object([
                "type": .string("Feature"), "id": .string(feature.id.map { "\($0)" } ?? ""),
                "geometry": feature.geometry?.planarJSON ?? .null, "properties": .object(feature.properties),
            ])
        }
        var members: JSONObject = ["type": .string("FeatureCollection")]
        if let name = collection.name { members["name"] = .string(name) }
        if let box = BoundingBox(around: points) {
            members["bbox"] = .array([box.west, box.south, box.east, box.north].map { .number($0) })
        }
        members["features"] = .array(features)
        return try JSONValue.object(members).encoded() + [0x0A]
    }
}

extension GeographicPoint {
    fileprivate var isOnGlobe: Bool { isValid && abs(longitude) <= 180 }
    fileprivate var planarJSON: JSONValue { .array([.number(longitude), .number(latitude)]) }
}

extension Geometry {
    /// The same geometry with the positions of each line or ring replaced.
    fileprivate func mapPoints(_ body: ([GeographicPoint]) -> [GeographicPoint]) -> Geometry {
        func mapped(_ polygon: Polygon) -> Polygon {
            Polygon(exterior: body(polygon.exterior), holes: polygon.holes.map(body))
        }
        switch self {
        case .point, .multiPoint: return .multiPoint(body(points))
        case .lineString(let line): return .lineString(LineString(body(line.points)))
        case .multiLineString(let lines): return .multiLineString(lines.map { LineString(body($0.points)) })
        case .polygon(let polygon): return .polygon(mapped(polygon))
        case .multiPolygon(let area): return .multiPolygon(MultiPolygon(area.polygons.map(mapped)))
        }
    }

    fileprivate var planarJSON: JSONValue {
        func positions(_ points: [GeographicPoint]) -> JSONValue { .array(points.map(\.planarJSON)) }
        let coordinates: JSONValue
        switch self {
        case .point(let point): coordinates = point.planarJSON
        case .multiPoint(let points): coordinates = positions(points)
        case .lineString(let line): coordinates = positions(line.points)
        case .multiLineString(let lines): coordinates = .array(lines.map { positions($0.points) })
        case .polygon(let polygon): coordinates = .array(polygon.rings.map(positions))
        case .multiPolygon(let area):
            coordinates = .array(area.polygons.map { .array($0.rings.map(positions)) })
        }
        return .object(["type": .string(typeName), "coordinates": coordinates])
    }
}
