import Foundation
import RiskAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

@Suite struct ForecastScoringTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let forecast = """
        unit_id,forecast,actual,past,area_km2,length_km
        a,2.5,3,4,2,1
        b,0.25,6,2,1,1
        c,2,2,2,3,2
        d,2.5,1,2,1,4
        e,0.125,0,2,3,2

        """

    private func job(_ text: String = forecast, top: [Int] = [2]) throws -> ForecastScoring {
        var job = ForecastScoring(
            forecast: try folder.file("f.csv", text), top: top, output: folder.url.appending(path: "s.csv").path)
        job.overwrite = true
        return job
    }

    private func rows(_ path: String) throws -> [[String: String]] {
        let table = try CommaSeparatedTable(bytes: Data(contentsOf: URL(fileURLWithPath: path)))
        return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0.fields)) }
    }

    private func number(_ row: [String: String], _ column: String) throws -> Double {
        try #require(row[column].flatMap(Double.init))
    }

    private func message(_ job: ForecastScoring) -> String {
        do {
            _ = try job.run()
            return ""
        } catch { return "\(error)" }
    }

    @Test func `the table is that of the definitions`() throws {
        let job = try job(top: [2, 5])
        let outcome = try job.run()
        let found = try rows(job.output)
        #expect(found.map { $0["k"] } == ["2", "5"])
        let expected = [
            "n": 4, "hit_rate": 4.0 / 12, "area_share": 0.3, "pai": 4.0 / 12 / 0.3, "pai_length": 4.0 / 12 / 0.5,
            "pei": 4.0 / 9, "pei_area": 4.0 / 9, "rri": 4.0 / 6,
        ]
        for (column, value) in expected { #expect(abs(try number(found[0], column) - value) < 1e-12) }
        for column in ["hit_rate", "pai", "pai_length", "pei", "pei_area", "rri"] {
            #expect(found[1][column] == "1")
        }
        #expect(outcome.summary["events"] == .number(12))
        #expect(outcome.summary["log_score"] == .null)
        #expect(outcome.warnings.isEmpty)
    }

    @Test func `without the optional columns units are of equal area and what needs them is empty`() throws {
        let job = try job("unit_id,forecast,actual,note\na,2,3,x\nb,1,0,y\nc,1,1,\nd,0,4,\n", top: [1])
        let outcome = try job.run()
        let row = try rows(job.output)[0]
        #expect(row["area_share"] == "0.25" && row["pai"] == "1.5")
        #expect(row["pai_length"] == "" && row["rri"] == "")
        #expect(row["pei"] == "0.75" && row["pei_area"] == "0.75")
        #expect(outcome.warnings == ["\(job.forecast): columns not used: note"])
    }

    @Test func `unit scores are those of scipy and their means are in the summary`() throws {
        // scipy.stats.nbinom(2, 2/(2 + m)): −logpmf(y), cdf(y − 1), cdf(y); Σ(F − 1{k ≥ y})² summed to 1e-15.
        let expected = [
            "a": (1.9989260660191235, 0.6907420571599205, 0.5999085505258344, 0.7353892529932766),
            "b": (11.473003386274769, 5.545253449740109, 0.9999880827159867, 0.9999984900127469),
        ]
        var job = try job()
        job.distribution = .negativeBinomial(size: 2)
        job.units = folder.url.appending(path: "u.csv").path
        let outcome = try job.run()
        let found = try rows(try #require(job.units))
        #expect(found.map { $0["unit_id"] } == ["a", "b", "c", "d", "e"])
        for row in found {
            guard let figures = row["unit_id"].flatMap({ expected[$0] }) else { continue }
            #expect(abs(try number(row, "log_score") - figures.0) < 1e-12)
            #expect(abs(try number(row, "crps") - figures.1) < 1e-12)
            #expect(abs(try number(row, "pit_lo") - figures.2) < 1e-12)
            #expect(abs(try number(row, "pit_hi") - figures.3) < 1e-12)
        }
        for column in ["log_score", "crps", "pit_lo", "pit_hi"] {
            let mean = try found.reduce(0) { $0 + (try number($1, column)) } / 5
            #expect(abs(try #require(outcome.summary[column]?.double) - mean) < 1e-15)
        }
    }

    @Test func `events that a forecast of nothing excludes are named, not averaged`() throws {
        var job = try job("unit_id,forecast,actual\na,0,2\nb,1,1\n", top: [1])
        job.distribution = .poisson
        job.units = folder.url.appending(path: "u.csv").path
        let outcome = try job.run()
        #expect(try rows(try #require(job.units))[0]["log_score"] == "")
        #expect(outcome.summary["log_score"] == .null)
        #expect(outcome.summary["impossible"] == .integer(1))
        #expect(outcome.warnings.count == 1 && outcome.warnings[0].contains("forecast of 0"))
    }

    @Test func `tables come beside it`() throws {
        var job = try job()
        job.distribution = .poisson
        (job.tables.curve, job.tables.transform, job.tables.calibration) = (
            folder.url.appending(path: "c.csv").path, folder.url.appending(path: "p.csv").path,
            folder.url.appending(path: "g.csv").path
        )
        _ = try job.run()
        let curve = try rows(try #require(job.tables.curve))
        #expect(curve.map { $0["hits"] } == ["0", "3", "4", "6", "12", "12"])
        #expect(curve.map { $0["length_share"] } == ["0", "0.1", "0.5", "0.7", "0.8", "1"])
        let shares = try rows(try #require(job.tables.transform)).map { try number($0, "share") }
        #expect(shares.count == 10 && abs(shares.reduce(0, +) - 1) < 1e-12)
        let groups = try rows(try #require(job.tables.calibration))
        #expect(groups.map { $0["predicted"] } == ["0.125", "0.25", "2", "2.5", "2.5"])
        #expect(groups.map { $0["observed"] } == ["0", "6", "2", "3", "1"])
    }

    @Test(arguments: [
        ("unit_id,forecast,actual\na,1,nan\n", "line 2, column actual"),
        ("unit_id,forecast,actual\na,inf,1\n", "line 2, column forecast"),
        ("unit_id,forecast,actual\na,1,-1\n", "0 or more"),
        ("unit_id,forecast,actual\na,1,\n", "empty"),
        ("unit_id,forecast,actual\na,1,1\na,2,1\n", "twice"),
        ("unit_id,forecast,actual\n", "no unit"),
        ("unit_id,forecast\na,1\n", "column actual"),
        ("unit_id,forecast,actual,area_km2\na,1,1,0\n", "above 0"),
        ("unit_id,forecast,actual,past\na,1,1,-2\n", "0 or more"),
    ])
    func `bad tables are refused with the place`(_ text: String, _ part: String) throws {
        #expect(message(try job(text, top: [1])).contains(part))
    }

    @Test func `bad requests are refused`() throws {
        #expect(message(try job(top: [6])).contains("--top"))
        #expect(message(try job(top: [0])).contains("--top"))
        var unscored = try job()
        unscored.units = folder.url.appending(path: "u.csv").path
        #expect(message(unscored).contains("--distribution"))
        var fraction = try job("unit_id,forecast,actual\na,1,1.5\n", top: [1])
        #expect(message(fraction).isEmpty)
        fraction.distribution = .poisson
        #expect(message(fraction).contains("whole number"))
        var negative = try job("unit_id,forecast,actual\na,-1,1\n", top: [1])
        #expect(message(negative).isEmpty)
        negative.distribution = .poisson
        #expect(message(negative).contains("0 to 1e15"))
    }
}
