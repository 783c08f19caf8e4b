import Export
import Foundation
import SpatialEngine
import SpatialFormats
import Testing

@Suite struct JobFolderTests {
    static let item = JobItem(
        id: "0123456789abcdef", parameters: ["direction": .string("north"), "month": .integer(1)],
        collection: "../../collection.json", collectionID: "dry", firstDay: "2021-01-01", lastDay: "2024-12-31")

    @discardableResult
    private func write(
        _ parts: JobParts = .all, _ formats: [JobFormat] = JobFormat.allCases, to folder: String,
        contents: AssessmentContents? = nil, repeated: RepeatedFiles = RepeatedFiles(capacityBytes: 0)
    ) throws -> WrittenJob {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        return try JobFolder.write(
            contents ?? SampleAssessment.contents(), parts: parts, formats: formats, item: Self.item, into: folder,
            repeated: repeated)
    }

    @Test func `a job holds its layers in every format, its styles, rasters, tables and report, and nothing else`()
        throws
    {
        let scratch = try Scratch()
        let written = try write(to: scratch.file("job"))
        let expected =
            [
                "manifest.json", "item.json", "report.html", "dictionary.csv", "darien.gpkg", "darien.mbtiles",
                "darien.qml",
            ]
            + ["tables/series.csv", "rasters/corridor_C1.tif", "rasters/corridor_C1.qml"]
            + LayerSchema.all.map(\.name).flatMap { name in
                ["geojson", "geojsonl", "csv", "fgb", "qml"].map { "\(name).\($0)" }
                    + ["styles/\(name).sld", "styles/\(name).json"]
            }
        let tree = try scratch.tree("job")
        #expect(tree.keys.sorted() == expected.sorted())
        #expect(written.files == tree.count)
        #expect(written.bytes == tree.values.map(\.count).reduce(0, +))
        let manifest = try #require(tree["manifest.json"])
        #expect(written.manifestSHA256 == SHA256.hexDigest(of: Array(manifest)))
    }

