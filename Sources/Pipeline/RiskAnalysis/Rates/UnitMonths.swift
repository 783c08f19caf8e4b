internal import Incidents
internal import SpatialEngine
internal import SpatialFormats

/// Units month by month, with the exposure under which something could have been reported.
struct UnitMonths {
    /// A row for each unit and month, months within units; exposure 0 where nobody reported.
    let rows: UnitValueTable
    /// Ids of the units, one a row.
    let units: [String]
    let months: [YearMonth]
    /// Share of the month in which somebody reported.
    let observed: [Double]
    /// Index of the unit, one a row.
    let unitOfRow: [Int]
    private let first: YearMonth
    private let count: Int

    /// Lays months over units.
    ///
    /// - Parameter period: First and last month.
    /// - Parameter table: With exposure by `unit_id` and, if it has that column, `month`; else each unit's exposure is spread
    ///   evenly over the days of the period. nil for exposure 1 a month.
    /// - Throws: ``RequestError`` for a month that is none, a unit without a window.
    init(
        _ units: UnitValueTable, period: ClosedRange<YearMonth>, table: TableInput?, windows: ObservationWindows?
    ) throws {
        first = period.lowerBound
        count = period.upperBound.ordinal - period.lowerBound.ordinal + 1
        let all = (0..<count).map { YearMonth(ordinal: period.lowerBound.ordinal + $0) }
        let exposure = try Self.exposure(units, all, table)
        var (observed, values) = ([Double](), [Double]())
        for (unit, id) in units.ids.enumerated() {
            for (place, month) in all.enumerated() {
                let share = try windows?.share(of: month, unit: id) ?? 1
                observed.append(share)
                values.append(exposure[unit * all.count + place] * share)
            }
        }
        self.observed = observed
        months = units.ids.flatMap { _ in all }
        self.units = units.ids.flatMap { id in all.map { _ in id } }
        unitOfRow = units.ids.indices.flatMap { unit in all.map { _ in unit } }
        rows = UnitValueTable(
            path: units.path, ids: units.ids.flatMap { id in all.map { "\(id) \($0)" } }, values: values)
    }

    /// Exposure of all units and months, were all observed.
    private static func exposure(
        _ units: UnitValueTable, _ months: [YearMonth], _ table: TableInput?
    ) throws -> [Double] {
        guard let table, let column = table.optionalColumn("month") else {
            let days = months.map { Double($0.lastDay.day) }
            let total = days.reduce(0, +)
            return units.values.flatMap { value in days.map { table == nil ? 1 : value * $0 / total } }
        }
        var exposure = [Double](repeating: 0, count: units.ids.count * months.count)
        let (id, value) = (try table.column("unit_id"), try table.column("exposure"))
        for row in table.rows {
            guard let month = YearMonth(EventRecords.trimmed(row.fields[column])) else {
                throw table.fault(
                    row, column, "\"\(row.fields[column].prefix(40))\" is no month; write it like 2024-03")
            }
            let place = month.ordinal - months[0].ordinal
            guard months.indices.contains(place) else { continue }
            let unit = try units.row(of: try table.text(row, id), in: table, row, id)
            exposure[unit * months.count + place] += try table.number(row, value)
        }
        return exposure
    }

    /// The row of an event; nil outside of the period, without a date, and where nobody reported.
    func row(of event: SingleEvent) -> Int? {
        guard let month = event.month else { return nil }
        let place = month.ordinal - first.ordinal
        guard (0..<count).contains(place) else { return nil }
        let row = event.unit * count + place
        return observed[row] > 0 ? row : nil
    }
}
