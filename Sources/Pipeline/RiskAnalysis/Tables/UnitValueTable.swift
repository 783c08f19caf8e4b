internal import SpatialEngine
internal import SpatialFormats

/// A CSV of one number a unit: `unit_id` and a column of values.
struct UnitValueTable {
    /// What is to be done with a second row of one unit.
    enum Repeats {
        case add, refuse
    }

    let path: String
    /// In order of first appearance.
    let ids: [String]
    let values: [Double]
    let rows: [String: Int]

    /// Units that are known otherwise; ids all different, a value for each.
    init(path: String, ids: [String], values: [Double]) {
        (self.path, self.ids, self.values) = (path, ids, values)
        rows = Dictionary(ids.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    /// Reads a table whose values `isAllowed` accepts.
    ///
    /// - Parameter rows: The rows that count; nil for all.
    /// - Parameter key: The column of the ids.
    /// - Parameter rule: What a value must be, for the message.
    /// - Throws: ``FormatError``, or ``RequestError`` for a column that is not there, an empty id, a bad number, a unit that
    ///   stands twice where that is refused.
    init(
        _ table: TableInput, rows given: [CommaSeparatedTable.Row]? = nil, key: String = "unit_id",
        column name: String, repeats: Repeats, rule: String, isAllowed: (Double) -> Bool
    ) throws {
        let (id, column) = (try table.column(key), try table.column(name))
        var ids: [String] = []
        var values: [Double] = []
        var rows: [String: Int] = [:]
        for row in given ?? table.rows {
            let unit = try table.text(row, id)
            let value = try table.number(row, column)
            guard isAllowed(value) else {
                throw table.fault(
                    row, column, "\(name) of unit \(unit) is \(ShortestNumber.text(value)); it must be \(rule)")
            }
            if let known = rows[unit] {
                guard repeats == .add else {
                    throw table.fault(row, id, "unit \(unit) stands here twice; keep one row")
                }
                values[known] += value
            } else {
                rows[unit] = ids.count
                ids.append(unit)
                values.append(value)
            }
        }
        (path, self.ids, self.values, self.rows) = (table.path, ids, values, rows)
    }

    /// A table `unit_id,exposure`; rows of one unit add up.
    ///
    /// - Throws: As the general form does; for a table without rows.
    static func exposure(_ input: TableInput, key: String = "unit_id") throws -> UnitValueTable {
        let table = try UnitValueTable(
            input, key: key, column: "exposure", repeats: .add, rule: "0 or more", isAllowed: { $0 >= 0 })
        guard !table.ids.isEmpty else { throw RequestError(.badData, "\(input.path) holds no unit below its header") }
        return table
    }

    /// The row of a unit that another table names.
    ///
    /// - Throws: ``RequestError`` that names both.
    func row(of unit: String, in table: TableInput, _ row: CommaSeparatedTable.Row, _ column: Int) throws -> Int {
        if let known = rows[unit] { return known }
        throw table.fault(row, column, "unit \(unit) is unknown: \(path) has no such unit")
    }
}
