internal import Incidents

/// What only a whole column can tell: the order of day and month, of axes, and what a point in a count means.
struct ColumnSurvey {
    /// Votes of one date column.
    struct DateOrder {
        var (dayFirst, monthFirst, undecided) = (0, 0, 0)
    }

    /// Votes on which of two numbers is the longitude.
    struct AxisOrder {
        var (longitudeFirst, latitudeFirst) = (0, 0)
    }

    /// How a count column uses points.
    struct PointStyle {
        var (fractions, groups, zeroGroups) = (0, 0, 0)

        /// Whether `1.000` is one thousand.
        var areGroups: Bool { fractions == 0 && groups > 0 }
    }

    var dates: [DateOrder]
    var points: [PointStyle]
    /// By ``RawPosition/Form``.
    var axes: [AxisOrder]
    var hasCountryCodes = false
    /// Records that are UTF-8 beyond ASCII, and that are no UTF-8.
    var (unicode, otherBytes) = (0, 0)
    /// How many positions each box of 10° holds, if the first or the second number is the longitude.
    private var boxes: [[UInt32]]

    init() {
        dates = [DateOrder(), DateOrder()]
        points = Array(repeating: PointStyle(), count: Field.counts.count)
        axes = Array(repeating: AxisOrder(), count: RawPosition.Form.allCases.count)
        boxes = Array(repeating: Array(repeating: 0, count: 36 * 18), count: 2)
    }

    var isUTF8: Bool { unicode >= otherBytes && unicode > 0 }

    // MARK: - Dates

    /// Counts a date; a weekday or the file's own column of months may tell what the numbers do not.
    mutating func add(_ date: DateText, column: Int, month: Int?) {
        guard case .eitherWay(let a, let b, let year, let weekday) = date, a != b else { return }
        let dayFirst = DateText.calendarDay(year, b, a)
        let monthFirst = DateText.calendarDay(year, a, b)
        func suits(_ day: CalendarDate?) -> Bool {
            guard let day else { return false }
            if let weekday, DateWords.weekday(of: day) != weekday { return false }
            return month == nil || month == day.month
        }
        switch (suits(dayFirst), suits(monthFirst)) {
        case (true, false): dates[column].dayFirst += 1
        case (false, true): dates[column].monthFirst += 1
        default: dates[column].undecided += 1
        }
    }

    /// Whether days come first in a column; nil if no date tells.
    func isDayFirst(column: Int) -> Bool? {
        let votes = dates[column]
        return votes.dayFirst == votes.monthFirst ? nil : votes.dayFirst > votes.monthFirst
    }

    // MARK: - Counts

    mutating func add(_ count: CountText, column: Int, hasPoint: Bool) {
        switch count {
        case .pointed(_, let whole):
            if whole == nil { points[column].groups += 1 } else { points[column].zeroGroups += 1 }
        case .value: if hasPoint { points[column].fractions += 1 }
        default: break
        }
    }

    // MARK: - Positions

    /// Counts a position; `suits` says whether longitude and latitude may be right.
    mutating func add(_ position: RawPosition, suits: (Double, Double) -> Bool) {
        guard case .pair(let a, let b, let form) = position.kind else { return }
        let (straight, reversed) = (suits(a, b), suits(b, a))
        if straight && !reversed { axes[form.rawValue].longitudeFirst += 1 }
        if reversed && !straight { axes[form.rawValue].latitudeFirst += 1 }
        if let box = Self.box(a, b) { boxes[0][box] &+= 1 }
        if let box = Self.box(b, a) { boxes[1][box] &+= 1 }
    }

    /// Whether longitudes come first, by the majority of those records that can tell, else as the form has it.
    func isLongitudeFirst(_ form: RawPosition.Form) -> Bool {
        let votes = axes[form.rawValue]
        guard votes.longitudeFirst != votes.latitudeFirst else { return form.isLongitudeFirst }
        return votes.longitudeFirst > votes.latitudeFirst
    }

    /// Whether other records lie within some ten degrees of a position, or there are none to tell.
    func hasNeighbours(longitude: Double, latitude: Double, isLongitudeFirst: Bool) -> Bool {
        let counts = boxes[isLongitudeFirst ? 0 : 1]
        guard let box = Self.box(longitude, latitude) else { return false }
        let (row, column) = (box / 36, box % 36)
        for y in max(0, row - 1)...min(17, row + 1) {
            for x in (column - 1)...(column + 1) where counts[y * 36 + (x + 36) % 36] > 0 { return true }
        }
        return !counts.contains { $0 > 0 }
    }

    private static func box(_ longitude: Double, _ latitude: Double) -> Int? {
        guard abs(longitude) <= 180, abs(latitude) <= 90, longitude != 0, latitude != 0 else { return nil }
        return min(17, Int((latitude + 90) / 10)) * 36 + min(35, Int((longitude + 180) / 10))
    }
}
