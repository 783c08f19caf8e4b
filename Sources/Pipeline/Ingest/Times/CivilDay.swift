internal import Incidents

/// Whether a byte is one of 0…9.
func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

/// A day of the Gregorian calendar, also before its reform unless it is said to be Julian.
struct CivilDay: Hashable {
    let daysSince1970: Int

    init(daysSince1970: Int) { self.daysSince1970 = daysSince1970 }

    /// Reads year, month and day with `-` between them; nil for a day that does not exist.
    ///
    /// - Parameter isMixed: Days before 15 October 1582 are Julian ones, as in the standard calendar of CF.
    init?(_ text: Substring, isMixed: Bool = false) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }),
            (1...4).contains(parts[0].utf8.count), let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), (1...12).contains(month), day >= 1
        else { return nil }
        let isJulian = isMixed && (year, month, day) < (1582, 10, 15)
        let isLeap = year % 4 == 0 && (isJulian || year % 100 != 0 || year % 400 == 0)
        guard day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] else { return nil }
        // Years begin in March, so that the leap day is the last one.
        let shifted = month <= 2 ? year - 1 : year
        let days = 365 * shifted + Self.quotient(shifted, 4) + (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let leapCorrection = isJulian ? -2 : Self.quotient(shifted, 400) - Self.quotient(shifted, 100)
        daysSince1970 = days + leapCorrection - 719_468
    }

    /// 1…12.
    var month: Int { date.month }

    /// Year, month and day.
    var date: CalendarDate { CalendarDate(daysSince1970: daysSince1970) }

    private static func quotient(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }
}
