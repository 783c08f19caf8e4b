internal import Incidents
internal import SpatialEngine
internal import SpatialFormats

/// What a programme did, as dated counts that are lower bounds; they enter no score.
///
/// `counter,date_start,date_end,quantity,unit,bound`, or the outcomes of a region's table of measures.
struct ActivityTable {
    struct Counter {
        let name: String
        let start: CalendarDate?
        let end: CalendarDate?
        let quantity: Double
        let unit: String
        let bound: String

        /// Length of the period, both days included; nil when an end of it is unknown.
        var months: Double? {
            guard let start, let end else { return nil }
            return Double(end.daysSince1970 - start.daysSince1970 + 1) / (365.25 / 12)
        }

        /// Quantity a month; nil for a share, which has no rate.
        var monthlyRate: Double? { unit == "percent" || unit == "%" ? nil : months.map { quantity / $0 } }
    }

    let counters: [Counter]
    let warnings: [String]

    /// - Throws: ``FormatError``, or ``RequestError`` for a column that is not there, a bad date, an end before its start, a
    ///   quantity below 0.
    init(_ path: String) throws {
        let table = try TableInput(path)
        let isRegional = table.optionalColumn("counter") == nil && table.optionalColumn("measure_type") != nil
        let name = try table.column(isRegional ? "name" : "counter")
        let dates = (start: try table.column("date_start"), end: try table.column("date_end"))
        let (quantity, unit) = (try table.column("quantity"), try table.column("unit"))
        let (bound, kind) = (table.optionalColumn("bound"), isRegional ? table.optionalColumn("measure_type") : nil)
        var counters: [Counter] = []
        for row in table.rows {
            if let kind, row.fields[kind] != "outcome" { continue }
            guard let amount = try table.optionalAmount(row, quantity, "the quantity") else { continue }
            let title = try table.text(row, name)
            var (start, end) = (
                try Self.date(table, row, dates.start), try Self.date(table, row, dates.end, isLast: true)
            )
            if isRegional, end == nil {
                // A total up to its date; its period stands in its name, if anywhere.
                (start, end) = (Self.period(in: title)?.start, Self.period(in: title)?.end ?? start)
            }
            if let start, let end, end < start {
                throw table.fault(row, dates.end, "\(end) is before \(start); the period ends before it begins")
            }
            let (text, stated) = Self.unit(try table.optionalText(row, unit) ?? "")
            counters.append(
                Counter(
                    name: title, start: start, end: end, quantity: amount, unit: text,
                    bound: try table.optionalText(row, bound) ?? stated ?? "lower"))
        }
        self.counters = counters
        let known = ["counter", "date_start", "date_end", "quantity", "unit", "bound"]
        let remark = isRegional ? nil : table.remark(onColumnsBesides: known)
        warnings = [remark, counters.isEmpty ? "\(path) holds no counter" : nil].compactMap(\.self)
    }

    /// `arrests (at least)` is arrests, at least.
    private static func unit(_ text: String) -> (unit: String, bound: String?) {
        let mark = " (at least)"
        return text.hasSuffix(mark) ? (String(text.dropLast(mark.count)), "at_least") : (text, nil)
    }

    private static func date(
        _ table: TableInput, _ row: CommaSeparatedTable.Row, _ column: Int, isLast: Bool = false
    ) throws -> CalendarDate? {
        guard let text = try table.optionalText(row, column) else { return nil }
        if let day = CalendarDate(text) { return day }
        guard let month = YearMonth(text) else {
            throw table.fault(row, column, "\"\(text.prefix(40))\" is no date; write it like 2024-05-31 or 2024-05")
        }
        return isLast ? month.lastDay : month.firstDay
    }

    /// `2021-06 to 2024-05` somewhere in a text.
    private static func period(in text: String) -> (start: CalendarDate, end: CalendarDate)? {
        let words = text.split { $0.isWhitespace || $0 == ":" || $0 == "," }
        for index in words.indices.dropFirst(2) where words[index - 1] == "to" {
            if let first = YearMonth(words[index - 2]), let last = YearMonth(words[index]) {
                return (first.firstDay, last.lastDay)
            }
        }
        return nil
    }
}
