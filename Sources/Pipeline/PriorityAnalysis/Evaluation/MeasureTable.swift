internal import Incidents
internal import SpatialEngine
internal import SpatialFormats

/// Measures with their dates and areas.
///
/// `measure_id,date,treated,buffer,control`, or a region's table of measures, whose `date_start` and `corridor_ids` stand for
/// `date` and `treated`; its outcomes are no measures. Several areas are joined by a semicolon or a space.
struct MeasureTable {
    struct Measure {
        let id: String
        let month: YearMonth
        let treated: [String]
        let buffer: [String]
        let control: [String]
    }

    /// In the order of the file.
    let measures: [Measure]
    let warnings: [String]

    private static let known = [
        "measure_id", "date", "treated", "buffer", "control", "date_start", "corridor_ids", "measure_type",
    ]
    /// What a region's table may have besides.
    private static let described = [
        "date_end", "date_precision", "actor", "name", "quantity", "unit", "verified", "source_ids",
    ]

    /// - Parameter buffer: Areas where a row names no buffer, `control` likewise.
    /// - Throws: ``FormatError``, or ``RequestError`` for a column that is not there, an id that stands twice, a bad date, an
    ///   area that has no counts, an area in two roles.
    init(_ path: String, counts: MonthlyCounts, buffer: [String], control: [String]) throws {
        let table = try TableInput(path)
        let isRegional = table.optionalColumn("date") == nil && table.optionalColumn("date_start") != nil
        let id = try table.column("measure_id")
        let date = try table.column(isRegional ? "date_start" : "date")
        let treated = try table.column(
            isRegional && table.optionalColumn("treated") == nil ? "corridor_ids" : "treated")
        let roles = (table.optionalColumn("buffer"), table.optionalColumn("control"))
        let kind = isRegional ? table.optionalColumn("measure_type") : nil
        guard !table.rows.isEmpty else { throw RequestError(.badData, "\(path) holds no measure below its header") }
        var (measures, seen, leftOut) = ([Measure](), Set<String>(), [String]())
        for row in table.rows {
            let name = try table.text(row, id)
            guard seen.insert(name).inserted else {
                throw table.fault(row, id, "measure \(name) stands here twice; give every measure its own id")
            }
            if let kind, row.fields[kind] == "outcome" { continue }
            let areas = Self.areas(try table.optionalText(row, treated), counts)
            let others = try [(roles.0, buffer), (roles.1, control)].map { column, standing in
                try table.optionalText(row, column).map { Self.areas($0, counts) } ?? standing
            }
            if let problem = Self.problem(areas, others[0], others[1], counts) {
                guard isRegional else { throw table.fault(row, treated, problem) }
                leftOut.append(name)
                continue
            }
            measures.append(
                Measure(
                    id: name, month: try Self.month(table, row, date), treated: areas, buffer: others[0],
                    control: others[1]))
        }
        self.measures = measures
        let left =
            leftOut.isEmpty
            ? nil
            : "\(path): \(leftOut.count) measures are left out, since their areas have no counts or stand in two roles: "
                + leftOut.prefix(12).joined(separator: ", ")
        let remark = table.remark(onColumnsBesides: Self.known + (isRegional ? Self.described : []))
        warnings = [remark, left].compactMap(\.self)
    }

    /// The areas that a text names: one id as it stands, or several.
    static func areas(_ text: String?, _ counts: MonthlyCounts?) -> [String] {
        guard let text else { return [] }
        if counts?.knows(text) ?? false { return [text] }
        return text.split { $0 == ";" || $0.isWhitespace }.map(String.init)
    }

    private static func problem(
        _ treated: [String], _ buffer: [String], _ control: [String], _ counts: MonthlyCounts
    ) -> String? {
        if treated.isEmpty { return "no treated area" }
        var seen = Set<String>()
        for area in treated + buffer + control {
            if !counts.knows(area) { return "area \(area) is unknown: \(counts.path) has no count of it" }
            if !seen.insert(area).inserted { return "area \(area) stands in two roles, or twice; name it once" }
        }
        return nil
    }

    private static func month(_ table: TableInput, _ row: CommaSeparatedTable.Row, _ column: Int) throws -> YearMonth {
        let text = try table.text(row, column)
        guard let month = CalendarDate(text)?.yearMonth ?? YearMonth(text) else {
            throw table.fault(row, column, "\"\(text.prefix(40))\" is no date; write it like 2024-07-03")
        }
        return month
    }
}
