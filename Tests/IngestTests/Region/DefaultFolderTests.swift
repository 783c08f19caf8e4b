import Foundation
import Testing

@testable import Ingest

@Suite struct DefaultFolderTests {
    @Test func `the environment names the pack before all else`() throws {
        let folder = try RegionPack.defaultFolder(
            environment: ["TROCHA_GEODATA": "/data/elsewhere"], executable: "/x/trocha", current: EmbeddedPack.folder)
        #expect(folder == "/data/elsewhere")
    }

    @Test func `a build finds the pack of its checkout`() throws {
        let root = URL(filePath: EmbeddedPack.folder).deletingLastPathComponent().deletingLastPathComponent()
        let executable = root.appending(path: ".build/debug/trocha").path
        let folder = try RegionPack.defaultFolder(environment: [:], executable: executable, current: "/")
        #expect(folder == EmbeddedPack.folder)
        #expect(try RegionPack.defaultFolder(environment: [:], executable: "/bin/trocha", current: root.path) == folder)
    }

    @Test func `an installed program finds the pack in share`() throws {
        let prefix = FileManager.default.temporaryDirectory.appending(path: "prefix-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: prefix) }
        let pack = prefix.appending(path: "share/trocha/geodata/darien")
        try FileManager.default.createDirectory(at: pack, withIntermediateDirectories: true)
        try Data("format: 1\n".utf8).write(to: pack.appending(path: "region.yaml"))
        let folder = try RegionPack.defaultFolder(
            environment: [:], executable: prefix.appending(path: "bin/trocha").path, current: "/")
        #expect(folder == pack.path)
    }

    @Test func `without a pack the error says how to name one`() {
        let error = #expect(throws: IngestError.self) {
            try RegionPack.defaultFolder(environment: [:], executable: "/bin/trocha", current: "/")
        }
        #expect(error?.kind == .missing)
        #expect(error?.mend == "name one with --region DIR or set TROCHA_GEODATA")
    }
}
