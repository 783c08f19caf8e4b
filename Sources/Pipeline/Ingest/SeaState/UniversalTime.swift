internal import Incidents

/// A moment in universal time.
struct UniversalTime: Hashable {
    /// Seconds since 1970-01-01T00:00:00Z; leap seconds do not count.
    let seconds: Double

    init(seconds: Double) { self.seconds = seconds }

    /// Reads ISO 8601 with its zone: `YYYY-MM-DDThh:mm[:ss[.f]]` and `Z` or `±hh:mm`; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, CalendarDate(parts[0]) != nil, let day = CivilDay(parts[0]),
            let mark = parts[1].lastIndex(where: { "Z+-".contains($0) }),
            let offset = Self.offset(parts[1][mark...], isStrict: true),
            let time = Self.timeOfDay(parts[1][..<mark], isStrict: true)
        else { return nil }
        seconds = Double(day.daysSince1970) * 86_400 + time - offset
    }

    /// 1…12.
    var month: Int { CivilDay(daysSince1970: Int((seconds / 86_400).rounded(.down))).month }

    /// Seconds since midnight of `hh:mm[:ss[.f]]`; `isStrict` asks for two digits in each.
    static func timeOfDay(_ text: Substring, isStrict: Bool) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (isStrict ? 2...3 : 1...3).contains(parts.count), let hours = digits(parts[0], isStrict), hours < 24
        else { return nil }
        var seconds = Double(hours) * 3600
        if parts.count > 1 {
            guard let minutes = digits(parts[1], isStrict), minutes < 60 else { return nil }
            seconds += Double(minutes) * 60
        }
        if parts.count > 2 {
            let fraction = parts[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard let whole = digits(fraction[0], isStrict), whole < 60 else { return nil }
            seconds += Double(whole)
            if fraction.count > 1 {
                guard fraction[1].utf8.allSatisfy(isDigit), let part = Double("0." + fraction[1] + "0") else {
                    return nil
                }
                seconds += part
            }
        }
        return seconds
    }

    /// Seconds east of Greenwich of `Z`, `UTC`, `GMT` or `±hh:mm`; `isStrict` takes `Z` and two digits only.
    static func offset(_ text: Substring, isStrict: Bool) -> Double? {
        if text == "Z" || !isStrict && ["UTC", "GMT", "z"].contains(text) { return 0 }
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        guard !isStrict || text.contains(":"), let time = timeOfDay(text.dropFirst(), isStrict: isStrict),
            time.truncatingRemainder(dividingBy: 60) == 0
        else { return nil }
        return sign == "-" ? -time : time
    }

    private static func digits(_ text: Substring, _ isStrict: Bool) -> Int? {
        guard (isStrict ? 2...2 : 1...2).contains(text.utf8.count), text.utf8.allSatisfy(isDigit) else { return nil }
        return Int(text)
    }
}

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
    var month: Int {
        // Days of the 400-year cycle that began on 1 March 2000, then of its century, four years and year.
        let day = daysSince1970 - 11_017
        let inCycle = day - Self.quotient(day, 146_097) * 146_097
        let inCentury = inCycle - min(3, inCycle / 36_524) * 36_524
        let inFour = inCentury % 1461
        let inYear = inFour - min(3, inFour / 365) * 365
        return ((5 * inYear + 2) / 153 + 2) % 12 + 1
    }

    private static func quotient(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }
}
