import Incidents
import Testing

@Suite struct CalendarDateTests {
    @Test(
        "days since 1970 of days that are known",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
            ("2026-11-22", 20_779), ("1900-03-01", -25_508), ("0001-01-01", -719_162),
        ])
    func knownDays(_ text: String, _ days: Int) throws {
        let date = try #require(CalendarDate(text))
        #expect(date.daysSince1970 == days)
        #expect(CalendarDate(daysSince1970: days) == date)
    }

    @Test func oneDayFollowsTheOtherOverACycleOf400Years() {
        var date = CalendarDate(year: 1799, month: 12, day: 31)
        for days in (date.daysSince1970 + 1)...(date.daysSince1970 + 146_097) {
            let next = CalendarDate(daysSince1970: days)
            #expect(next.daysSince1970 == days && next > date)
            #expect(next.day == date.day + 1 || (next.day == 1 && next.month == date.month % 12 + 1))
            date = next
        }
    }

    @Test(arguments: ["2023-02-29", "2024-13-01", "2024-1-1", "24-01-01", "2024-04-31", "+024-01-01", ""])
    func daysThatDoNotExistAreRefused(_ text: String) { #expect(CalendarDate(text) == nil) }
}
