/// A month of the proleptic Gregorian calendar.
public struct YearMonth: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Year of the Gregorian calendar.
    public let year: Int
    /// 1…12.
    public let month: Int

    /// A month that exists; anything else is a programming error.
    public init(year: Int, month: Int) {
        precondition((1...12).contains(month), "a month lies in 1…12, got \(month)")
        self.year = year
        self.month = month
    }

    /// Reads `YYYY-MM`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), (1...12).contains(month)
        else { return nil }
        self.init(year: year, month: month)
    }

    /// Months since year 0, for differences.
    public var ordinal: Int { year * 12 + month - 1 }

    /// The month whose ``ordinal`` is given, 0 or more.
    public init(ordinal: Int) { self.init(year: ordinal / 12, month: ordinal % 12 + 1) }

    /// Earlier months first.
    public static func < (a: YearMonth, b: YearMonth) -> Bool { a.ordinal < b.ordinal }

    /// The first of the month.
    public var firstDay: CalendarDate { CalendarDate(year: year, month: month, day: 1) }
    /// The 28th to 31st of the month.
    public var lastDay: CalendarDate {
        CalendarDate(year: year, month: month, day: CalendarDate.days(inMonth: month, of: year))
    }

    /// `YYYY-MM`.
    public var description: String { "\(zeroPadded(year, to: 4))-\(zeroPadded(month, to: 2))" }
}

/// `number` with leading zeros.
func zeroPadded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
