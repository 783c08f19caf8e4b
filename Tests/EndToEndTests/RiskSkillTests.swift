import Foundation
import TestSupport
import Testing

/// `trocha risk score`, `validate` and `covariates` from outside.
struct RiskSkillTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func json(_ outcome: TrochaCommand.Outcome) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    private func rows(_ name: String) throws -> [[String]] {
        try String(contentsOfFile: folder.file(name), encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private let forecast = """
        unit_id,forecast,actual,past,area_km2
        a,2.5,3,4,2
        b,0.25,6,2,1
        c,2,2,2,3
        d,2.5,1,2,1

        """

    @Test func `a forecast is scored on standard output`() throws {
        let path = try folder.write(forecast, to: "f.csv")
        let outcome = try TrochaCommand.run("risk", "score", "--forecast", path, "--top", "1,2", "-o", "-")
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        #expect(outcome.rows[0].joined(separator: ",") == "k,n,hit_rate,area_share,pai,pai_length,pei,pei_area,rri")
        #expect(outcome.rows[1][1] == "3" && outcome.rows[1][2] == "0.25" && outcome.rows[1][5] == "")
    }

    @Test func `units, tables and summary of a negative binomial forecast`() throws {
        let path = try folder.write(forecast, to: "f.csv")
        let outcome = try TrochaCommand.run(
            "risk", "score", "--forecast", path, "--top", "2", "--distribution", "nb:2", "--units",
            folder.file("u.csv"), "--curve", folder.file("c.csv"), "--pit", folder.file("p.csv"), "--calibration",
            folder.file("g.csv"), "-o", folder.file("s.csv"), "--json")
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        let units = try rows("u.csv")
        #expect(units[0] == ["unit_id", "log_score", "crps", "pit_lo", "pit_hi"])
        // scipy.stats.nbinom(2, 2/4.5).logpmf(3).
        #expect(abs(try #require(Double(units[1][1])) - 1.9989260660191235) < 1e-12)
        let mean = try units.dropFirst().reduce(0) { $0 + (try #require(Double($1[1]))) } / 4
        #expect(abs(try #require(try json(outcome)["log_score"] as? Double) - mean) < 1e-12)
        #expect(try rows("c.csv").count == 6 && rows("p.csv").count == 11 && rows("g.csv").count == 5)
    }

    private func panel() throws -> String {
        var text = "unit_id,period,count,exposure,lon,lat,colour\n"
        for period in 1...8 {
            for unit in 0..<30 {
                let count = unit % 5 == 0 ? 4 + (unit + period) % 3 : (unit * period) % 7 == 0 ? 1 : 0
                text +=
                    "u\(unit),\(period),\(count),2,\(-111 + Double(unit % 6) / 2),\(31 + Double(unit / 6) / 2),red\n"
            }
        }
        return try folder.write(text, to: "counts.csv")
    }

    @Test func `held-back periods, the same bytes at one thread and two`() throws {
        let counts = try panel()
        for threads in ["1", "2"] {
            let outcome = try TrochaCommand.run(
                "risk", "validate", "--counts", counts, "--train", "5", "--blocks", "4", "--threads", threads, "-o",
                folder.file("v\(threads).csv"), "--json")
            #expect(outcome.status == 0 && outcome.errors.contains("columns not used: colour"))
            let skill = try #require(try json(outcome)["skill"] as? [String: [String: [String: Double]]])
            #expect(try #require(skill["gamma_poisson"]?["mean"]?["log_score"]) > 0)
        }
        let found = try rows("v1.csv")
        #expect(try found == rows("v2.csv"))
        #expect(found[0] == ["origin", "model", "events", "log_score", "crps", "pai", "pei", "rri", "scheme"])
        // Three origins, four models, two schemes.
        #expect(found.count == 25)
    }

    @Test func `covariates are judged on blocks held out`() throws {
        let counts = try panel()
        let covariates = try folder.write(
            (0..<30).reduce("unit_id,often,noise\n") { $0 + "u\($1),\($1 % 5 == 0 ? 1 : 0),\($1 * 7 % 11)\n" },
            to: "x.csv")
        let outcome = try TrochaCommand.run(
            "risk", "covariates", "--counts", counts, "--covariates", covariates, "--blocks", "5", "--repeats", "5",
            "-o", folder.file("b.csv"), "--json")
        #expect(outcome.status == 0)
        let summary = try json(outcome)
        #expect(summary["used"] as? Bool == true)
        #expect(try #require(summary["gain"] as? Double) > 0.1)
        #expect(try rows("b.csv")[1].prefix(1) == ["often"])
    }

    @Test func `wrong requests end with 2, wrong tables with 3, a file that is there with 7`() throws {
        let path = try folder.write(forecast, to: "f.csv")
        let counts = try panel()
        func run(_ arguments: String...) throws -> TrochaCommand.Outcome {
            try TrochaCommand.run(["risk"] + arguments + ["-o", folder.file("out.csv")])
        }
        #expect(try run("score", "--forecast", path, "--top", "one").status == 2)
        #expect(try run("score", "--forecast", path, "--top", "9").isOneError(2))
        #expect(try run("score", "--forecast", path, "--top", "1", "--distribution", "normal").status == 2)
        #expect(try run("score", "--forecast", path, "--top", "1", "--units", folder.file("u.csv")).isOneError(2))
        #expect(try run("validate", "--counts", counts, "--train", "8").isOneError(2))
        #expect(try run("validate", "--counts", folder.file("none.csv"), "--train", "2").isOneError(4))
        #expect(try run("validate", "--counts", path, "--train", "2").isOneError(3))
        let bad = try folder.write("unit_id,forecast,actual\na,1,nan\n", to: "bad.csv")
        let refused = try run("score", "--forecast", bad, "--top", "1")
        #expect(refused.isOneError(3) && refused.errors.contains("line 2") && refused.errors.contains("actual"))
        #expect(try run("score", "--forecast", path, "--top", "1").status == 0)
        #expect(try run("score", "--forecast", path, "--top", "1").isOneError(7))
    }
}
