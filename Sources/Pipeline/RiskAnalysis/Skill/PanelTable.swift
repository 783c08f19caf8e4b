internal import Hotspots
internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// Counts of units over periods: `unit_id,period,count,exposure`, a row for every unit and period.
///
/// What belongs to a unit stands in each of its rows: `x,y` (a plane) or `lon,lat`, `block`, `area_km2`, `length_km`.
struct PanelTable {
    /// Units in the order of their first rows.
    let ids: [String]
    /// Periods in the order of time: numbers by size, other names with their digits read as numbers.
    let periods: [String]
    /// Counts and exposures with what is known of the units.
    private(set) var panel: CountPanel
    /// The block of each unit; nil without that column.
    let blocks: [String]?
    let remarks: [String]

    private static let columns = [
        "unit_id", "period", "count", "exposure", "x", "y", "lon", "lat", "block", "area_km2", "length_km",
    ]

    /// Reads and checks a table.
    ///
    /// - Throws: ``FormatError``, or ``RequestError`` that names line and column.
    init(_ path: String) throws {
        let table = try TableInput(path)
        let rows = try PanelRows(table)
        (ids, periods) = (rows.ids, rows.periods)
        do throws(RiskError) {
            panel = try CountPanel(unitCount: rows.ids.count, counts: rows.counts, exposure: rows.exposure)
        } catch {
            throw RequestError(.badData, "\(path): \(error)")
        }
        let columns = UnitColumns(table: table, rows: rows)
        blocks = try columns.texts("block")
        panel.area = try columns.numbers("area_km2", "above 0") { $0 > 0 }
        panel.length = try columns.numbers("length_km", "0 or more") { $0 >= 0 }
        panel.positions = try columns.positions()
        remarks = table.remark(onColumnsBesides: Self.columns)
    }
}

/// The rows of a panel, each in its place.
private struct PanelRows {
    private(set) var ids: [String] = []
    private(set) var periods: [String] = []
    /// Period by period.
    private(set) var counts: [Double] = []
    private(set) var exposure: [Double] = []
    /// The unit of each row.
    private(set) var units: [Int] = []

    init(_ table: TableInput) throws {
        let columns = try (
            unit: table.column("unit_id"), period: table.column("period"), count: table.column("count"),
            exposure: table.column("exposure")
        )
        var rowsOf: [String: Int] = [:]
        var names: [String] = []
        for row in table.rows {
            let id = try table.text(row, columns.unit)
            if rowsOf[id] == nil {
                rowsOf[id] = ids.count
                ids.append(id)
            }
            units.append(rowsOf[id, default: 0])
            names.append(try table.text(row, columns.period))
        }
        guard !ids.isEmpty else { throw RequestError(.badData, "\(table.path) holds no row below its header") }
        periods = PeriodOrder.sorted(Set(names))
        let places = Dictionary(uniqueKeysWithValues: zip(periods, periods.indices))
        counts = [Double](repeating: .nan, count: ids.count * periods.count)
        exposure = counts
        for (index, row) in table.rows.enumerated() {
            let place = places[names[index], default: 0] * ids.count + units[index]
            guard counts[place].isNaN else {
                throw table.fault(
                    row, columns.period,
                    "unit \(ids[units[index]]) has period \(names[index]) twice; keep one row, or add them up")
            }
            counts[place] = try table.count(row, columns.count)
            exposure[place] = try table.number(row, columns.exposure, "0 or more") { $0 >= 0 }
            guard exposure[place] > 0 || counts[place] == 0 else {
                throw table.fault(row, columns.exposure, "there are events but no exposure; mend one of the two")
            }
        }
        if let missing = counts.firstIndex(where: \.isNaN) {
            throw RequestError(
                .badData,
                "\(table.path), unit \(ids[missing % ids.count]): no row for period \(periods[missing / ids.count]); every unit "
                    + "needs every period, with a count of 0 where nothing happened")
        }
    }
}

/// What stands in each row of a unit.
private struct UnitColumns {
    let table: TableInput
    let rows: PanelRows

    /// One a unit; nil without that column.
    func texts(_ name: String) throws -> [String]? {
        guard let column = table.optionalColumn(name) else { return nil }
        var values = [String?](repeating: nil, count: rows.ids.count)
        for (index, row) in table.rows.enumerated() {
            let (unit, text) = (rows.units[index], try table.text(row, column))
            guard values[unit] == nil || values[unit] == text else {
                throw differs(row, column, unit, values[unit] ?? "", text)
            }
            values[unit] = text
        }
        return values.compactMap { $0 }
    }

    /// One a unit; nil without that column.
    func numbers(_ name: String, _ rule: String, _ isAllowed: (Double) -> Bool) throws -> [Double]? {
        guard let column = table.optionalColumn(name) else { return nil }
        var values = [Double](repeating: .nan, count: rows.ids.count)
        for (index, row) in table.rows.enumerated() {
            let (unit, value) = (rows.units[index], try table.number(row, column, rule, isAllowed))
            guard values[unit].isNaN || values[unit] == value else {
                throw differs(
                    row, column, unit, ShortestNumber.text(values[unit]), ShortestNumber.text(value))
            }
            values[unit] = value
        }
        return values
    }

    /// Where the units are; nil without both columns of `x,y` or of `lon,lat`.
    func positions() throws -> Positions? {
        if let x = try numbers("x", "finite", { _ in true }), let y = try numbers("y", "finite", { _ in true }) {
            return try? Positions(zip(x, y).map { PlanarPoint(x: $0, y: $1) }, metric: .euclidean)
        }
        guard let longitudes = try numbers("lon", "within ±360", { abs($0) <= 360 }),
            let latitudes = try numbers("lat", "within ±90", { abs($0) <= 90 })
        else { return nil }
        return try? Positions(zip(longitudes, latitudes).map { PlanarPoint(x: $0, y: $1) }, metric: .greatCircle)
    }

    private func differs(
        _ row: CommaSeparatedTable.Row, _ column: Int, _ unit: Int, _ before: String, _ here: String
    ) -> RequestError {
        table.fault(
            row, column, "unit \(rows.ids[unit]) has \(before) in an earlier row and \(here) here; it must be the same")
    }
}

/// The order of periods in time.
enum PeriodOrder {
    /// Numbers by size; other names part by part, runs of digits as whole numbers, so that 2021-9 stands before 2021-10.
    static func sorted(_ names: some Sequence<String>) -> [String] {
        let names = names.sorted()
        let numbers = names.compactMap { Double($0) }
        if numbers.count == names.count {
            return names.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }.map { names[$0] }
        }
        let parts = names.map(Self.parts)
        return names.indices.sorted { a, b in
            for (one, other) in zip(parts[a], parts[b]) where one != other { return isBefore(one, other) }
            return parts[a].count != parts[b].count ? parts[a].count < parts[b].count : a < b
        }.map { names[$0] }
    }

    /// Runs of digits and what stands between them.
    private static func parts(_ name: String) -> [String] {
        var parts: [String] = []
        var wasDigit: Bool?
        for character in name {
            let isDigit = character.isASCII && character.isNumber
            if isDigit == wasDigit { parts[parts.count - 1].append(character) } else { parts.append(String(character)) }
            wasDigit = isDigit
        }
        return parts
    }

    private static func isBefore(_ a: String, _ b: String) -> Bool {
        if let first = Double(a), let second = Double(b), first != second { return first < second }
        return a < b
    }
}
