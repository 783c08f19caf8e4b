import Foundation
import RiskAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

@Suite struct RateEstimateTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let exposure = "unit_id,exposure\na,600\nb,500\na,400\nc,1500\nd,800\ne,2500\nf,150\n"
    private static let counts = "unit_id,events\na,9\nc,7\nd,2\ne,12\nf,1\n"

    private func job(events: String = counts, exposure: String = exposure) throws -> RateEstimate {
        var job = RateEstimate(
            events: try folder.file("y.csv", events), exposure: try folder.file("e.csv", exposure),
            output: folder.url.appending(path: "rates.csv").path)
        job.overwrite = true
        return job
    }

    private func rows(_ job: RateEstimate) throws -> [[String: String]] {
        _ = try job.run()
        let table = try CommaSeparatedTable(bytes: Data(contentsOf: URL(fileURLWithPath: job.output)))
        return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0.fields)) }
    }

    private func number(_ row: [String: String], _ column: String) throws -> Double {
        try #require(row[column].flatMap(Double.init))
    }

    @Test func `units come in the order of the exposure table, which adds up, and those without events stay`() throws {
        let found = try rows(try job())
        #expect(found.map { $0["unit_id"] } == ["a", "b", "c", "d", "e", "f"])
        #expect(found.map { $0["events"] } == ["9", "0", "7", "2", "12", "1"])
        #expect(found.map { $0["exposure"] } == ["1000", "500", "1500", "800", "2500", "150"])
    }

    @Test func `with a prior given the figures are those of scipy, whatever the unit of rates`() throws {
        // scipy.stats.gamma(2 + 9, scale=1/(400 + 1000)): mean, ppf(.5), ppf(.025), ppf(.975), sf(.006).
        let expected = [
            0.007857142857142858, 0.007620373145597369, 0.003922257405169171, 0.01313596860144127, 0.7743014528889085,
        ]
        var job = try job()
        job.prior = .given(shape: 2, rate: 400)
        job.interval = 0.95
        job.threshold = 0.006
        for per in [1.0, 1_000] {
            (job.per, job.threshold) = (per, 0.006 * per)
            let row = try rows(job)[0]
            for (column, value) in zip(["rate_mean", "rate_median", "rate_low", "rate_high"], expected) {
                #expect(abs(try number(row, column) / (value * per) - 1) < 1e-12)
            }
            #expect(abs(try number(row, "p_exceeds") - expected[4]) < 1e-12)
            let ranks = try ["rank_low", "rank_mean", "rank_high"].map { try number(row, $0) }
            #expect(1 <= ranks[0] && ranks[0] <= ranks[1] && ranks[1] <= ranks[2] && ranks[2] <= 6)
        }
    }

    @Test func `the three kinds of tables agree where they say the same`() throws {
        let places = Self.counts.split(separator: "\n").dropFirst().flatMap { line in
            let fields = line.split(separator: ",")
            return [Substring](repeating: fields[0], count: Int(fields[1]) ?? 0)
        }
        var weights = "event_id,unit_id,weight\n"
        var draws = "draw,event_id,unit_id\n"
        for (event, unit) in places.enumerated() {
            weights += "e\(event),\(unit),1\n"
            for draw in 1...3 { draws += "\(draw),e\(event),\(unit)\n" }
        }
        let plain = try rows(try job())
        for events in [weights, draws] {
            for (row, expected) in zip(try rows(try job(events: events)), plain) {
                for column in ["events", "rate_mean", "rate_low", "rate_high", "p_exceeds", "rank_mean"] {
                    #expect(abs(try number(row, column) - number(expected, column)) <= 1e-9)
                }
            }
        }
    }

    @Test func `the summary holds the prior, and few events make it descriptive`() throws {
        let summary = try job().run().summary
        #expect(summary["prior"] == .string("ml"))
        #expect(summary["overall_rate"]?.double.map { isClose($0, 31.0 / 6_450, within: 1e-15) } == true)
        #expect(summary["gate"]?.object?["state"] == .string("supported"))
        let few = try job(events: "unit_id,events\na,9\ne,2\n").run().summary
        #expect(few["prior"] == .string("fallback"))
        #expect(few["alpha"] == .number(0.5))
        #expect(few["beta"]?.double.map { isClose($0, 0.5 * 6_450 / 11, within: 1e-9) } == true)
        #expect(few["gate"]?.object?["state"] == .string("descriptive"))
    }

    @Test func `Marshall's rates take the reported exposure`() throws {
        var job = try job()
        job.method = .empiricalBayes
        let whole = try rows(job)
        #expect(isClose(try number(whole[0], "rate_mean"), 0.00539906385536995, within: 1e-15))
        #expect(isClose(try number(whole[0], "rate_raw"), 0.009, within: 1e-15))
        let outcome = try job.run().summary
        #expect(outcome["a"]?.double.map { isClose($0, 7.912985998437584e-07, within: 1e-18) } == true)
        #expect(outcome["b"]?.double.map { isClose($0, 31.0 / 6_450, within: 1e-15) } == true)
        job.reporting = try folder.file("q.csv", "unit_id,q\nb,0.5\na,0.5\nc,0.5\nd,0.5\ne,0.5\nf,0.5\n")
        for (row, half) in zip(whole, try rows(job)) {
            #expect(abs(try number(half, "rate_mean") / (2 * number(row, "rate_mean")) - 1) < 1e-12)
        }
        job.reporting = nil
        job.method = .spatialEmpiricalBayes(
            neighbours: try folder.file(
                "n.gal", "0 6 units id\na 2\nb c\nb 1\na\nc 3\na d e\nd 2\nc e\ne 3\nc d f\nf 1\ne\n"))
        #expect(isClose(try number(try rows(job)[1], "rate_mean"), 0.00327272727272727, within: 1e-15))
    }

    @Test(arguments: [
        ("unit_id,events\nz,1\n", "line 2, column unit_id: unit z is unknown"),
        ("unit_id,events\na,-1\n", "line 2, column events"), ("unit_id,events\na,nan\n", "not a finite number"),
        ("unit_id,events\na,1\na,2\n", "line 3, column unit_id: unit a stands here twice"),
        ("unit,n\na,1\n", "needed are event_id,unit_id,weight or"),
        ("event_id,unit_id,weight\nx,a,0.7\nx,b,0.5\n", "add up to more than 1"),
        ("event_id,unit_id,weight\nx,a,0.2\nx,a,0.5\n", "line 3"),
        ("draw,event_id,unit_id\n1,x,a\n3,x,a\n", "draw 2 is missing between 1 and 3"),
        ("draw,event_id,unit_id\n1,x,a\n1,x,b\n", "two places in draw 1"),
        ("draw,event_id,unit_id\none,x,a\n", "line 2, column draw"),
    ]) func `tables of events that cannot be are refused`(_ events: String, _ problem: String) throws {
        let job = try job(events: events)
        #expect {
            try job.run()
        } throws: {
            "\($0)".contains(problem) && ($0 as? RequestError)?.kind == .badData
        }
        #expect(!FileManager.default.fileExists(atPath: job.output))
    }

    @Test(arguments: [
        ("unit_id,exposure\na,0\n", "unit a: its exposure adds up to 0"), ("unit_id,exposure\na,-3\n", "line 2"),
        ("unit_id,exposure\na,\n", "the field is empty"), ("unit_id,exposure\na,inf\n", "not a finite number"),
        ("unit_id,exposure\n", "holds no unit"), ("unit_id,trips\na,4\n", "column exposure"),
    ]) func `exposures that cannot be are refused`(_ exposure: String, _ problem: String) throws {
        let job = try job(events: "unit_id,events\na,1\n", exposure: exposure)
        #expect {
            try job.run()
        } throws: {
            "\($0)".contains(problem) && ($0 as? RequestError)?.kind == .badData
        }
    }

    @Test func `a draw with fewer events than others is told of`() throws {
        let outcome = try job(events: "draw,event_id,unit_id\n1,x,a\n1,y,b\n2,x,a\n").run()
        #expect(outcome.warnings.contains { $0.contains("1 places of 2 events in 2 draws are missing") })
    }
}
