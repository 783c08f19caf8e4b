import Foundation
import SpatialEngine
import Testing

@testable import Ingest

/// A folder of its own for one test, removed with it.
private final class Pack {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pack-\(UUID().uuidString)")

    init(_ files: [(String, String)]) throws {
        for (path, text) in files {
            let url = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ path: String, _ text: String) throws { try Data(text.utf8).write(to: folder.appending(path: path)) }
    func remove(_ path: String) throws { try FileManager.default.removeItem(at: folder.appending(path: path)) }
}

private func entry(_ path: String, crs: String? = nil) -> RegionManifest.Entry {
    RegionManifest.Entry(
        path: path, title: "A \"quoted\" title, señal\n", publisher: "P", licence: "CC0-1.0", source: "S",
        date: "2026-11", crs: crs, rebuild: "make \(path)")
}

private func wgs84(_ path: String) -> CoordinateReferenceSystem? { .wgs84 }

@Suite struct RegionManifestTests {
    /// A pack of three files with its manifest written.
    private func intactPack() throws -> Pack {
        let pack = try Pack([("b.csv", "b\n"), ("a.fgb", "abc"), ("LICENSES/x.txt", "")])
        let manifest = RegionManifest(
            region: "darien",
            files: [entry("b.csv", crs: "EPSG:4326"), entry("a.fgb", crs: "EPSG:4326"), entry("LICENSES/x.txt")])
        try manifest.refreshed(in: pack.folder.path).write(to: pack.folder.path)
        return pack
    }

    private func faults(_ pack: Pack) throws -> [String] {
        try RegionManifest.verify(pack.folder.path, referenceSystem: wgs84).map { "\($0.kind.rawValue) \($0.path)" }
    }

    @Test func `the text has its keys in order, two-space indent and a final newline`() throws {
        var file = entry("a.fgb", crs: "EPSG:4326")
        (file.sha256, file.bytes, file.units) = ("00ff", 12, "degrees")
        file.extent = [-84.3, 3.3, -75, 13.9]
        let expected = """
            {
              "format": 1,
              "region": "darien",
              "files": [
                {
                  "path": "a.fgb",
                  "title": "A \\"quoted\\" title, señal\\n",
                  "publisher": "P",
                  "licence": "CC0-1.0",
                  "source": "S",
                  "date": "2026-11",
                  "sha256": "00ff",
                  "bytes": 12,
                  "crs": "EPSG:4326",
                  "units": "degrees",
                  "extent": [-84.3, 3.3, -75, 13.9],
                  "rebuild": "make a.fgb"
                }
              ]
            }

            """
        #expect(RegionManifest(region: "darien", files: [file]).text() == expected)
        let none = RegionManifest(region: "none").text()
        #expect(none == "{\n  \"format\": 1,\n  \"region\": \"none\",\n  \"files\": []\n}\n")
    }

    @Test func `what is written is read back, sorted by path`() throws {
        let pack = try intactPack()
        let manifest = try RegionManifest.read(pack.folder.path)
        #expect(manifest.files.map(\.path) == ["LICENSES/x.txt", "a.fgb", "b.csv"])
        // FIPS 180-4 vectors: the empty message and "abc".
        #expect(manifest.files[0].sha256.hasPrefix("e3b0c44298fc1c14"))
        #expect(manifest.files[1].sha256.hasPrefix("ba7816bf8f01cfea"))
        #expect(manifest.files.map(\.bytes) == [0, 3, 2])
        #expect(manifest.files[1].title == "A \"quoted\" title, señal\n")
        #expect(try RegionManifest.updated(pack.folder.path) == manifest)
    }

    @Test func `an intact pack has no faults`() throws {
        #expect(try faults(intactPack()) == [])
    }

    @Test func `every kind of fault is found and named`() throws {
        let pack = try intactPack()
        try pack.write("a.fgb", "abd")
        #expect(try faults(pack) == ["changed a.fgb"])
        try pack.write("b.csv", "longer\n")
        try pack.write("LICENSES/new.txt", "?")
        #expect(try faults(pack) == ["stray LICENSES/new.txt", "changed a.fgb", "size b.csv"])
        try pack.remove("b.csv")
        #expect(try faults(pack) == ["stray LICENSES/new.txt", "changed a.fgb", "missing b.csv"])
    }

    @Test func `a layer in another reference system is a fault, a table has none to check`() throws {
        let pack = try intactPack()
        let found = try RegionManifest.verify(pack.folder.path) { _ in CoordinateReferenceSystem("EPSG:32617") }
        #expect(found.map(\.kind) == [.crs])
        #expect(found.first?.path == "a.fgb")
        #expect(found.first?.detail.contains("EPSG:32617") == true)
        let none = try RegionManifest.verify(pack.folder.path) { _ in nil }
        #expect(none.first?.detail.contains("no reference system") == true)
    }

    @Test func `refreshing some paths leaves the sums of the others`() throws {
        let pack = try intactPack()
        try pack.write("a.fgb", "abd")
        try pack.write("b.csv", "c\n")
        let manifest = try RegionManifest.read(pack.folder.path)
        try manifest.refreshed(in: pack.folder.path, paths: ["a.fgb"]).write(to: pack.folder.path)
        #expect(try faults(pack) == ["changed b.csv"])
    }

    @Test(arguments: [
        ("{", "the file"),
        ("{\"format\": 2, \"region\": \"x\", \"files\": []}", "format 2"),
        ("{\"format\": 1, \"region\": \"x\", \"files\": [{\"path\": \"a\"}]}", "files[0]: key \"title\" is missing"),
        ("{\"format\": \"1\", \"region\": \"x\", \"files\": []}", "format: the value is not of type Int"),
    ])
    func `a malformed manifest is an error that names the place`(text: String, words: String) throws {
        let pack = try Pack([("manifest.json", text)])
        let error = #expect(throws: RegionManifestError.self) { try RegionManifest.read(pack.folder.path) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: ["/etc/passwd", "../x", "a//b", "./a", ""])
    func `a path that leaves the folder is refused`(path: String) throws {
        let pack = try Pack([("manifest.json", RegionManifest(region: "x", files: [entry(path)]).text())])
        #expect(throws: RegionManifestError.self) { try RegionManifest.read(pack.folder.path) }
    }

    @Test func `a path listed twice and a missing manifest are refused`() throws {
        let pack = try Pack([("manifest.json", RegionManifest(region: "x", files: [entry("a"), entry("a")]).text())])
        let twice = #expect(throws: RegionManifestError.self) { try RegionManifest.read(pack.folder.path) }
        #expect(twice?.description.contains("listed twice") == true)
        let missing = #expect(throws: RegionManifestError.self) { try RegionManifest.read("/nowhere") }
        #expect(missing?.description.contains("/nowhere/manifest.json") == true)
    }
}
