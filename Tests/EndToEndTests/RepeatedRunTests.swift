import Foundation
import SpatialEngine
import Testing

/// The same input gives the same bytes.
@Suite struct RepeatedRunTests {
    @Test func `one thread, another time zone, locale, folder and spelling of the region give the same bytes`() throws {
        let first = try Assessed.Scenario.standard.assessed
        let folder = try TemporaryFolder()
        let copy = folder.file("elsewhere/pack")
        try FileManager.default.createDirectory(atPath: folder.file("elsewhere"), withIntermediateDirectories: true)
        try Pack.copy(to: copy)
        let outcome = try TrochaCommand.run(
            ["assess", "--region", "elsewhere/pack", "--threads", "1", "--quiet", "-o", "again"], in: folder.path,
            environment: ["TZ": "Pacific/Auckland", "LANG": "tr_TR.UTF-8", "LC_ALL": "es_PA.UTF-8"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output == "again/report.html\n")
        #expect(outcome.errors.isEmpty)
        for name in first.files where name != "timings.json" {
            let again = try Assessed.bytes(folder.file("again/" + name))
            #expect(try first.bytes(name) == again, "\(name)")
        }
        #expect(folder.names == ["again", "elsewhere"])
    }

    @Test func `the last line of the output is the path of the report`() throws {
        let outcome = try Assessed.Scenario.standard.assessed.outcome
        #expect(outcome.output.split(separator: "\n").last?.hasSuffix("/standard/report.html") == true)
    }

    @Test func `the summary is one object with output, report, run, layers and time`() throws {
        let assessed = try Assessed.Scenario.north.assessed
        let summary = try #require(try JSONValue(parsing: Array(assessed.outcome.output.utf8)).object)
        #expect(summary.members.map(\.name) == ["output", "report", "run_id", "layers", "wall_s"])
        #expect(summary["output"] == .string(assessed.path))
        #expect(summary["report"] == .string(assessed.path + "/report.html"))
        #expect(summary["run_id"] == assessed.manifest["run_id"])
        for layer in assessed.layers {
            #expect(summary["layers"]?.object?[layer.name] == .integer(layer.features.count))
        }
    }

    @Test func `other settings or inputs give another run`() throws {
        let runs = try Assessed.Scenario.allCases.map { try $0.assessed.manifest["run_id"]?.text ?? "" }
        #expect(Set(runs).count == runs.count)
        #expect(runs.allSatisfy { $0.wholeMatch(of: #/[0-9a-f]{16}/#) != nil })
    }

    @Test func `dates inside the GeoPackage are those of the data, not of the clock`() throws {
        let text = String(
            decoding: try Assessed.Scenario.standard.assessed.bytes("darien.gpkg"), as: Unicode.ASCII.self)
        let newest = try #require(
            try Pack.rows("incidents.csv").filter { ($0["date_end"] ?? "") < "2026-03" }.compactMap { $0["date_end"] }
                .max())
        #expect(text.contains(newest + "T"))
        let years = Set(text.matches(of: #/(20[0-9]{2})-[0-9]{2}-[0-9]{2}T[0-9]{2}:/#).map { String($0.output.1) })
        #expect(years == [String(newest.prefix(4))])
    }
}
