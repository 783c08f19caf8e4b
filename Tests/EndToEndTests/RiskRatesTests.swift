import Foundation
import Testing

/// `trocha risk rates` from outside: what goes beyond its basic form.
struct RiskRatesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let events = """
        event_id,unit_id,category,date,corridor_id,observation,persons,injury,dead
        1,a,drowning,2024-01-05,west,reported,6,death,1
        2,a,killing,2024-01-06,west,,30,serious,2
        3,a,kidnapping,2024-02-05,west,,,,
        4,b,armed_robbery,2024-03-05,west,patrol,,,0
        5,b,fall,2024-03-05,west,forensic,,bodily,0

        """
    private static let exposure = "unit_id,exposure,mode\na,1000,boat\nb,500,foot\nc,200,foot\n"

    private func run(_ options: String..., exposure: String? = Self.exposure) throws -> TrochaCommand.Outcome {
        var arguments = ["risk", "rates", "--events", try folder.write(Self.events, to: "y.csv")]
        if let exposure { arguments += ["--exposure", try folder.write(exposure, to: "e.csv")] }
        return try TrochaCommand.run(arguments + options)
    }

    private func summary(_ options: String..., exposure: String? = Self.exposure) throws -> [String: Any] {
        var arguments = ["risk", "rates", "--events", try folder.write(Self.events, to: "y.csv")]
        if let exposure { arguments += ["--exposure", try folder.write(exposure, to: "e.csv")] }
        let outcome = try TrochaCommand.run(
            arguments + ["-o", folder.file("r.csv"), "--overwrite", "--quiet", "--json"] + options)
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    @Test func `single events count, sensitive and patrol ones do not`() throws {
        let outcome = try run("--quiet", "--prior", "0.5,100", "--predict-exposure", "50", "-o", "-")
        #expect(outcome.status == 0)
        #expect(
            outcome.rows[0] == [
                "unit_id", "events", "exposure", "rate_mean", "rate_median", "rate_low", "rate_high", "p_exceeds",
                "rank_mean", "rank_low", "rank_high", "kind", "suppressed", "pred_mean", "pred_p0",
            ])
        #expect(
            outcome.rows.dropFirst().map { Array($0.prefix(3)) } == [
                ["a", "2", "1000"], ["b", "1", "500"], ["c", "0", "200"],
            ])
        let summary = try summary("--prior", "0.5,100")
        #expect((summary["excluded"] as? [String: Int]) == ["patrol": 1])
        #expect((summary["coarsened"] as? [String: Int]) == ["kidnapping": 1])
        #expect(summary["prior"] as? String == "given" && summary["published"] as? Bool == false)
        #expect((summary["assumptions"] as? [String: Any])?["q"] as? Double == 1)
        #expect((try self.summary("--include", "patrol")["excluded"] as? [String: Int]) == ["patrol": 0])
    }

    @Test func `a category is given by corridor and quarter only`() throws {
        #expect(try run("--category", "kidnapping", "-o", "-").isOneError(6))
        #expect(try run("--category", "kidnapping", "--by", "month", "-o", "-").isOneError(6))
        #expect(try run("--by", "month", "-o", "-").isOneError(2))
        let outcome = try run("--quiet", "--category", "kidnapping", "--by", "corridor_id", "-o", "-", exposure: nil)
        #expect(outcome.status == 0 && outcome.rows.count == 2)
        #expect(outcome.rows[0].contains("quarter") && outcome.rows[1].contains("2024-Q1"))
        #expect(outcome.rows[1][1].isEmpty && outcome.rows[1].contains("true"))
    }

    @Test func `published tables hide small counts`() throws {
        let outcome = try run("--quiet", "--publish", "-o", "-")
        let place = try #require(outcome.rows[0].firstIndex(of: "suppressed"))
        #expect(outcome.rows.dropFirst().map { $0[place] } == ["true", "true", "false"])
        #expect(outcome.rows.dropFirst().map { $0[1] } == ["", "", "0"])
    }

    @Test func `without exposure the word is density`() throws {
        let summary = try summary("--q", "0.5,1", exposure: nil)
        #expect(!summary.keys.contains { $0.contains("rate") || $0.contains("risk") })
        let header = try String(contentsOfFile: folder.file("r.csv"), encoding: .utf8).prefix { $0 != "\n" }
        #expect(header.contains("density_q_lo") && !header.contains("rate") && !header.contains("risk"))
    }

    @Test func `levels, sizes, views, pools and months are columns of their own`() throws {
        let tiers = folder.file("t.csv")
        _ = try summary("--event-tiers", tiers, "--mass-casualty", "10", "--views", "--pool", "mode")
        let lines = try String(contentsOfFile: tiers, encoding: .utf8).split(separator: "\n")
        #expect(lines == ["event_id,number_levels,injury_levels,levels", "1,3,10,13", "2,6,4,10", "5,0,2,2"])
        let header = try String(contentsOfFile: folder.file("r.csv"), encoding: .utf8).prefix { $0 != "\n" }
        for name in [
            "levels_highest", "expected_deaths", "p_mass_casualty", "enforcement_rate_mean", "protection_rate_mean",
        ] {
            #expect(header.contains(name))
        }
        let windows = try folder.write("source,from,to\nx,2024-01,2024-02\n", to: "w.csv")
        let outcome = try run("--quiet", "--months", "2024-01/2024-03", "--windows", windows, "-o", "-")
        #expect(outcome.status == 0 && outcome.rows.count == 1 + 9)
        #expect(outcome.rows.dropFirst().filter { $0[1].isEmpty }.count == 3)
    }

    @Test func `a graph of neighbours is sampled, the same at any number of threads`() throws {
        let graph = try folder.write("3\na 1\nb\nb 2\na c\nc 1\nb\n", to: "n.gal")
        let outputs = try ["1", "2"].map { threads in
            try run(
                "--quiet", "--method", "bym2", "--weights", graph, "--draws", "200", "--chains", "2", "--threads",
                threads,
                "-o", "-")
        }
        #expect(outputs[0].status == 0 && outputs[0].output == outputs[1].output)
        let oneSided = try folder.write("3\na 1\nb\nb 0\nc 0\n", to: "o.gal")
        #expect(try run("--quiet", "--method", "bym2", "--weights", oneSided, "-o", "-").isOneError(3))
    }

    @Test func `options that do not fit are wrong usage`() throws {
        for options in [
            ["--prior", "flat"], ["--q", "0.9,0.1"], ["--q", "0"], ["--q", "x"], ["--method", "eb-local"],
            ["--method", "eb-global", "--predict-exposure", "3"], ["--predict-exposure", "-1"],
            ["--include", "rumours"],
            ["--harm-table", "equal", "--event-tiers", "t.csv"], ["--windows", "w.csv"], ["--months", "2024"],
            ["--pool", "mode", "--prior", "none"], ["--mass-casualty", "0"], ["--views", "--publish"],
            ["--sigma-prior", "1"],
        ] {
            let arguments = [
                "risk", "rates", "--events", try folder.write(Self.events, to: "y.csv"), "--exposure",
                try folder.write(Self.exposure, to: "e.csv"), "-o", "-",
            ]
            #expect(try TrochaCommand.run(arguments + options).isOneError(2), "\(options)")
        }
    }
}
