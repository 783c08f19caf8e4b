/// The moment that files carry inside as their last change: it comes from the data or from `SOURCE_DATE_EPOCH`, never from
/// the clock, so that equal runs write equal bytes.
public struct DataDate: Hashable, Sendable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z.
    public let secondsSince1970: Int

    /// A moment.
    public init(secondsSince1970: Int) { self.secondsSince1970 = secondsSince1970 }

    /// Midnight UTC of the newest day of the data, unless `SOURCE_DATE_EPOCH` is set.
    ///
    /// - Parameters:
    ///   - year: Year of the newest day, proleptic Gregorian.
    ///   - month: 1 to 12.
    ///   - day: 1 to 31.
    ///   - sourceDateEpoch: The value of the environment variable; nil or empty when it is not set.
    /// - Throws: ``ExportError/invalidFolder(part:problem:)`` when the variable is no whole number of seconds from 1970 to 9999.
    public init(
        newestYear year: Int, month: Int, day: Int, sourceDateEpoch: String? = nil
    ) throws(ExportError) {
        guard let text = sourceDateEpoch, !text.isEmpty else {
            secondsSince1970 = 86_400 * Self.days(year: year, month: month, day: day)
            return
        }
        guard let seconds = Int(text), (0..<253_402_300_800).contains(seconds) else {
            throw .invalidFolder(
                part: "SOURCE_DATE_EPOCH",
                problem: "\"\(text)\" is not a number of seconds since 1970; unset or correct it")
        }
        secondsSince1970 = seconds
    }

    /// The day in UTC, `YYYY-MM-DD`.
    public var day: String { String(description.prefix(10)) }

    /// ISO 8601 with milliseconds, as GeoPackage wants it: `2025-04-30T00:00:00.000Z`.
    public var description: String {
        let days = Int((Double(secondsSince1970) / 86_400).rounded(.down))
        let (year, month, day) = Self.date(days: days)
        let second = secondsSince1970 - days * 86_400
        let date = "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))"
        return "\(date)T\(Self.padded(second / 3600)):\(Self.padded(second / 60 % 60)):\(Self.padded(second % 60)).000Z"
    }

    /// Days since 1970-01-01; years begin in March here, so that a leap day comes last.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    /// The day that is `days` after 1970-01-01.
    private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        let total = days + 719_468
        let cycle = total / 146_097
        let dayOfCycle = total - cycle * 146_097
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, day)
    }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
