import Foundation
import FoundationXML
import SpatialEngine
import SpatialFormats
import Testing

/// The files beside the layers: manifest, rasters, GeoPackage, styles.
@Suite struct AssessmentFilesTests {
    private static let layerNames = OutputSchema.layers.map(\.name)

    @Test(arguments: Assessed.Scenario.allCases)
    func `the folder holds every file that the contract names`(_ scenario: Assessed.Scenario) throws {
        let assessed = try scenario.assessed
        var expected = [
            "manifest.json", "timings.json", "report.html", "dictionary.csv", "darien.gpkg", "model_card.md",
            "audit.jsonl",
            "context/measures.geojson", "context/measures.qml", "context/dictionary.csv", "styles/measures.sld",
            "styles/measures.json",
        ]
        for layer in Self.layerNames {
            expected += ["\(layer).geojson", "\(layer).qml", "styles/\(layer).sld", "styles/\(layer).json"]
        }
        let corridors = Set(try assessed.features("corridors").map { $0.text("corridor_id") })
        for raster in corridors.flatMap({ ["corridor_\($0)", "traversal_\($0)"] }) + ["density_land", "density_sea"] {
            expected += ["rasters/\(raster).tif", "rasters/\(raster).qml"]
        }
        #expect(Set(expected).subtracting(assessed.files) == [])
        let others = Set(assessed.files).subtracting(expected)
        #expect(others.allSatisfy { $0.hasPrefix("tables/") }, "\(others)")
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `the manifest has its keys in order and the sum of every file`(_ scenario: Assessed.Scenario) throws {
        let assessed = try scenario.assessed
        let manifest = assessed.manifest
        #expect(
            manifest.members.map(\.name) == [
                "format", "product", "versions", "run_id", "settings", "terrain", "sea_state", "inputs", "parameters",
                "parameter_hash", "data_hash", "gates", "counts", "caveats", "files",
            ])
        let listed = manifest["files"]?.array?.compactMap(\.object) ?? []
        #expect(
            listed.compactMap { $0["path"]?.text }
                == assessed.files.filter { $0 != "manifest.json" && $0 != "timings.json" })
        for file in listed {
            let path = try #require(file["path"]?.text)
            let sum = try SHA256.digest(ofFile: assessed.path + "/" + path)
            #expect(file["sha256"] == .string(sum.hex), "\(path)")
            #expect(file["bytes"] == .integer(sum.bytes), "\(path)")
            #expect(file["media_type"]?.text?.contains("/") == true, "\(path)")
        }
        let text = try assessed.text("manifest.json")
        #expect(text.hasPrefix("{\n  \"format\": 1,\n") && text.hasSuffix("}\n"))
        let names = manifest["parameters"]?.array?.compactMap { $0.object?["name"]?.text } ?? []
        #expect(names == names.sorted() && names.count > 50)
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `counts of the manifest add up and match the layers`(_ scenario: Assessed.Scenario) throws {
        let assessed = try scenario.assessed
        let counts = try #require(assessed.manifest["counts"]?.object)
        for layer in assessed.layers {
            #expect(counts["layers"]?.object?[layer.name] == .integer(layer.features.count))
        }
        let incidents = try #require(counts["incidents"]?.object)
        let number = { (key: String) in Int(incidents[key]?.double ?? .nan) }
        #expect(number("read") == number("accepted") + number("repaired") + number("rejected"))
        #expect(
            number("accepted") + number("repaired") == number("used") + number("not_used") + number("withheld"))
        #expect(try assessed.features("incidents").filter { $0.isTrue("used") }.count == number("used"))
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `caveats say what holds for terrain, sea and incidents, in two languages`(
        _ scenario: Assessed.Scenario
    ) throws {
        let manifest = try scenario.assessed.manifest
        let caveats = manifest["caveats"]?.array?.compactMap(\.object) ?? []
        let ids = caveats.compactMap { $0["id"]?.text }
        #expect(caveats.allSatisfy { $0.members.map(\.name) == ["id", "text", "text_es"] })
        #expect(ids.contains("sketch_terrain") == (manifest["terrain"] == .string("sketch")))
        #expect(manifest["terrain"] == .string(scenario == .elevation ? "dem" : "sketch"))
        #expect(ids.contains("modelled_sea_state") == (manifest["sea_state"] == .string("modelled")))
        #expect(manifest["sea_state"] == .string(scenario == .north ? "given" : "modelled"))
        #expect(ids.contains("sample_incidents"))
    }

