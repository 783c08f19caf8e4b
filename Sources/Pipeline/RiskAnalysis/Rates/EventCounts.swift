internal import SpatialEngine
internal import SpatialFormats

/// Events of each unit, from whatever kind of table holds them.
struct EventCounts {
    /// Events by unit; over draws the mean.
    let events: [Double]
    /// `imputations[draw][unit]`; empty unless the table holds draws.
    let imputations: [[Double]]
    private(set) var warnings: [String] = []

    /// All events; over draws the mean.
    var total: Double {
        if imputations.isEmpty { return events.reduce(0, +) }
        // Whole numbers first, so that the sum is exact.
        return imputations.reduce(0) { $0 + $1.reduce(0, +) } / Double(imputations.count)
    }

    /// Counts the events of the records that were chosen.
    ///
    /// - Parameter units: The units that there are.
    /// - Parameter single: The records, where they are single events.
    /// - Throws: ``RequestError`` for an unknown unit, a number out of range, a repeated row, weights of an event that add up
    ///   to more than 1, a draw that is missing.
    init(_ records: EventRecords, units: UnitValueTable, single: [SingleEvent]) throws {
        var imputations: [[Double]] = []
        switch records.kind {
        case .weights: events = try Self.weights(records, units)
        case .counts: events = try Self.counts(records, units)
        case .single:
            events = single.reduce(into: [Double](repeating: 0, count: units.ids.count)) { $0[$1.unit] += $1.events }
        case .draws:
            let draws = try DrawTable(records, units)
            imputations = draws.counts
            events = units.ids.indices.map { unit in
                draws.counts.reduce(0) { $0 + $1[unit] } / Double(draws.counts.count)
            }
            if let warning = draws.warning { warnings = [warning] }
        }
        self.imputations = imputations
        if !events.contains(where: { $0 > 0 }) {
            warnings.append("\(records.table.path) holds no event; every figure is the prior's")
        }
    }

    private static func counts(_ records: EventRecords, _ units: UnitValueTable) throws -> [Double] {
        let table = records.table
        let column = try table.column("unit_id")
        let counts = try UnitValueTable(
            table, rows: records.rows, column: "events", repeats: .refuse, rule: "0 or more", isAllowed: { $0 >= 0 })
        for row in records.rows { _ = try units.row(of: try table.text(row, column), in: table, row, column) }
        return units.ids.map { id in counts.rows[id].map { counts.values[$0] } ?? 0 }
    }

    private static func weights(_ records: EventRecords, _ units: UnitValueTable) throws -> [Double] {
        let table = records.table
        let columns = (try table.column("event_id"), try table.column("unit_id"), try table.column("weight"))
        var counts = [Double](repeating: 0, count: units.ids.count)
        var sums: [String: Double] = [:]
        var seen = Set<[String]>()
        for row in records.rows {
            let (event, unit) = (try table.text(row, columns.0), try table.text(row, columns.1))
            let place = try units.row(of: unit, in: table, row, columns.1)
            let weight = try table.number(row, columns.2)
            guard weight >= 0, weight <= 1 + 1e-9 else {
                throw table.fault(row, columns.2, "a weight of \(ShortestNumber.text(weight)); it must lie in 0…1")
            }
            guard seen.insert([event, unit]).inserted else {
                throw table.fault(row, columns.1, "event \(event) has unit \(unit) twice; keep one row")
            }
            sums[event, default: 0] += weight
            guard sums[event, default: 0] <= 1 + 1e-6 else {
                throw table.fault(row, columns.2, "the weights of event \(event) add up to more than 1")
            }
            counts[place] += weight
        }
        return counts
    }
}

/// Imputed places: `draw,event_id,unit_id`.
private struct DrawTable {
    /// `counts[draw][unit]`.
    private(set) var counts: [[Double]]
    /// What is odd about the table, in one sentence.
    let warning: String?

    init(_ records: EventRecords, _ units: UnitValueTable) throws {
        let (table, rows) = (records.table, records.rows)
        let columns = (try table.column("draw"), try table.column("event_id"), try table.column("unit_id"))
        func number(_ row: CommaSeparatedTable.Row) throws -> Int {
            let text = row.fields[columns.0]
            guard let number = try Int(text) ?? Int(table.text(row, columns.0)), abs(number) < 1 << 31 else {
                throw table.fault(
                    row, columns.0, "\"\(text.prefix(40))\" is no number of a draw; draws count 1, 2, 3 …")
            }
            return number
        }
        // A draw whose events are all left out is still a draw.
        let known = Set(try table.rows.map(number)).sorted()
        guard let first = known.first, let last = known.last else {
            throw RequestError(.badData, "\(table.path) holds no draw below its header")
        }
        guard last - first + 1 == known.count else {
            let gap = zip(known, first...).first { $0 != $1 }?.1 ?? first
            throw RequestError(
                .badData, "\(table.path): draw \(gap) is missing between \(first) and \(last); is the file whole?")
        }
        counts = [[Double]](repeating: [Double](repeating: 0, count: units.ids.count), count: known.count)
        var events: [String: Int] = [:]
        var seen = Set<Int>(minimumCapacity: rows.count)
        for row in rows {
            let number = try number(row)
            // Such tables are long: a field is trimmed only when it is not known as it stands.
            let event = try events[row.fields[columns.1]] == nil ? table.text(row, columns.1) : row.fields[columns.1]
            let index = events[event] ?? events.count
            events[event] = index
            guard seen.insert(index * known.count + number - first).inserted else {
                throw table.fault(row, columns.1, "event \(event) has two places in draw \(number); keep one row")
            }
            let name = row.fields[columns.2]
            if let unit = units.rows[name] {
                counts[number - first][unit] += 1
            } else if !name.allSatisfy(\.isWhitespace) {
                let unit = try units.row(of: try table.text(row, columns.2), in: table, row, columns.2)
                counts[number - first][unit] += 1
            }  // No unit: the event is off in this draw.
        }
        let missing = events.count * known.count - seen.count
        warning =
            missing == 0
            ? nil
            : "\(table.path): \(missing) places of \(events.count) events in \(known.count) draws are missing; they count as off "
                + "every unit; is the file whole?"
    }
}
