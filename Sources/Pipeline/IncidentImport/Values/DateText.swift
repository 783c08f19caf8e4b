internal import Incidents

/// What a date's text says, before the order of day and month in its column is known.
enum DateText: Equatable {
    case blank
    case null
    case unreadable
    case day(CalendarDate)
    case month(YearMonth)
    case quarter(year: Int, number: Int)
    case year(Int)
    /// Two numbers of which either could be the month, and the year.
    case eitherWay(Int, Int, year: Int, weekday: Int?)
    case interval(CalendarDate, CalendarDate)

    /// Reads ISO dates, `Mon, 01/06/2014 - 12:00`, `January 05, 2020`, `13-Jan-20`, `5 de enero de 2020`, months, quarters,
    /// years, days as a workbook counts them, and intervals of two of these.
    init(_ text: Span<UInt8>) {
        if text.isEmpty {
            self = .blank
        } else if let day = Self.plainDay(text) {
            self = .day(day)
        } else if NullToken.matches(text) {
            self = .null
        } else {
            self = Self.reading(TextTokens(text).tokens)
            if self == .unreadable, let interval = Self.interval(text) { self = interval }
        }
    }

    /// `YYYY-MM-DD`, the most frequent form.
    private static func plainDay(_ text: Span<UInt8>) -> CalendarDate? {
        guard text.count == 10, text[4] == 0x2D, text[7] == 0x2D else { return nil }
        var digits = (0, 0, 0)
        for i in 0..<10 where i != 4 && i != 7 {
            guard (0x30...0x39).contains(text[i]) else { return nil }
            let digit = Int(text[i] - 0x30)
            if i < 4 {
                digits.0 = digits.0 * 10 + digit
            } else if i < 7 {
                digits.1 = digits.1 * 10 + digit
            } else {
                digits.2 = digits.2 * 10 + digit
            }
        }
        return calendarDay(digits.0, digits.1, digits.2)
    }

    /// A day that exists in a year that records are of.
    static func calendarDay(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
        guard years.contains(year), (1...12).contains(month), day >= 1,
            day <= CalendarDate.days(inMonth: month, of: year)
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    static let years = 1900...2100

    // MARK: - Tokens

    private static func reading(_ tokens: [TextTokens.Token]) -> DateText {
        var (month, weekday, isQuarter): (Int?, Int?, Bool) = (nil, nil, false)
        var numbers: [TextTokens.Token] = []
        var isInTime = false
        for token in tokens {
            if token.isNumber {
                let isTime =
                    token.before == 0x3A || token.after == 0x3A || token.before == 0x2B
                    || (isInTime && (token.before == 0x2E || token.before == 0x2D) && token.length != 4)
                isInTime = isTime
                if !isTime { numbers.append(token) }
            } else if let named = DateWords.month(token.word) {
                if month != nil { return .unreadable }
                month = named
            } else if let named = DateWords.weekday(token.word) {
                weekday = named
            } else if token.word == "q" || token.word == "trim" || token.word == "trimestre" || token.word == "quarter"
            {
                isQuarter = true
            } else if !DateWords.fillers.contains(token.word) {
                return .unreadable
            }
        }
        if isQuarter { return quarter(numbers) }
        return month.map { named(month: $0, numbers) } ?? numeric(numbers, weekday)
    }

    private static func quarter(_ numbers: [TextTokens.Token]) -> DateText {
        guard numbers.count == 2, let year = numbers.first(where: { $0.length == 4 })?.value, years.contains(year),
            let number = numbers.first(where: { $0.length == 1 })?.value, (1...4).contains(number)
        else { return .unreadable }
        return .quarter(year: year, number: number)
    }

    private static func named(month: Int, _ numbers: [TextTokens.Token]) -> DateText {
        switch numbers.count {
        case 1:
            let year = fullYear(numbers[0])
            return numbers[0].length != 3 && years.contains(year)
                ? .month(YearMonth(year: year, month: month)) : .unreadable
        case 2:
            let isYearFirst = numbers[0].length == 4 || (numbers[0].value > 31 && numbers[0].length == 2)
            let (year, day) = isYearFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
            guard day.length <= 2 else { return .unreadable }
            return calendarDay(fullYear(year), month, day.value).map { .day($0) } ?? .unreadable
        default: return .unreadable
        }
    }

    private static func numeric(_ numbers: [TextTokens.Token], _ weekday: Int?) -> DateText {
        guard let first = numbers.first else { return .unreadable }
        switch numbers.count {
        case 1: return compact(first)
        case 2 where first.length == 5 && first.after == 0x2E: return compact(first)
        case 2:
            let (year, month) = first.length == 4 ? (first, numbers[1]) : (numbers[1], first)
            guard year.length == 4, years.contains(year.value), month.length <= 2, (1...12).contains(month.value) else {
                return .unreadable
            }
            return .month(YearMonth(year: year.value, month: month.value))
        default:
            let (a, b, c) = (first, numbers[1], numbers[2])
            guard numbers.count == 3 || first.length == 4 else { return .unreadable }
            if a.length == 4 || (a.length == 2 && a.value > 31) {
                return calendarDay(fullYear(a), b.value, c.value).map { .day($0) } ?? .unreadable
            }
            return eitherWay(a, b, year: fullYear(c), weekday, yearLength: c.length)
        }
    }

    private static func eitherWay(
        _ a: TextTokens.Token, _ b: TextTokens.Token, year: Int, _ weekday: Int?, yearLength: Int
    ) -> DateText {
        guard a.length <= 2, b.length <= 2, yearLength == 2 || yearLength == 4 else { return .unreadable }
        let (dayFirst, monthFirst) = (calendarDay(year, b.value, a.value), calendarDay(year, a.value, b.value))
        guard dayFirst != nil || monthFirst != nil else { return .unreadable }
        return .eitherWay(a.value, b.value, year: year, weekday: weekday)
    }

    /// `20140106`, `201401`, `2014`, days since 1899-12-30, seconds or milliseconds since 1970.
    private static func compact(_ number: TextTokens.Token) -> DateText {
        let value = number.value
        switch number.length {
        case 4 where years.contains(value): return .year(value)
        case 5 where (10_000...75_000).contains(value): return .day(CalendarDate(daysSince1970: value - 25_569))
        case 6 where years.contains(value / 100) && (1...12).contains(value % 100):
            return .month(YearMonth(year: value / 100, month: value % 100))
        case 8: return calendarDay(value / 10_000, value / 100 % 100, value % 100).map { .day($0) } ?? .unreadable
        case 9, 10: return .day(CalendarDate(daysSince1970: value / 86_400))
        case 12, 13: return .day(CalendarDate(daysSince1970: value / 86_400_000))
        default: return .unreadable
        }
    }

    /// Two digits are of 1969…2068, as POSIX has it.
    private static func fullYear(_ number: TextTokens.Token) -> Int {
        guard number.length == 2 else { return number.length == 4 ? number.value : -1 }
        return number.value + (number.value < 69 ? 2000 : 1900)
    }

    // MARK: - Intervals

    private static func interval(_ text: Span<UInt8>) -> DateText? {
        for gap in gaps {
            for at in 0..<max(0, text.count - gap.count + 1)
            where gap.indices.allSatisfy({ text[at + $0] == gap[$0] }) {
                let head = reading(TextTokens(text.extracting(0..<at)).tokens)
                let tail = reading(TextTokens(text.extracting((at + gap.count)..<text.count)).tokens)
                if case .day(let from) = head, case .day(let to) = tail, from <= to { return .interval(from, to) }
            }
        }
        return nil
    }

    private static let gaps = [" to ", " - ", "/", " – ", " a ", " al "].map { Array($0.utf8) }
}

extension DateText {
    /// The day that two numbers are, in a column's order; the other order if that alone is a day.
    static func day(_ a: Int, _ b: Int, year: Int, isDayFirst: Bool) -> (day: CalendarDate?, isAgainstOrder: Bool) {
        let (dayFirst, monthFirst) = (calendarDay(year, b, a), calendarDay(year, a, b))
        if let day = isDayFirst ? dayFirst : monthFirst { return (day, false) }
        return (isDayFirst ? monthFirst : dayFirst, true)
    }
}

/// Names of months and weekdays in English, Spanish, French and Portuguese.
enum DateWords {
    static let fillers: Set<String> = [
        "de", "del", "of", "th", "st", "nd", "rd", "t", "z", "am", "pm", "utc", "gmt", "the", "at", "er", "h",
    ]

