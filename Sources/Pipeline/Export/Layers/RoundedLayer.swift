internal import SpatialEngine
internal import SpatialFormats

/// A layer as every file holds it: geometry rounded, turned and cut as GeoJSON wants it, properties in the schema's order.
struct RoundedLayer: Sendable {
    let schema: LayerSchema
    let geometryType: LayerGeometry
    let collection: FeatureCollection

    /// Rounds a layer.
    ///
    /// - Throws: ``ExportError/invalidLayer(layer:feature:problem:)`` for a geometry that no file can hold.
    init(_ layer: Layer) throws(ExportError) {
        (schema, geometryType) = (layer.schema, layer.geometryType)
        let names = layer.schema.properties.map(\.name)
        var rows: [Feature] = []
        rows.reserveCapacity(layer.features.count)
        for feature in layer.features {
            let properties = zip(names, feature.values).map { JSONObject.Member($0, JSONValue(exact: $1)) }
            rows.append(
                Feature(
                    id: .text(feature.id), geometry: try layer.rounded(feature), properties: JSONObject(properties)))
        }
        collection = FeatureCollection(name: layer.schema.name, features: rows)
    }

    /// The layer's GeoJSON file.
    func geoJSON() throws(ExportError) -> [UInt8] {
        do throws(GeoJSONError) {
            // Areas were made valid when they were rounded.
            return try GeoJSON.encoded(collection, keepsAreasValid: false)
        } catch {
            throw .invalidFolder(part: "layer \(schema.name)", problem: error.description)
        }
    }

    /// The layer as a table with the features' ids in its first column.
    var table: VectorLayer {
        let id = VectorLayer.Field(
            "id", .text, title: "Id", description: "Identity of the feature, the same in every run")
        return VectorLayer(
            name: schema.name, fields: [id] + schema.properties.map(\.column), features: collection.features)
    }

    /// The longitudes and latitudes between which the features lie; nil without any.
    var box: BoundingBox? {
        BoundingBox(around: collection.features.lazy.compactMap(\.geometry).flatMap(\.points))
    }

    /// About the bytes that the layer takes in GeoJSON, at least those that it takes in a table.
    var expectedBytes: Int {
        let positions = collection.features.map { $0.geometry?.points.count ?? 0 }.reduce(0, +)
        return 24 * positions + 40 * collection.features.count * (schema.properties.count + 1)
    }
}

extension Layer {
    fileprivate func rounded(_ feature: LayerFeature) throws(ExportError) -> Geometry {
        do throws(GeoJSONError) { return try GeoJSON.asWritten(feature.geometry) } catch {
            let problem = if case .feature(_, _, let problem) = error { problem } else { error.description }
            throw .invalidLayer(layer: schema.name, feature: feature.id, problem: problem)
        }
    }
}

extension JSONValue {
    /// A property's value as it stands in a layer: a number keeps its point, so that a reader takes the whole column as numbers.
    init(exact value: PropertyValue) {
        if case .number(let number) = value { self = .number(number) } else { self.init(value) }
    }
}

extension PropertyDefinition {
    /// The column, with all that the data dictionary says.
    fileprivate var column: VectorLayer.Field {
        let kind: VectorLayer.Field.Kind =
            switch type {
            case .text, .month, .list: .text
            case .int: .integer
            case .number: .real
            case .bool: .boolean
            case .date: .date
            }
        var parts = [description]
        if !unit.isEmpty { parts.append("Unit: \(unit)") }
        if let nullMeans { parts.append("Null: \(nullMeans)") }
        if !values.isEmpty { parts.append("Values: \(values.joined(separator: ", "))") }
        return VectorLayer.Field(name, kind, description: parts.joined(separator: ". ") + ". · " + descriptionES)
    }
}
