import Foundation
import Testing

/// `trocha incidents locate` and `trocha risk rates` from outside.
struct IncidentsLocateTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Two lines of the same length, some 2 km apart.
    private static let lines = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"leg":"north"},"geometry":{"type":"LineString",
        "coordinates":[[-77.5,8.018],[-77.4,8.018]]}},
        {"type":"Feature","properties":{"leg":"south"},"geometry":{"type":"LineString","coordinates":[[-77.5,8],[-77.4,8]]}}]}
        """

    private func file(_ name: String) throws -> String {
        try String(contentsOfFile: folder.file(name), encoding: .utf8)
    }

    private func rows(_ name: String) throws -> [[String]] {
        try file(name).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private func locate(_ incidents: String, _ options: String...) throws -> TrochaCommand.Outcome {
        let input = try folder.write(incidents, to: "incidents.csv")
        let network = try folder.write(Self.lines, to: "lines.geojson")
        return try TrochaCommand.run(
            [
                "incidents", "locate", input, "--network", network, "--id", "leg", "-o", folder.file("w.csv"),
                "--overwrite",
            ]
                + options)
    }

    private static let incidents = """
        incident_id,lon,lat,precision_m
        a,-77.45,8,500
        b,-77.45,8.018,300
        c,-77.45,8.009,9000
        d,,,
        e,-60,8,100

        """

    @Test func `mass is conserved from incidents to rates, at one thread and two`() throws {
        let exposure = try folder.write("unit_id,exposure\nsouth,100\nnorth,50\nsouth,50\n", to: "e.csv")
        var outputs: [[String]] = []
        for threads in ["1", "2"] {
            let outcome = try locate(
                Self.incidents, "--exposure", exposure, "--draws", "50", "--draws-out", folder.file("d.csv"), "--json",
                "--quiet", "--threads", threads)
            #expect(outcome.status == 0 && outcome.errors.isEmpty)
            let summary = try #require(
                try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
            #expect(
                summary["events"] as? Int == 5 && summary["mass_on"] as? Int == 3 && summary["mass_off"] as? Int == 2)
            #expect(summary["without_position"] as? Int == 1 && summary["widened"] as? Int == 0)
            outputs.append([outcome.output, try file("w.csv"), try file("d.csv")])
        }
        #expect(outputs[0] == outputs[1])
        let weights = try rows("w.csv")
        #expect(weights[0] == ["event_id", "unit_id", "weight"])
        #expect(weights.dropFirst().map { $0[0] + $0[1] } == ["asouth", "bnorth", "cnorth", "csouth"])
        let sum = weights.dropFirst().reduce(0) { $0 + (Double($1[2]) ?? 0) }
        #expect(abs(sum - 3) < 1e-12)
        #expect(try rows("d.csv").count == 1 + 50 * 3)
        for (events, kind) in [("w.csv", "weights"), ("d.csv", "draws")] {
            let outcome = try TrochaCommand.run(
                "risk", "rates", "--events", folder.file(events), "--exposure", exposure, "--prior", "0.5,60", "-o",
                folder.file("r.csv"), "--overwrite", "--json")
            #expect(outcome.status == 0 && outcome.output.contains("\"events\":\"\(kind)\""))
            let rates = try rows("r.csv")
            #expect(rates.dropFirst().map { $0[0] } == ["south", "north"])
            let counts = rates.dropFirst().compactMap { Double($0[1]) }
            #expect(abs(counts.reduce(0, +) - 3) < 1e-12)
            for (row, exposed) in zip(rates.dropFirst(), [150.0, 50]) {
                let mean = try #require(Double(row[3]))
                #expect(abs(mean * (60 + exposed) - 0.5 - (Double(row[1]) ?? 0)) < 1e-12)
            }
        }
    }

    @Test func `a coordinate shared by incidents without a radius is widened, with one it is not`() throws {
        let shared = (0..<10).map { "s\($0),-77.45,8.05,\n" }.joined()
        let stated = (0..<10).map { "t\($0),-77.46,8.05,100\n" }.joined()
        let outcome = try locate(
            "incident_id,lon,lat,precision_m\n" + shared + stated, "--default-radius", "1000", "--no-em", "--json")
        #expect(outcome.status == 0)
        // 1,000 m × 4 reach the line at 3.5 km.
        #expect(outcome.output.contains("\"mass_on\":10,\"mass_off\":10"))
        #expect(outcome.output.contains("\"widened\":10"))
        let none = try locate(
            "incident_id,lon,lat,precision_m\n" + shared, "--default-radius", "1000", "--shared-minimum", "11", "--json"
        )
        #expect(none.output.contains("\"mass_on\":0,\"mass_off\":10"))
    }

    @Test(arguments: [
        ("incident_id,lon,lat\na,-77,8\na,-77,8\n", "line 3, column incident_id"),
        ("incident_id,lon,lat\na,8,-97\n", "line 2, column lat"), ("incident_id,lon,lat\n", "no incident"),
        ("", "empty"),
        ("incident_id,lon,lat,precision_m\na,-77,8,-1\n", "line 2, column precision_m"),
        ("id,lon,lat\n", "incident_id"),
        ("incident_id,lon,lat\na,-77,\n", "line 2, column lat"),
        ("incident_id,lon,lat\na,-77,nan\n", "line 2, column lat"),
    ]) func `incidents that cannot be are refused with their place`(_ incidents: String, _ problem: String) throws {
        let outcome = try locate(incidents)
        #expect(outcome.isOneError(3) && outcome.errors.contains(problem))
        #expect(!FileManager.default.fileExists(atPath: folder.file("w.csv")))
    }

    @Test func `options that do not go together are wrong usage`() throws {
        for options in [
            ["--reach", "-1"], ["--shared-factor", "0"], ["--draws-out", folder.file("w.csv")],
            ["--areas", "x.geojson"],
            ["--kernel", "box"],
        ] {
            let input = try folder.write(Self.incidents, to: "incidents.csv")
            let network = try folder.write(Self.lines, to: "lines.geojson")
            let outcome = try TrochaCommand.run(
                ["incidents", "locate", input, "--network", network, "-o", folder.file("w.csv")] + options)
            #expect(outcome.isOneError(2))
        }
        let missing = try TrochaCommand.run(
            "risk", "rates", "--events", folder.file("none.csv"), "--exposure", folder.file("none.csv"), "-o", "-")
        #expect(missing.isOneError(4))
        let both = try TrochaCommand.run(
            "risk", "rates", "--events", "y.csv", "--exposure", "e.csv", "--method", "eb-spatial", "-o", "-")
        #expect(both.isOneError(2))
    }
}
