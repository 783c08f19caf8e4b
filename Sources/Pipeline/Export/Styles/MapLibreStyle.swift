/// A layer's drawing as a MapLibre style, version 8, that reads the layer's GeoJSON file beside it and nothing else.
///
/// Hatching needs an image, which such a style cannot carry; hatched classes are told apart by their dashed outlines.
struct MapLibreStyle {
    let schema: LayerSchema
    let geometry: LayerGeometry
    let symbology: Symbology

    /// The text of the file.
    var text: String {
        JSONValue.object([
            ("version", .integer(8)),
            ("name", .text(schema.title)),
            ("metadata", .object([("title_es", .text(schema.titleES))])),
            (
                "sources",
                .object([
                    (
                        schema.name,
                        .object([("type", "geojson"), ("data", .text("../\(schema.name).geojson"))])
                    )
                ])
            ),
            ("layers", .array(symbology.rules.enumerated().flatMap { layers(of: $1, index: $0) })),
        ]).pretty
    }

    private func layers(of rule: SymbolRule, index: Int) -> [JSONValue] {
        var layers: [JSONValue] = []
        if let fill = rule.symbol.fill, geometry == .polygon || geometry == .multiPolygon {
            let paint: [(String, JSONValue)] = [
                ("fill-color", .text(fill.colour.hexadecimal)), ("fill-opacity", .number(fill.opacity)),
            ]
            layers.append(layer(rule, id: "\(schema.name)-\(index)-fill", type: "fill", layout: [], paint: paint))
        }
        for (position, stroke) in rule.symbol.strokes.enumerated() {
            let layout: [(String, JSONValue)] = [
                ("line-cap", stroke.dash.isEmpty ? "round" : "butt"), ("line-join", "round"),
            ]
            layers.append(
                layer(
                    rule, id: "\(schema.name)-\(index)-line-\(position)", type: "line", layout: layout,
                    paint: paint(stroke)))
        }
        return layers
    }

    private func paint(_ stroke: StyleSymbol.Stroke) -> [(String, JSONValue)] {
        var paint: [(String, JSONValue)] = [
            ("line-color", .text(stroke.colour.hexadecimal)), ("line-width", .number(stroke.width)),
        ]
        if !stroke.dash.isEmpty {
            // Dashes are counted in line widths.
            let dashes = stroke.dash.map { JSONValue.number(($0 / stroke.width * 100).rounded() / 100) }
            paint.append(("line-dasharray", .array(dashes)))
        }
        if stroke.offset != 0 { paint.append(("line-offset", .number(stroke.offset))) }
        return paint
    }

    private func layer(
        _ rule: SymbolRule, id: String, type: String, layout: [(String, JSONValue)], paint: [(String, JSONValue)]
    ) -> JSONValue {
        .object(
            [
                ("id", .text(id)), ("type", .text(type)), ("source", .text(schema.name)),
                ("metadata", .object([("label", .text(rule.label)), ("label_es", .text(rule.labelES))])),
                ("filter", rule.filter.mapLibreExpression),
            ] + (layout.isEmpty ? [] : [("layout", .object(layout))]) + [("paint", .object(paint))])
    }
}

extension StyleFilter {
    /// The condition as a MapLibre expression.
    fileprivate var mapLibreExpression: JSONValue {
        switch self {
        case .equal(let name, let value): .array(["==", Self.get(name), JSONValue(value)])
        case .isNull(let name): .array(["==", Self.get(name), .null])
        case .isPresent(let name): .array(["!=", Self.get(name), .null])
        case .isTrue(let name): .array(["==", Self.get(name), .boolean(true)])
        case .isFalse(let name): .array(["==", Self.get(name), .boolean(false)])
        case .atLeast(let name, let number): Self.compared(">=", name, number)
        case .below(let name, let number): Self.compared("<", name, number)
        case .all(let filters): .array(["all"] + filters.map(\.mapLibreExpression))
        }
    }

    private static func get(_ name: String) -> JSONValue { .array(["get", .text(name)]) }

    /// A null would be an error in a comparison of numbers, so its type is asked first.
    private static func compared(_ operation: JSONValue, _ name: String, _ number: Double) -> JSONValue {
        .array([
            "all", .array(["==", .array(["typeof", get(name)]), "number"]),
            .array([operation, .array(["number", get(name)]), .number(number)]),
        ])
    }
}
