import Foundation
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [GeographicPoint] {
    [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
        GeographicPoint(longitude: $0.0, latitude: $0.1)
    }
}

/// Areas with every kind of column.
func sampleLayer(_ count: Int = 40) -> VectorLayer {
    let features = (0..<count).map { i in
        let (x, y) = (-78 + Double(i % 8) / 10, 8 + Double(i / 8) / 10)
        let area = Polygon(
            exterior: box(x, y, x + 0.08, y + 0.08), holes: [box(x + 0.02, y + 0.02, x + 0.04, y + 0.04).reversed()])
        return Feature(
            id: .text("area:\(i)"), geometry: .multiPolygon(MultiPolygon([area])),
            properties: [
                "name": .string("Río \"\(i)\" d'Atrato"), "rank": i % 5 == 0 ? .null : .integer(i),
                "rate": .number(Double(i) / 3),
                "used": .boolean(i % 2 == 0), "day": .string("2021-03-\(i % 28 + 1 < 10 ? "0" : "")\(i % 28 + 1)"),
            ])
    }
    return VectorLayer(
        name: "areas",
        fields: [
            .init("name", .text, title: "Name", description: "Name of the area"),
            .init("rank", .integer, description: "Rank from 1"),
            .init("rate", .real, description: "Deaths per 1,000"), .init("used", .boolean), .init("day", .date),
        ], features: features)
}

