import Foundation
import SpatialEngine
import Testing

@Suite struct LandCurrentTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try LandRaster.write(folder.file("r.tif"), rows: 3, columns: 5) { row, column in
            column == 3 && row != 1 ? .nan : Float(1 + (row * 5 + column) % 3)
        }
        try LandRaster.write(folder.file("ids.tif"), rows: 3, columns: 5) { row, column in
            switch (row, column) {
            case (0, 0), (2, 0): 1
            case (1, 4): 10
            case (0, 1): 2
            case (0, 3): 7
            default: .nan
            }
        }
    }

    private func current(_ more: [String]) throws -> TrochaCommand.Outcome {
        try TrochaCommand.run(["land", "current"] + more, in: folder.path)
    }

    private func rows(_ name: String) throws -> [[String]] {
        try String(contentsOfFile: folder.file(name), encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// Whether a published number is met; its own solver is off by some 1e-7 of the greatest.
    private func agrees(_ found: Double, _ published: Double) -> Bool {
        published.isNaN || abs(found - published) < 1e-6 * max(1, abs(published))
    }

    @Test(arguments: CircuitscapeCase.all) func `Circuitscape's own suite comes out`(_ name: String) throws {
        let suite = try CircuitscapeCase(name)
        var arguments = try suite.write(to: folder) + ["-o", suite.output, "--maps", "maps"]
        if suite.has("maximum") { arguments += ["--max-current", "max.tif"] }
        if suite.has("resistances") { arguments += ["--resistances", "R.csv"] }
        let outcome = try current(arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        if !suite.isNetwork {
            let files = ["current": "o.tif", "maximum": "max.tif", "voltage": "maps/voltage.tif"]
            for (part, file) in files where suite.has(part) {
                let found = try LandRaster.values(folder.file(file)).map { $0.isNaN ? 0 : $0 }
                #expect(found.count == suite.numbers(part).count)
                for (a, b) in zip(found, suite.numbers(part)) { #expect(agrees(a, b), "\(part): \(a), not \(b)") }
            }
        } else {
            let files = ["current": "o.csv", "voltage": "maps/voltage.csv", "branches": "maps/branches.csv"]
            for (part, file) in files where suite.has(part) {
                let found = try rows(file).dropFirst().flatMap { $0.compactMap(Double.init) }
                #expect(found.count == suite.numbers(part).count)
                for (a, b) in zip(found, suite.numbers(part)) { #expect(agrees(a, b), "\(part): \(a), not \(b)") }
            }
        }
        guard suite.has("resistances") else { return }
        let found = try rows("R.csv").dropFirst().map { row in
            row.dropLast(2).joined(separator: " ") + (row.last == "true" ? "" : " -1")
        }
        let values = try rows("R.csv").dropFirst().map { Double($0[$0.count - 2]) ?? -1 }
        for line in suite.lines("resistances") {
            let key = line.split(separator: " ").dropLast().joined(separator: " ")
            let value = Double(line.split(separator: " ").last ?? "") ?? .nan
            let index = try #require(found.firstIndex { $0 == key || $0 == key + " -1" })
            #expect(agrees(values[index], value), "\(line)")
        }
    }

    @Test func `pairs ascend by number and terminals apart have no resistance`() throws {
        let outcome = try current([
            "--resistance", "r.tif", "--focal", "ids.tif", "--resistances", "R.csv", "-o", "c.tif", "--maps", "m",
            "--json",
        ])
        let summary = try outcome.json()
        let table = try rows("R.csv")
        #expect(table[0] == ["from", "to", "resistance", "connected"])
        #expect(
            table.dropFirst().map { "\($0[0])-\($0[1]) \($0[3])" } == [
                "1-2 true", "1-7 false", "1-10 true", "2-7 false", "2-10 true", "7-10 false",
            ])
        #expect(table[2][2].isEmpty)
        #expect(summary["solves"] as? Int == 3 && summary["nodes"] as? Int == 13)
        #expect(summary["components"] as? Int == 1)
        #expect((summary["max_residual"] as? Double ?? 1) <= 2e-11)
        let maps = try FileManager.default.contentsOfDirectory(atPath: folder.file("m")).sorted()
        #expect(
            maps == [
                "current_1_10.tif", "current_1_2.tif", "current_2_10.tif", "voltage_1_10.tif", "voltage_1_2.tif",
                "voltage_2_10.tif",
            ])
        let total = try LandRaster.values(folder.file("c.tif"))
        #expect(total[3].isNaN && abs(total[0] - total[10]) > 1e-3 || total[0] >= 2)
    }

    @Test func `two points, in degrees of nothing, are terminals 1 and 2`() throws {
        let outcome = try current([
            "--resistance", "r.tif", "--from", "0.5,0.5", "--to", "4.5,1.5", "--resistances", "-", "--neighbours", "4",
        ])
        #expect(outcome.status == 0 && outcome.rows[1][0] == "1" && outcome.rows[1][3] == "true")
    }

    @Test func `a network of names has rows in their order`() throws {
        _ = try folder.write("id_from,id_to,value\nb,a,1\na,10,1\n10,9,2\nx,y,1\n", to: "e.csv")
        _ = try folder.write("id\nb\n9\n", to: "f.csv")
        let outcome = try current([
            "--network", "e.csv", "--values", "resistance", "--focal", "f.csv", "-o", "c.csv", "--resistances",
            "R.csv", "--maps", "m",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try rows("c.csv").map { $0[0] } == ["id", "9", "10", "a", "b", "x", "y"])
        let pair = try rows("R.csv")[1]
        #expect(pair[0] == "9" && pair[1] == "b" && abs((Double(pair[2]) ?? 0) - 4) < 1e-12 && pair[3] == "true")
        #expect(try rows("m/voltage_9_b.csv").map { $0[0] } == ["id", "9", "10", "a", "b"])
        let branch = try rows("m/branches_9_b.csv")[1]
        #expect(branch.dropLast() == ["9", "10"] && abs((Double(branch[2]) ?? 0) - 1) < 1e-12)
    }

    @Test func `the same bytes at any number of threads`() throws {
        for threads in ["1", "3"] {
            let outcome = try current([
                "--resistance", "r.tif", "--focal", "ids.tif", "-o", "t\(threads).tif", "--threads", threads,
            ])
            #expect(outcome.status == 0)
        }
        let files = try ["t1.tif", "t3.tif"].map { try Data(contentsOf: URL(filePath: folder.file($0))) }
        #expect(files[0] == files[1])
    }
}
