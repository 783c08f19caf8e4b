/// The one geometry type that all features of a layer share, as GeoJSON names it.
public enum LayerGeometry: String, Sendable {
    /// One line a feature.
    case lineString = "LineString"
    /// Several lines a feature.
    case multiLineString = "MultiLineString"
    /// One polygon a feature.
    case polygon = "Polygon"
    /// Several polygons a feature.
    case multiPolygon = "MultiPolygon"
}

/// What a layer holds: its name, its geometry and its properties in the order in which they are written.
public struct LayerSchema: Hashable, Sendable {
    /// The layer's name: file name, GeoJSON `name` and GeoPackage table.
    public let name: String
    /// The first part of every feature's id.
    public let idPrefix: String
    /// A heading in English.
    public let title: String
    /// A heading in Spanish.
    public let titleES: String
    /// What one feature is, in English.
    public let summary: String
    /// What one feature is, in Spanish.
    public let summaryES: String
    /// The geometry types that the layer may have; a written layer has one of them.
    public let geometryTypes: [LayerGeometry]
    /// Every property, in order.
    public let properties: [PropertyDefinition]

    /// A schema; property names must be unique.
    public init(
        name: String, idPrefix: String, title: String, titleES: String, summary: String, summaryES: String,
        geometryTypes: [LayerGeometry], properties: [PropertyDefinition]
    ) {
        precondition(!geometryTypes.isEmpty, "layer \(name) needs a geometry type")
        precondition(Set(properties.map(\.name)).count == properties.count, "layer \(name) repeats a property")
        self.name = name
        self.idPrefix = idPrefix
        self.title = title
        self.titleES = titleES
        self.summary = summary
        self.summaryES = summaryES
        self.geometryTypes = geometryTypes
        self.properties = properties
    }

    /// The place of a property in the order, or nil.
    ///
    /// - Complexity: O(*p*) for *p* properties.
    public func index(of property: String) -> Int? { properties.firstIndex { $0.name == property } }

    /// The six layers of an assessment, in the order in which they are listed.
    public static let all: [LayerSchema] = [.corridors, .routes, .segments, .hotspots, .priorities, .incidents]
}

extension LayerSchema: CustomStringConvertible {
    /// The layer's name.
    public var description: String { name }
}