    /// A month's number by its name or any beginning of at least three letters.
    static func month(_ word: String) -> Int? { monthsByBeginning[word] }

    /// 0 for Sunday, by the name or any beginning of at least two letters.
    static func weekday(_ word: String) -> Int? { weekdaysByBeginning[word] }

    /// 0 for Sunday, by the method of Sakamoto.
    static func weekday(of day: CalendarDate) -> Int {
        let shifts = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
        let year = day.month < 3 ? day.year - 1 : day.year
        return (year + year / 4 - year / 100 + year / 400 + shifts[day.month - 1] + day.day) % 7
    }

    private static let monthsByBeginning: [String: Int] = {
        var found: [String: Int] = ["sept": 9, "set": 9, "jui": 6]
        for (month, names) in months.enumerated() {
            for name in names {
                for length in 3...name.count {
                    let beginning = String(name.prefix(length))
                    found[beginning] = found[beginning] ?? month + 1
                }
            }
        }
        return found
    }()

    private static let weekdaysByBeginning: [String: Int] = {
        var found: [String: Int] = [:]
        for (weekday, names) in weekdays.enumerated() {
            for name in names {
                for length in 2...name.count {
                    let beginning = String(name.prefix(length))
                    found[beginning] = found[beginning] ?? weekday
                }
            }
        }
        return found
    }()

    private static let months = [
        ["january", "enero", "janvier", "janeiro"], ["february", "febrero", "février", "fevrier", "fevereiro"],
        ["march", "marzo", "mars", "março", "marco"], ["april", "abril", "avril"], ["may", "mayo", "mai", "maio"],
        ["june", "junio", "juin", "junho"], ["july", "julio", "juillet", "julho"],
        ["august", "agosto", "août", "aout"],
        ["september", "septiembre", "setiembre", "septembre", "setembro"],
        ["october", "octubre", "octobre", "outubro"],
        ["november", "noviembre", "novembre", "novembro"],
        ["december", "diciembre", "décembre", "decembre", "dezembro"],
    ]

    private static let weekdays = [
        ["sunday", "domingo", "dimanche"], ["monday", "lunes", "lundi", "segunda"],
        ["tuesday", "martes", "mardi", "terça"],
        ["wednesday", "miércoles", "miercoles", "mercredi", "quarta"], ["thursday", "jueves", "jeudi", "quinta"],
        ["friday", "viernes", "vendredi", "sexta"], ["saturday", "sábado", "sabado", "samedi"],
    ]
}
