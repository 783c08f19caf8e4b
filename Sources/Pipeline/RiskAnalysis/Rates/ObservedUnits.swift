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
    /// Where units are months of units: which.
    let months: UnitMonths?
    let pools: UnitPools?
    private(set) var warnings: [String] = []

    /// `rate`, or `density` where there is no exposure.
    var word: String { isDensity ? "density" : "rate" }

    init(_ job: RateEstimate) throws {
        let choice = EventRecords.Choice(
            unitColumn: job.unitColumn, includesPatrol: job.includesPatrol, category: job.category)
        let records = try EventRecords(job.events, choice)
        var notes = [(records.table.path, records.ignoredColumns)]
        var remarks: [String] = []
        let input = try job.exposure.map { try TableInput($0) }
        let table = try input.flatMap {
            try Self.exposure($0, records, besides: [job.pool, job.months.map { _ in "month" }], &notes, &remarks)
        }
        (self.records, isDensity) = (records, table == nil)
        if let period = try job.period() {
            guard records.kind == .single else {
                throw RequestError(
                    .badData, "\(records.table.path) holds no single events; --months needs event_id,unit_id,date")
            }
            _ = try records.table.column("date")
            let units = try table ?? records.units()
            let grid = try UnitMonths(
                units, period: period, table: input, windows: try job.windows.map { try ObservationWindows($0) })
            let all = try SingleEvent.all(records, units: units)
            single = all.compactMap { event in grid.row(of: event).map { event.moved(to: $0) } }
            if single.count < all.count {
                remarks.append(
                    "\(records.table.path): \(all.count - single.count) events outside of the months or of what was observed, "
                        + "or without a date, are left out")
            }
            (exposure, names, quarters, months) = (grid.rows, grid.units, nil, grid)
        } else if job.category == nil {
            let units = try table ?? records.units()
            (exposure, names, quarters, months) = (units, units.ids, nil, nil)
            single = records.kind == .single ? try SingleEvent.all(records, units: units) : []
        } else {
            let groups = try CorridorQuarters(records, exposure: table)
            (exposure, single, months) = (groups.units, groups.events, nil)
            (quarters, names) = (groups.quarters.map(\.description), groups.corridors)
        }
        counts = try EventCounts(records, units: exposure, single: single)
        if let path = job.reporting {
            reporting = try Self.reporting(path, exposure, names, job.unitColumn, &notes)
        } else {
            reporting = [Double?](repeating: nil, count: names.count)
        }
        if let pool = job.pool, let input {
            pools = try UnitPools(input, column: pool, units: table ?? exposure).repeated(months?.unitOfRow)
        } else {
            pools = nil
        }
        warnings = remarks
        try checkExposures()
        addWarnings(notes)
    }

    private mutating func addWarnings(_ notes: [(String, [String])]) {
        for (path, columns) in notes where !columns.isEmpty {
            warnings.append("\(path): columns not used: \(columns.joined(separator: ", "))")
        }
        if records.kind == .single, months == nil, single.count < records.rows.count {
            warnings.append(
                "\(records.table.path): \(records.rows.count - single.count) events without a corridor_id"
                    + (quarters == nil ? " are left out" : " or a date are left out"))
        }
        warnings += counts.warnings
    }

    /// - Returns: nil where the exposures are those of other units, so that corridors have none.
    private static func exposure(
        _ input: TableInput, _ records: EventRecords, besides others: [String?], _ notes: inout [(String, [String])],
        _ warnings: inout [String]
    ) throws -> UnitValueTable? {
        let unit = records.choice.unitColumn
        let key = input.optionalColumn(unit) == nil ? "unit_id" : unit
        let table = try UnitValueTable.exposure(input, key: key)
        if key != unit, let known = try? records.units(), !known.ids.contains(where: { table.rows[$0] != nil }) {
            warnings.append("\(input.path) has no exposure by \(unit); events are counted without any")
            return nil
        }
        notes.append((input.path, input.columns(besides: [key, "exposure"] + others.compactMap(\.self))))
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
            guard counts.events[unit] <= 1e15 else {
                throw RequestError(
                    .badData,
                    "\(records.table.path), unit \(exposure.ids[unit]): \(ShortestNumber.text(counts.events[unit])) events; "
                        + "more than 1e15 are no count")
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

    /// Whether anything is known of each unit: somebody reported from it.
    var isKnown: [Bool] { months?.observed.map { $0 > 0 } ?? names.map { _ in true } }

    /// Counts and exposures where a share `q` of events is reported unless a unit has its own.
    func reported(q: Double) -> ReportedCounts {
        ReportedCounts(
            events: counts.events, imputations: counts.imputations,
            exposure: zip(exposure.values, reporting).map { $0 * ($1 ?? q) }, pools: pools?.group)
    }
}
