internal import Incidents
internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// One record of a table of single events.
struct SingleEvent {
    let id: String
    /// Index of its unit.
    var unit: Int
    /// How many events the record stands for.
    let events: Double
    let category: String
    /// Month in which it happened; nil where that is unknown.
    let month: YearMonth?
    /// Persons concerned; nil where that is unknown.
    let persons: Double?
    /// Persons dead or missing; nil where that is unknown.
    let dead: Double?
    /// The worst injury; nil where there is none or none is known.
    let injury: OffenceLevels.Injury?

    /// The same event in another unit.
    func moved(to unit: Int) -> SingleEvent {
        var event = self
        event.unit = unit
        return event
    }

    /// Reads the records that were chosen; those whose corridor is asked for and not known are left out.
    ///
    /// - Throws: ``RequestError`` for an unknown unit, an event that stands twice, a field out of range.
    static func all(_ records: EventRecords, units: UnitValueTable) throws -> [SingleEvent] {
        let table = records.table
        let (id, unit) = (try table.column("event_id"), try table.column(records.choice.unitColumn))
        let columns = ["events", "category", "date", "persons", "injury", "dead"].map { table.optionalColumn($0) }
        var seen = Set<String>()
        return try records.rows.compactMap { row in
            let name = try table.text(row, id)
            guard seen.insert(name).inserted else {
                throw table.fault(row, id, "event \(name) stands here twice; keep one row, or give each its own id")
            }
            let isOff = records.choice.unitColumn != "unit_id" && EventRecords.trimmed(row.fields[unit]).isEmpty
            guard !isOff else { return nil }
            return SingleEvent(
                id: name, unit: try units.row(of: try table.text(row, unit), in: table, row, unit),
                events: try records.events(row, columns[0]),
                category: columns[1].map { EventRecords.trimmed(row.fields[$0]) } ?? "",
                month: try columns[2].flatMap { try month(table, row, $0) },
                persons: try columns[3].flatMap { try persons(table, row, $0) },
                dead: try columns[5].flatMap { try persons(table, row, $0) },
                injury: try columns[4].flatMap { try injury(table, row, $0) })
        }
    }

    /// The month of `YYYY-MM-DD`, of such a day with a time behind it, or of `YYYY-MM`; nil for an empty field.
    static func month(_ table: TableInput, _ row: CommaSeparatedTable.Row, _ column: Int) throws -> YearMonth? {
        let text = EventRecords.trimmed(row.fields[column])
        if text.isEmpty { return nil }
        let day = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }[0]
        guard let month = CalendarDate(day)?.yearMonth ?? YearMonth(day) else {
            throw table.fault(row, column, "\"\(text.prefix(40))\" is no day; write it like 2024-03-15")
        }
        return month
    }

    private static func persons(_ table: TableInput, _ row: CommaSeparatedTable.Row, _ column: Int) throws -> Double? {
        if EventRecords.trimmed(row.fields[column]).isEmpty { return nil }
        let number = try table.number(row, column)
        guard number >= 0, number == number.rounded() else {
            throw table.fault(
                row, column, "\(ShortestNumber.text(number)) persons; the number must be whole and 0 or more")
        }
        return number
    }

    private static func injury(
        _ table: TableInput, _ row: CommaSeparatedTable.Row, _ column: Int
    ) throws -> OffenceLevels.Injury? {
        let text = EventRecords.trimmed(row.fields[column])
        if text.isEmpty || text == "none" { return nil }
        guard let injury = OffenceLevels.Injury(rawValue: text) else {
            let words = OffenceLevels.Injury.allCases.map(\.rawValue).joined(separator: ", ")
            throw table.fault(
                row, column, "\"\(text.prefix(40))\" is none of \(words); leave it empty where there is none")
        }
        return injury
    }
}
