import Foundation
import PriorityAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

@Suite struct MeasureEvaluationTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Twelve months of each area round 2024-07, `before` a month and `after` a month.
    private func counts(_ areas: [(id: String, before: Int, after: Int)]) -> String {
        areas.reduce(into: "area,period,count\n") { text, area in
            for month in 1...12 {
                // The month of the date would upset every figure.
                let count = month < 7 ? area.before : month > 7 ? area.after : 1_000
                text += "\(area.id),2024-\(month < 10 ? "0" : "")\(month),\(count)\n"
            }
            text += "\(area.id),2025-01,\(area.after)\n"
        }
    }

    private func job(
        _ counts: String, measures: String = "measure_id,date,treated,buffer,control\nm,2024-07-03,T,B,C\n"
    )
        throws -> MeasureEvaluation
    {
        MeasureEvaluation(
            measures: try folder.file("m.csv", measures), counts: try folder.file("c.csv", counts),
            output: folder.url.appending(path: "out.csv").path)
    }

    private func row(_ job: MeasureEvaluation, of path: String? = nil) throws -> [String: String] {
        let table = try CommaSeparatedTable(bytes: Data(contentsOf: URL(fileURLWithPath: path ?? job.output)))
        return Dictionary(uniqueKeysWithValues: zip(table.header, table.rows[0].fields))
    }

    @Test(arguments: [
        // Treated and buffer before and after; the control stays at 10 a month.
        ([22, 12, 10, 18], "displacement"), ([22, 12, 10, 24], "backfire"), ([22, 12, 20, 12], "diffusion"),
        ([10, 15, 10, 12], "no_benefit"),
    ])
    func `a quotient by hand`(cells: [Int], reading: String) throws {
        let job = try job(counts([("T", cells[0], cells[1]), ("B", cells[2], cells[3]), ("C", 10, 10)]))
        #expect(try job.run().refusal == nil)
        let row = try row(job)
        let (success, change) = (Double(cells[1] - cells[0]) / 10, Double(cells[3] - cells[2]) / 10)
        #expect(abs((Double(row["success"] ?? "") ?? .nan) - success) < 1e-12)
        #expect(abs((Double(row["buffer_change"] ?? "") ?? .nan) - change) < 1e-12)
        #expect(row["reading"] == reading)
        if success < 0 {
            #expect(abs((Double(row["wdq"] ?? "") ?? .nan) - change / success) < 1e-12)
        } else {
            #expect(row["wdq"] == "")
        }
    }

    @Test func `few events or an unknown month leave the figures empty, and nothing left is a refusal`() throws {
        let few = try job(counts([("T", 20, 0), ("B", 10, 10), ("C", 10, 10)]))
        #expect(try few.run().refusal != nil)
        #expect(try row(few)["success"] == "" && row(few)["reading"] == "" && row(few)["treated_before"] == "120")
        var short = try job(counts([("T", 20, 10), ("B", 10, 10), ("C", 10, 10)]))
        (short.window, short.overwrite) = (7, true)
        #expect(try short.run().refusal != nil)
        #expect(try row(short)["treated_before"] == "" && row(short)["wdq"] == "")
    }

    @Test func `a lag moves the months after and no month before`() throws {
        let text = counts([("T", 20, 10), ("B", 10, 10), ("C", 10, 10)])
            .replacing("T,2024-08,10", with: "T,2024-08,500")
        var job = try job(text)
        (job.window, job.lag) = (5, 1)
        _ = try job.run()
        #expect(try row(job)["treated_before"] == "100" && row(job)["treated_after"] == "50")
    }

    @Test func `an interrupted series finds level and trend that are there exactly`() throws {
        // log2 counts: 64 a month, then 32, falling by nothing: level ratio ½, trend ratio 1.
        var text = "area,period,count\n"
        for index in 0..<24 {
            let (year, month) = (2023 + index / 12, index % 12 + 1)
            text += "T,\(year)-\(month < 10 ? "0" : "")\(month),\(index < 12 ? 64 : 32)\n"
        }
        var job = try job(text, measures: "measure_id,date,treated,buffer,control\nm,2024-01-15,T,,\n")
        job.series = folder.url.appending(path: "s.csv").path
        #expect(try job.run().refusal == nil)
        let row = try row(job, of: job.series)
        for (column, value) in [("level_ratio", 0.5), ("trend_ratio", 1), ("trend_before", 1), ("dispersion", 1)] {
            #expect(abs((Double(row[column] ?? "") ?? .nan) - value) < 1e-9)
        }
        #expect(row["months_before"] == "12" && row["months_after"] == "11" && row["status"] == "fitted")
    }

    @Test func `outcomes of a region's table are counters with monthly rates`() throws {
        var job = try job(
            counts([("T", 20, 10), ("B", 10, 10), ("C", 10, 10)]))
        job.activity = try folder.file(
            "a.csv",
            "measure_id,date_start,date_end,measure_type,name,quantity,unit\n"
                + "a,2023-06-02,2024-01-15,outcome,Arrests,1585,arrests\n"
                + "b,2024-05-31,,outcome,Results 2021-06 to 2024-05: arrests,300,arrests (at least)\n"
                + "c,2024-05-31,,operation,Patrol,7,boats\n")
        job.activityOutput = folder.url.appending(path: "rates.csv").path
        let outcome = try job.run()
        #expect(outcome.summary["activity"]?.array?.count == 2)
        let row = try row(job, of: job.activityOutput)
        // 228 days.
        let rate = Double(row["monthly_rate"] ?? "") ?? 0
        let months = 228 / 30.4375
        #expect(abs(rate * months - 1585) < 1e-9)
        let second = try #require(outcome.summary["activity"]?.array?[1].object)
        #expect(second["bound"] == .string("at_least") && second["date_start"] == .string("2021-06-01"))
    }

    @Test func `what cannot be is refused with its place`() throws {
        for (counts, measures, part) in [
            (
                "area,period,count\nT,2024-13,1\n", "measure_id,date,treated,buffer,control\nm,2024-07-03,T,,\n",
                "line 2"
            ),
            (
                "area,period,count\nT,2024-01,-1\n", "measure_id,date,treated,buffer,control\nm,2024-07-03,T,,\n",
                "count"
            ),
            (
                "area,period,count\nT,2024-01,1\n", "measure_id,date,treated,buffer,control\nm,2024-07-03,X,,\n",
                "area X"
            ),
            ("area,period,count\nT,2024-01,1\n", "measure_id,date,treated,buffer,control\nm,soon,T,,\n", "date"),
            (
                "area,period,count\nT,2024-01,1\n", "measure_id,date,treated,buffer,control\nm,2024-07-03,T,T,\n",
                "two roles"
            ),
        ] {
            let error = #expect(throws: RequestError.self) { try self.job(counts, measures: measures).run() }
            #expect(error?.description.contains(part) ?? false)
        }
    }
}
