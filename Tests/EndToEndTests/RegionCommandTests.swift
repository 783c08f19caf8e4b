import Foundation
import Testing

@Suite struct RegionCommandTests {
    private static let pack = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "geodata/darien").path

    /// A copy of the embedded pack, to be spoilt.
    private func copy(in folder: TemporaryFolder) throws -> String {
        let copy = folder.file("pack")
        try FileManager.default.copyItem(atPath: Self.pack, toPath: copy)
        return copy
    }

    private func replace(_ old: String, with new: String, in path: String) throws {
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        try Data(text.replacingOccurrences(of: old, with: new).utf8).write(to: URL(filePath: path))
    }

    @Test func `the embedded pack is sound`() throws {
        let run = try TrochaCommand.run("region", "check", Self.pack)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output == "\(Self.pack): sound\n")
    }

    @Test func `a changed file ends with 5 and is listed`() throws {
        let folder = try TemporaryFolder()
        let copy = try copy(in: folder)
        try replace("north,559", with: "north,558", in: copy + "/crossings.csv")
        let run = try TrochaCommand.run("region", "check", copy)
        #expect(run.status == 5)
        #expect(run.output.hasPrefix("\(copy)/crossings.csv: differs from the manifest"))
        #expect(run.errors == "error: \(copy): 1 fault; mend or restore what is listed\n")
    }

    @Test func `broken content ends with 3 once the manifest has the new sums`() throws {
        let folder = try TemporaryFolder()
        let copy = try copy(in: folder)
        try replace("L001,necocli,", with: "L001,nowhere,", in: copy + "/legs.csv")
        #expect(try TrochaCommand.run("region", "build", "--manifest-only", copy).status == 0)
        let run = try TrochaCommand.run("region", "check", copy, "--json")
        #expect(run.status == 3)
        #expect(run.output.contains("\"row\":2,\"field\":\"from_id\""))
        #expect(run.output.split(separator: "\n").count == 1)
    }

    @Test func `a folder that is no pack ends with 4 and one line`() throws {
        let run = try TrochaCommand.run("region", "info", "/nowhere")
        #expect(run.status == 4)
        #expect(run.errors == "error: /nowhere/region.yaml: there is no such file; check the path\n")
    }

    @Test func `info finds the embedded pack and gives counts, licences and sources as JSON`() throws {
        let run = try TrochaCommand.run("region", "info", Self.pack, "--json")
        #expect(run.status == 0, "\(run.errors)")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(object["region"] as? String == "darien")
        #expect(object["extent"] as? [Double] == [-84.3, 3.3, -75, 13.9])
        #expect((object["rows"] as? [String: Int])?["legs"] == 70)
        #expect((object["sources"] as? [[String: Any]])?.count == (object["rows"] as? [String: Int])?["sources"])
        #expect((object["files"] as? [[String: Any]])?.allSatisfy { $0["licence"] is String } == true)
    }

    @Test func `a verb that is missing is wrong usage`() throws {
        let run = try TrochaCommand.run("region")
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("error: a verb is missing; name one of check, build, info"))
    }
}
