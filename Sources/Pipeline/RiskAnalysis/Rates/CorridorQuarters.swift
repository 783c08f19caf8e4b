internal import Incidents
internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// Events of one category by corridor and quarter of a year: the finest that may be told of the most sensitive ones.
struct CorridorQuarters {
    /// A row for each corridor and quarter with an event, by corridor, then quarter.
    let units: UnitValueTable
    let corridors: [String]
    let quarters: [Quarter]
    /// Events of a known corridor and date.
    let events: [SingleEvent]

    /// Groups records.
    ///
    /// - Parameter exposure: Of the corridors, taken for each of their quarters; nil for 1.
    /// - Throws: ``RequestError`` for a table without corridors or dates, for a bad field, for a corridor without exposure.
    init(_ records: EventRecords, exposure: UnitValueTable?) throws {
        let table = records.table
        let (corridor, date) = (try table.column("corridor_id"), try table.column("date"))
        var keys = Set<Key>()
        var known = Set<String>()
        for row in records.rows {
            let name = EventRecords.trimmed(row.fields[corridor])
            guard !name.isEmpty else { continue }
            if let exposure { _ = try exposure.row(of: name, in: table, row, corridor) }
            known.insert(name)
            guard let month = try SingleEvent.month(table, row, date) else { continue }
            keys.insert(Key(corridor: name, quarter: Quarter(month.firstDay)))
        }
        let sorted = keys.sorted { ($0.corridor, $0.quarter) < ($1.corridor, $1.quarter) }
        let places = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        let names = UnitValueTable(path: table.path, ids: known.sorted(), values: [])
        events = try SingleEvent.all(records, units: names).compactMap { event in
            guard let month = event.month,
                let place = places[Key(corridor: names.ids[event.unit], quarter: Quarter(month.firstDay))]
            else { return nil }
            return event.moved(to: place)
        }
        (corridors, quarters) = (sorted.map(\.corridor), sorted.map(\.quarter))
        units = UnitValueTable(
            path: exposure?.path ?? table.path, ids: sorted.map { "\($0.corridor) \($0.quarter)" },
            values: sorted.map { key in
                guard let exposure, let row = exposure.rows[key.corridor] else { return 1 }
                return exposure.values[row]
            })
    }

    private struct Key: Hashable {
        let corridor: String
        let quarter: Quarter
    }
}