    @Test func `settings and inputs name files without their folder and say what was asked`() throws {
        let north = try #require(try Assessed.Scenario.north.assessed.manifest["settings"]?.object)
        #expect(
            north.members.map(\.name) == [
                "region", "from", "to", "direction", "dem", "sea_state", "incidents", "budget", "seed",
            ])
        #expect(north["direction"] == .string("north") && north["budget"]?.double == 3)
        #expect(north["sea_state"] == .string("waves.csv"))
        let south = try Assessed.Scenario.south.assessed.manifest
        #expect(south["settings"]?.object?["from"] == .string("2021-01"))
        #expect(south["settings"]?.object?["incidents"] == .array([.string("rows.csv")]))
        let inputs = south["inputs"]?.array?.compactMap(\.object) ?? []
        #expect(inputs.allSatisfy { $0["path"]?.text?.contains("/") == false })
        let own = try #require(inputs.first { $0["path"] == .string("rows.csv") })
        #expect(own["rows"] == .integer(3))
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `rasters are cloud-optimised, with reference system, no-data, band name and unit`(
        _ scenario: Assessed.Scenario
    ) throws {
        let assessed = try scenario.assessed
        for name in assessed.files where name.hasSuffix(".tif") {
            let head = String(decoding: try assessed.bytes(name).prefix(600), as: UTF8.self)
            #expect(head.contains("LAYOUT=IFDS_BEFORE_DATA"), "\(name)")
            let band = try RasterFile.read(assessed.path + "/" + name)
            #expect(band.crs == .wgs84 && band.noData == -9999, "\(name)")
            #expect(band.description?.isEmpty == false && band.unit?.isEmpty == false, "\(name)")
            let values = band.raster.values.filter(\.isFinite)
            let (low, high) = (values.min() ?? .nan, values.max() ?? .nan)
            #expect(low >= 0 && high.isFinite, "\(name)")
            if name.contains("traversal") { #expect(high > 0 && high <= 1, "\(name)") }
            if name.contains("corridor") { #expect(low < 1 && high > 3600, "\(name)") }
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `the GeoPackage holds the same features with the same keys, and a style for each layer`(
        _ scenario: Assessed.Scenario
    ) throws {
        let assessed = try scenario.assessed
        let package = assessed.path + "/darien.gpkg"
        #expect(try VectorFile.layerNames(package).filter(Self.layerNames.contains) == Self.layerNames)
        for layer in assessed.layers {
            let table = try VectorFile.read(package, layer: layer.name)
            #expect(table.features.map(\.name) == layer.features.map(\.name), "\(layer.name)")
            for (row, feature) in zip(table.features, layer.features) {
                #expect(row.geometry == feature.geometry, "\(feature.name)")
                for member in feature.properties.members {
                    let value = row.properties[member.name] ?? .null
                    let isSame = member.value.double.map { $0 == value.double } ?? (value == member.value)
                    #expect(isSame, "\(feature.name) \(member.name): \(value)")
                }
            }
        }
        let styles = try VectorFile.read(package, layer: "layer_styles", idColumn: nil).features
        #expect(Set(styles.map { $0.text("f_table_name") }) == Set(Self.layerNames))
        for style in styles {
            #expect(style.text("styleQML") == (try assessed.text(style.text("f_table_name") + ".qml")))
            #expect(style.text("styleSLD").contains("StyledLayerDescriptor"))
        }
    }

    @Test func `the GeoPackage describes its columns in the words of the dictionary`() throws {
        let assessed = try Assessed.Scenario.standard.assessed
        let package = Data(try assessed.bytes("darien.gpkg"))
        let table = try CommaSeparatedTable(bytes: try assessed.bytes("dictionary.csv"))
        for row in table.rows {
            // A row of the table of columns lies in one page of the file.
            #expect(package.range(of: Data(row.fields[6].utf8)) != nil, "\(row.fields[1])")
            #expect(package.range(of: Data(row.fields[7].utf8)) != nil, "\(row.fields[1])")
        }
    }

    @Test func `styles name only keys of their layer and no address on the network`() throws {
        let assessed = try Assessed.Scenario.standard.assessed
        for schema in OutputSchema.layers {
            let keys = Set(schema.keys.map(\.name))
            let sld = try ParsedXML(try assessed.bytes("styles/\(schema.name).sld"))
            #expect(sld.root == "StyledLayerDescriptor")
            #expect(["1.0.0", "1.1.0"].contains(sld.version))
            #expect(Set(sld.propertyNames).isSubset(of: keys), "\(schema.name)")
            #expect(try ParsedXML(try assessed.bytes("\(schema.name).qml")).root == "qgis")

            let style = try JSONValue(parsing: try assessed.bytes("styles/\(schema.name).json"))
            #expect(style.object?["version"] == .integer(8))
            #expect(style.object?["sprite"] == nil && style.object?["glyphs"] == nil)
            let sources = style.object?["sources"]?.object?.members ?? []
            #expect(sources.map { $0.value.object?["data"] } == [.string("../\(schema.name).geojson")])
            #expect(style.gets.isSubset(of: keys), "\(schema.name)")
            #expect(style.object?["layers"]?.array?.isEmpty == false)
            #expect(try !assessed.text("styles/\(schema.name).json").contains("http"))
        }
    }

    @Test func `timings hold the stages of the run`() throws {
        let timings = try JSONValue(parsing: try Assessed.Scenario.standard.assessed.bytes("timings.json")).object
        #expect(
            timings?.members.map(\.name) == [
                "started_at", "wall_s", "cpu_s", "peak_rss_bytes", "threads", "stages",
            ])
        let stages = timings?["stages"]?.array?.compactMap(\.object) ?? []
        #expect(stages.count > 5 && stages.allSatisfy { $0.members.map(\.name) == ["stage", "wall_s", "cpu_s"] })
    }
}

extension JSONValue {
    /// The keys that the expressions of a style read.
    fileprivate var gets: Set<String> {
        switch self {
        case .array(let items):
            let own: Set<String> =
                items.count == 2 && ["get", "has"].contains(items[0].text) ? [items[1].text ?? ""] : []
            return items.reduce(into: own) { $0.formUnion($1.gets) }
        case .object(let object): return object.members.reduce(into: []) { $0.formUnion($1.value.gets) }
        default: return []
        }
    }
}

/// The root element and the property names of an XML text; throws if it is not well formed.
private final class ParsedXML: NSObject, XMLParserDelegate {
    private(set) var root = ""
    private(set) var version = ""
    private(set) var propertyNames: [String] = []
    private var text = ""

    init(_ bytes: [UInt8]) throws {
        super.init()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = self
        guard parser.parse() else { throw Assessed.Failure(description: "\(String(describing: parser.parserError))") }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        if root.isEmpty { (root, version) = (name, attributes["version"] ?? "") }
        text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if name.hasSuffix("PropertyName") { propertyNames.append(text) }
    }
}
