import SpatialEngine
import Testing

/// What the assessment says of the sea corridors, month by month.
@Suite struct SeaPassageTests {
    private struct Row {
        let corridor: String
        let month: Int
        let seconds: Double
        let height: Double
        let hazard: Double
        let criticalWave: Double?
        let extreme: String
        let origin: String
        let segments: [String]
    }

    private func rows(_ scenario: Assessed.Scenario) throws -> [Row] {
        let table = try CommaSeparatedTable(bytes: scenario.assessed.bytes("tables/sea_passages.csv"))
        func column(_ name: String) throws -> Int { try #require(table.column(name)) }
        let names = try [
            "corridor_id", "month", "segments", "time_s", "hs_mean_m", "hazard", "critical_wave", "extreme", "origin",
        ].map(column)
        return try table.rows.map { row in
            let field = names.map { row.fields[$0] }
            return Row(
                corridor: field[0], month: try #require(Int(field[1])), seconds: try #require(Double(field[3])),
                height: try #require(Double(field[4])), hazard: try #require(Double(field[5])),
                criticalWave: Double(field[6]), extreme: field[7], origin: field[8],
                segments: field[2].split(separator: ";").map(String.init))
        }
    }

    @Test func `five corridors have twelve months, a worst and a best one`() throws {
        let all = try rows(.standard)
        for corridor in ["C0", "C5", "C7", "C8", "R1"] {
            let own = all.filter { $0.corridor == corridor }
            #expect(own.map(\.month) == Array(1...12))
            #expect(own.allSatisfy { $0.seconds > 0 && $0.hazard > 0 && $0.hazard < 1 && $0.origin == "modelled" })
            #expect(own.allSatisfy { (0...1).contains($0.criticalWave ?? -1) })
            let (worst, best) = (own.filter { $0.extreme == "worst" }, own.filter { $0.extreme == "best" })
            #expect(worst.count == 1 && worst[0].hazard == own.map(\.hazard).max())
            #expect(best.count == 1 && best[0].hazard == own.map(\.hazard).min())
        }
    }

    /// `SeaMonths.md` of the decisions gives the sources and explains the two differences.
    @Test(arguments: [
        // Rough in January and February (travel note).
        ("C0", [1, 2], [9, 10]),
        // Steady strong trade wind from December to April; watches of rough sea in December and January.
        ("C5", [12, 1, 2, 3, 4], [9, 10]), ("R1", [12, 1, 2, 3, 4], [9, 10]),
        // Published: strongest mean wind in December and March.
        ("C8", [12, 1], [9, 10]),
        // Published: northerly jet from January to April, onshore south-westerly from June to December.
        ("C7", [10, 11], [3, 4]),
    ])
    func `worst months are those that are published, or differ as stated`(
        _ corridor: String, _ worst: [Int], _ best: [Int]
    ) throws {
        let own = try rows(.standard).filter { $0.corridor == corridor }
        let (highest, lowest) = (own.first { $0.extreme == "worst" }, own.first { $0.extreme == "best" })
        #expect(worst.contains(try #require(highest).month))
        #expect(best.contains(try #require(lowest).month))
        #expect(try #require(highest).height > 1.3 * #require(lowest).height)
    }

    @Test func `a passage is the sum of its legs`() throws {
        let assessed = try Assessed.Scenario.standard.assessed
        let legs = try CommaSeparatedTable(bytes: assessed.bytes("tables/sea_months.csv"))
        let (id, month) = (try #require(legs.column("segment_id")), try #require(legs.column("month")))
        let (time, hazard) = (try #require(legs.column("time_s")), try #require(legs.column("hazard")))
        for row in try rows(.standard) {
            let parts = legs.rows.filter { row.segments.contains($0.fields[id]) && $0.fields[month] == "\(row.month)" }
            #expect(parts.count == row.segments.count && !parts.isEmpty)
            let seconds = parts.compactMap { Double($0.fields[time]) }.reduce(0, +)
            #expect(abs(seconds / row.seconds - 1) < 1e-5)
            let safe = parts.compactMap { Double($0.fields[hazard]) }.reduce(1) { $0 * (1 - $1) }
            #expect(abs((1 - safe) / row.hazard - 1) < 1e-4)
        }
    }

    @Test func `given waves have passages too`() throws {
        let all = try rows(.north)
        #expect(all.filter { $0.corridor == "C5" }.count == 12 && all.allSatisfy { $0.origin == "given" })
        #expect(!all.contains { $0.corridor == "R1" })
    }

    @Test func `the report shows them in maps, a plot and tables, with the model's error`() throws {
        let page = HTMLElement.page(try Assessed.Scenario.standard.assessed.text("report.html"))
        let series = try #require(page.all.first { $0.attributes["id"] == "series" })
        let figures = series.all.filter { $0.name == "figure" }.compactMap { $0.attributes["data-table"] }
        #expect(
            figures == [
                "series-table", "flow-maps-table", "flow-mix-table", "closure-1-table", "sea-worst-table",
                "sea-maps-table", "sea-months-table",
            ])
        let bulletins = try #require(series.all.first { $0.attributes["id"] == "sea-bulletins-table" })
        #expect(bulletins.all.filter { $0.name == "tr" }.count == 8)
        #expect(series.all.contains { $0.text.contains("Against 7 published bulletins") })
    }
}
