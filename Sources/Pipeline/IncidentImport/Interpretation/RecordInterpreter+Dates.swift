internal import Incidents

extension RecordInterpreter {
    /// Reads the date; a blank or unreadable one falls back on the file's columns of years and months.
    mutating func readDates(_ record: RecordText) {
        var span: DateSpan?
        if let column = columns[.date] {
            let text = record.with(column) { DateText($0) }
            span = readDate(text, record, column, order: 0)
        }
        if span == nil { span = dateOfParts(record) }
        guard var span else {
            if columns[.date].map(record.isEmpty) ?? true { find(.missingDate, "date_start") }
            return
        }
        if let column = columns[.date], record.isEmpty(column) { find(.missingDate, "date_start") }
        if let column = columns[.dateEnd], !record.isEmpty(column) {
            let text = record.with(column) { DateText($0) }
            if let end = readDate(text, record, column, order: 1), end.end >= span.start {
                span = DateSpan(from: span.start, to: end.end)
            }
        }
        set(.dateStart, span.start)
        set(.dateEnd, span.end)
        set(.datePrecision, span.precision.rawValue)
    }

    /// The days that a date's text stands for, with what is wrong with it noted; nil if it stands for none.
    private mutating func readDate(_ text: DateText, _ record: RecordText, _ column: Int, order: Int) -> DateSpan? {
        let field = order == 0 ? "date_start" : "date_end"
        switch text {
        case .blank: return nil
        case .null:
            find(.nullToken, field, "set empty; was \"\(record.text(column))\"")
            return nil
        case .unreadable:
            find(.dateUnreadable, field, "not taken; was \"\(record.text(column).prefix(40))\"")
            return nil
        case .day(let day): return DateSpan(day)
        case .month(let month): return DateSpan(month)
        case .quarter(let year, let number): return DateSpan(quarter: number, of: year)
        case .year(let year): return DateSpan(year: year)
        case .interval(let from, let to): return DateSpan(from: from, to: to)
        case .eitherWay(let a, let b, let year, _):
            let decided = reading.survey.isDayFirst(column: order)
            let isDayFirst = decided ?? (schema != .arizona)
            let (day, isAgainstOrder) = DateText.day(a, b, year: year, isDayFirst: isDayFirst)
            guard let day else { return nil }
            if isAgainstOrder && reading.survey.isMixed(column: order) {
                find(.dateUnreadable, field, "read as \(day), against the order of day and month in the column")
            } else if decided == nil && a != b && !isAgainstOrder {
                find(.dateUnreadable, field)
            }
            return DateSpan(day)
        }
    }

    /// The day, month or year that columns of their own give.
    private func dateOfParts(_ record: RecordText) -> DateSpan? {
        guard let year = reading.year(record) else { return nil }
        guard let month = reading.month(record) else { return DateSpan(year: year) }
        if let column = columns[.day], case .value(let number) = record.with(column, { CountText($0) }),
            let day = DateText.calendarDay(year, month, number)
        {
            return DateSpan(day)
        }
        return DateSpan(YearMonth(year: year, month: month))
    }
}

extension ColumnSurvey {
    /// Whether some dates of a column can only be read in one order and some only in the other.
    func isMixed(column: Int) -> Bool { dates[column].dayFirst > 0 && dates[column].monthFirst > 0 }
}

/// First and last day, and how finely they are known.
struct DateSpan {
    let start: CalendarDate
    let end: CalendarDate
    let precision: DatePrecision

    init(_ day: CalendarDate) { (start, end, precision) = (day, day, .day) }

    init(_ month: YearMonth) { self.init(year: month.year, from: month.month, to: month.month, .month) }

    init(year: Int) { self.init(year: year, from: 1, to: 12, .year) }

    init(quarter: Int, of year: Int) { self.init(year: year, from: quarter * 3 - 2, to: quarter * 3, .quarter) }

    /// Whole months and years are known as such.
    init(from start: CalendarDate, to end: CalendarDate) {
        (self.start, self.end) = (start, end)
        let isWhole =
            start.day == 1 && start.year == end.year
            && end.day == CalendarDate.days(inMonth: end.month, of: end.year)
        if isWhole && start.month == end.month {
            precision = .month
        } else {
            precision = isWhole && start.month == 1 && end.month == 12 ? .year : .day
        }
    }

    private init(year: Int, from first: Int, to last: Int, _ precision: DatePrecision) {
        start = CalendarDate(year: year, month: first, day: 1)
        end = CalendarDate(year: year, month: last, day: CalendarDate.days(inMonth: last, of: year))
        self.precision = precision
    }
}
