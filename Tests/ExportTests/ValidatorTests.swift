import Export
import Foundation
import SpatialEngine
import Testing

/// Files of a job under validators that others wrote, each with the first interpreter that has what it needs.
@Suite struct ValidatorTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Validators/validate_job.py").path
    private static let interpreters =
        [ProcessInfo.processInfo.environment["TROCHA_PYTHON"] ?? "", "/usr/bin/python3"].filter {
            FileManager.default.isExecutableFile(atPath: $0)
        }

    private static func run(_ interpreter: String, _ arguments: [String]) -> (status: Int32, output: String) {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(filePath: interpreter)
        process.arguments = arguments
        (process.standardOutput, process.standardError) = (pipe, pipe)
        guard (try? process.run()) != nil else { return (127, "\(interpreter) cannot be run") }
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    /// The interpreter that has a module; nil for none.
    private static func interpreter(with module: String) -> String? {
        interpreters.first { run($0, ["-c", "import \(module)"]).status == 0 }
    }

    private func expectValid(_ check: String, with module: String) throws {
        let interpreter = try #require(Self.interpreter(with: module))
        let scratch = try Scratch()
        try FileManager.default.createDirectory(
            atPath: scratch.file("jobs/a"), withIntermediateDirectories: true)
        let item = JobItem(
            id: "a", parameters: ["closure": .string("none"), "month": .integer(1)],
            collection: "../../collection.json", firstDay: "2021-01-01", lastDay: "2024-12-31")
        _ = try JobFolder.write(
            SampleAssessment.contents(), parts: .all, formats: JobFormat.allCases, item: item,
            into: scratch.file("jobs/a"))
        let text = Array(try scratch.text("jobs/a/item.json").utf8)
        let collection = try BatchCatalogue.collection(
            id: "trocha", title: "Scenarios", items: [("jobs/a/item.json", text)])
        try collection.write(toFile: scratch.file("collection.json"), atomically: false, encoding: .utf8)
        let result = Self.run(interpreter, [Self.script, scratch.file("jobs/a"), check])
        #expect(result.status == 0, "\(result.output.suffix(2000))")
        #expect(result.output.hasSuffix("valid\n"))
    }

    @Test(.enabled(if: !interpreters.isEmpty, "there is no Python"))
    func `GeoJSON, sequences, CSV, styles and tiles keep the rules of their standards`() throws {
        try expectValid("text", with: "sqlite3")
    }

    @Test(.enabled(if: !interpreters.isEmpty, "there is no Python"))
    func `the item keeps the rules of STAC`() throws { try expectValid("stac", with: "json") }

    @Test(.enabled(if: interpreter(with: "pystac, jsonschema") != nil, "pip install pystac[validation]"))
    func `pystac reads the catalogue, and its schemas hold`() throws {
        try expectValid("pystac", with: "pystac, jsonschema")
    }

    @Test(.enabled(if: interpreter(with: "osgeo_utils.samples.validate_gpkg") != nil, "apt-get install python3-gdal"))
    func `GeoPackage and COG pass the validators of GDAL`() throws {
        try expectValid("osgeo", with: "osgeo_utils.samples.validate_gpkg")
    }

    @Test(.enabled(if: interpreter(with: "pyogrio") != nil, "pip install pyogrio"))
    func `pyogrio reads the same features in every format`() throws { try expectValid("readers", with: "pyogrio") }

    @Test(
        .enabled(if: interpreter(with: "geopandas, pyarrow, pmtiles") != nil, "pip install geopandas pyarrow pmtiles"))
    func `the script makes GeoParquet and PMTiles of the same features`() throws {
        try expectValid("exports", with: "geopandas, pyarrow, pmtiles")
    }

    private static let exporter = URL(filePath: script).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "scripts/export-parquet-pmtiles.py").path

    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: exporter) && interpreters.contains("/usr/bin/python3"),
            "there is no Python, or only a part of the package"))
    func `the script without its packages says how to get them`() throws {
        let scratch = try Scratch()
        try Data().write(to: URL(filePath: scratch.file("a.fgb")))
        let out = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: out) }
        // -S leaves out all that was installed beside the standard library.
        let result = Self.run("/usr/bin/python3", ["-S", Self.exporter, scratch.path, "-o", out])
        #expect(result.status == 4)
        #expect(result.output.hasPrefix("error: ") && result.output.contains("pip install "), "\(result.output)")
    }

    @Test func `a broken folder is found out`() throws {
        let interpreter = try #require(Self.interpreters.first)
        let scratch = try Scratch()
        try FileManager.default.createDirectory(atPath: scratch.file("job"), withIntermediateDirectories: false)
        let item = JobItem(
            id: "a", parameters: [:], collection: "../collection.json", firstDay: "2021-01-01", lastDay: "2024-12-31")
        _ = try JobFolder.write(
            SampleAssessment.contents(), parts: .all, formats: [.geojson], item: item, into: scratch.file("job"))
        let file = scratch.file("job/segments.geojson")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try text.replacing("-77.1765432", with: "-97.1765432").write(toFile: file, atomically: false, encoding: .utf8)
        for check in ["text", "stac"] {
            let result = Self.run(interpreter, [Self.script, scratch.file("job"), check])
            #expect(result.status == 1 && result.output.hasPrefix("fault: "), "\(result.output)")
        }
    }
}
