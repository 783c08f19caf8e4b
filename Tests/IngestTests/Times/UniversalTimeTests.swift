import Foundation
import SpatialFormats
import Testing

@testable import Ingest

@Suite struct UniversalTimeTests {
    @Test(arguments: [
        ("1970-01-01T00:00Z", 0.0), ("1970-01-01T00:00:00.5Z", 0.5), ("2000-02-29T12:30:15Z", 951_827_415),
        ("2024-01-31T23:00-05:00", 1_706_760_000), ("2024-03-01T01:00+02:00", 1_709_247_600),
        ("1969-12-31T23:59:59Z", -1),
    ])
    func `a time with its zone is a count of seconds`(_ text: String, _ seconds: Double) {
        #expect(UniversalTime(text)?.seconds == seconds)
    }

    @Test func `months are those of universal time`() {
        #expect(UniversalTime("2024-01-31T23:00-05:00")?.month == 2)
        #expect(UniversalTime("2024-03-01T01:00+02:00")?.month == 2)
        #expect(UniversalTime("2023-03-01T00:00Z")?.month == 3)
    }

    @Test(arguments: [
        "2024-01-31", "2024-01-31T12:00", "2024-01-31T12Z", "2024-01-31 12:00Z", "2023-02-29T00:00Z",
        "2024-1-31T00:00Z",
        "2024-01-31T24:00Z", "2024-01-31T12:60Z", "2024-01-31T12:00:61Z", "2024-01-31T12:00+2:00",
        "2024-01-31T12:00+0200",
        "2024-01-31T12:00:00.Zz", "", "T", "Z", "2024-01-31T12:00ZZ", "٢٠٢٤-01-31T12:00Z",
    ])
    func `anything else is no time`(_ text: String) { #expect(UniversalTime(text) == nil) }

    @Test func `days and months agree with the calendar of Foundation`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for day in stride(from: -100_000, through: 100_000, by: 37) {
            let date = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
            let (year, month) = (try #require(date.year), try #require(date.month))
            #expect(CivilDay(daysSince1970: day).month == month)
            #expect(CivilDay("\(year)-\(month)-\(try #require(date.day))")?.daysSince1970 == day)
        }
    }

    @Test(arguments: [
        ("2026-01-01T06:00Z", "2026-01-01T06:00:00Z"), ("2024-03-01T01:00:30+02:00", "2024-02-29T23:00:30Z"),
        ("2000-02-29T12:30:15.25Z", "2000-02-29T12:30:15.25Z"), ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"),
        ("2026-12-31T23:59:59.9999999Z", "2027-01-01T00:00:00Z"), ("1900-02-28T24:00Z", nil),
    ])
    func `a time is written in universal time, with parts of a second only where there are any`(
        _ text: String, _ expected: String?
    ) {
        #expect(UniversalTime(text)?.description == expected)
    }

    @Test func `what is written is read back`() {
        for seconds in stride(from: -5e9, through: 9e9, by: 98_765_432.125) {
            let time = UniversalTime(seconds: seconds)
            #expect(UniversalTime(time.description) == time)
        }
    }

    @Test func `a time without zone is universal time only when that is said`() throws {
        #expect(UniversalTime("2024-01-31T12:00", assumesUTC: true)?.seconds == 1_706_702_400)
        #expect(UniversalTime("2024-01-31T12:00-01:00", assumesUTC: true)?.seconds == 1_706_706_000)
        #expect(UniversalTime("2024-01-31", assumesUTC: true) == nil)
        let option = #expect(throws: RequestError.self) {
            try UniversalTime("2024-01-31T12:00", option: "--depart", assumesUTC: false)
        }
        #expect(option?.kind == .wrongUsage)
        #expect(
            option?.description
                == "--depart \"2024-01-31T12:00\" has no zone; end it with Z or ±hh:mm, or say what it is with --tz UTC"
        )
        let path = FileManager.default.temporaryDirectory.appending(path: "times-\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("depart\n2024-01-31T12:00\n".utf8).write(to: URL(filePath: path))
        let table = try TableInput(path)
        #expect(try UniversalTime(table.rows[0], 0, of: table, assumesUTC: true).month == 1)
        let field = #expect(throws: RequestError.self) {
            try UniversalTime(table.rows[0], 0, of: table, assumesUTC: false)
        }
        #expect(field?.kind == .badData)
        #expect(field?.description.contains("line 2, column depart: \"2024-01-31T12:00\" has no zone") == true)
    }

    @Test(arguments: [
        ("hours since 1900-01-01 00:00:00.0", 1_087_692.0, "2024-01-31T12:00Z"),
        ("seconds since 1970-01-01", 951_827_415, "2000-02-29T12:30:15Z"),
        ("days since 1990-01-01T00:00:00Z", 12_083.5, "2023-01-31T12:00Z"),
        ("minutes since 2020-1-1 6:00 -6:00", 90, "2020-01-01T13:30Z"),
        ("days since 2020-01-01 00:00 UTC", 1, "2020-01-02T00:00Z"),
        // The first time of the NCEP/NCAR reanalysis; since year 1 the standard calendar has two days more.
        ("hours since 1-1-1 00:00:0.0", 17_067_072, "1948-01-01T00:00Z"),
    ])
    func `a CF time axis is read`(_ unit: String, _ number: Double, _ time: String) throws {
        let clock = try #require(TimeUnit(unit, calendar: nil))
        let expected = try #require(UniversalTime(time))
        #expect(abs(clock.time(number).seconds - expected.seconds) < 1e-3)
    }

    @Test func `the standard calendar is Julian before its reform`() throws {
        let standard = try #require(TimeUnit("days since 1-1-1", calendar: "standard"))
        let extended = try #require(TimeUnit("days since 1-1-1", calendar: "proleptic_gregorian"))
        #expect(extended.time(0).seconds - standard.time(0).seconds == 2 * 86_400)
    }

    @Test(arguments: [
        ("months since 1900-01-01", nil), ("hours", nil), ("hours since yesterday", nil), ("", nil),
        ("days since 1990-13-01", nil), ("days since 1990-01-01", "noleap"), ("days since 1990-01-01", "360_day"),
        ("days since 1990-01-01 25:00", nil), ("days since 1990-01-01 00:00 CEST", nil),
    ])
    func `an axis without fixed steps or with another calendar is refused`(_ unit: String, _ calendar: String?) {
        #expect(TimeUnit(unit, calendar: calendar) == nil)
    }
}
