import Foundation
import Testing

@testable import Ingest

@Suite struct SpoiltPackTests {
    @Test(arguments: Spoiling.tables + Spoiling.settings)
    func `a spoilt pack gives one line that says what, where and how to mend`(_ spoiling: Spoiling) throws {
        let copy = try PackCopy()
        try copy.replace(spoiling.old, with: spoiling.new, in: spoiling.file)
        let text = try #require(copy.fault()).description
        #expect(text.hasPrefix(copy.path(spoiling.file)), "\(text)")
        #expect(!text.contains("\n") && text.contains("; "))
        for part in spoiling.says { #expect(text.contains(part), "\(text)") }
    }

    @Test(arguments: ["places.csv", "region.yaml", "coast.fgb"])
    func `a missing file is named and told from a bad one`(_ file: String) throws {
        let copy = try PackCopy()
        try FileManager.default.removeItem(atPath: copy.path(file))
        let fault = try #require(copy.fault())
        #expect(fault.kind == .missing)
        #expect(fault.description.hasPrefix(copy.path(file) + ": there is no such file"))
    }

    @Test(arguments: ["places.csv", "region.yaml"])
    func `an empty file is an error of its own`(_ file: String) throws {
        let copy = try PackCopy()
        try copy.write("", to: file)
        #expect(try #require(copy.fault()).description.contains("the file is empty"))
    }

    @Test func `a header without rows is an error`() throws {
        let copy = try PackCopy()
        try copy.write(Place.columns.joined(separator: ",") + "\n", to: "places.csv")
        #expect(try #require(copy.fault()).description.contains("row 1: no row below the header"))
    }

    @Test func `a folder that is not there is missing`() {
        let error = #expect(throws: IngestError.self) { try RegionPack.load("/nowhere", verifyingManifest: false) }
        #expect(error?.kind == .missing)
        #expect(error?.file == "/nowhere/region.yaml")
    }

    @Test func `every fault of a pack is found at once`() throws {
        let copy = try PackCopy()
        try copy.replace("north,559", with: "north,-559", in: "crossings.csv")
        try copy.replace("north,283", with: "north,x", in: "crossings.csv")
        try copy.replace("L001,necocli,", with: "L001,nowhere,", in: "legs.csv")
        let rows = RegionPack.check(copy.folder).filter { $0.kind == .content }.map { $0.row }
        #expect(rows == [2, 3, 2])
    }
}