@Suite struct VectorTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test func `a layer comes back from FlatGeobuf with columns, ids, order and geometry`() throws {
        let layer = sampleLayer()
        try FlatGeobuf.write(layer, to: folder.path("a.fgb"), spatialIndex: false)
        let back = try VectorFile.read(folder.path("a.fgb"))
        #expect(back.name == "areas" && back.sourceCRS == .wgs84)
        #expect(back.fields.map(\.name) == layer.fields.map(\.name))
        #expect(back.fields.map(\.kind) == [.text, .integer, .real, .boolean, .text])
        #expect(back.features == layer.features)
    }

    @Test func `a spatial index sorts the rows and loses none`() throws {
        let layer = sampleLayer()
        try FlatGeobuf.write(layer, to: folder.path("a.fgb"))
        let back = try VectorFile.read(folder.path("a.fgb")).features
        #expect(back.count == 40 && Set(back) == Set(layer.features))
        if isInstalled("ogrinfo") {
            #expect(try run("ogrinfo", ["-al", "-so", folder.path("a.fgb")]).contains("Feature Count: 40"))
        }
    }

    @Test func `the same layer gives the same bytes`() throws {
        try FlatGeobuf.write(sampleLayer(), to: folder.path("a.fgb"))
        try FlatGeobuf.write(sampleLayer(), to: folder.path("b.fgb"))
        #expect(try folder.bytes("a.fgb") == folder.bytes("b.fgb"))
        #expect(folder.names == ["a.fgb", "b.fgb"])
    }

    @Test func `any name will do for a FlatGeobuf`() throws {
        try FlatGeobuf.write(sampleLayer(), to: folder.path(".part-17"))
        #expect(folder.names == [".part-17"])
        #expect(try VectorFile.read(folder.path(".part-17")).features.count == 40)
    }

    @Test func `points, lines, mixtures and nothing are written`() throws {
        let point = Feature(
            geometry: .point(GeographicPoint(longitude: -77, latitude: 8)), properties: ["n": .integer(1)])
        let line = Feature(
            geometry: .lineString(
                LineString([GeographicPoint(longitude: -77, latitude: 8), GeographicPoint(longitude: -76, latitude: 8)])
            ),
            properties: ["n": .number(0.5)])
        let single = Feature(geometry: .polygon(Polygon(exterior: box(0, 0, 1, 1))), properties: ["n": .integer(2)])
        let cases: [[Feature]] = [[point], [line], [point, line], [single, sampleLayer(1).features[0]], []]
        for (i, features) in cases.enumerated() {
            let path = folder.path("\(i).fgb")
            try FlatGeobuf.write(VectorLayer(name: "l", features: features), to: path, spatialIndex: false)
            let back = try VectorFile.read(path)
            #expect(back.features.count == features.count)
            #expect(back.features.map { $0.geometry?.points } == features.map { $0.geometry?.points })
        }
        let mixed = try VectorFile.read(folder.path("2.fgb"))
        #expect(mixed.fields.map(\.kind) == [.real] && mixed.features[0].properties["n"] == .number(1))
    }

    @Test func `columns are found from values`() {
        let rows: [JSONObject] = [
            [
                "a": .integer(1), "b": .integer(1), "c": .null, "d": .boolean(true), "e": .string("x"),
                "f": .boolean(true),
            ],
            ["a": .integer(2), "b": .number(1.5), "c": .null, "d": .null, "e": .integer(1), "f": .integer(1)],
        ]
        let layer = VectorLayer(name: "l", features: rows.map { Feature(geometry: nil, properties: $0) })
        #expect(layer.fields.map(\.kind) == [.integer, .real, .text, .boolean, .text, .text])
        #expect(layer.fields.map(\.name) == ["a", "b", "c", "d", "e", "f"])
    }

    @Test func `a value that does not fit its column is named`() {
        var layer = sampleLayer()
        layer.features[3].properties["rank"] = .string("first")
        #expect {
            try FlatGeobuf.write(layer, to: folder.path("a.fgb"))
        } throws: { error in
            "\(error)".contains("feature 4 (id area:3)") && "\(error)".contains("column rank holds a text")
        }
        #expect(folder.names.isEmpty)
    }

    @Test func `missing, foreign and truncated files are errors`() throws {
        let missing = #expect(throws: FormatError.self) { _ = try VectorFile.read(folder.path("none.fgb")) }
        #expect(missing?.isMissingFile == true)
        #expect(throws: FormatError.self) { _ = try VectorFile.read(folder.write("hello", "a.gpkg")) }
        try FlatGeobuf.write(sampleLayer(), to: folder.path("a.fgb"))
        let layer = #expect(throws: FormatError.self) { _ = try VectorFile.read(folder.path("a.fgb"), layer: "towns") }
        #expect(layer.map { "\($0)" }?.contains("no layer towns; there are: areas") == true)
        let whole = try folder.bytes("a.fgb")
        for share in [0.01, 0.5, 0.9] {
            let path = try folder.write(whole.prefix(Int(Double(whole.count) * share)), "cut.fgb")
            #expect(throws: FormatError.self) { _ = try VectorFile.read(path) }
        }
        #expect(throws: FormatError.self) { try FlatGeobuf.write(sampleLayer(), to: folder.path("no/such/a.fgb")) }
    }

    @Test(.enabled(if: isInstalled("ogr2ogr"))) func `projected shapefiles are read as longitude and latitude`() throws
    {
        try FlatGeobuf.write(sampleLayer(), to: folder.path("a.fgb"), spatialIndex: false)
        _ = try run("ogr2ogr", ["-t_srs", "EPSG:32618", folder.path("a.shp"), folder.path("a.fgb")])
        #expect(try VectorFile.layerNames(folder.path("a.shp")) == ["a"])
        let back = try VectorFile.read(folder.path("a.shp"))
        #expect(back.sourceCRS?.identifier == "EPSG:32618" && back.features.count == 40)
        for (a, b) in zip(back.features, sampleLayer().features) {
            #expect(a.id == b.id && a.properties["name"] == b.properties["name"])
            let own = Set(
                try #require(a.geometry).points.map {
                    "\(($0.longitude * 1e7).rounded()),\(($0.latitude * 1e7).rounded())"
                })
            let other = Set(
                try #require(b.geometry).points.map {
                    "\(($0.longitude * 1e7).rounded()),\(($0.latitude * 1e7).rounded())"
                })
            #expect(own == other)
        }
    }

    @Test(.enabled(if: isInstalled("ogr2ogr"))) func `heights, curves, lists and times are taken over`() throws {
        let text = """
            {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,1,50],[2,3,60]]},
            "properties":{"list":[1,2],"words":["a","b"],"at":"2021-03-04T05:06:07Z","day":"2021-03-04"}}]}
            """
        let layer = try VectorFile.read(folder.write(text, "a.geojson"))
        #expect(
            layer.features[0].geometry?.points == [
                GeographicPoint(longitude: 0, latitude: 1), GeographicPoint(longitude: 2, latitude: 3),
            ])
        #expect(
            layer.features[0].properties == [
                "list": .array([.integer(1), .integer(2)]), "words": .array([.string("a"), .string("b")]),
                "at": .string("2021-03-04T05:06:07Z"), "day": .string("2021-03-04"),
            ])
    }

    @Test(.enabled(if: SharedData.isPresent)) func `GDAL and our reader agree on the real coast`() throws {
        let path = SharedData.path("data/coast/gshhg_i_land.geojson")
        let ours = try GeoJSON.decoded([UInt8](Data(contentsOf: URL(filePath: path))))
        let theirs = try VectorFile.read(path)
        #expect(ours.features.count == 138)
        #expect(ours.features.map(\.geometry) == theirs.features.map(\.geometry))
    }
}
