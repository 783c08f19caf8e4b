internal import SpatialEngine

/// A layer's drawing as a Styled Layer Descriptor 1.1 with Symbology Encoding 1.1 (OGC 05-078r4, 05-077r4).
///
/// Each rule has a feature type style of its own, so that rules are painted in their order and not in that of the features.
struct SLDStyle {
    let schema: LayerSchema
    let geometry: LayerGeometry
    let symbology: Symbology

    /// The text of the file.
    var text: String {
        let style = XMLElement(
            "UserStyle",
            [
                XMLElement("se:Name", text: schema.name),
                XMLElement(
                    "se:Description",
                    [
                        XMLElement("se:Title", text: "\(schema.title) · \(schema.titleES)"),
                        XMLElement("se:Abstract", text: "\(schema.summary) · \(schema.summaryES)"),
                    ]),
                XMLElement("IsDefault", text: "1"),
            ] + symbology.rules.enumerated().map { XMLElement("se:FeatureTypeStyle", [rule($0, $1)]) })
        return XMLElement(
            "StyledLayerDescriptor",
            [
                ("version", "1.1.0"), ("xmlns", "http://www.opengis.net/sld"),
                ("xmlns:se", "http://www.opengis.net/se"),
                ("xmlns:ogc", "http://www.opengis.net/ogc"), ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
            ], [XMLElement("NamedLayer", [XMLElement("se:Name", text: schema.name), style])]
        ).document
    }

    private var isArea: Bool { geometry == .polygon || geometry == .multiPolygon }

    private func rule(_ index: Int, _ rule: SymbolRule) -> XMLElement {
        XMLElement(
            "se:Rule",
            [
                XMLElement("se:Name", text: "\(schema.name)-\(index)"),
                XMLElement("se:Description", [XMLElement("se:Title", text: "\(rule.label) · \(rule.labelES)")]),
                XMLElement("ogc:Filter", [rule.filter.ogcElement]),
            ] + (isArea ? areaSymbolizers(rule.symbol) : rule.symbol.strokes.map(lineSymbolizer)))
    }

    private func areaSymbolizers(_ symbol: StyleSymbol) -> [XMLElement] {
        let fills =
            symbol.fill.map { fill in
                [
                    XMLElement(
                        "se:Fill",
                        [
                            parameter("fill", fill.colour.hexadecimal),
                            parameter("fill-opacity", shortestText(of: fill.opacity)),
                        ])
                ]
            } ?? []
        return (fills + symbol.hatches.map(hatchFill)).map { XMLElement("se:PolygonSymbolizer", [$0]) }
            + symbol.strokes.map(lineSymbolizer)
    }

    /// A fill of repeated slanted strokes: the well-known mark `shape://slash` or `shape://backslash`.
    private func hatchFill(_ hatch: StyleSymbol.Hatch) -> XMLElement {
        let mark = XMLElement(
            "se:Mark",
            [
                XMLElement("se:WellKnownName", text: hatch.angle < 90 ? "shape://slash" : "shape://backslash"),
                stroke(StyleSymbol.Stroke(colour: hatch.colour, width: hatch.width)),
            ])
        return XMLElement(
            "se:Fill",
            [
                XMLElement(
                    "se:GraphicFill",
                    [
                        XMLElement(
                            "se:Graphic", [mark, XMLElement("se:Size", text: shortestText(of: hatch.spacing))])
                    ])
            ])
    }

    private func lineSymbolizer(_ line: StyleSymbol.Stroke) -> XMLElement {
        // Symbology Encoding counts an offset to the left as positive.
        let offset =
            line.offset == 0
            ? [] : [XMLElement("se:PerpendicularOffset", text: shortestText(of: -line.offset))]
        return XMLElement("se:LineSymbolizer", [stroke(line)] + offset)
    }

    private func stroke(_ line: StyleSymbol.Stroke) -> XMLElement {
        var parameters = [
            parameter("stroke", line.colour.hexadecimal), parameter("stroke-width", shortestText(of: line.width)),
            parameter("stroke-linejoin", "round"),
            parameter("stroke-linecap", line.dash.isEmpty ? "round" : "butt"),
        ]
        if !line.dash.isEmpty {
            parameters.append(
                parameter("stroke-dasharray", line.dash.map(shortestText(of:)).joined(separator: " ")))
        }
        return XMLElement("se:Stroke", parameters)
    }

    private func parameter(_ name: String, _ value: String) -> XMLElement {
        XMLElement("se:SvgParameter", [("name", name)], text: value)
    }
}

extension StyleFilter {
    /// The condition as an OGC filter (OGC 04-095).
    fileprivate var ogcElement: XMLElement {
        switch self {
        case .equal(let name, let value):
            Self.comparison("ogc:PropertyIsEqualTo", name, value.asText ?? JSONValue(value).compact)
        case .isNull(let name): XMLElement("ogc:PropertyIsNull", [Self.property(name)])
        case .isPresent(let name):
            XMLElement("ogc:Not", [XMLElement("ogc:PropertyIsNull", [Self.property(name)])])
        case .isTrue(let name): Self.comparison("ogc:PropertyIsEqualTo", name, "true")
        case .isFalse(let name): Self.comparison("ogc:PropertyIsEqualTo", name, "false")
        case .atLeast(let name, let number):
            Self.comparison("ogc:PropertyIsGreaterThanOrEqualTo", name, shortestText(of: number))
        case .below(let name, let number): Self.comparison("ogc:PropertyIsLessThan", name, shortestText(of: number))
        case .all(let filters):
            filters.count == 1 ? filters[0].ogcElement : XMLElement("ogc:And", filters.map(\.ogcElement))
        }
    }

    private static func property(_ name: String) -> XMLElement { XMLElement("ogc:PropertyName", text: name) }

    private static func comparison(_ operation: String, _ name: String, _ literal: String) -> XMLElement {
        XMLElement(operation, [property(name), XMLElement("ogc:Literal", text: literal)])
    }
}
