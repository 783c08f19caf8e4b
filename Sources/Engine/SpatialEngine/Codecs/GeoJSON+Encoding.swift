extension GeoJSON {
    /// A feature collection as RFC 7946 text, UTF-8, one feature a line, with a final line feed.
    ///
    /// Members come in the order `type`, `name`, `bbox`, `features`. Coordinates have at most 7 decimals; rings are
    /// closed, exteriors counter-clockwise, holes clockwise; geometries that run past ±180° are cut there, and then the
    /// box has west > east. Every feature has every property, null where it had none. No `crs`.
    /// - Parameter keepsAreasValid: Whether to look for areas that rounding would make invalid, and snap those.
    /// - Throws: ``GeoJSONError`` for a repeated id, a number that is not finite, a latitude beyond ±90°, or a geometry
    ///   that vanishes at 7 decimals.
    public static func encoded(
        _ collection: FeatureCollection, keepsAreasValid: Bool = true
    ) throws(GeoJSONError) -> [UInt8] {
        let names = collection.propertyNames
        let rounding = Rounding(context: TopologyContext(), keepsAreasValid: keepsAreasValid)
        var extent = CollectionExtent()
        var seen = Set<Feature.ID>()
        var body = JSONWriter()
        for (i, feature) in collection.features.enumerated() {
            if let id = feature.id, !seen.insert(id).inserted {
                throw .feature(number: i + 1, id: id, problem: "another feature has the same id; ids must be unique")
            }
            body.raw(i == 0 ? "\n" : ",\n")
            try write(feature, number: i + 1, names: names, rounding, into: &body, extent: &extent)
        }
        var text = JSONWriter()
        text.raw("{\"type\":\"FeatureCollection\"")
        if let name = collection.name {
            text.raw(",\"name\":")
            text.string(name)
        }
        if let box = extent.box {
            text.raw(",\"bbox\":[")
            for (i, edge) in box.enumerated() {
                if i > 0 { text.raw(",") }
                text.tenMillionths(edge)
            }
            text.raw("]")
        }
        text.raw(",\"features\":[")
        text.raw(body.bytes)
        text.raw(collection.features.isEmpty ? "]}\n" : "\n]}\n")
        return text.bytes
    }

    /// One feature on one line, without a line feed: the record of a GeoJSON sequence.
    /// - Parameters:
    ///   - number: What to call the feature in an error.
    ///   - names: The properties to write, in order, null where the feature has none; nil for the feature's own.
    ///   - keepsAreasValid: Whether to look for areas that rounding would make invalid, and snap those.
    public static func encoded(
        _ feature: Feature, number: Int = 1, propertyNames names: [String]? = nil, keepsAreasValid: Bool = true
    ) throws(GeoJSONError) -> [UInt8] {
        let rounding = Rounding(context: TopologyContext(), keepsAreasValid: keepsAreasValid)
        var (writer, extent) = (JSONWriter(), CollectionExtent())
        let own = feature.properties.members.map(\.name)
        try write(feature, number: number, names: names ?? own, rounding, into: &writer, extent: &extent)
        return writer.bytes
    }

    /// The geometry as a reader of the text will see it: rounded, turned, and cut at the antimeridian.
    ///
    /// Other formats that are to hold the same geometry can be given this one.
    public static func asWritten(_ geometry: Geometry) throws(GeoJSONError) -> Geometry {
        do { return try RoundedGeometry(geometry, in: TopologyContext(), keepsAreasValid: true).geometry } catch {
            throw .feature(number: 1, id: nil, problem: error.problem)
        }
    }

    private struct Rounding {
        let context: TopologyContext
        let keepsAreasValid: Bool
    }

    private static func write(
        _ feature: Feature, number: Int, names: [String], _ rounding: Rounding, into writer: inout JSONWriter,
        extent: inout CollectionExtent
    ) throws(GeoJSONError) {
        writer.raw("{\"type\":\"Feature\"")
        switch feature.id {
        case .text(let id)?:
            writer.raw(",\"id\":")
            writer.string(id)
        case .number(let id)?: writer.raw(",\"id\":\(id)")
        case nil: break
        }
        writer.raw(",\"geometry\":")
        if let geometry = feature.geometry {
            let rounded: RoundedGeometry
            do {
                rounded = try RoundedGeometry(
                    geometry, in: rounding.context, keepsAreasValid: rounding.keepsAreasValid)
            } catch {
                throw .feature(number: number, id: feature.id, problem: error.problem)
            }
            extent.add(rounded)
            rounded.write(into: &writer)
        } else {
            writer.raw("null")
        }
        writer.raw(",\"properties\":")
        do { try writer.write(.object(aligned(feature.properties, names)), path: "properties") } catch {
            throw .feature(number: number, id: feature.id, problem: "\(error)")
        }
        writer.raw("}")
    }

    /// The properties in the order of `names`, null where there is none.
    private static func aligned(_ properties: JSONObject, _ names: [String]) -> JSONObject {
        if properties.members.map(\.name) == names { return properties }
        var aligned = JSONObject()
        for name in names { aligned.appendNew(name, properties[name] ?? .null) }
        return aligned
    }
}
