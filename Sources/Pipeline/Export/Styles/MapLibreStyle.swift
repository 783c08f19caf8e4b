internal import SpatialEngine

/// A layer's drawing as a MapLibre style, version 8, that reads one file beside it and nothing else.
///
/// Hatching needs an image, which such a style cannot carry; hatched classes are told apart by their dashed outlines.
struct MapLibreStyle {
    let schema: LayerSchema
    let geometry: LayerGeometry
    let symbology: Symbology
    let source: Source

    /// The file that a style draws, by its path relative to the style.
    enum Source {
        /// GeoJSON, or a file that the page converts to it.
        case geoJSON(String)
        /// MBTiles with a layer of the style's name.
        case tiles(String)
    }

    /// The text of the file.
    var text: String {
        JSONValue.members([
            ("version", .integer(8)),
            ("name", .string(schema.title)),
            ("metadata", .members([("title_es", .string(schema.titleES))])),
            ("sources", .members([(schema.name, sourceMembers)])),
            ("layers", .array(symbology.rules.enumerated().flatMap { layers(of: $1, index: $0) })),
        ]).pretty
    }

    private var sourceMembers: JSONValue {
        switch source {
        case .geoJSON(let path): .members([("type", .string("geojson")), ("data", .string(path))])
        case .tiles(let path): .members([("type", .string("vector")), ("url", .string("mbtiles://" + path))])
        }
    }

    private var sourceLayer: [(String, JSONValue)] {
        if case .tiles = source { [("source-layer", .string(schema.name))] } else { [] }
    }

    private func layers(of rule: SymbolRule, index: Int) -> [JSONValue] {
        var layers: [JSONValue] = []
        if let fill = rule.symbol.fill, geometry == .polygon || geometry == .multiPolygon {
            let paint: [(String, JSONValue)] = [
                ("fill-color", .string(fill.colour.hexadecimal)), ("fill-opacity", .shortest(fill.opacity)),
            ]
            layers.append(layer(rule, id: "\(schema.name)-\(index)-fill", type: "fill", layout: [], paint: paint))
        }
        for (position, stroke) in rule.symbol.strokes.enumerated() {
            let layout: [(String, JSONValue)] = [
                ("line-cap", .string(stroke.dash.isEmpty ? "round" : "butt")), ("line-join", .string("round")),
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
            ("line-color", .string(stroke.colour.hexadecimal)), ("line-width", .shortest(stroke.width)),
        ]
        if !stroke.dash.isEmpty {
            // Dashes are counted in line widths.
            let dashes = stroke.dash.map { JSONValue.shortest(($0 / stroke.width * 100).rounded() / 100) }
            paint.append(("line-dasharray", .array(dashes)))
        }
        if stroke.offset != 0 { paint.append(("line-offset", .shortest(stroke.offset))) }
        return paint
    }

    private func layer(
        _ rule: SymbolRule, id: String, type: String, layout: [(String, JSONValue)], paint: [(String, JSONValue)]
    ) -> JSONValue {
        .members(
            [
                ("id", .string(id)), ("type", .string(type)), ("source", .string(schema.name)),
            ] + sourceLayer + [
                ("metadata", .members([("label", .string(rule.label)), ("label_es", .string(rule.labelES))])),
                ("filter", rule.filter.mapLibreExpression),
            ] + (layout.isEmpty ? [] : [("layout", .members(layout))]) + [("paint", .members(paint))])
    }
}

extension StyleFilter {
    /// The condition as a MapLibre expression.
    fileprivate var mapLibreExpression: JSONValue {
        switch self {
        case .equal(let name, let value): .call("==", .get(name), JSONValue(value))
        case .isNull(let name): .call("==", .get(name), .null)
        case .isPresent(let name): .call("!=", .get(name), .null)
        case .isTrue(let name): .call("==", .get(name), .boolean(true))
        case .isFalse(let name): .call("==", .get(name), .boolean(false))
        case .atLeast(let name, let number): Self.compared(">=", name, number)
        case .below(let name, let number): Self.compared("<", name, number)
        case .all(let filters): .array([.string("all")] + filters.map(\.mapLibreExpression))
        }
    }

    /// A null would be an error in a comparison of numbers, so its type is asked first.
    private static func compared(_ operation: String, _ name: String, _ number: Double) -> JSONValue {
        .call(
            "all", .call("==", .call("typeof", .get(name)), .string("number")),
            .call(operation, .call("number", .get(name)), .shortest(number)))
    }
}

extension JSONValue {
    fileprivate static func call(_ operation: String, _ arguments: JSONValue...) -> JSONValue {
        .array([.string(operation)] + arguments)
    }

    fileprivate static func get(_ property: String) -> JSONValue { call("get", .string(property)) }
}
