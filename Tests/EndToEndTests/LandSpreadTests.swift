import Foundation
import SpatialEngine
import SpatialFormats
import Testing

/// `trocha land spread` from outside.
struct LandSpreadTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func grid(_ rows: [[Double]], _ name: String) throws -> String {
        let header = """
            ncols \(rows[0].count)
            nrows \(rows.count)
            xllcorner 0
            yllcorner 0
            cellsize 1
            NODATA_value -9999

            """
        let body = rows.map { $0.map { "\($0)" }.joined(separator: " ") }.joined(separator: "\n")
        return try folder.write(header + body + "\n", to: name)
    }

    private func values(_ path: String) throws -> [Double] {
        let file = try RasterFile(path)
        return try file.doubles(rows: 0..<file.grid.shape.rows)
    }

    private func json(_ outcome: TrochaCommand.Outcome) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        return try #require(object as? [String: Any])
    }

    private let edges = """
        id_from,id_to,affinity,cost
        a,b,1,1
        a,c,1,2
        b,d,1,2
        c,d,1,3
        d,a,1,1
        d,e,1,1

        """

    @Test func `two ways through a network share the paths`() throws {
        let network = try folder.write(edges, to: "edges.csv")
        let points = try folder.write("id\na\nd\ne\n", to: "points.csv")
        let outcome = try TrochaCommand.run(
            "land", "spread", "--network", network, "--from", "a", "--to", "d", "--theta", "0.7", "--points", points,
            "--distances", folder.file("d.csv"), "-o", folder.file("p.csv"), "--json")
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        let share = 1 / (1 + exp(-1.4))
        let rows = try String(contentsOfFile: folder.file("p.csv"), encoding: .utf8).split(separator: "\n")
        #expect(rows.first == "id,passage" && rows.count == 5)
        let passage = rows.dropFirst().compactMap { Double($0.split(separator: ",")[1]) }
        for (ours, known) in zip(passage, [1, share, 1 - share, 0]) { #expect(abs(ours - known) < 1e-14) }
        let summary = try json(outcome)
        #expect(summary["theta"] as? Double == 0.7 && summary["least_cost"] as? Double == 3)
        let expected = try #require(summary["expected_cost"] as? Double)
        let free = try #require(summary["free_energy"] as? Double)
        let kl = try #require(summary["kl"] as? Double)
        #expect(abs(expected - 3 * share - 5 * (1 - share)) < 1e-13)
        #expect(abs(free + log((exp(-2.1) + exp(-3.5)) / 2) / 0.7) < 1e-13)
        #expect(abs(kl - 0.7 * (free - expected)) < 1e-13)
        let distances = try String(contentsOfFile: folder.file("d.csv"), encoding: .utf8).split(separator: "\n")
        #expect(distances.first == "from,to,expected_cost,free_energy,survival" && distances.count == 7)
        #expect(distances.contains("a,e,,,") && distances.contains("e,a,,,"))
    }

    @Test func `on a line of cells the survival is that of the closed form`() throws {
        let ones = try grid([[Double](repeating: 1, count: 12)], "ones.asc")
        let outcome = try TrochaCommand.run(
            "land", "spread", "--affinity", ones, "--cost", ones, "--from", "0.5,0.5", "--to", "11.5,0.5", "-o",
            folder.file("p.tif"), "--exact", "--json")
        #expect(outcome.status == 0)
        let summary = try json(outcome)
        let theta = try #require(summary["theta"] as? Double)
        #expect(abs(theta - 20 / 11.0) < 1e-14 && summary["neighbours"] as? Int == 8)
        let free = try #require(summary["free_energy"] as? Double)
        #expect(abs(free - log(cosh(11 * acosh(exp(theta)))) / theta) < 1e-12)
        let passage = try values(folder.file("p.tif"))
        #expect(passage[11] == 0 && passage.dropLast().allSatisfy { $0 >= 1 })
    }

    @Test func `weights add up the passages of the pairs`() throws {
        let cost = try grid([[1, 2, 1, 3], [2, -9999, 1, 1], [1, 1, 4, 1]], "cost.asc")
        let ease = try grid([[0.5, 0.2, 1, 0.3], [0.2, 0.7, 0.9, 1], [1, 0.1, 0.4, 1]], "ease.asc")
        let sources = try grid([[2, 0, 0, 0], [0, 5, 0, 0], [-9999, 0, 0, 0]], "sources.asc")
        let targets = try grid([[0, 0, 0, 3], [0, 0, 0, 0], [0, 0, 0, 0.5]], "targets.asc")
        let shared = ["land", "spread", "--affinity", ease, "--cost", cost, "--theta", "0.8", "--exact"]
        let all = try TrochaCommand.run(
            shared + ["--sources", sources, "--targets", targets, "-o", folder.file("all.tif")])
        #expect(all.status == 0)
        // The source in the closed cell counts for nothing: weights 2 × 3 and 2 × 0.5 are left.
        for (name, to) in [("one", "3.5,2.5"), ("two", "3.5,0.5")] {
            let single = try TrochaCommand.run(
                shared + ["--from", "0.5,2.5", "--to", to, "-o", folder.file(name + ".tif")])
            #expect(single.status == 0)
        }
        let (one, two) = (try values(folder.file("one.tif")), try values(folder.file("two.tif")))
        for (cell, sum) in try values(folder.file("all.tif")).enumerated() {
            if cell == 5 {
                #expect(sum.isNaN)
            } else {
                #expect(abs(sum - 6 * one[cell] - two[cell]) < 1e-12)
            }
        }
    }

    @Test func `the same bytes at any number of threads`() throws {
        var rows = [[Double]](repeating: [Double](repeating: 0, count: 20), count: 20)
        for cell in 0..<400 { rows[cell / 20][cell % 20] = Double(1 + (cell * 7) % 5) / 6 }
        let ease = try grid(rows, "e.asc")
        for threads in ["1", "3"] {
            let outcome = try TrochaCommand.run(
                "land", "spread", "--affinity", ease, "--cost-from", "minus-log", "--from", "0.5,0.5", "--to",
                "19.5,19.5", "--threads", threads, "-o", folder.file(threads + ".tif"))
            #expect(outcome.status == 0)
        }
        let files = try ["1", "3"].map { try Data(contentsOf: URL(filePath: folder.file($0 + ".tif"))) }
        #expect(files[0] == files[1])
    }

    @Test(arguments: ["--theta 0", "--theta -2", "--edge-rule both", "--neighbours 16", "--compress lzw", "--from z"])
    func `wrong options end with one line`(text: String) throws {
        let options = text.split(separator: " ").map(String.init)
        let status: Int32 = options.first == "--from" ? 3 : 2
        let network = try folder.write(edges, to: "edges.csv")
        let ends = options.first == "--from" ? ["--to", "d"] : ["--from", "a", "--to", "d"]
        let outcome = try TrochaCommand.run(
            ["land", "spread", "--network", network, "-o", folder.file("p.csv")] + ends + options)
        #expect(outcome.isOneError(status))
        #expect(!folder.names.contains("p.csv"))
    }

    @Test func `wrong data end with the place of the fault`() throws {
        let ones = try grid([[1, 1, 1]], "ones.asc")
        let bad = try grid([[1, -1, 1]], "bad.asc")
        let shut = try grid([[1, 1, -9999]], "shut.asc")
        let ends = ["--from", "0.5,0.5", "--to", "2.5,0.5", "-o", folder.file("p.tif")]
        let negative = try TrochaCommand.run(["land", "spread", "--affinity", bad, "--cost", ones] + ends)
        #expect(negative.isOneError(3) && negative.errors.contains("row 0, column 1"))
        let closed = try TrochaCommand.run(["land", "spread", "--affinity", shut, "--cost", ones] + ends)
        #expect(closed.isOneError(3) && closed.errors.contains("1.5,0.5"))
        let table = try folder.write("id_from,id_to,affinity,cost\na,b,1,1\nb,a,1,-3\n", to: "t.csv")
        let cost = try TrochaCommand.run(
            "land", "spread", "--network", table, "--from", "a", "--to", "b", "-o", folder.file("p.csv"))
        #expect(cost.isOneError(3) && cost.errors.contains("line 3, column cost"))
        _ = try folder.write("", to: "p.tif")
        let exists = try TrochaCommand.run(["land", "spread", "--affinity", ones, "--cost", ones] + ends)
        #expect(exists.isOneError(7))
    }
}
