internal import Incidents
internal import SpatialEngine
internal import SpatialFormats

/// When somebody reported: outside of it nothing is known, which is not the same as nothing happened.
struct ObservationWindows {
    private enum Key: String {
        case unit = "unit_id"
        case source
    }

    private let path: String
    private let key: Key
    /// Days since 1970, both ends included, by unit; under the empty name those of all units.
    private let spans: [String: [ClosedRange<Int>]]

    /// Reads `unit_id,from,to` or `source,from,to`; days or whole months, an empty `to` for reports that go on.
    ///
    /// - Throws: ``RequestError`` for a day that is none, and for an end before its beginning.
    init(_ path: String) throws {
        let table = try TableInput(path)
        let key: Key = table.optionalColumn(Key.unit.rawValue) == nil ? .source : .unit
        let (id, from, to) = (try table.column(key.rawValue), try table.column("from"), try table.column("to"))
        var spans: [String: [ClosedRange<Int>]] = [:]
        for row in table.rows {
            let name = try table.text(row, id)
            let first = try Self.day(table, row, from, isEnd: false) ?? .min
            let last = try Self.day(table, row, to, isEnd: true) ?? .max
            guard first <= last else {
                throw table.fault(row, to, "the end lies before the beginning; exchange the two")
            }
            spans[key == .unit ? name : "", default: []].append(first...last)
        }
        (self.path, self.key, self.spans) = (table.path, key, spans)
    }

    private static func day(
        _ table: TableInput, _ row: CommaSeparatedTable.Row, _ column: Int, isEnd: Bool
    ) throws -> Int? {
        let text = EventRecords.trimmed(row.fields[column])
        if text.isEmpty {
            guard isEnd else { throw table.fault(row, column, "the field is empty; write the first day of reports") }
            return nil
        }
        if let month = YearMonth(text) { return (isEnd ? month.lastDay : month.firstDay).daysSince1970 }
        guard let day = CalendarDate(text) else {
            throw table.fault(row, column, "\"\(text.prefix(40))\" is no day; write it like 2024-03-15 or 2024-03")
        }
        return day.daysSince1970
    }

    /// The share of a month's days on which somebody reported from a unit.
    ///
    /// - Throws: ``RequestError`` for a unit of which the windows say nothing.
    func share(of month: YearMonth, unit: String) throws -> Double {
        guard let spans = spans[key == .unit ? unit : ""] else {
            throw RequestError(.badData, "\(path) has no window for unit \(unit); add one, or leave the unit out")
        }
        let days = month.firstDay.daysSince1970...month.lastDay.daysSince1970
        return Double(days.count { day in spans.contains { $0.contains(day) } }) / Double(days.count)
    }
}
