import Foundation
import RiskAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

/// What `risk rates` does beyond its basic form.
@Suite struct RateContractTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let exposure = "unit_id,exposure\na,1000\nb,2000\nc,1500\nd,800\n"

    private func job(_ events: String, exposure: String? = Self.exposure) throws -> RateEstimate {
        var job = RateEstimate(
            events: try folder.file("y.csv", events), exposure: try exposure.map { try folder.file("e.csv", $0) },
            output: folder.url.appending(path: "rates.csv").path)
        job.overwrite = true
        return job
    }

    private func table(_ path: String) throws -> (header: [String], rows: [[String: String]]) {
        let table = try CommaSeparatedTable(bytes: Data(contentsOf: URL(fileURLWithPath: path)))
        return (table.header, table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0.fields)) })
    }

    private func rows(_ job: RateEstimate) throws -> [[String: String]] {
        _ = try job.run()
        return try table(job.output).rows
    }

    private func number(_ row: [String: String], _ column: String) throws -> Double {
        try #require(row[column].flatMap(Double.init), "\(column) of \(row)")
    }

    // MARK: - Input

    @Test func `single events count as one each or as they say, and those of patrols are left out`() throws {
        let events = """
            event_id,unit_id,events,observation,remark
            1,a,,reported,x
            2,a,3,,x
            3,b,2,patrol,x
            4,c,1,survey,x
            5,c,0,forensic,x

            """
        var job = try job(events)
        #expect(try rows(job).map { $0["events"] } == ["4", "0", "1", "0"])
        let outcome = try job.run()
        #expect(outcome.summary["excluded"] == .object(["patrol": .integer(2)]))
        #expect(outcome.summary["published"] == .boolean(false))
        #expect(outcome.warnings.contains { $0.contains("columns not used: remark") })
        job.includesPatrol = true
        #expect(try rows(job).map { $0["events"] } == ["4", "2", "1", "0"])
        #expect(try job.run().summary["excluded"] == .object(["patrol": .integer(0)]))
    }

    @Test(arguments: [
        ("event_id,unit_id\n1,z\n", "unit z is unknown"), ("event_id,unit_id\n1,a\n1,b\n", "event 1 stands here twice"),
        ("event_id,unit_id,events\n1,a,-1\n", "line 2, column events"),
        ("event_id,unit_id,events\n1,a,nan\n", "line 2, column events"),
        ("event_id,unit_id,observation\n1,a,police\n", "none of reported, patrol, forensic, survey"),
        ("event_id,unit_id,persons\n1,a,2.5\n", "line 2, column persons"),
        ("event_id,unit_id,injury\n1,a,mild\n", "line 2, column injury"),
        ("event_id,unit_id,date\n1,a,2024-02-30\n", "line 2, column date"), ("event_id,unit_id\n1,\n", "empty"),
    ]) func `single events that cannot be are refused`(_ events: String, _ problem: String) throws {
        let job = try job(events)
        #expect {
            try job.run()
        } throws: {
            "\($0)".contains(problem) && ($0 as? RequestError)?.kind == .badData
        }
    }

    @Test func `a unit without exposure has the prior's rate if nothing happened there`() throws {
        var job = try job("unit_id,events\na,30\n", exposure: "unit_id,exposure\na,1000\nb,0\n")
        job.prior = .given(shape: 2, rate: 100)
        let rows = try rows(job)
        #expect(try isClose(number(rows[1], "rate_mean"), 0.02, within: 1e-15))
        job.method = .empiricalBayes
        #expect(try self.rows(job)[1]["rate_raw"] == "")
    }

    // MARK: - Prior, reporting, prediction

    @Test func `each prior is named, and without one the interval is Garwood's`() throws {
        let counts = "unit_id,events\na,9\nb,0\nc,13\n"
        for (prior, name): (RateEstimate.Prior, String) in [
            (.marginalLikelihood, "ml"), (.jeffreys, "jeffreys"), (.none, "none"), (.given(shape: 1, rate: 5), "given"),
        ] {
            var job = try job(counts)
            job.prior = prior
            #expect(try job.run().summary["prior"] == .string(name))
        }
        var job = try job(counts)
        job.prior = .none
        job.interval = 0.95
        let rows = try rows(job)
        // scipy.stats.chi2.ppf([.025, .975], [18, 20])/2 and chi2.ppf(.975, 2)/2.
        #expect(try isClose(number(rows[0], "rate_low"), 4.115373097378334e-3, within: 1e-13))
        #expect(try isClose(number(rows[0], "rate_high"), 17.084803451419166e-3, within: 1e-13))
        #expect(try number(rows[1], "rate_low") == 0)
        #expect(try isClose(number(rows[1], "rate_high"), 3.6888794541139354 / 2_000, within: 1e-13))
        #expect(rows[0]["rate_median"] == "" && rows[0]["rank_mean"] == "")
        job.prior = .jeffreys
        // scipy.stats.gamma(9.5, scale=1/1000).ppf(.5).
        #expect(try isClose(number(self.rows(job)[0], "rate_median"), 9.168826448378237e-3, within: 1e-13))
    }

    @Test func `counts that scatter less than chance are said to share one figure`() throws {
        func warns(_ counts: [Int]) throws -> Bool {
            let events = zip("abcd", counts).map { "\($0),\($1)\n" }.joined()
            let exposure = "unit_id,exposure\na,10\nb,10\nc,10\nd,10\n"
            let outcome = try job("unit_id,events\n" + events, exposure: exposure).run()
            return outcome.warnings.contains { $0.contains("scatter no more than chance") }
        }
        #expect(try warns([8, 8, 7, 7]))
        #expect(try !warns([30, 1, 12, 3]))
        // Too few events for a fit.
        #expect(try !warns([4, 4, 4, 4]))
    }

    @Test func `a bracket of reporting gives the geometric mean and both ends`() throws {
        var job = try job("unit_id,events\na,9\nb,3\nc,13\n")
        job.prior = .given(shape: 0.5, rate: 100)
        job.q = 0.25...1
        let bracket = try rows(job)
        func medians(_ q: Double) throws -> [Double] {
            job.q = q...q
            return try rows(job).map { try number($0, "rate_median") }
        }
        let (low, middle, high) = (try medians(1), try medians(0.5), try medians(0.25))
        for (unit, row) in bracket.enumerated() {
            #expect(try number(row, "rate_median") == middle[unit])
            #expect(try number(row, "rate_q_lo") == low[unit] && number(row, "rate_q_hi") == high[unit])
        }
        job.q = 0.25...0.25
        job.reporting = try folder.file("q.csv", "unit_id,q\na,1\nb,\n")
        let mixed = try rows(job).map { try number($0, "rate_median") }
        #expect(mixed[0] == low[0] && Array(mixed[1...]) == Array(high[1...]))
    }

    @Test func `predictions are negative binomial`() throws {
        var job = try job("unit_id,events\na,9\n")
        job.prior = .given(shape: 2, rate: 400)
        job.predictedExposure = 70
        job.per = 1_000
        let row = try rows(job)[0]
        #expect(try isClose(number(row, "pred_mean"), 11 * 70.0 / 1_400, within: 1e-14))
        #expect(try isClose(number(row, "pred_p0"), pow(1_400.0 / 1_470, 11), within: 1e-14))
    }

    // MARK: - Densities

    @Test func `without exposure nothing is called a rate or a risk`() throws {
        for method in [RateEstimate.Method.gammaPoisson, .empiricalBayes] {
            var job = try job("event_id,unit_id\n1,b\n2,a\n3,b\n", exposure: nil)
            job.method = method
            job.q = 0.5...1
            let summary = try job.run().summary
            let (header, rows) = try table(job.output)
            #expect(rows.map { $0["unit_id"] } == ["b", "a"] && rows.map { $0["events"] } == ["2", "1"])
            #expect(rows.allSatisfy { $0["exposure"] == "1" && $0["kind"] == "count_density" })
            func names(_ value: JSONValue) -> [String] {
                (value.object?.members ?? []).flatMap { [$0.name] + names($0.value) }
            }
            for name in header + names(.object(summary)) {
                #expect(!name.contains("risk") && !name.contains("rate") && !name.hasSuffix("_rr"), "\(name)")
            }
            #expect(header.contains("density_mean"))
        }
        #expect(try rows(try job("unit_id,events\na,2\n")).allSatisfy { $0["kind"] == "risk" })
    }

    // MARK: - Publication

    @Test func `small counts and what would give them away are hidden when published`() throws {
        var job = try job("unit_id,events\na,30\nb,3\nc,12\n")
        job.isPublished = true
        job.predictedExposure = 5
        let summary = try job.run().summary
        let (header, rows) = try table(job.output)
        #expect(rows.map { $0["suppressed"] } == ["false", "true", "true", "false"])
        let shown: Set = ["unit_id", "exposure", "kind", "suppressed"]
        for row in rows where row["suppressed"] == "true" {
            #expect(header.allSatisfy { (row[$0] != "") == shown.contains($0) })
        }
        #expect(summary["events"] == .number(45) && summary["published"] == .boolean(true))
    }

    @Test func `where only one unit has events its total goes too, with all that follows from it`() throws {
        var job = try job("unit_id,events\nb,3\n")
        job.isPublished = true
        let summary = try job.run().summary
        for key in ["events", "overall_rate", "threshold"] { #expect(summary[key] == .null) }
        #expect(try rows(job).allSatisfy { $0["p_exceeds"] == "" })
        #expect(summary["gate"]?.object?["n"] == .null)
        let text = try String(contentsOfFile: job.output, encoding: .utf8)
        var other = try self.job("unit_id,events\nb,4\n")
        other.isPublished = true
        #expect(try other.run().summary == summary)
        #expect(try String(contentsOfFile: other.output, encoding: .utf8) == text)
    }

    @Test func `sums over neighbours give no hidden count away`() throws {
        let path = try folder.file("n.gal", "4\na 1\nb\nb 2\na c\nc 2\nb d\nd 1\nc\n")
        for method in [
            RateEstimate.Method.spatialEmpiricalBayes(neighbours: path), .localEmpiricalBayes(neighbours: path),
        ] {
            var texts: Set<String> = []
            for (b, c) in [(2, 4), (3, 3), (4, 2)] {
                var job = try job("unit_id,events\na,30\nb,\(b)\nc,\(c)\nd,9\n")
                (job.isPublished, job.method) = (true, method)
                _ = try job.run()
                texts.insert(try String(contentsOfFile: job.output, encoding: .utf8))
            }
            #expect(texts.count == 1)
        }
    }

    @Test func `what is shown is what the table that stays in the house says`() throws {
        var job = try job("unit_id,events\na,30\nb,3\nc,12\nd,9\n")
        let whole = try rows(job)
        job.isPublished = true
        for (row, before) in zip(try rows(job), whole) where row["suppressed"] == "false" {
            for (name, value) in before { #expect(row[name] == value) }
        }
    }

    @Test func `counts that are no counts are refused`() throws {
        let job = try job("unit_id,events\na,1e308\nb,1e308\n")
        #expect { try job.run() } throws: { "\($0)".contains("unit a") && ($0 as? RequestError)?.kind == .badData }
    }

    // MARK: - Sensitive categories

    private static let sensitive =
        "event_id,unit_id,category,date,corridor_id\n"
        + (0..<12).map { "k\($0),a,kidnapping,2024-0\(1 + $0 % 3)-10,north\n" }.joined()
        + (0..<9).map { "l\($0),b,kidnapping,2024-05-01,north\n" }.joined()
        + (0..<10).map { "m\($0),b,kidnapping,2024-05-01,south\n" }.joined()
        + "n1,a,kidnapping,,south\nn2,a,drowning,2024-05-01,north\nn3,c,sexual_violence,2024-05-01,north\n"

    @Test func `the most sensitive events never appear by unit`() throws {
        let job = try job(Self.sensitive)
        let summary = try job.run().summary
        #expect(try rows(job).map { $0["events"] } == ["1", "0", "0", "0"])
        #expect(
            summary["coarsened"] == .object(["kidnapping": .integer(32), "sexual_violence": .integer(1)]))
    }

    @Test func `they are given by corridor and quarter from ten on`() throws {
        var job = try job(Self.sensitive, exposure: nil)
        (job.unitColumn, job.category) = ("corridor_id", "kidnapping")
        let outcome = try job.run()
        let (header, rows) = try table(job.output)
        #expect(!header.contains("unit_id"))
        #expect(rows.map { $0["corridor_id"] } == ["north", "north", "south"])
        #expect(rows.map { $0["quarter"] } == ["2024-Q1", "2024-Q2", "2024-Q2"])
        #expect(rows.map { $0["events"] } == ["12", "", "10"])
        #expect(rows.map { $0["suppressed"] } == ["false", "true", "false"])
        #expect(outcome.summary["events"] == .null)
        #expect(outcome.summary["coarsened"] == .object(["sexual_violence": .integer(1)]))
        #expect(outcome.warnings.contains { $0.contains("1 events without a corridor_id or a date") })
        job.exposure = try folder.file("c.csv", "corridor_id,exposure\nnorth,100\nsouth,200\n")
        #expect(try self.rows(job).map { $0["exposure"] } == ["100", "100", "200"])
    }

    @Test func `events go by corridor without a category too`() throws {
        var job = try job(Self.sensitive, exposure: "unit_id,exposure\nnorth,10\nsouth,10\n")
        job.unitColumn = "corridor_id"
        #expect(try rows(job).map { [$0["corridor_id"], $0["events"]] } == [["north", "1"], ["south", "0"]])
    }

    // MARK: - Harm

    @Test func `weights stand beside plain counts`() throws {
        var job = try job("event_id,unit_id,events,category\n1,a,2,robbery\n2,a,1,drowning\n3,b,1,robbery\n")
        job.harm = .table(try folder.file("w.csv", "category,weight\nrobbery,10\ndrowning,400\n"))
        var rows = try rows(job)
        #expect(rows.map { $0["harm"] } == ["420", "10", "0", "0"])
        #expect(rows.map { $0["events"] } == ["3", "1", "0", "0"])
        #expect(rows[0]["harm_per_exposure"] == "0.42" && rows[0]["events_per_exposure"] == "0.003")
        job.harm = .equal
        rows = try self.rows(job)
        #expect(rows.map { $0["harm"] } == rows.map { $0["events"] })
        job.harm = .table(try folder.file("x.csv", "category,weight\nrobbery,10\n"))
        #expect {
            try job.run()
        } throws: {
            "\($0)".contains("no weight for category \"drowning\" of event 2")
        }
    }

    @Test func `levels are listed by event and never added up over events`() throws {
        let events = """
            event_id,unit_id,persons,injury
            1,a,5,
            2,a,6,bodily
            3,a,24,serious
            4,b,25,permanent
            5,b,100,death
            6,c,,

            """
        var job = try job(events)
        job.harm = .sentencingLevels
        job.eventTiers = folder.url.appending(path: "tiers.csv").path
        let rows = try rows(job)
        #expect(rows.map { $0["levels_highest"] } == ["7", "19", "0", ""])
        #expect(rows.map { $0["levels_median"] } == ["5", "12", "0", ""])
        let tiers = try table(job.eventTiers ?? "").rows
        #expect(tiers.map { $0["number_levels"] } == ["0", "3", "3", "6", "9", "0"])
        #expect(tiers.map { $0["injury_levels"] } == ["0", "2", "4", "6", "10", "0"])
        #expect(tiers.map { $0["levels"] } == ["0", "5", "7", "12", "19", "0"])
        job.events = try folder.file("counts.csv", "unit_id,events\na,2\n")
        #expect(throws: RequestError.self) { try job.run() }
    }

    @Test func `the local variance takes every unit's own mean`() throws {
        // R package spdep 1.2-7, EBlocal.
        var job = try job(
            "unit_id,events\na,9\nc,7\nd,2\n", exposure: "unit_id,exposure\na,1000\nb,500\nc,1500\nd,800\n")
        job.method = .localEmpiricalBayes(
            neighbours: try folder.file("n.gal", "4\na 1\nb\nb 2\na c\nc 2\nb d\nd 1\nc\n"))
        let expected = [
            0.0076648351648351647, 0.0040264546372518204, 0.0040986215663981898, 0.0039130434782608699,
        ]
        for (row, rate) in zip(try rows(job), expected) {
            #expect(try isClose(number(row, "rate_mean"), rate, within: 1e-16))
        }
        #expect(try job.run().summary["overall_rate"]?.double.map { isClose($0, 18.0 / 3_800, within: 1e-15) } == true)
    }
}
