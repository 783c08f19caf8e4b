internal import Incidents

/// Whether a text is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
func isPartialDate(_ text: String) -> Bool {
    CalendarDate(text) != nil || YearMonth(text) != nil
        || (text.utf8.count == 4 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
}
