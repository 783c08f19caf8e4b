import Foundation
import FoundationXML
import Testing

@testable import Export

/// Elements of an XML document, as a parser of its own reads them.
private final class Reader: NSObject, XMLParserDelegate {
    struct Element {
        let name: String
        let attributes: [String: String]
        let depth: Int
    }

    private(set) var elements: [Element] = []
    private(set) var texts: [String: [String]] = [:]
    private var path: [String] = []

    init?(_ text: String) {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(Element(name: name, attributes: attributes, depth: path.count))
        path.append(name)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        path.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        guard let last = path.last, !text.allSatisfy(\.isWhitespace) else { return }
        texts[last, default: []].append(text)
    }

    func named(_ name: String) -> [Element] { elements.filter { $0.name == name } }
}

@Suite struct StyleTests {
    private func schema(_ layer: String) throws -> LayerSchema {
        try #require(LayerSchema.all.first { $0.name == layer })
    }

    @Test(arguments: drawnLayers) func `a QGIS style has a rule and a symbol for every class`(
        _ layer: String, _ geometry: LayerGeometry
    ) throws {
        let symbology = try #require(Symbology(of: layer, geometry: geometry))
        let text = QGISStyle(layer: layer, geometry: geometry, symbology: symbology).text
        let reader = try #require(Reader(text))
        #expect(reader.elements.first?.name == "qgis")
        #expect(reader.named("renderer-v2").map { $0.attributes["type"] } == ["RuleRenderer"])
        let rules = reader.named("rule")
        #expect(rules.count == symbology.rules.count)
        #expect(rules.map { $0.attributes["filter"] } == symbology.rules.map(\.filter.qgisExpression))
        let symbols = reader.named("symbol").filter { $0.depth == 3 }
        #expect(symbols.map { $0.attributes["name"] } == rules.map { $0.attributes["symbol"] })
        let isArea = geometry == .polygon || geometry == .multiPolygon
        #expect(symbols.allSatisfy { $0.attributes["type"] == (isArea ? "fill" : "line") })
        #expect(reader.named("orderByClause").count == (symbology.drawnDescendingBy == nil ? 0 : 1))
        #expect(!text.contains("http"))
    }

    @Test(arguments: drawnLayers) func `an SLD has a feature type style with a filter and a symbol for every class`(
        _ layer: String, _ geometry: LayerGeometry
    ) throws {
        let symbology = try #require(Symbology(of: layer, geometry: geometry))
        let reader = try #require(
            Reader(SLDStyle(schema: try schema(layer), geometry: geometry, symbology: symbology).text))
        #expect(reader.elements.first?.name == "StyledLayerDescriptor")
        #expect(reader.elements.first?.attributes["version"] == "1.1.0")
        #expect(reader.named("se:FeatureTypeStyle").count == symbology.rules.count)
        #expect(reader.named("ogc:Filter").count == symbology.rules.count)
        let names = Set(reader.texts["ogc:PropertyName"] ?? [])
        #expect(names == Set(symbology.rules.flatMap(\.filter.properties)))
        let hatches = symbology.rules.flatMap(\.symbol.hatches).count
        #expect(reader.named("se:GraphicFill").count == hatches)
        let isArea = geometry == .polygon || geometry == .multiPolygon
        #expect(reader.named("se:PolygonSymbolizer").isEmpty == !isArea)
    }

    @Test(arguments: drawnLayers) func `a MapLibre style reads only the file beside it`(
        _ layer: String, _ geometry: LayerGeometry
    ) throws {
        let symbology = try #require(Symbology(of: layer, geometry: geometry))
        let text = MapLibreStyle(
            schema: try schema(layer), geometry: geometry, symbology: symbology, source: .geoJSON("../\(layer).geojson")
        ).text
        let style = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(style["version"] as? Int == 8)
        #expect(style["sprite"] == nil && style["glyphs"] == nil && !text.contains("://"))
        let sources = try #require(style["sources"] as? [String: [String: String]])
        #expect(sources == [layer: ["type": "geojson", "data": "../\(layer).geojson"]])
        let layers = try #require(style["layers"] as? [[String: Any]])
        let ids = layers.compactMap { $0["id"] as? String }
        #expect(Set(ids).count == layers.count)
        let strokes = symbology.rules.map(\.symbol.strokes.count).reduce(0, +)
        #expect(layers.count { $0["type"] as? String == "line" } == strokes)
        #expect(layers.allSatisfy { $0["source"] as? String == layer && $0["filter"] != nil && $0["paint"] != nil })
    }

    @Test func `a comparison of a number that may be null asks for its type first`() {
        let style = MapLibreStyle(
            schema: .segments, geometry: .lineString, symbology: .segments, source: .geoJSON("../segments.geojson")
        ).text
        let single = style.split(whereSeparator: \.isWhitespace).joined()
        #expect(
            single.contains(
                "[\"all\",[\"==\",[\"typeof\",[\"get\",\"rate_per_100k\"]],\"number\"],"
                    + "[\">=\",[\"number\",[\"get\",\"rate_per_100k\"]],300]]"))
    }

    @Test func `colours are written as each language wants them`() {
        let colour: StyleColour = 0x0072B2
        #expect(colour.hexadecimal == "#0072b2")
        #expect(colour.qgisText(opacity: 0.5) == "0,114,178,128")
    }

    @Test func `reserved characters in XML become entities`() {
        let element = XMLElement("a", [("b", "<\"&'>")], text: "x < y & \"z\"\u{1}")
        #expect(element.document.hasSuffix("<a b=\"&lt;&quot;&amp;'&gt;\">x &lt; y &amp; &quot;z&quot; </a>\n"))
    }

    @Test(arguments: [RasterTheme.timeAboveLeast, .probability, .density])
    func `a raster's ramp rises and ends within its values`(_ theme: RasterTheme) throws {
        let values = (0..<1000).map { Float($0) * 3 } + [.nan]
        let reader = try #require(Reader(RasterStyle(theme: theme, unit: "s", values: values).text))
        #expect(reader.named("rasterrenderer").map { $0.attributes["type"] } == ["singlebandpseudocolor"])
        let stops = reader.named("item").compactMap { $0.attributes["value"].flatMap(Double.init) }
        #expect(stops.count >= 4 && stops.first == 0)
        #expect(zip(stops, stops.dropFirst()).allSatisfy { $0 < $1 })
        #expect(stops.last.map { $0 <= (theme == .probability ? 1 : 2997) } == true)
    }

    @Test func `a raster without values still has a style`() throws {
        let reader = try #require(Reader(RasterStyle(theme: .density, unit: "1", values: [.nan]).text))
        #expect(reader.named("item").count == 1)
    }
}

@Suite struct DataDictionaryTests {
    @Test func `the dictionary has the header of the contract and a row for every property`() throws {
        let text = DataDictionary.text(of: LayerSchema.all)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "layer,property,type,unit,null_means,values,description,description_es")
        #expect(lines.last == "")
        #expect(lines.count == 2 + LayerSchema.all.map(\.properties.count).reduce(0, +))
        #expect(lines.contains { $0.hasPrefix("corridors,band_pct,number,%,,1;2;5;10,") })
        #expect(lines.contains { $0.hasPrefix("incidents,dead,int,persons,nobody gave a figure; that is not zero,,") })
    }
}
