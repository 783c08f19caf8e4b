import Foundation
import RiskAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

@Suite struct CovariateAnalysisTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Forty units in three periods; with `slope` the counts rise with the covariate `slope`.
    private func counts(_ header: String = "", _ more: (Int) -> String = { _ in "" }) -> String {
        var text = "unit_id,period,count,exposure\(header)\n"
        for period in 1...3 {
            for unit in 0..<40 {
                let level = unit * 7 % 11
                text +=
                    "u\(unit),\(period),\((level * level) / 12 + (unit + period) % 3),\(2 + unit % 2)\(more(unit))\n"
            }
        }
        return text
    }

    private func covariates(_ extra: String = "") -> String {
        (0..<40).reduce("unit_id,slope,noise\n") { $0 + "u\($1),\(Double($1 * 7 % 11) / 10),\($1 * 5 % 13)\n" } + extra
    }

    private func job(_ counts: String? = nil, _ covariates: String? = nil) throws -> CovariateAnalysis {
        var job = CovariateAnalysis(
            counts: try folder.file("c.csv", counts ?? self.counts()),
            covariates: try folder.file("x.csv", covariates ?? self.covariates()),
            output: folder.url.appending(path: "b.csv").path)
        (job.overwrite, job.repeats) = (true, 5)
        return job
    }

    private func message(_ job: CovariateAnalysis) -> String {
        do {
            _ = try job.run()
            return ""
        } catch { return "\(error)" }
    }

    @Test func `a table of effects, the held-out scores and the verdict`() throws {
        var job = try job(counts(",x,y") { ",\($0 % 8),\($0 / 8)" })
        job.blocks = 5
        let outcome = try job.run()
        let table = try CommaSeparatedTable(bytes: Data(contentsOf: URL(fileURLWithPath: job.output)))
        let rows = table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0.fields)) }
        #expect(rows.map { $0["name"] } == ["slope", "noise"])
        #expect(rows[0]["kept"] == "true" && rows[0]["used"] == "true" && rows[0]["kept_share"] == "1")
        let effect = try #require(rows[0]["effect"].flatMap(Double.init))
        #expect(effect > 0)
        #expect(abs(try #require(rows[0]["rate_ratio"].flatMap(Double.init)) - exp(effect)) < 1e-12)
        let with = try #require(outcome.summary["log_score_with"]?.double)
        let without = try #require(outcome.summary["log_score_without"]?.double)
        #expect(with < without)
        #expect(abs(try #require(outcome.summary["gain"]?.double) - (without - with)) < 1e-15)
        #expect(outcome.summary["used"] == .boolean(true))
        #expect(outcome.summary["folds"]?.object?["by"]?.text == "blocks")
        #expect(outcome.summary["folds"]?.object?["gains"]?.array?.count == 5)
    }

    @Test func `without blocks periods are held out`() throws {
        let outcome = try job().run()
        #expect(outcome.summary["folds"]?.object?["by"]?.text == "periods")
        #expect(outcome.summary["folds"]?.object?["count"] == .integer(3))
        // What never changes in a unit is its label to its other periods.
        #expect(outcome.summary["used"] == .boolean(false))
        #expect(outcome.summary["verdict"]?.text?.contains("--blocks") == true)
    }

    @Test func `covariates of nothing are not used and it is said`() throws {
        let noise = (0..<40).reduce("unit_id,noise\n") { $0 + "u\($1),\($1 * 17 % 40)\n" }
        let outcome = try job(counts(",block") { ",\($0 / 8)" }, noise).run()
        #expect(outcome.summary["used"] == .boolean(false))
        #expect(outcome.warnings.contains { $0.hasPrefix("not used") })
    }

    @Test func `covariates may change with the period`() throws {
        var text = "unit_id,period,slope\n"
        for period in 1...3 { for unit in 0..<40 { text += "u\(unit),\(period),\(Double(unit * 7 % 11 + period))\n" } }
        #expect(try job(nil, text).run().summary["used"] != nil)
        let partial = text.split(separator: "\n").dropLast().joined(separator: "\n")
        #expect(message(try job(nil, partial + "\n")).contains("no row for unit u39, period 3"))
    }

    @Test func `bad tables and requests are refused`() throws {
        #expect(message(try job(nil, "unit_id\nu0\n")).contains("no covariate"))
        #expect(message(try job(nil, "unit_id,a\nu0,1\n")).contains("no row for unit u1"))
        #expect(message(try job(nil, covariates("u0,1,1\n"))).contains("twice"))
        #expect(message(try job(nil, "unit_id,a\nu0,nan\n")).contains("line 2, column a"))
        #expect(message(try job(nil, "unit_id,a\nu0,\n")).contains("empty"))
        let quiet = "unit_id,period,count,exposure\na,1,0,1\na,2,0,1\na,3,0,1\n"
        #expect(message(try job(quiet, "unit_id,v\na,1\n")).contains("no event"))
        let short = "unit_id,period,count,exposure\na,1,1,1\nb,1,0,1\n"
        #expect(message(try job(short, "unit_id,v\na,1\nb,2\n")).contains("3 periods"))
        var request = try job()
        request.mix = 0
        #expect(message(request).contains("--mix"))
        request = try job()
        request.blocks = 4
        #expect(message(request).contains("positions"))
        request = try job()
        request.folds = .blocks
        #expect(message(request).contains("column block"))
    }
}
