/// The drawing of vector tiles as a QGIS 3 style file (`.qml`): a style of the tiles' renderer for each rule of each layer.
struct QGISTileStyle {
    /// The layers, the lowest first.
    let layers: [(name: String, geometry: LayerGeometry)]

    /// The text of the file.
    var text: String {
        let styles = layers.flatMap { layer in
            guard let symbology = Symbology(of: layer.name, geometry: layer.geometry) else { return [XMLElement]() }
            let style = QGISStyle(layer: layer.name, geometry: layer.geometry, symbology: symbology)
            return symbology.rules.map { self.style($0, of: style) }
        }
        return XMLElement(
            "qgis", [("version", "3.22.0"), ("styleCategories", "Symbology")],
            [
                XMLElement("renderer", [("type", "basic")], [XMLElement("styles", styles)]),
                XMLElement("blendMode", text: "0"),
                XMLElement("layerOpacity", text: "1"),
            ]
        ).document
    }

    private func style(_ rule: SymbolRule, of layer: QGISStyle) -> XMLElement {
        XMLElement(
            "style",
            [
                ("name", "\(rule.label) · \(rule.labelES)"), ("layer", layer.layer),
                ("geometry", layer.isArea ? "2" : "1"), ("expression", rule.filter.qgisExpression), ("enabled", "1"),
                ("min-zoom", "-1"), ("max-zoom", "-1"),
            ], [XMLElement("symbols", [layer.symbol(0, rule.symbol)])])
    }
}
