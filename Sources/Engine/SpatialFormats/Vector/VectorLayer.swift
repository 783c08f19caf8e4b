public import SpatialEngine

/// Features with the columns that they share.
public struct VectorLayer: Sendable {
    /// A column.
    public struct Field: Hashable, Sendable {
        /// What a column holds.
        public enum Kind: String, Sendable {
            /// Text of any length.
            case text
            /// Whole numbers of 64 bits.
            case integer
            /// Numbers.
            case real
            /// True or false.
            case boolean
            /// A day, as text `YYYY-MM-DD` in the properties.
            case date
        }

        /// The column's name.
        public let name: String
        /// What it holds.
        public let kind: Kind
        /// What the values mean, for a data dictionary; empty for nothing to say.
        public let description: String
        /// A short name for readers; empty for the name itself.
        public let title: String

        /// A column.
        public init(_ name: String, _ kind: Kind, title: String = "", description: String = "") {
            self.name = name
            self.kind = kind
            self.title = title
            self.description = description
        }
    }

    /// The layer's name.
    public var name: String
    /// The columns, in order.
    public var fields: [Field]
    /// The rows, in order; geometry in the system ``crs``.
    public var features: [Feature]
    /// What the positions mean, longitude or x first; nil for a plane that is nowhere.
    public var crs: CoordinateReferenceSystem? = .wgs84
    /// The reference system of the file that the layer was read from; nil if it named none, or for a new layer.
    public var sourceCRS: CoordinateReferenceSystem?

    /// A layer with given columns.
    public init(name: String, fields: [Field], features: [Feature], sourceCRS: CoordinateReferenceSystem? = nil) {
        self.name = name
        self.fields = fields
        self.features = features
        self.sourceCRS = sourceCRS
    }

    /// A layer whose columns are found from the features' properties.
    ///
    /// A column whose values are all true or false is boolean; all whole numbers, integer; all numbers, real; anything
    /// else, or nothing but null, text.
    public init(name: String, features: [Feature]) {
        let names = FeatureCollection(features: features).propertyNames
        var kinds: [String: Field.Kind] = [:]
        for feature in features {
            for member in feature.properties.members {
                guard let kind = Field.Kind(of: member.value) else { continue }
                kinds[member.name] = kinds[member.name].map { $0.joined(with: kind) } ?? kind
            }
        }
        self.init(name: name, fields: names.map { Field($0, kinds[$0] ?? .text) }, features: features)
    }
}

extension VectorLayer.Field.Kind {
    /// The kind that a value alone would make a column; nil for null.
    fileprivate init?(of value: JSONValue) {
        switch value {
        case .null: return nil
        case .boolean: self = .boolean
        case .integer: self = .integer
        case .number: self = .real
        case .string, .array, .object: self = .text
        }
    }

    fileprivate func joined(with other: Self) -> Self {
        if self == other { return self }
        return Set([self, other]) == Set([.integer, .real]) ? .real : .text
    }
}
