import Foundation
import SpatialEngine
import SpatialFormats
import Testing

@Suite struct GeoPackageTests {
    let folder: TemporaryFolder
    let layers: [GeoPackage.Layer]

    init() throws {
        folder = try TemporaryFolder()
        let style = GeoPackage.Style(
            name: "areas", description: "by rate", qml: "<qgis version=\"3.22\"><a b='c'/></qgis>", sld: "<sld/>")
        let incident = Feature(
            id: .text("incident:1"), geometry: .point(GeographicPoint(longitude: -77.5, latitude: 8)),
            properties: ["dead": .integer(1)])
        layers = [
            GeoPackage.Layer(sampleLayer(), title: "Areas", description: "Where it's counted", style: style),
            GeoPackage.Layer(VectorLayer(name: "incidents", features: [incident])),
            GeoPackage.Layer(VectorLayer(name: "none", fields: [.init("n", .real)], features: [])),
        ]
    }

    func write(_ name: String = "a.gpkg") throws -> String {
        let lineage = GeoPackage.Lineage(
            standard: "https://example.org/lineage", mediaType: "application/json", text: "{\"source\":\"d'Urabá\"}")
        try GeoPackage.write(layers, lineage: [lineage], date: "2024-05-31", to: folder.path(name))
        return folder.path(name)
    }

    func sql(_ path: String, _ query: String) throws -> String { try run("ogrinfo", ["-q", path, "-sql", query]) }

    @Test func `layers come back with columns, ids, order and geometry`() throws {
        let path = try write()
        #expect(try VectorFile.layerNames(path) == ["areas", "incidents", "none", "layer_styles"])
        let back = try VectorFile.read(path)
        #expect(back.name == "areas" && back.sourceCRS == .wgs84)
        #expect(back.fields.map(\.kind) == [.text, .integer, .real, .boolean, .date])
        #expect(back.features == sampleLayer().features)
        #expect(try VectorFile.read(path, layer: "incidents").features == layers[1].content.features)
        #expect(try VectorFile.read(path, layer: "none").features.isEmpty)
    }

    @Test func `two runs give the same bytes and leave nothing beside`() throws {
        _ = try write("a.gpkg")
        Thread.sleep(forTimeInterval: 1.1)
        _ = try write("b.gpkg")
        #expect(try folder.bytes("a.gpkg") == folder.bytes("b.gpkg"))
        _ = try write("a.gpkg")
        #expect(try folder.bytes("a.gpkg") == folder.bytes("b.gpkg"))
        #expect(folder.names == ["a.gpkg", "b.gpkg"])
    }

    @Test(.enabled(if: isInstalled("ogrinfo"))) func `contents have extent, title, date and an R-tree`() throws {
        let path = try write()
        let contents = try sql(path, "SELECT * FROM gpkg_contents ORDER BY table_name")
        for words in [
            "identifier (String) = Areas", "description (String) = Where it's counted", "min_x (Real) = -78",
            "max_y (Real) = 8.48",
            "data_type (String) = attributes",
        ] { #expect(contents.contains(words), "\(words) in \(contents)") }
        #expect(contents.components(separatedBy: "last_change (DateTime) = 2024/05/31 00:00:00+00").count == 5)
        let trees = try sql(path, "SELECT count(*) AS n FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'")
        #expect(trees.contains("n (Integer) = 3"))
        let entries = try sql(path, "SELECT count(*) AS n FROM rtree_areas_geom")
        #expect(entries.contains("n (Integer) = 40"))
        #expect(try sql(path, "PRAGMA integrity_check").contains("= ok"))
        #expect(!(try sql(path, "PRAGMA foreign_key_check").contains("OGRFeature")))
    }

    @Test(.enabled(if: isInstalled("ogrinfo")))
    func `the style table has upper-case types and a default for each styled layer`() throws {
        let path = try write()
        let schema = try sql(path, "SELECT sql FROM sqlite_master WHERE name = 'layer_styles'")
        for type in [
            "f_table_name TEXT(256)", "styleName TEXT(30)", "styleQML TEXT", "useAsDefault BOOLEAN",
            "update_time DATETIME",
        ] {
            #expect(schema.contains(type))
        }
        let rows = try sql(path, "SELECT * FROM layer_styles")
        for words in [
            "f_table_name (String) = areas", "f_geometry_column (String) = geom", "<a b='c'/>",
            "styleSLD (String) = <sld/>",
            "useAsDefault (Integer(Boolean)) = 1", "update_time (DateTime) = 2024/05/31",
        ] { #expect(rows.contains(words), "\(words) in \(rows)") }
        #expect(rows.components(separatedBy: "OGRFeature").count == 2)
    }

    @Test(.enabled(if: isInstalled("ogrinfo"))) func `the data dictionary and the lineage are registered`() throws {
        let path = try write()
        let columns = try sql(
            path,
            "SELECT table_name || '.' || column_name || ' ' || title || ': ' || description AS line FROM gpkg_data_columns"
        )
        for words in [
            "areas.name Name: Name of the area", "areas.rate rate: Deaths per 1,000", "areas.id id: Identity",
            "incidents.dead dead: ",
        ] {
            #expect(columns.contains(words), "\(words) in \(columns)")
        }
        let extensions = try sql(
            path, "SELECT extension_name || ' ' || table_name || ' ' || scope AS line FROM gpkg_extensions")
        for words in [
            "gpkg_schema gpkg_data_columns read-write", "gpkg_schema gpkg_data_column_constraints read-write",
            "gpkg_metadata gpkg_metadata read-write", "gpkg_metadata gpkg_metadata_reference read-write",
        ] { #expect(extensions.contains(words), "\(words) in \(extensions)") }
        let lineage = try sql(path, "SELECT * FROM gpkg_metadata JOIN gpkg_metadata_reference ON md_file_id = id")
        for words in [
            "d'Urabá", "reference_scope (String) = geopackage", "timestamp (DateTime) = 2024/05/31",
            "mime_type (String) = application/json",
        ] {
            #expect(lineage.contains(words), "\(words) in \(lineage)")
        }
    }

    @Test func `bad dates, bad values and bad paths are refused and leave nothing`() throws {
        #expect(throws: FormatError.self) { try GeoPackage.write(layers, date: "31.5.2024", to: folder.path("a.gpkg")) }
        var wrong = sampleLayer()
        wrong.features[7].properties["day"] = .string("last May")
        #expect {
            try GeoPackage.write([GeoPackage.Layer(wrong)], date: "2024-05-31", to: folder.path("a.gpkg"))
        } throws: { error in
            "\(error)".contains("feature 8 (id area:7)") && "\(error)".contains("day")
        }
        #expect(folder.names.isEmpty)
        #expect(throws: FormatError.self) {
            try GeoPackage.write(layers, date: "2024-05-31", to: folder.path("no/such/a.gpkg"))
        }
    }
}
