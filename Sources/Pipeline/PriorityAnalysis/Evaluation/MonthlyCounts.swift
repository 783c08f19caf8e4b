internal import Incidents
internal import SpatialEngine
internal import SpatialFormats

/// Events by area and month: `area,period,count`; a month without a row, or with an empty count, is unknown.
struct MonthlyCounts {
    let path: String
    let warnings: [String]
    /// By area, then by month.
    private let counts: [String: [YearMonth: Double]]

    /// Reads a table.
    ///
    /// - Throws: ``FormatError``, or ``RequestError`` for a column that is not there, a period that is no month, a count below 0,
    ///   an area and month that stand twice.
    init(_ path: String) throws {
        let table = try TableInput(path)
        let columns = (
            area: try table.column("area"), period: try table.column("period"), count: try table.column("count")
        )
        var counts: [String: [YearMonth: Double]] = [:]
        var seen: [String: Set<YearMonth>] = [:]
        for row in table.rows {
            let (area, text) = (try table.text(row, columns.area), try table.text(row, columns.period))
            guard let month = YearMonth(text) else {
                throw table.fault(row, columns.period, "\"\(text.prefix(40))\" is no month; write it like 2024-07")
            }
            guard seen[area, default: []].insert(month).inserted else {
                throw table.fault(row, columns.period, "\(month) of area \(area) stands here twice; keep one row")
            }
            guard let count = try table.optionalAmount(row, columns.count, "the count") else { continue }
            counts[area, default: [:]][month] = count
        }
        guard !counts.isEmpty else { throw RequestError(.badData, "\(path) holds no count below its header") }
        (self.path, self.counts) = (path, counts)
        warnings = [table.remark(onColumnsBesides: ["area", "period", "count"])].compactMap(\.self)
    }

    func knows(_ area: String) -> Bool { counts[area] != nil }

    /// Months in which all of the areas have counts, ascending.
    func months(of areas: [String]) -> [YearMonth] {
        guard let first = areas.first.flatMap({ counts[$0] }) else { return [] }
        return first.keys.filter { month in areas.allSatisfy { counts[$0]?[month] != nil } }.sorted()
    }

    /// Events of some areas in a month; nil when one of them is unknown.
    func count(_ areas: [String], in month: YearMonth) -> Double? {
        var sum = 0.0
        for area in areas {
            guard let count = counts[area]?[month] else { return nil }
            sum += count
        }
        return sum
    }

    /// Events of some areas in months, or the first month in which one of them is unknown.
    func total(_ areas: [String], over months: ClosedRange<Int>) -> (sum: Double, unknown: YearMonth?) {
        var sum = 0.0
        for ordinal in months {
            guard let count = count(areas, in: YearMonth(ordinal: ordinal)) else {
                return (sum, YearMonth(ordinal: ordinal))
            }
            sum += count
        }
        return (sum, nil)
    }
}
