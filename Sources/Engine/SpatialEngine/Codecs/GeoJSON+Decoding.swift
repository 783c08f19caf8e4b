/// GeoJSON (RFC 7946), in and out.
public enum GeoJSON {
    /// Reads a feature collection, a single feature or a bare geometry.
    ///
    /// Positions are longitude and latitude on WGS 84; a third number is left out. Rings keep their direction. Members
    /// that the standard does not know are left out, but a `crs` other than WGS 84 is an error.
    /// - Throws: ``GeoJSONError`` naming the feature (counted from 1), its id, and the member at fault.
    public static func decoded(_ bytes: [UInt8]) throws(GeoJSONError) -> FeatureCollection {
        let value: JSONValue
        do { value = try JSONValue(parsing: bytes) } catch { throw .notJSON(error) }
        guard let object = value.object else {
            throw .notGeoJSON(problem: "the text holds \(value.kind); a GeoJSON object is needed")
        }
        try checkReferenceSystem(object)
        guard object["type"]?.text == "FeatureCollection" else {
            return FeatureCollection(features: [try feature(value, number: 1)])
        }
        guard let items = object["features"]?.array else {
            throw .notGeoJSON(problem: "the feature collection has no array \"features\"")
        }
        var collection = FeatureCollection(name: object["name"]?.text, features: [])
        collection.features.reserveCapacity(items.count)
        for (i, item) in items.enumerated() { collection.features.append(try feature(item, number: i + 1)) }
        return collection
    }

    /// Reads one feature or bare geometry, such as a line of a GeoJSON sequence.
    /// - Parameter number: What to call the feature in an error.
    public static func feature(_ value: JSONValue, number: Int) throws(GeoJSONError) -> Feature {
        guard let object = value.object, let type = object["type"]?.text else {
            throw .feature(number: number, id: nil, problem: "an object with a \"type\" is needed, found \(value.kind)")
        }
        guard type == "Feature" else {
            do { return Feature(geometry: try geometry(value)) } catch {
                throw .feature(number: number, id: nil, problem: error.text)
            }
        }
        let id = identity(object["id"])
        do {
            var properties = JSONObject()
            switch object["properties"] {
            case .object(let members)?: properties = members
            case .null?, nil: break
            case let other?: throw Problem("\"properties\" holds \(other.kind), an object or null is needed")
            }
            return Feature(
                id: id, geometry: try object["geometry"].flatMap { $0 == .null ? nil : $0 }.map(geometry),
                properties: properties)
        } catch let problem as Problem {
            throw .feature(number: number, id: id, problem: problem.text)
        } catch {
            throw .feature(number: number, id: id, problem: "\(error)")
        }
    }

    private static func identity(_ value: JSONValue?) -> Feature.ID? {
        switch value {
        case .string(let text)?: .text(text)
        case .integer(let number)?: .number(number)
        case .number(let number)?: .text(number.description)
        default: nil
        }
    }

    /// The 2008 draft allowed other reference systems; only the names of WGS 84 pass.
    private static func checkReferenceSystem(_ object: JSONObject) throws(GeoJSONError) {
        guard let crs = object["crs"], crs != .null else { return }
        let name = crs.object?["properties"]?.object?["name"]?.text ?? "unnamed"
        let code = name.uppercased()
        guard code.hasSuffix("CRS84") || code.hasSuffix(":4326") || code.hasSuffix("CRS84H") else {
            throw .notGeoJSON(
                problem:
                    "the member \"crs\" names \(name); GeoJSON is WGS 84 longitude and latitude: transform it first")
        }
    }
}

// MARK: - Geometry

/// A sentence about a geometry; the caller adds the feature.
private struct Problem: Error {
    let text: String
    init(_ text: String) { self.text = text }
}

extension GeoJSON {
    private static func geometry(_ value: JSONValue) throws(Problem) -> Geometry {
        guard let object = value.object, let type = object["type"]?.text else {
            throw Problem("\"geometry\" holds \(value.kind), an object with a \"type\" is needed")
        }
        if type == "GeometryCollection" {
            throw Problem("a GeometryCollection is not supported; split it into features")
        }
        guard let coordinates = object["coordinates"] else { throw Problem("the \(type) has no \"coordinates\"") }
        let path = "coordinates"
        switch type {
        case "Point": return .point(try position(coordinates, path))
        case "MultiPoint": return .multiPoint(try positions(coordinates, path))
        case "LineString": return .lineString(try line(coordinates, path))
        case "MultiLineString":
            return .multiLineString(try items(coordinates, path) { (item, p) throws(Problem) in try line(item, p) })
        case "Polygon": return .polygon(try polygon(coordinates, path))
        case "MultiPolygon":
            let polygons = try items(coordinates, path) { (item, p) throws(Problem) in try polygon(item, p) }
            return .multiPolygon(MultiPolygon(polygons))
        default: throw Problem("there is no geometry type \"\(type)\"")
        }
    }

    private static func items<T>(
        _ value: JSONValue, _ path: String, _ read: (JSONValue, String) throws(Problem) -> T
    ) throws(Problem) -> [T] {
        guard let array = value.array else { throw Problem("\(path) holds \(value.kind), an array is needed") }
        var items: [T] = []
        items.reserveCapacity(array.count)
        for (i, item) in array.enumerated() { items.append(try read(item, "\(path)[\(i)]")) }
        return items
    }

    private static func position(_ value: JSONValue, _ path: @autoclosure () -> String) throws(Problem)
        -> GeographicPoint
    {
        guard case .array(let numbers) = value, numbers.count >= 2, let x = numbers[0].double, let y = numbers[1].double
        else { throw Problem("\(path()) must be an array of longitude and latitude") }
        guard abs(y) <= 90 else {
            throw Problem("\(path()) has latitude \(y), outside −90…90; positions are [longitude, latitude] in degrees")
        }
        return GeographicPoint(longitude: x, latitude: y)
    }

    private static func positions(_ value: JSONValue, _ path: String) throws(Problem) -> [GeographicPoint] {
        guard let array = value.array else { throw Problem("\(path) holds \(value.kind), an array is needed") }
        var points: [GeographicPoint] = []
        points.reserveCapacity(array.count)
        for (i, item) in array.enumerated() { points.append(try position(item, "\(path)[\(i)]")) }
        return points
    }

    private static func line(_ value: JSONValue, _ path: String) throws(Problem) -> LineString {
        let points = try positions(value, path)
        guard points.count >= 2 else {
            throw Problem("\(path): a line needs at least 2 positions, it has \(points.count)")
        }
        return LineString(points)
    }

    private static func polygon(_ value: JSONValue, _ path: String) throws(Problem) -> Polygon {
        let rings = try items(value, path) { (item, p) throws(Problem) in
            let ring = try positions(item, p)
            if let fault = TopologyContext.structuralFault(of: ring) { throw Problem("\(p): \(fault)") }
            return ring
        }
        guard let exterior = rings.first else { throw Problem("\(path): a polygon needs a ring") }
        return Polygon(exterior: exterior, holes: Array(rings.dropFirst()))
    }
}
