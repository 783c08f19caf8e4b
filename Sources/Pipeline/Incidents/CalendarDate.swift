/// A day of the proleptic Gregorian calendar.
public struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Year of the Gregorian calendar.
    public let year: Int
    /// 1…12.
    public let month: Int
    /// 1…31, within its month.
    public let day: Int

    /// A day that exists; anything else is a programming error.
    public init(year: Int, month: Int, day: Int) {
        precondition(
            (1...12).contains(month) && (1...Self.days(inMonth: month, of: year)).contains(day),
            "no such day: \(year)-\(month)-\(day)")
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `YYYY-MM-DD`; nil for anything else and for days that do not exist.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month), (1...Self.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day that lies a number of days after 1970-01-01, before it for a number below 0.
    public init(daysSince1970 days: Int) {
        // Days of the 400-year cycle that began on 1 March 2000, then of its century, four years and year: years begin in
        // March, so that the leap day is the last one.
        let day = days - 11_017
        let cycle = Self.quotient(day, 146_097)
        let inCycle = day - cycle * 146_097
        let century = min(3, inCycle / 36_524)
        let inCentury = inCycle - century * 36_524
        let inFour = inCentury % 1461
        let yearInFour = min(3, inFour / 365)
        let inYear = inFour - yearInFour * 365
        let year = 2000 + 400 * cycle + 100 * century + inCentury / 1461 * 4 + yearInFour
        let shifted = (5 * inYear + 2) / 153
        self.init(
            year: shifted >= 10 ? year + 1 : year, month: (shifted + 2) % 12 + 1,
            day: inYear - (153 * shifted + 2) / 5 + 1)
    }

    /// Days after 1970-01-01; below 0 before it.
    public var daysSince1970: Int {
        let shifted = month <= 2 ? year - 1 : year
        let leapDays = Self.quotient(shifted, 4) - Self.quotient(shifted, 100) + Self.quotient(shifted, 400)
        return 365 * shifted + leapDays + (153 * ((month + 9) % 12) + 2) / 5 + day - 1 - 719_468
    }

    private static func quotient(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }

    /// The month that holds the day.
    public var yearMonth: YearMonth { YearMonth(year: year, month: month) }

    /// Earlier days first.
    public static func < (a: CalendarDate, b: CalendarDate) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }

    /// `YYYY-MM-DD`.
    public var description: String {
        "\(zeroPadded(year, to: 4))-\(zeroPadded(month, to: 2))-\(zeroPadded(day, to: 2))"
    }

    /// How many days the month has.
    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }
}
