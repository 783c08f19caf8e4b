internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// Units with all that their rates need, in the order of the exposure table, or of the events where there is none.
struct ObservedUnits {
    /// Ids and exposures; 1 each for a count density.
    let exposure: UnitValueTable
    /// Whether exposures are unknown, so that there are densities and no rates.
    let isDensity: Bool
    let records: EventRecords
    /// The records, where they are single events.
    let single: [SingleEvent]
    let counts: EventCounts
    /// Reporting probability of each unit; nil where `--q` holds.
    private let reporting: [Double?]
    /// What the units are called in the output.
    let names: [String]
    /// Where units are quarters of corridors: the quarter of each.
    let quarters: [String]?
    private(set) var warnings: [String] = []

    /// `rate`, or `density` where there is no exposure.
    var word: String { isDensity ? "density" : "rate" }

    init(_ job: RateEstimate) throws {
        let choice = EventRecords.Choice(
            unitColumn: job.unitColumn, includesPatrol: job.includesPatrol, category: job.category)
        let records = try EventRecords(job.events, choice)
        var notes = [(records.table.path, records.ignoredColumns)]
        var remarks: [String] = []
        let table = try job.exposure.flatMap { try Self.exposure($0, records, &notes, &remarks) }
        (self.records, isDensity) = (records, table == nil)
        if job.category == nil {
            let units = try table ?? records.units()
            (exposure, names, quarters) = (units, units.ids, nil)
            single = records.kind == .single ? try SingleEvent.all(records, units: units) : []
        } else {
            let groups = try CorridorQuarters(records, exposure: table)
            (exposure, single) = (groups.units, groups.events)
            (quarters, names) = (groups.quarters.map(\.description), groups.corridors)
        }
        counts = try EventCounts(records, units: exposure, single: single)
        if let path = job.reporting {
            reporting = try Self.reporting(path, exposure, names, job.unitColumn, &notes)
        } else {
            reporting = [Double?](repeating: nil, count: names.count)
        }
        warnings = remarks
        try checkExposures()
        addWarnings(notes)
    }

    private mutating func addWarnings(_ notes: [(String, [String])]) {
        for (path, columns) in notes where !columns.isEmpty {
            warnings.append("\(path): columns not used: \(columns.joined(separator: ", "))")
        }
        if records.kind == .single, single.count < records.rows.count {
            warnings.append(
                "\(records.table.path): \(records.rows.count - single.count) events without a corridor_id"
                    + (quarters == nil ? " are left out" : " or a date are left out"))
        }
        warnings += counts.warnings
    }

    /// - Returns: nil where the exposures are those of other units, so that corridors have none.
    private static func exposure(
        _ path: String, _ records: EventRecords, _ notes: inout [(String, [String])], _ warnings: inout [String]
    ) throws -> UnitValueTable? {
        let input = try TableInput(path)
        let unit = records.choice.unitColumn
        let key = input.optionalColumn(unit) == nil ? "unit_id" : unit
        let table = try UnitValueTable.exposure(input, key: key)
        if key != unit, let known = try? records.units(), !known.ids.contains(where: { table.rows[$0] != nil }) {
            warnings.append("\(path) has no exposure by \(unit); events are counted without any")
            return nil
        }
        notes.append((path, input.columns(besides: [key, "exposure"])))
        return table
    }

    private static func reporting(
        _ path: String, _ units: UnitValueTable, _ names: [String], _ unitColumn: String,
        _ notes: inout [(String, [String])]
    ) throws -> [Double?] {
        let table = try TableInput(path)
        let key = table.optionalColumn(unitColumn) == nil ? "unit_id" : unitColumn
        let (id, q) = (try table.column(key), try table.column("q"))
        let stated = table.rows.filter { !EventRecords.trimmed($0.fields[q]).isEmpty }
        let given = try UnitValueTable(
            table, rows: stated, key: key, column: "q", repeats: .refuse, rule: "above 0 and at most 1",
            isAllowed: { $0 > 0 && $0 <= 1 })
        let known = Set(names)
        for row in table.rows where !known.contains(try table.text(row, id)) {
            _ = try units.row(of: try table.text(row, id), in: table, row, id)
        }
        notes.append((path, table.columns(besides: [key, "q"])))
        return names.map { id in given.rows[id].map { given.values[$0] } }
    }

    private func checkExposures() throws {
        let path = exposure.path
        for (unit, value) in exposure.values.enumerated() {
            guard value.isFinite else {
                throw RequestError(
                    .badData, "\(path), unit \(exposure.ids[unit]): its exposure adds up to more than a number holds")
            }
            let most = counts.imputations.reduce(counts.events[unit]) { max($0, $1[unit]) }
            guard value > 0 || most == 0 else {
                throw RequestError(
                    .badData,
                    "\(path), unit \(exposure.ids[unit]): its exposure adds up to 0, but \(ShortestNumber.text(most)) events "
                        + "happened there; mend the exposure or leave the unit out")
            }
        }
        guard exposure.values.isEmpty || exposure.values.contains(where: { $0 > 0 }) else {
            throw RequestError(.badData, "\(path): every exposure is 0; leave --exposure out for a count density")
        }
    }

    /// Counts and exposures where a share `q` of events is reported unless a unit has its own.
    func reported(q: Double) -> ReportedCounts {
        ReportedCounts(
            events: counts.events, imputations: counts.imputations,
            exposure: zip(exposure.values, reporting).map { $0 * ($1 ?? q) })
    }
}
