internal import SpatialEngine

/// `dictionary.csv`: one row for every property of every layer.
enum DataDictionary {
    private static let header = [
        "layer", "property", "type", "unit", "null_means", "values", "description", "description_es",
    ]

    /// The text of the file; `values` are joined by `;`.
    static func text(of schemas: [LayerSchema]) -> String {
        CommaSeparatedTable.line(header)
            + schemas.flatMap { schema in
                schema.properties.map { property in
                    CommaSeparatedTable.line([
                        schema.name, property.name, property.type.rawValue, property.unit, property.nullMeans ?? "",
                        property.values.joined(separator: ";"), property.description, property.descriptionES,
                    ])
                }
            }.joined()
    }
}
