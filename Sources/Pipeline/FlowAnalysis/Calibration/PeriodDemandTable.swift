internal import Flows
internal import SpatialEngine
internal import SpatialFormats

/// What is believed of the travellers of each pair of places in each period, before any count.
struct PeriodDemandTable: Sendable {
    /// A row of the file.
    struct Entry: Sendable {
        /// Numbers of the places in ``LinkTable/placeIDs``.
        let from: Int
        let to: Int
        let period: String
        let prior: LogNormal
    }

    /// In the order of the file.
    let entries: [Entry]
    /// Columns that say nothing to us.
    let ignoredColumns: [String]

    /// Reads `from,to,period,persons,log_sd`.
    ///
    /// - Throws: ``FormatError``, or ``RequestError`` for a place that no link touches, a pair that is listed twice in a
    ///   period, and persons or a spread that are not above 0.
    init(_ path: String, places links: LinkTable) throws {
        let table = try TableInput(path)
        let columns = (from: try table.column("from"), to: try table.column("to"), period: try table.column("period"))
        let figures = (persons: try table.column("persons"), spread: try table.column("log_sd"))
        let numbers = Dictionary(uniqueKeysWithValues: links.placeIDs.enumerated().map { ($1, $0) })
        func place(_ row: CommaSeparatedTable.Row, _ column: Int) throws -> Int {
            let id = try table.text(row, column)
            guard let number = numbers[id] else {
                throw table.fault(row, column, "no link of \(links.path) touches place \(id)")
            }
            return number
        }
        func positive(_ row: CommaSeparatedTable.Row, _ column: Int, _ advice: String) throws -> Double {
            let number = try table.number(row, column)
            guard number > 0 else { throw table.fault(row, column, "\(number) is not above 0; \(advice)") }
            return number
        }
        var lines: [String: Int] = [:]
        entries = try table.rows.map { row in
            let ends = (from: try place(row, columns.from), to: try place(row, columns.to))
            let period = try table.text(row, columns.period)
            if let earlier = lines.updateValue(row.line, forKey: "\(ends.from) \(ends.to) \(period)") {
                throw table.fault(
                    row, columns.period,
                    "the pair stands in line \(earlier) already in this period; give each pair one line a period")
            }
            let median = try positive(
                row, figures.persons, "a log-normal prior needs a median; leave the line out where nobody travels")
            let spread = try positive(row, figures.spread, "it is the standard deviation of the log of persons")
            let prior = LogNormal(median: median, logDeviation: spread)
            guard prior.mean.isFinite, prior.quantile(0.95).isFinite else {
                throw table.fault(
                    row, figures.spread, "\(spread) puts the prior's mean beyond all numbers; make it smaller")
            }
            return Entry(from: ends.from, to: ends.to, period: period, prior: prior)
        }
        guard !entries.isEmpty else { throw RequestError(.badData, "\(path) holds no pair below its header") }
        ignoredColumns = table.columns(besides: ["from", "to", "period", "persons", "log_sd"])
    }
}
