import Export
import Foundation
import SpatialEngine
import Testing

@Suite struct AssessmentFolderTests {
    @discardableResult
    private func write(
        _ contents: AssessmentContents, to path: String, overwrite: Bool = false
    ) throws -> WrittenAssessment {
        let folder = try AssessmentFolder(at: path, overwrite: overwrite)
        return try folder.write(contents) { SampleAssessment.timings }
    }

    @Test func `a folder holds the files of the contract and nothing else`() throws {
        let scratch = try Scratch()
        let written = try write(SampleAssessment.contents(), to: scratch.file("out"))
        #expect(scratch.names == ["out"])
        #expect(written.reportPath == scratch.file("out/report.html"))
        #expect(written.layers.map(\.features) == [4, 1, 2, 2, 2, 1])
        let layers = LayerSchema.all.map(\.name)
        let expected =
            ["manifest.json", "timings.json", "report.html", "dictionary.csv", "darien.gpkg", "tables/series.csv"]
            + ["rasters/corridor_C1.tif", "rasters/corridor_C1.qml"]
            + layers.flatMap { ["\($0).geojson", "\($0).qml", "styles/\($0).sld", "styles/\($0).json"] }
        #expect(try scratch.tree("out").keys.sorted() == expected.sorted())
    }

    @Test func `the manifest lists every other file with its sum, length and features`() throws {
        let scratch = try Scratch()
        try write(SampleAssessment.contents(), to: scratch.file("out"))
        let tree = try scratch.tree("out")
        let text = try #require(tree["manifest.json"])
        let manifest = try #require(JSONSerialization.jsonObject(with: text) as? [String: Any])
        let files = try #require(manifest["files"] as? [[String: Any]])
        let paths = files.compactMap { $0["path"] as? String }
        #expect(paths == paths.sorted())
        #expect(Set(paths) == Set(tree.keys).subtracting(["manifest.json", "timings.json"]))
        for file in files {
            let path = try #require(file["path"] as? String)
            let bytes = try #require(tree[path])
            #expect(file["bytes"] as? Int == bytes.count)
            #expect(file["sha256"] as? String == SHA256.hexDigest(of: Array(bytes)))
            #expect((file["media_type"] as? String)?.contains("/") == true)
        }
        let segments = try #require(files.first { $0["path"] as? String == "segments.geojson" })
        #expect(segments["features"] as? Int == 2)
        let counts = try #require(manifest["counts"] as? [String: [String: Int]])
        #expect(
            counts["layers"] == [
                "corridors": 4, "routes": 1, "segments": 2, "hotspots": 2, "priorities": 2, "incidents": 1,
            ])
    }

    @Test func `a GeoJSON file has its members and keys in the order of the contract`() throws {
        let scratch = try Scratch()
        try write(SampleAssessment.contents(), to: scratch.file("out"))
        for schema in LayerSchema.all {
            let text = try scratch.text("out/\(schema.name).geojson")
            #expect(text.hasPrefix("{\"type\":\"FeatureCollection\",\"name\":\"\(schema.name)\",\"bbox\":["))
            let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            let features = try #require(object["features"] as? [[String: Any]])
            let ids = features.compactMap { $0["id"] as? String }
            #expect(ids.count == features.count && ids == ids.sorted())
            for line in text.split(separator: "\n").filter({ $0.contains("\"properties\"") }) {
                var rest = line[...]
                for property in schema.properties {
                    let key = try #require(rest.range(of: "\"\(property.name)\":"), "\(property.name)")
                    rest = rest[key.upperBound...]
                }
            }
        }
        let routes = try scratch.text("out/routes.geojson")
        #expect(routes.contains("[-76.6765432,8.45]"))
    }

    @Test func `two runs write the same bytes, wherever and in whatever order they are given`() throws {
        let scratch = try Scratch()
        try write(SampleAssessment.contents(), to: scratch.file("a"))
        var contents = try SampleAssessment.contents()
        contents.layers.reverse()
        try FileManager.default.createDirectory(atPath: scratch.file("deep"), withIntermediateDirectories: false)
        try write(contents, to: scratch.file("deep/b"))
        #expect(try scratch.tree("a") == scratch.tree("deep/b"))
    }

    @Test func `an existing folder is refused and stays as it was`() throws {
        let scratch = try Scratch()
        try write(SampleAssessment.contents(), to: scratch.file("out"))
        let before = try scratch.tree("out")
        #expect(throws: ExportError.output(.exists(path: scratch.file("out")))) {
            try write(SampleAssessment.contents(), to: scratch.file("out"))
        }
        #expect(try scratch.tree("out") == before)
        #expect(scratch.names == ["out"])
    }

    @Test func `with overwriting the old folder stays until the new one is whole`() throws {
        let scratch = try Scratch()
        try write(SampleAssessment.contents(), to: scratch.file("out"))
        let before = try scratch.tree("out")
        var bad = try SampleAssessment.contents()
        bad.tables.append(TableOutput(name: "../escape", text: ""))
        #expect(throws: ExportError.self) { try write(bad, to: scratch.file("out"), overwrite: true) }
        #expect(try scratch.tree("out") == before)

        var newer = try SampleAssessment.contents()
        newer.tables = []
        let folder = try AssessmentFolder(at: scratch.file("out"), overwrite: true)
        #expect(try scratch.tree("out") == before)
        _ = try folder.write(newer) { SampleAssessment.timings }
        #expect(try scratch.tree("out")["tables/series.csv"] == nil)
        #expect(try scratch.tree("out")["manifest.json"] != before["manifest.json"])
        #expect(scratch.names == ["out"])
    }

    @Test func `a missing layer, two layers of one name and bad names are refused, and nothing is left`() throws {
        let scratch = try Scratch()
        func part(_ change: (inout AssessmentContents) throws -> Void) throws -> String? {
            var contents = try SampleAssessment.contents()
            try change(&contents)
            do {
                try write(contents, to: scratch.file("out"))
                return nil
            } catch ExportError.invalidFolder(let part, _) {
                return part
            }
        }
        #expect(try part { $0.layers.removeLast() } == "layers")
        #expect(try part { $0.layers.append($0.layers[0]) } == "layers")
        #expect(try part { $0.region = "a/b" } == "region")
        #expect(try part { $0.rasters.append($0.rasters[0]) } == "rasters")
        #expect(try part { $0.tables[0].name = ".hidden" } == "tables")
        #expect(scratch.names.isEmpty)
    }

    @Test func `a missing parent and a place that may not be written are told apart`() throws {
        let scratch = try Scratch()
        #expect(
            throws: ExportError.output(.folderMissing(path: scratch.file("no/out"), folder: scratch.file("no")))
        ) {
            _ = try AssessmentFolder(at: scratch.file("no/out"), overwrite: false)
        }
        // Nobody may make a folder there, whoever runs the test.
        #expect(throws: ExportError.output(.noPermission(path: "/sys/kernel/out"))) {
            _ = try AssessmentFolder(at: "/sys/kernel/out", overwrite: false)
        }
    }
}

