import Foundation
import Testing

@testable import Ingest

@Suite struct ManifestCheckTests {
    /// A copy of the pack with a manifest that lists what is in it.
    private func listedCopy() throws -> PackCopy {
        let copy = try PackCopy()
        try? FileManager.default.removeItem(atPath: copy.path(RegionManifest.fileName))
        let files = try FileManager.default.contentsOfDirectory(atPath: copy.folder).sorted()
        let entries = files.map { file in
            RegionManifest.Entry(
                path: file, title: file, publisher: "p", licence: "l", source: "s", date: "2026",
                crs: file.hasSuffix(".fgb") ? "EPSG:4326" : nil, rebuild: "by hand")
        }
        try RegionManifest(region: "darien", files: entries).refreshed(in: copy.folder).write(to: copy.folder)
        return copy
    }

    private func loadFault(_ copy: PackCopy) -> IngestError? {
        do {
            _ = try RegionPack.load(copy.folder)
            return nil
        } catch { return error }
    }

    @Test func `a pack that fits its manifest and the coast is sound`() throws {
        let copy = try listedCopy()
        #expect(RegionPack.check(copy.folder).map(\.description) == [])
        #expect(loadFault(copy) == nil)
    }

    @Test func `a file changed by one byte is refused by load and by check`() throws {
        let copy = try listedCopy()
        try copy.replace("north,559", with: "north,558", in: "crossings.csv")
        let fault = try #require(loadFault(copy))
        #expect(fault.kind == .mismatch && fault.file == copy.path("crossings.csv"))
        #expect(fault.problem.hasPrefix("differs from the manifest: SHA-256"))
        #expect(RegionPack.check(copy.folder) == [fault])
    }

    @Test func `a layer whose reference system is not the listed one is refused`() throws {
        let copy = try listedCopy()
        try copy.replace("EPSG:4326", with: "EPSG:32618", in: RegionManifest.fileName)
        let fault = try #require(loadFault(copy))
        #expect(fault.kind == .mismatch && fault.file == copy.path("borders.fgb"))
        #expect(fault.description.contains("EPSG:4326") && fault.description.contains("EPSG:32618"))
    }

    @Test func `a file that is not listed is a fault of check and no hindrance to load`() throws {
        let copy = try listedCopy()
        try copy.write("x", to: "notes.txt")
        #expect(loadFault(copy) == nil)
        #expect(RegionPack.check(copy.folder).map(\.file) == [copy.path("notes.txt")])
    }

    @Test func `a pack without a manifest is refused`() throws {
        let copy = try listedCopy()
        try FileManager.default.removeItem(atPath: copy.path(RegionManifest.fileName))
        let fault = try #require(loadFault(copy))
        #expect(fault.kind == .missing && fault.file == copy.path(RegionManifest.fileName))
    }

    @Test func `a sea incident on a mountain is found, and a land incident at sea`() throws {
        let copy = try PackCopy()
        // 20 km inland, 3 km precision; and 60 km off the coast, 5 km precision.
        try copy.replace("C7,jurado,-77.8300,7.1700,10000", with: "C7,jurado,-77.5000,7.8000,3000", in: "incidents.csv")
        try copy.replace("-77.6790,8.4570,5000", with: "-78.0000,10.0000,5000", in: "incidents.csv")
        let found = RegionPack.check(copy.folder).filter { $0.kind == .content && $0.file.hasSuffix("incidents.csv") }
        #expect(found.map(\.row) == [3, 4])
        #expect(found.first?.problem.hasPrefix("an incident at sea lies ") == true)
        #expect(found.last?.problem.hasPrefix("an incident on land lies ") == true)
    }

    @Test func `a place off the coast needs a wide precision or a stated doubt`() throws {
        let copy = try PackCopy()
        try copy.replace("CO,-76.7893,8.4263", with: "CO,-76.9500,8.4263", in: "places.csv")
        let found = RegionPack.check(copy.folder).filter {
            $0.file.hasSuffix("places.csv") && $0.field == "precision_m"
        }
        #expect(found.map(\.row) == [2])
        #expect(found.first?.problem.hasPrefix("necocli lies ") == true)
    }
}
