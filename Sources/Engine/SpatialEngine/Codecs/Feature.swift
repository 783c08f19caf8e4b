/// A geometry with an identity and properties, the row of a layer.
public struct Feature: Hashable, Sendable {
    /// What identifies the feature in its layer.
    public enum ID: Hashable, Sendable, CustomStringConvertible {
        /// A text.
        case text(String)
        /// A whole number.
        case number(Int)

        /// The text, or the number's digits.
        public var description: String {
            switch self {
            case .text(let text): text
            case .number(let number): "\(number)"
            }
        }
    }

    /// The identity, unique in a layer; nil for none.
    public var id: ID?
    /// Where it is; nil for nowhere.
    public var geometry: Geometry?
    /// Name and value of each property, in order.
    public var properties: JSONObject

    /// A row of a layer.
    public init(id: ID? = nil, geometry: Geometry?, properties: JSONObject = JSONObject()) {
        self.id = id
        self.geometry = geometry
        self.properties = properties
    }
}

/// Features that belong together.
public struct FeatureCollection: Hashable, Sendable {
    /// The layer's name, if it has one.
    public var name: String?
    /// The features in order.
    public var features: [Feature]

    /// A layer.
    public init(name: String? = nil, features: [Feature]) {
        self.name = name
        self.features = features
    }

    /// Every property name, in order of first appearance.
    public var propertyNames: [String] {
        var seen = Set<String>()
        var names: [String] = []
        for feature in features {
            for member in feature.properties.members where seen.insert(member.name).inserted {
                names.append(member.name)
            }
        }
        return names
    }
}
