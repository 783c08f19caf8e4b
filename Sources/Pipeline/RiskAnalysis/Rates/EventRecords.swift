internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// The rows of a table of events that may enter rates, whatever kind of table it is.
///
/// Left out, and counted, are events that a patrol discovered (unless asked for) and those of categories that never appear by
/// unit; with a category only its events stay.
struct EventRecords {
    /// What a row of the table is.
    enum Kind: String {
        /// `event_id,unit_id,weight`.
        case weights
        /// `draw,event_id,unit_id`.
        case draws
        /// `event_id,unit_id`.
        case single
        /// `unit_id,events`.
        case counts
    }

    /// Who found out about an event.
    enum Observation: String, CaseIterable {
        case reported, patrol, forensic, survey
    }

    /// What the rows are chosen by.
    struct Choice {
        /// The column that says which unit an event belongs to.
        var unitColumn = "unit_id"
        var includesPatrol = false
        /// The one category that is wanted; nil for all that may appear by unit.
        var category: String?
    }

    let table: TableInput
    let kind: Kind
    let choice: Choice
    /// Rows that are left.
    private(set) var rows: [CommaSeparatedTable.Row] = []
    /// Discovered by patrols and left out.
    private(set) var patrolEvents = 0.0
    /// Events that are too sensitive to appear by unit, by category.
    private(set) var coarsened: [String: Double] = [:]
    /// Columns that say nothing to us.
    let ignoredColumns: [String]

    /// Reads a table; its columns say of which kind it is.
    ///
    /// - Throws: ``FormatError``, or ``RequestError`` for other columns and for an observation that is none of the four.
    init(_ path: String, _ choice: Choice) throws {
        let table = try TableInput(path)
        (kind, ignoredColumns) = try Self.kind(of: table, choice.unitColumn)
        (self.table, self.choice) = (table, choice)
        try chooseRows()
    }

    private static func kind(of table: TableInput, _ unit: String) throws -> (Kind, [String]) {
        func has(_ columns: String...) -> Bool { columns.allSatisfy { table.optionalColumn($0) != nil } }
        let filters = ["category", "observation"]
        let single =
            ["event_id", unit, "events", "date", "persons", "dead", "injury", "corridor_id", "unit_id"] + filters
        if unit == "unit_id" {
            if has("event_id", unit, "weight") {
                return (.weights, table.columns(besides: ["event_id", unit, "weight"] + filters))
            }
            if has("draw", "event_id", unit) {
                return (.draws, table.columns(besides: ["draw", "event_id", unit] + filters))
            }
            if has(unit, "events"), !has("event_id") {
                return (.counts, table.columns(besides: [unit, "events"] + filters))
            }
        }
        if has("event_id", unit) { return (.single, table.columns(besides: single)) }
        let header = table.columns(besides: []).joined(separator: ", ")
        let needed =
            unit == "unit_id"
            ? "event_id,unit_id,weight or draw,event_id,unit_id or event_id,unit_id or unit_id,events"
            : "event_id,\(unit)"
        throw RequestError(.badData, "\(table.path), line 1: the columns are \(header); needed are \(needed)")
    }

    private mutating func chooseRows() throws {
        let (category, observation) = (table.optionalColumn("category"), table.optionalColumn("observation"))
        guard category != nil || observation != nil || choice.category != nil else { return rows = table.rows }
        if choice.category != nil { _ = try table.column("category") }
        let (id, events) = (table.optionalColumn("event_id"), table.optionalColumn("events"))
        var counted = Set<String>()
        for row in table.rows {
            let name = category.map { Self.trimmed(row.fields[$0]).lowercased() } ?? ""
            let isPatrol = try observation.map { try self.isPatrol(row, $0) } ?? false
            if isPatrol || (name != choice.category && (choice.category != nil || SensitiveCategory.contains(name))) {
                // Rows of one event, in weights and draws, count once.
                if kind == .weights || kind == .draws, let id, !counted.insert(row.fields[id]).inserted { continue }
                let number = kind == .single || kind == .counts ? try self.events(row, events) : 1
                if isPatrol {
                    patrolEvents += number
                } else if SensitiveCategory.contains(name) {
                    coarsened[name, default: 0] += number
                }
            } else {
                rows.append(row)
            }
        }
    }

    private func isPatrol(_ row: CommaSeparatedTable.Row, _ column: Int) throws -> Bool {
        let text = Self.trimmed(row.fields[column])
        guard !text.isEmpty else { return false }
        guard let observation = Observation(rawValue: text) else {
            let words = Observation.allCases.map(\.rawValue).joined(separator: ", ")
            throw table.fault(row, column, "\"\(text.prefix(40))\" is none of \(words); leave unknown ones empty")
        }
        return observation == .patrol && !choice.includesPatrol
    }

    /// How many events a row stands for: 1 unless a column says otherwise.
    func events(_ row: CommaSeparatedTable.Row, _ column: Int?) throws -> Double {
        guard let column, !Self.trimmed(row.fields[column]).isEmpty else { return 1 }
        let number = try table.number(row, column)
        guard number >= 0 else {
            throw table.fault(row, column, "\(ShortestNumber.text(number)) events; the number must be 0 or more")
        }
        return number
    }

    /// A field without the spaces around it.
    static func trimmed(_ field: String) -> String {
        String(field.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// The units of the table in the order in which they first appear, each with an exposure of 1.
    ///
    /// - Throws: ``RequestError`` where no row has a unit.
    func units() throws -> UnitValueTable {
        let column = try table.column(choice.unitColumn)
        var ids: [String] = []
        var known = Set<String>()
        for row in rows {
            let id = Self.trimmed(row.fields[column])
            if !id.isEmpty, known.insert(id).inserted { ids.append(id) }
        }
        guard !ids.isEmpty else {
            throw RequestError(
                .badData,
                "\(table.path) has no event with a \(choice.unitColumn) that may be shown by unit; give --exposure")
        }
        return UnitValueTable(path: table.path, ids: ids, values: [Double](repeating: 1, count: ids.count))
    }
}
