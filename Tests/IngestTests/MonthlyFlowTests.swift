import Foundation
import Incidents
import Testing

@testable import Ingest

@Suite struct MonthlyFlowTests {
    private func crossing(
        _ start: String, _ end: String, _ persons: Int, _ quality: CrossingQuality, cumulative: String? = nil
    ) throws -> Crossing {
        Crossing(
            start: try #require(CalendarDate(start)), end: try #require(CalendarDate(end)), direction: .north,
            persons: persons, quality: quality, cumulativeFrom: cumulative.flatMap { CalendarDate($0) }, sourceIDs: [])
    }

    private func months(_ crossings: [Crossing], year: Int) -> [MonthlyCount] {
        MonthlyFlow.monthly(
            crossings, direction: .north, window: YearMonth(year: year, month: 1)...YearMonth(year: year, month: 12)
        ).months
    }

    @Test func `without counts every month is unknown, not zero`() {
        let months = months([], year: 2022)
        #expect(months.count == 12)
        #expect(months.allSatisfy { $0.persons == nil && $0.low == nil && $0.basis == .unknown })
    }

    @Test func `a month outside the window is unknown`() throws {
        let january = YearMonth(year: 2022, month: 1)
        let flow = MonthlyFlow.monthly(
            [try crossing("2022-01-01", "2022-01-31", 10, .official)], direction: .north, window: january...january)
        #expect(flow[january].persons == 10)
        #expect(flow[YearMonth(year: 2022, month: 2)].basis == .unknown)
        #expect(flow[YearMonth(year: 2021, month: 12)].basis == .unknown)
    }

    @Test func `a published zero stays a counted zero`() throws {
        let months = months([try crossing("2020-04-01", "2020-04-30", 0, .official)], year: 2020)
        #expect(months[3].persons == 0 && months[3].basis == .counted)
        #expect(months[4].basis == .unknown)
    }

    @Test func `a year is spread over the months without a figure`() throws {
        let months = months(
            [
                try crossing("2022-01-01", "2022-01-31", 10, .official),
                try crossing("2022-01-01", "2022-12-31", 120, .official),
            ],
            year: 2022)
        #expect(months[0].persons == 10 && months[0].basis == .counted)
        #expect(months[1...].allSatisfy { $0.persons == 10 && $0.basis == .estimated })
    }

    @Test func `a year below the sum of its months is not used`() throws {
        let months = months(
            [
                try crossing("2022-01-01", "2022-01-31", 10, .official),
                try crossing("2022-01-01", "2022-12-31", 5, .official),
            ],
            year: 2022)
        #expect(months[0].persons == 10)
        #expect(months[1...].allSatisfy { $0.basis == .unknown })
    }

    @Test func `running totals, alternatives and doubtful figures are never added`() throws {
        let months = months(
            [
                try crossing("2022-01-01", "2022-06-30", 600, .officialQuoted, cumulative: "2022-01-01"),
                try crossing("2022-07-01", "2022-07-31", 70, .alternative),
                try crossing("2022-08-01", "2022-12-31", 500, .doubtful),
            ], year: 2022)
        #expect(months.allSatisfy { $0.basis == .unknown })
    }

    @Test func `an alternative figure widens the range of its month`() throws {
        let months = months(
            [
                try crossing("2022-01-01", "2022-01-31", 4702, .official),
                try crossing("2022-01-01", "2022-01-31", 4204, .alternative),
            ],
            year: 2022)
        #expect(months[0].persons == 4702 && months[0].low == 4204 && months[0].high == 4702)
    }

    @Test func `the first days of a month are scaled up and stay the low end`() throws {
        let months = months([try crossing("2026-01-01", "2026-01-10", 310, .officialQuoted)], year: 2026)
        #expect(months[0].persons == 961 && months[0].low == 310 && months[0].basis == .estimated)
    }

    @Test func `years without months are spread evenly as estimates`() throws {
        let months = months(try EmbeddedPack.load().crossings, year: 2014)
        #expect(months.allSatisfy { $0.basis == .estimated })
        #expect(abs(months.reduce(0.0) { $0 + ($1.persons ?? 0) } - 6175) < 1e-6)
    }

    @Test func `northward months of 2025 add up to the year's total although part is estimated`() throws {
        let months = months(try EmbeddedPack.load().crossings, year: 2025)
        #expect(months.prefix(4).map(\.persons) == [2229, 408, 194, 73])
        #expect(months[4].persons == 37.0 / 4 && months[8].persons == 91.0 / 3 && months[11].persons == 59)
        #expect(abs(months.reduce(0.0) { $0 + ($1.persons ?? 0) } - 3091) < 1e-9)
    }

    @Test func `southward months of 2025 meet the year's total and carry the contradiction as a range`() throws {
        let months = MonthlyFlow.monthly(
            try EmbeddedPack.load().crossings, direction: .south,
            window: YearMonth(year: 2024, month: 10)...YearMonth(year: 2026, month: 2)
        ).months
        let year = months.filter { $0.month.year == 2025 }
        #expect(abs(year.reduce(0.0) { $0 + ($1.persons ?? 0) } - 22_833) < 1e-6)
        #expect(year[2].persons == 2804 && year[2].basis == .counted)
        #expect(year[3].persons == 2319 && year[3].high == 3013)
        #expect(year[7].persons == 1850 && year[8].persons == 1480)
        // December: 397 to the 20th. July, October and November share what is left of the year.
        #expect(year[11].low == 397 && year[11].basis == .estimated)
        let known = [2634.0, 2804, 2319, 5443, 1850, 1480, 397.0 * 31 / 20]
        let rest = (22_833 - known.reduce(0, +)) / 3
        #expect(abs((year[6].persons ?? 0) - rest) < 1e-6)
        #expect(try #require(year[6].low) < rest && year[6].basis == .estimated)
        #expect(months.filter { $0.month.year == 2024 }.allSatisfy { $0.basis == .unknown })
        #expect(months.last?.basis == .unknown)
    }
}
