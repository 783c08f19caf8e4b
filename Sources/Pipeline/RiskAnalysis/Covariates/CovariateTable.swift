internal import SpatialEngine
internal import SpatialFormats

/// What may explain counts: `unit_id[,period]` and columns of numbers.
struct CovariateTable {
    /// Names of the columns of numbers.
    let names: [String]
    /// `values[column][period * units + unit]`, as in a panel.
    let values: [[Double]]

    /// Reads a table that has a row for every unit, or for every unit and period where it has that column.
    ///
    /// - Throws: ``FormatError``, or ``RequestError`` that names line and column.
    init(_ path: String, for panel: PanelTable) throws {
        let table = try TableInput(path)
        let (unitColumn, periodColumn) = (try table.column("unit_id"), table.optionalColumn("period"))
        names = table.columns(besides: ["unit_id", "period"])
        guard !names.isEmpty else {
            throw RequestError(
                .badData, "\(path), line 1: there is no covariate beside unit_id; add a column of numbers")
        }
        guard Set(names).count == names.count else {
            throw RequestError(.badData, "\(path), line 1: two covariates have the same name; rename one")
        }
        let columns = try names.map { try table.column($0) }
        let (units, periods) = (Self.places(panel.ids), Self.places(panel.periods))
        let count = panel.ids.count * panel.periods.count
        var values = [[Double]](repeating: [Double](repeating: .nan, count: count), count: names.count)
        var seen = [Bool](repeating: false, count: count)
        for row in table.rows {
            // Units that were not counted are of no use, and do no harm.
            guard let unit = units[try table.text(row, unitColumn)] else { continue }
            var rows = Array(panel.periods.indices)
            if let periodColumn {
                guard let period = periods[try table.text(row, periodColumn)] else { continue }
                rows = [period]
            }
            let numbers = try columns.map { try table.number(row, $0) }
            for period in rows {
                let place = period * panel.ids.count + unit
                guard !seen[place] else {
                    throw table.fault(row, unitColumn, "unit \(panel.ids[unit]) stands here twice; keep one row")
                }
                seen[place] = true
                for (index, number) in numbers.enumerated() { values[index][place] = number }
            }
        }
        if let missing = seen.firstIndex(of: false) {
            let period = periodColumn == nil ? "" : ", period \(panel.periods[missing / panel.ids.count])"
            throw RequestError(.badData, "\(path) has no row for unit \(panel.ids[missing % panel.ids.count])\(period)")
        }
        self.values = values
    }

    private static func places(_ names: [String]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    }
}