@Suite struct PartialFolderTests {
    private func hidden(_ scratch: Scratch) -> [String] { scratch.names.filter { $0.hasPrefix(".") } }

    @Test func `the hidden folder lies beside the result under the name of the contract`() throws {
        let scratch = try Scratch()
        let folder = try AssessmentFolder(at: scratch.file("out"), overwrite: false)
        #expect(hidden(scratch).count == 1 && hidden(scratch).allSatisfy { $0.hasPrefix(".out.partial-") })
        #expect(folder.path == scratch.file("out"))
    }

    @Test func `what a killed run left is removed by the next run to the same name, and by no other`() throws {
        let scratch = try Scratch()
        // A run killed by a signal it cannot catch leaves its folder without a lock.
        for name in [".out.partial-4-1", ".out.partial-99999999-7", ".other.partial-4-1"] {
            try FileManager.default.createDirectory(
                atPath: scratch.file("\(name)/rasters"), withIntermediateDirectories: true)
            try Data("half".utf8).write(to: URL(filePath: scratch.file("\(name)/rasters/a.tif")))
        }
        do {
            let folder = try AssessmentFolder(at: scratch.file("out"), overwrite: false)
            #expect(hidden(scratch).count == 2 && hidden(scratch).contains(".other.partial-4-1"))
            #expect(folder.path.hasSuffix("out"))
        }
        #expect(scratch.names == [".other.partial-4-1"])
    }

    @Test func `a name that a live run writes to is refused`() throws {
        let scratch = try Scratch()
        let first = try AssessmentFolder(at: scratch.file("out"), overwrite: false)
        #expect(throws: ExportError.output(.inUse(path: scratch.file("out"), process: Int(getpid())))) {
            _ = try AssessmentFolder(at: scratch.file("out"), overwrite: false)
        }
        let other = try AssessmentFolder(at: scratch.file("out2"), overwrite: false)
        _ = try first.write(SampleAssessment.contents()) { SampleAssessment.timings }
        #expect(scratch.names.contains("out") && other.path.hasSuffix("out2"))
    }

    @Test func `an earlier result that a kill left aside is put back`() throws {
        let scratch = try Scratch()
        try FileManager.default.createDirectory(
            atPath: scratch.file(".out.partial-4-1-old"), withIntermediateDirectories: false)
        try Data("{}".utf8).write(to: URL(filePath: scratch.file(".out.partial-4-1-old/manifest.json")))
        #expect(throws: ExportError.output(.exists(path: scratch.file("out")))) {
            _ = try AssessmentFolder(at: scratch.file("out"), overwrite: false)
        }
        #expect(scratch.names == ["out"])
        #expect(try scratch.text("out/manifest.json") == "{}")
    }
}