    @Test func `a job holds the wanted layers alone`() throws {
        let scratch = try Scratch()
        try write(
            JobParts(layers: ["segments", "routes"], rasters: false, report: false), [.csv], to: scratch.file("job"))
        let tree = try scratch.tree("job")
        #expect(
            tree.keys.sorted() == [
                "dictionary.csv", "item.json", "manifest.json", "routes.csv", "routes.qml", "segments.csv",
                "segments.qml", "styles/routes.json", "styles/routes.sld", "styles/segments.json",
                "styles/segments.sld", "tables/series.csv",
            ])
        let text = try #require(tree["manifest.json"])
        let manifest = try #require(JSONSerialization.jsonObject(with: text) as? [String: Any])
        let counts = try #require(manifest["counts"] as? [String: Any])
        #expect(counts["layers"] as? [String: Int] == ["routes": 1, "segments": 2])
        let paths = (manifest["files"] as? [[String: Any]])?.compactMap { $0["path"] as? String }
        #expect(paths == tree.keys.filter { $0 != "manifest.json" }.sorted())
    }

    @Test func `what a job shares with an assessment is the same, byte for byte`() throws {
        let scratch = try Scratch()
        let contents = try SampleAssessment.contents()
        let folder = try AssessmentFolder(at: scratch.file("assessment"), overwrite: false)
        _ = try folder.write(contents) { SampleAssessment.timings }
        try write(.all, [.geojson, .gpkg], to: scratch.file("job"))
        let (assessment, job) = (try scratch.tree("assessment"), try scratch.tree("job"))
        let own: Set = ["manifest.json", "timings.json", "item.json"]
        #expect(Set(assessment.keys).subtracting(own) == Set(job.keys).subtracting(own))
        for (path, bytes) in assessment where !own.contains(path) { #expect(job[path] == bytes, "\(path)") }
    }

    @Test func `jobs have the same bytes on any thread, with files of other jobs or without`() async throws {
        let scratch = try Scratch()
        try write(to: scratch.file("alone"))
        let alone = try scratch.tree("alone")
        let repeated = RepeatedFiles()
        let contents = try SampleAssessment.contents()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for folder in (0..<6).map({ scratch.file("job\($0)") }) {
                group.addTask { try write(to: folder, contents: contents, repeated: repeated) }
            }
            try await group.waitForAll()
        }
        for i in 0..<6 { #expect(try scratch.tree("job\(i)") == alone) }
    }

    @Test func `a repeated file is taken for the same contents only`() throws {
        let scratch = try Scratch()
        let repeated = RepeatedFiles()
        try write(to: scratch.file("first"), repeated: repeated)
        var contents = try SampleAssessment.contents()
        contents.layers[5] = try Layer(
            schema: .incidents,
            features: [
                (
                    "incident:I0001", .polygon(SampleAssessment.square(-77.65, 8.36, side: 0.09)),
                    SampleAssessment.incident
                )
            ])
        contents.rasters[0].raster.values[599] += 1
        try write(to: scratch.file("changed"), contents: contents, repeated: repeated)
        try write(to: scratch.file("anew"), contents: contents)
        let (first, changed) = (try scratch.tree("first"), try scratch.tree("changed"))
        #expect(changed == (try scratch.tree("anew")))
        #expect(changed["rasters/corridor_C1.tif"] != first["rasters/corridor_C1.tif"])
        #expect(changed["incidents.fgb"] != first["incidents.fgb"])
        #expect(changed["segments.fgb"] == first["segments.fgb"])
    }

    @Test func `a sequence holds the features of the GeoJSON file, one a line`() throws {
        let scratch = try Scratch()
        try write(to: scratch.file("job"))
        for schema in LayerSchema.all {
            let collection = try GeoJSON.decoded(Array(try scratch.text("job/\(schema.name).geojson").utf8))
            let lines = try scratch.text("job/\(schema.name).geojsonl").split(
                separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.last == "" && lines.count == collection.features.count + 1)
            let features = try lines.dropLast().map { try GeoJSON.decoded(Array($0.utf8)).features[0] }
            #expect(features == collection.features)
            #expect(lines.dropLast().allSatisfy { !$0.contains("\"bbox\"") })
        }
    }

    @Test func `every format holds the ids, values and geometry of the GeoJSON file`() throws {
        let scratch = try Scratch()
        try write(to: scratch.file("job"))
        for schema in LayerSchema.all {
            let wanted = try GeoJSON.decoded(Array(try scratch.text("job/\(schema.name).geojson").utf8)).features
            let flat = try VectorFile.read(scratch.file("job/\(schema.name).fgb")).features
            let packed = try VectorFile.read(scratch.file("job/darien.gpkg"), layer: schema.name).features
            for read in [flat, packed] {
                let sorted = read.sorted { "\($0.id ?? .number(0))" < "\($1.id ?? .number(0))" }
                #expect(sorted.map(\.id) == wanted.map(\.id))
                #expect(sorted.map(\.geometry) == wanted.map(\.geometry))
                #expect(sorted.map(\.properties) == wanted.map(\.properties))
            }
        }
    }

    @Test func `a CSV file has the id first, then the geometry, and null is empty`() throws {
        let scratch = try Scratch()
        try write(to: scratch.file("job"))
        let table = try CommaSeparatedTable(bytes: Array(try scratch.text("job/segments.csv").utf8))
        #expect(table.header == ["id", "wkt"] + LayerSchema.segments.properties.map(\.name))
        #expect(table.rows.map(\.fields[0]) == ["segment:L001:north", "segment:L009:north"])
        #expect(table.rows[1].fields[1] == "LINESTRING (-77.3 8.5,-77.1765432 8.55)")
        let rate = try #require(table.column("rate_per_100k"))
        #expect(table.rows.map { $0.fields[rate] } == ["", "45.5"])
        let name = try #require(table.column("name"))
        #expect(table.rows[1].fields[name] == "Acandí, \"the trail\"")
        let corridors = try scratch.text("job/corridors.csv")
        #expect(corridors.contains("\"MULTIPOLYGON (((-77.5 8,"))
    }

    @Test(arguments: [
        ([JobFormat.geojson, .mbtiles], "geojson", "../segments.geojson"),
        ([.mbtiles, .fgb], "vector", "mbtiles://../darien.mbtiles"),
        ([.csv, .fgb], "geojson", "../segments.fgb"), ([.gpkg], "geojson", "../darien.gpkg"),
    ]) func `a MapLibre style draws a file that is there`(
        _ formats: [JobFormat], _ type: String, _ place: String
    ) throws {
        let scratch = try Scratch()
        try write(
            JobParts(layers: ["segments"], rasters: false, report: false), formats, to: scratch.file("job"))
        let style = try #require(
            JSONSerialization.jsonObject(with: Data(try scratch.text("job/styles/segments.json").utf8))
                as? [String: Any])
        let source = try #require((style["sources"] as? [String: [String: String]])?["segments"])
        #expect(source["type"] == type && source[type == "vector" ? "url" : "data"] == place)
        let layers = try #require(style["layers"] as? [[String: Any]])
        #expect(layers.allSatisfy { $0["source-layer"] as? String == (type == "vector" ? "segments" : nil) })
    }

    @Test func `layers need a format that holds them, and a known name`() throws {
        let scratch = try Scratch()
        let layers = JobParts(layers: ["segments"], rasters: true, report: false)
        #expect(throws: ExportError.self) { try write(layers, [.cog], to: scratch.file("a")) }
        let unknown = JobParts(layers: ["streets"], rasters: true, report: false)
        #expect(throws: ExportError.self) { try write(unknown, [.csv], to: scratch.file("b")) }
        try write(JobParts(layers: [], rasters: true, report: false), [.cog], to: scratch.file("c"))
        #expect(
            try scratch.tree("c").keys.sorted() == [
                "item.json", "manifest.json", "rasters/corridor_C1.qml", "rasters/corridor_C1.tif", "tables/series.csv",
            ])
    }
}
