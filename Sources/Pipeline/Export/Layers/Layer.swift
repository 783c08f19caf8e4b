public import SpatialEngine

/// One feature of a layer.
public struct LayerFeature: Hashable, Sendable {
    /// `<kind>:<part>[:<part>…]`, unique in its layer.
    public let id: String
    /// Where it lies; of the layer's geometry type.
    public let geometry: Geometry
    /// One value a property, in the schema's order.
    public let values: [PropertyValue]
}

/// A finished layer: features in the order of their ids, each with every property of the schema.
public struct Layer: Sendable {
    /// What the layer holds.
    public let schema: LayerSchema
    /// The features, sorted by id.
    public let features: [LayerFeature]
    /// The geometry type of the features; the schema's first where there are none.
    public let geometryType: LayerGeometry

    /// A layer from features in any order, checked against the schema and the rules of its keys.
    ///
    /// - Parameter features: Id, geometry and the value of every property by its name; null is a value.
    /// - Throws: ``ExportError/invalidLayer(layer:feature:problem:)`` for an id that is malformed or repeated, a key that is
    ///   missing or unknown, a value of another type, null where it may not stand, a geometry of another type, or values
    ///   that contradict each other (quantiles out of order, a figure beside `refused`).
    /// - Complexity: O(*n* log *n* + *n p*) for *n* features of *p* properties.
    public init(
        schema: LayerSchema, features: [(id: String, geometry: Geometry, properties: [String: PropertyValue])]
    ) throws(ExportError) {
        self.schema = schema
        let sorted = features.sorted { $0.id < $1.id }
        for (a, b) in zip(sorted, sorted.dropFirst()) where a.id == b.id {
            throw .invalidLayer(layer: schema.name, feature: a.id, problem: "the id appears twice; make ids unique")
        }
        let type = sorted.first.flatMap { LayerGeometry(rawValue: $0.geometry.typeName) } ?? schema.geometryTypes[0]
        var checked: [LayerFeature] = []
        checked.reserveCapacity(sorted.count)
        for feature in sorted {
            let values = try schema.values(of: feature.id, from: feature.properties)
            let candidate = LayerFeature(id: feature.id, geometry: feature.geometry, values: values)
            if let problem = schema.fault(of: candidate, as: type) {
                throw .invalidLayer(layer: schema.name, feature: feature.id, problem: problem)
            }
            checked.append(candidate)
        }
        geometryType = type
        self.features = checked
    }

    /// The value of a property of a feature of this layer; null for a property that the schema does not have.
    public func value(_ property: String, of feature: LayerFeature) -> PropertyValue {
        schema.index(of: property).map { feature.values[$0] } ?? .null
    }
}

extension LayerSchema {
    /// The values in the schema's order, each of its property's type.
    fileprivate func values(
        of id: String, from given: [String: PropertyValue]
    ) throws(ExportError) -> [PropertyValue] {
        var values: [PropertyValue] = []
        values.reserveCapacity(properties.count)
        for property in properties {
            guard let value = given[property.name] else {
                throw .invalidLayer(
                    layer: name, feature: id, problem: "\(property.name) is missing; give null where it is not known")
            }
            let stored = property.stored(value)
            if let fault = property.fault(of: stored) {
                throw .invalidLayer(layer: name, feature: id, problem: "\(property.name) \(fault)")
            }
            values.append(stored)
        }
        if given.count > properties.count {
            let known = Set(properties.map(\.name))
            let stranger = given.keys.filter { !known.contains($0) }.sorted().first ?? ""
            throw .invalidLayer(layer: name, feature: id, problem: "\(stranger) is not a property of the layer")
        }
        return values
    }

    /// What is wrong with a feature's id, geometry or the agreement of its values, or nil.
    fileprivate func fault(of feature: LayerFeature, as type: LayerGeometry) -> String? {
        guard isWellFormed(id: feature.id) else {
            return "the id is not \(idPrefix):<part>[:<part>…] of A–Z a–z 0–9 _ . -"
        }
        guard geometryTypes.contains(type) else {
            return "a \(type.rawValue) where the layer holds \(geometryTypes.map(\.rawValue).joined(separator: " or "))"
        }
        guard feature.geometry.typeName == type.rawValue else {
            return "a \(feature.geometry.typeName) in a layer of \(type.rawValue)s; a layer has one geometry type"
        }
        return contradiction(in: feature.values)
    }

    private func isWellFormed(id: String) -> Bool {
        let parts = id.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count >= 2 && parts[0] == idPrefix
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { byte in
                        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                            || byte == 0x5F || byte == 0x2E || byte == 0x2D
                    }
            }
    }
}
