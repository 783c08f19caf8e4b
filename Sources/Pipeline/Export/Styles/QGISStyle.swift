internal import SpatialEngine

/// A layer's drawing as a QGIS 3 style file (`.qml`): a rule-based renderer.
///
/// Symbol options are written both as `Option` (QGIS 3.20 and later) and as `prop` (before).
struct QGISStyle {
    let layer: String
    let geometry: LayerGeometry
    let symbology: Symbology

    /// The text of the file.
    var text: String {
        XMLElement(
            "qgis", [("version", "3.22.0"), ("styleCategories", "Symbology")],
            [
                renderer,
                XMLElement("blendMode", text: "0"),
                XMLElement("featureBlendMode", text: "0"),
                XMLElement("layerOpacity", text: "1"),
                XMLElement("layerGeometryType", text: isArea ? "2" : "1"),
            ]
        ).document
    }

    var isArea: Bool { geometry == .polygon || geometry == .multiPolygon }

    private var renderer: XMLElement {
        let order = symbology.drawnDescendingBy
        return XMLElement(
            "renderer-v2",
            [
                ("type", "RuleRenderer"), ("symbollevels", "0"), ("forceraster", "0"), ("referencescale", "-1"),
                ("enableorderby", order == nil ? "0" : "1"),
            ],
            [
                XMLElement("rules", [("key", "{\(layer)}")], symbology.rules.enumerated().map(rule)),
                XMLElement("symbols", symbology.rules.enumerated().map { symbol($0.offset, $0.element.symbol) }),
            ]
                + (order.map { property in
                    [
                        XMLElement(
                            "orderby",
                            [XMLElement("orderByClause", [("asc", "0"), ("nullsFirst", "0")], text: "\"\(property)\"")])
                    ]
                } ?? []))
    }

    private func rule(_ index: Int, _ rule: SymbolRule) -> XMLElement {
        XMLElement(
            "rule",
            [
                ("key", "{\(layer)-\(index)}"), ("symbol", String(index)), ("filter", rule.filter.qgisExpression),
                ("label", "\(rule.label) · \(rule.labelES)"),
            ])
    }

    /// What a rule draws, under a name of its own.
    func symbol(_ index: Int, _ symbol: StyleSymbol) -> XMLElement {
        XMLElement(
            "symbol",
            [
                ("name", String(index)), ("type", isArea ? "fill" : "line"), ("alpha", "1"), ("clip_to_extent", "1"),
                ("force_rhr", "0"),
            ], isArea ? areaLayers(index, symbol) : symbol.strokes.map(lineLayer))
    }

    private func areaLayers(_ index: Int, _ symbol: StyleSymbol) -> [XMLElement] {
        var layers: [XMLElement] = []
        if let fill = symbol.fill {
            layers.append(
                symbolLayer(
                    "SimpleFill",
                    [
                        ("color", fill.colour.qgisText(opacity: fill.opacity)), ("style", "solid"),
                        ("outline_style", "no"),
                    ]))
        }
        layers += symbol.hatches.enumerated().map { position, hatch in
            self.hatch(hatch, name: "@\(index)@\(layers.count + position)")
        }
        return layers + symbol.strokes.map(lineLayer)
    }

    private func hatch(_ hatch: StyleSymbol.Hatch, name: String) -> XMLElement {
        let colour = hatch.colour.qgisText(opacity: 1)
        let stroke = StyleSymbol.Stroke(colour: hatch.colour, width: hatch.width)
        let line = XMLElement(
            "symbol", [("name", name), ("type", "line"), ("alpha", "1"), ("clip_to_extent", "1"), ("force_rhr", "0")],
            [lineLayer(stroke)])
        return symbolLayer(
            "LinePatternFill",
            [
                ("angle", shortestText(of: hatch.angle)), ("color", colour),
                ("distance", millimetres(hatch.spacing)), ("distance_unit", "MM"),
                ("line_width", millimetres(hatch.width)), ("line_width_unit", "MM"), ("offset", "0"),
                ("offset_unit", "MM"),
            ], [line])
    }

    private func lineLayer(_ stroke: StyleSymbol.Stroke) -> XMLElement {
        symbolLayer(
            "SimpleLine",
            [
                ("line_color", stroke.colour.qgisText(opacity: 1)), ("line_style", "solid"),
                ("line_width", millimetres(stroke.width)), ("line_width_unit", "MM"),
                ("capstyle", stroke.dash.isEmpty ? "round" : "flat"), ("joinstyle", "round"),
                ("use_custom_dash", stroke.dash.isEmpty ? "0" : "1"),
                ("customdash", stroke.dash.isEmpty ? "5;2" : stroke.dash.map(millimetres).joined(separator: ";")),
                ("customdash_unit", "MM"), ("offset", millimetres(stroke.offset)), ("offset_unit", "MM"),
            ])
    }

    private func symbolLayer(
        _ type: String, _ options: [(String, String)], _ children: [XMLElement] = []
    ) -> XMLElement {
        let map = XMLElement(
            "Option", [("type", "Map")],
            options.map { XMLElement("Option", [("name", $0.0), ("type", "QString"), ("value", $0.1)]) })
        return XMLElement(
            "layer", [("class", type), ("enabled", "1"), ("locked", "0"), ("pass", "0")],
            [map] + options.map { XMLElement("prop", [("k", $0.0), ("v", $0.1)]) } + children)
    }

    /// Pixels of 1/96 inch in millimetres, to a hundredth.
    private func millimetres(_ pixels: Double) -> String {
        shortestText(of: (pixels * 25.4 / 96 * 100).rounded() / 100)
    }
}

extension StyleColour {
    /// `r,g,b,a`, as QGIS writes it.
    func qgisText(opacity: Double) -> String { "\(red),\(green),\(blue),\(Int((opacity * 255).rounded()))" }
}

extension StyleFilter {
    /// The condition as a QGIS expression.
    var qgisExpression: String {
        switch self {
        case .equal(let name, .text(let text)): "\"\(name)\" = '\(text)'"
        case .equal(let name, let value): "\"\(name)\" = \(JSONValue(value).compact)"
        case .isNull(let name): "\"\(name)\" IS NULL"
        case .isPresent(let name): "\"\(name)\" IS NOT NULL"
        // CSV has truth values as text.
        case .isTrue(let name): "to_string(\"\(name)\") = 'true'"
        case .isFalse(let name): "to_string(\"\(name)\") = 'false'"
        case .atLeast(let name, let number): "\"\(name)\" >= \(shortestText(of: number))"
        case .below(let name, let number): "\"\(name)\" < \(shortestText(of: number))"
        case .all(let filters): filters.map(\.qgisExpression).joined(separator: " AND ")
        }
    }
}
