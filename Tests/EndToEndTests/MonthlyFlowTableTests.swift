import Foundation
import SpatialEngine
import Testing

/// The tables of flow by month in a folder that `assess` wrote.
@Suite struct MonthlyFlowTableTests {
    private static let intervals = ["lo90", "lo50", "median", "hi50", "hi90"]

    @Test(arguments: [Assessed.Scenario.standard, .north, .south])
    func `flow by segment and month has ordered intervals and is never zero where unknown`(
        _ scenario: Assessed.Scenario
    ) throws {
        let assessed = try scenario.assessed
        let table = try AssessedTable(assessed, "flows_monthly")
        #expect(
            table.header == [
                "segment_id", "leg_id", "corridor_id", "mode", "month", "direction", "status", "median", "lo50", "hi50",
                "lo90", "hi90", "count_quality",
            ])
        let segments = Set(try assessed.features("segments").map { $0.text("segment_id") })
        var seen: Set<String> = []
        for row in table.rows {
            let values = try Self.intervals.map { try table.number(row, $0) }
            #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 } && values[0] >= 0, "\(row)")
            let status = try table.text(row, "status")
            #expect(["estimated", "unknown"].contains(status))
            if status == "unknown" { #expect(values[2] > 0 && values[4] > values[0], "\(row)") }
            #expect(segments.contains(row[0]), "\(row)")
            #expect(seen.insert(row[0] + row[4]).inserted, "\(row)")
        }
        #expect(!table.rows.isEmpty)
    }

    @Test func `totals reproduce the counts of 2021 to 2025`() throws {
        let table = try AssessedTable(try Assessed.Scenario.standard.assessed, "flow_totals")
        var counted = 0
        for row in table.rows where try table.text(row, "count_quality") == "counted" && row[0] >= "2021" {
            let count = try table.number(row, "count")
            #expect(try table.number(row, "lo90") <= count && count <= table.number(row, "hi90"), "\(row)")
            counted += 1
        }
        #expect(counted > 50)
    }

    @Test func `shares of a month add to about 1 by measure`() throws {
        let table = try AssessedTable(try Assessed.Scenario.standard.assessed, "flow_shares")
        let rows = try table.rows.filter {
            try table.text($0, "month") == "2023-06" && table.text($0, "direction") == "both"
        }
        for (measure, modes) in [("persons", 3), ("person_km", 4)] {
            let medians = try rows.filter { try table.text($0, "measure") == measure }.map {
                try table.number($0, "median")
            }
            #expect(medians.count == modes)
            #expect(abs(medians.reduce(0, +) - 1) < 0.05)
        }
    }

    @Test func `each statement stands beside its posterior, and six months are forecast with scores`() throws {
        let assessed = try Assessed.Scenario.standard.assessed
        let statements = try AssessedTable(assessed, "flow_statements")
        #expect(statements.rows.count >= 20)
        for row in statements.rows where try statements.text(row, "status") == "used" {
            #expect(try statements.number(row, "median") > 0)
            #expect(try !statements.text(row, "source_ids").isEmpty && !statements.text(row, "statement_es").isEmpty)
        }
        let forecast = try AssessedTable(assessed, "flow_forecast")
        #expect(forecast.rows.count == 6)
        for row in forecast.rows {
            for column in ["log_score", "crps", "absolute_error", "naive_log_score", "naive_crps"] {
                #expect(try forecast.number(row, column).isFinite)
            }
        }
    }

    @Test func `the report draws the flow with tables, a legend of the unknown and both languages`() throws {
        let page = try Assessed.Scenario.standard.assessed.text("report.html")
        for part in [
            "data-table=\"flow-maps-table\"", "id=\"flow-maps-table\"", "data-table=\"flow-mix-table\"",
            "id=\"flow-mix-table\"", "flow unknown, not zero", "flujo desconocido, no cero",
        ] { #expect(page.contains(part), "\(part)") }
    }
}
