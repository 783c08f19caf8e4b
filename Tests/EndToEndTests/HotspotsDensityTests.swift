import Foundation
import SpatialEngine
import Testing

/// Densities, relative risk and K, as a user runs them.
@Suite struct HotspotsDensityTests {
    let folder: TemporaryFolder
    let events: String

    /// Twenty events in the square 0…10, every fourth of kind a.
    init() throws {
        folder = try TemporaryFolder()
        let rows = (0..<20).map { "\($0 * 7 % 11),\($0 * 5 % 9),\($0 % 4 == 0 ? "a" : "b"),\($0 % 3)" }
        events = try folder.write("x,y,kind,n\n" + rows.joined(separator: "\n") + "\n", to: "events.csv")
    }

    private func run(_ verb: String, _ options: String, input: String? = nil) throws -> TrochaCommand.Outcome {
        let words = options.split(separator: " ").map(String.init)
        return try TrochaCommand.run(["hotspots", verb, input ?? events, "--crs", "planar"] + words)
    }

    private func json(_ outcome: TrochaCommand.Outcome) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    @Test func `a density at places keeps the places' columns and does not depend on threads`() throws {
        let places = try folder.write("name,x,y\nmiddle,5,4\nfar,50,50\n", to: "places.csv")
        let first = try run("kde", "--bandwidth 3 --at \(places) -o - --threads 1")
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.rows[0] == ["name", "x", "y", "density"])
        #expect(first.rows[1][..<3] == ["middle", "5", "4"] && first.rows[2] == ["far", "50", "50", "0"])
        var expected = 0.0
        for i in 0..<20 {
            let (dx, dy) = (Double(i * 7 % 11) - 5, Double(i * 5 % 9) - 4)
            let rest = max(0, 1 - (dx * dx + dy * dy) / 9)
            expected += 3 / (Double.pi * 9) * rest * rest
        }
        #expect(abs((Double(first.rows[1][3]) ?? 0) - expected) < 1e-12)
        #expect(try run("kde", "--bandwidth 3 --at \(places) -o - --threads 2").output == first.output)
    }

    @Test func `a raster's mass is that of the events in the window`() throws {
        let raster = folder.file("d.tif")
        let summary = try json(
            run("kde", "--bandwidth 2 --cell 0.5 --window -1,-1,9,12 --edge jones-diggle --json -o \(raster)"))
        let outside = (0..<20).count { $0 * 7 % 11 > 9 }
        #expect(summary["n_outside"] as? Int == outside && summary["mass"] as? Double == Double(20 - outside))
        let values = try LandRaster.values(raster)
        #expect(values.count == 20 * 26)
        #expect(abs(values.reduce(0, +) * 0.25 - Double(20 - outside)) < 0.05)
        #expect((summary["gate"] as? [String: Any])?["state"] as? String == "supported")
    }

    @Test func `with times a raster has a band for each slice, and all events in them`() throws {
        let rows = (0..<20).map { "\($0 * 7 % 11),\($0 * 5 % 9),2024-03-\($0 + 10)" }
        let dated = try folder.write("x,y,day\n" + rows.joined(separator: "\n") + "\n", to: "dated.csv")
        let options =
            "--bandwidth 2 --cell 0.5 --time day --time-bandwidth 6 --time-step 5 --from 2024-03-10 --to 2024-03-29"
            + " --window -1,-1,12,12 --edge jones-diggle --json"
        let outcome = try run("kde", options + " --threads 1 -o \(folder.file("one.tif"))", input: dated)
        let summary = try json(outcome)
        #expect(abs((summary["mass"] as? Double ?? 0) - 20) < 1e-9 && summary["n_outside"] as? Int == 0)
        #expect((summary["slices"] as? [[String: Any]])?.last?["to"] as? String == "2024-03-29")
        var sum = 0.0
        for band in 1...4 { sum += try LandRaster.values(folder.file("one.tif"), band: band).reduce(0, +) * 0.25 * 5 }
        #expect(abs(sum - 20) < 0.1)
        #expect(
            try run("kde", options + " --threads 2 -o \(folder.file("two.tif"))", input: dated).output == outcome.output
        )
        let bytes = try ["one.tif", "two.tif"].map { try Data(contentsOf: URL(filePath: folder.file($0))) }
        #expect(bytes[0] == bytes[1])
    }

    @Test func `contours of relative risk stand beside its raster`() throws {
        let (raster, lines) = (folder.file("rr.tif"), folder.file("lines.geojson"))
        let summary = try json(
            run(
                "relrisk",
                "--case kind=a --bandwidth 4 --cell 0.5 --permutations 99 --contours \(lines) --levels 0.5,0.2 --json -o \(raster)"
            ))
        let levels = try #require(summary["contours"] as? [[String: Any]])
        #expect(levels.map { $0["p"] as? Double } == [0.5, 0.2])
        let written = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: lines))) as? [String: Any]
        let features = try #require(written?["features"] as? [[String: Any]])
        #expect(features.count == levels.count { ($0["lines"] as? Int ?? 0) > 0 } && !features.isEmpty)
        #expect(features.allSatisfy { ($0["geometry"] as? [String: Any])?["type"] as? String == "MultiLineString" })
        #expect(FileManager.default.fileExists(atPath: raster))
    }

    @Test func `a kernel on a network loses at dead ends what it says`() throws {
        let lines = try folder.write(
            """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,0],[100,0]]}},
            {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[100,0],[100,100]]}},
            {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[100,0],[200,0]]}}]}
            """, to: "lines.geojson")
        let points = try folder.write("edge_id,offset\n1,95\n2,50\n3,99\n", to: "points.csv")
        for (method, lost) in [("discontinuous", true), ("continuous", false)] {
            let output = folder.file("\(method).csv")
            let summary = try json(
                run(
                    "kde", "--network \(lines) --bandwidth 30 --method \(method) --lixel 7 --json -o \(output)",
                    input: points))
            let (mass, gone) = (summary["mass"] as? Double ?? 0, summary["mass_lost"] as? Double ?? -1)
            #expect(abs(mass + gone - 3) < 1e-9 && (gone > 0) == lost)
            #expect(summary["length"] as? Double == 300)
            #expect((summary["gate"] as? [String: Any])?["state"] as? String == "descriptive")
            let rows = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n")
            #expect(rows[0] == "edge_id,from,to,x,y,density" && rows.count == 1 + 3 * 15)
            #expect(rows[15].hasPrefix("1,98,100,99,0,"))
        }
        let snapped = try run("kfunction", "--network \(lines) --distances 5,200 --correction ang -o -")
        #expect(snapped.status == 0 && snapped.rows[0] == ["r", "k"])
    }

    @Test func `relative risk adds its columns to the events`() throws {
        let first = try run("relrisk", "--case kind=a --bandwidth 4 --permutations 99 -o - --threads 1 --quiet")
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.rows[0] == ["x", "y", "kind", "n", "p_case", "log_rr", "p_upper"] && first.rows.count == 21)
        let second = try run("relrisk", "--case kind=a --bandwidth 4 --permutations 99 -o - --threads 2 --quiet")
        #expect(second.output == first.output)
        #expect(try run("relrisk", "--case kind=z --bandwidth 4 -o -").status == 6)
    }

    @Test(arguments: [
        ("kde", "--bandwidth 0 --cell 1 -o d.tif", Int32(2)), ("kde", "--bandwidth 2 -o d.tif", 2),
        ("kde", "--bandwidth 2 --cell 1 -o d.csv", 2), ("kde", "--bandwidth 2 --cell 1 --edge uniform -o d.tif", 2),
        ("kde", "--bandwidth 2 --cell 1 --weight kind -o d.tif", 3),
        ("kde", "--bandwidth 2 --cell 1 --weight none -o d.tif", 3),
        ("kde", "--bandwidth 2 --cell 1 --window 50,50,60,60 -o d.tif", 6),
        ("kde", "--bandwidth 2 --cell 1e-9 -o d.tif", 2), ("kde", "--bandwidth 2 --network no.gpkg --lixel 1 -o -", 4),
        ("kde", "--bandwidth 2 --cell 1 --time n -o d.tif", 2), ("kde", "--bandwidth 2 --cell 1 --from 1 -o d.tif", 2),
        ("kde", "--bandwidth 2 --cell 1 --time kind --time-bandwidth 3 -o d.tif", 3),
        ("kde", "--bandwidth cv --cell 1 --time n --time-bandwidth 3 -o d.tif", 2),
        ("kde", "--bandwidth 2 --cell 1 --time n --time-bandwidth 3 --from 7 --to 9 -o d.tif", 6),
        ("relrisk", "--case kind=a --bandwidth 2 --cell 1 --contours c.geojson -o d.tif", 2),
        ("relrisk", "--case kind=a --bandwidth 2 --cell 1 --levels 0.1 -o d.tif", 2),
        ("relrisk", "--case kind=a --bandwidth 2 --cell 1 --permutations 9 --contours c.csv -o d.tif", 2),
        ("relrisk", "--case kind --bandwidth 2 -o -", 2), ("relrisk", "--case nothing=1 --bandwidth 2 -o -", 3),
        ("kfunction", "--distances -1 -o -", 2), ("kfunction", "--distances 1,x -o -", 2),
        ("kfunction", "--distances 1 --window 0,0,0,5 -o -", 2), ("kfunction", "--distances 1 --time n -o -", 2),
        ("kfunction", "--distances 1 --time kind --times 1 -o -", 3),
    ])
    func `wrong requests end with their code and one line`(_ verb: String, _ options: String, _ status: Int32) throws {
        let options = options.replacing(" -o d", with: " -o \(folder.file("d"))")
        let outcome = try run(verb, options)
        #expect(outcome.status == status, "\(outcome.errors)")
        let errors = outcome.errors.split(separator: "\n").filter { !$0.hasPrefix("warning:") }
        #expect(errors.count == 1 && errors[0].hasPrefix("error: "), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("d.tif")))
    }
}
