import Foundation
import Testing

/// `hotspots scan`, as a user runs it.
@Suite struct HotspotsScanTests {
    let folder: TemporaryFolder
    let units: String

    /// A hundred places with two cases each, but for six in a corner that have ten.
    init() throws {
        folder = try TemporaryFolder()
        var rows = ["id,x,y,cases,persons"]
        for i in 0..<100 { rows.append("u\(i),\(i % 10),\(i / 10),\(i % 10 < 2 && i / 10 < 3 ? 10 : 2),500") }
        units = try folder.write(rows.joined(separator: "\n") + "\n", to: "units.csv")
    }

    private func run(_ options: String) throws -> TrochaCommand.Outcome {
        let words = options.split(separator: " ").map(String.init)
        return try TrochaCommand.run(["hotspots", "scan", units, "--crs", "planar", "--id", "id"] + words)
    }

    @Test func `the corner is found, with the same bytes at any number of threads`() throws {
        let first = try run("--cases cases --population persons -o - --threads 1")
        #expect(first.status == 0, "\(first.errors)")
        let row = try #require(first.rows.dropFirst().first)
        #expect(row[0] == "1")
        #expect(Set(row[8].split(separator: ";")).isSuperset(of: ["u0", "u1", "u10", "u11"]))
        #expect(row[18] == "0.001")
        #expect(try run("--cases cases --population persons -o - --threads 3").output == first.output)
    }

    @Test func `the summary holds the clusters, the gate and every setting`() throws {
        let file = folder.file("clusters.geojson")
        let outcome = try run("--cases cases --population persons --shape ellipse --penalty 1 -o \(file) --json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let summary = try #require(
            JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(summary["method"] as? String == "scan")
        #expect(summary["n"] as? Int == 100)
        #expect(summary["permutations"] as? Int == 999)
        #expect(summary["total_cases"] as? Int == 248)
        let clusters = try #require(summary["clusters"] as? [[String: Any]])
        #expect((clusters.first?["members"] as? [String])?.contains("u0") == true)
        let parameters = try #require(summary["parameters"] as? [String: Any])
        #expect(parameters["angles"] as? [Int] == [1, 4, 6, 9, 12, 15])
        #expect(parameters["penalty"] as? Double == 1)
        #expect((summary["gate"] as? [String: Any])?["state"] as? String == "supported")
        #expect(FileManager.default.fileExists(atPath: file))
    }

    @Test func `a request that cannot be met ends with its own code and one line`() throws {
        for (options, status) in [
            ("--cases cases -o -", 2), ("--cases cases --model permutation -o -", 2),
            ("--cases cases --population persons --shape flexible -o -", 2),
            ("--cases cases --population persons --zones none.csv -o -", 4),
            ("--cases none --population persons -o -", 3),
            ("--cases cases --population id -o -", 3),
        ] {
            let outcome = try run(options)
            #expect(outcome.status == Int32(status), "\(options): \(outcome.errors)")
            #expect(outcome.errors.hasPrefix("error: ") && outcome.errors.split(separator: "\n").count == 1)
        }
    }
}
