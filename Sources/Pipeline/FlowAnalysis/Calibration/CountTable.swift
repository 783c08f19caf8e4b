internal import SpatialEngine
internal import SpatialFormats

/// Counts of persons on links.
struct CountTable: Sendable {
    /// A row of the file.
    struct Entry: Sendable {
        /// Number of the link in ``LinkTable/links``.
        let link: Int
        let period: String
        /// A whole number of 0 or more.
        let persons: Double
        let quality: Quality
    }

    /// What a count rests on.
    enum Quality: String, CaseIterable, Sendable {
        /// A table of the authority that counts.
        case official
        /// An authority as quoted by others.
        case officialQuoted = "official_quoted"
        /// The difference of two totals.
        case derived
        /// A second figure for the same link and period.
        case alternative
        case doubtful
        /// The file does not say.
        case unstated

        /// Whether it may move the estimates; the others are only compared with them.
        var isUsed: Bool { self != .alternative && self != .doubtful }
    }

    /// In the order of the file.
    let entries: [Entry]
    /// Columns that say nothing to us.
    let ignoredColumns: [String]

    /// Reads `link_id,period,count[,quality]`.
    ///
    /// - Throws: ``FormatError``, or ``RequestError`` for an unknown link, a count that is not a whole number of 0 or more,
    ///   an unknown quality, and two counts to be used of one link in one period.
    init(_ path: String, of links: LinkTable) throws {
        let table = try TableInput(path)
        let columns = (
            link: try table.column("link_id"), period: try table.column("period"), count: try table.column("count")
        )
        let quality = table.optionalColumn("quality")
        let numbers = Dictionary(uniqueKeysWithValues: links.links.enumerated().map { ($1.id, $0) })
        var lines: [String: Int] = [:]
        entries = try table.rows.map { row in
            let id = try table.text(row, columns.link)
            guard let link = numbers[id] else {
                throw table.fault(row, columns.link, "\(links.path) has no link \(id)")
            }
            let entry = Entry(
                link: link, period: try table.text(row, columns.period),
                persons: try Self.count(table, row, columns.count),
                quality: try quality.map { try Self.quality(table, row, $0) } ?? .unstated)
            guard entry.quality.isUsed else { return entry }
            if let earlier = lines.updateValue(row.line, forKey: "\(link) \(entry.period)") {
                throw table.fault(
                    row, columns.count,
                    "link \(id) is counted in line \(earlier) already in period \(entry.period); "
                        + "mark the second figure as alternative")
            }
            return entry
        }
        ignoredColumns = table.columns(besides: ["link_id", "period", "count", "quality"])
    }

    private static func count(_ table: TableInput, _ row: CommaSeparatedTable.Row, _ column: Int) throws -> Double {
        let number = try table.number(row, column)
        guard number >= 0, number == number.rounded(), number <= 1e15 else {
            throw table.fault(row, column, "\(number) is no count; give a whole number of 0 or more")
        }
        return number
    }

    private static func quality(_ table: TableInput, _ row: CommaSeparatedTable.Row, _ column: Int) throws -> Quality {
        let word = row.fields[column].filter { !$0.isWhitespace }
        if word.isEmpty { return .unstated }
        guard let quality = Quality(rawValue: word), quality != .unstated else {
            let known = Quality.allCases.filter { $0 != .unstated }.map(\.rawValue).joined(separator: ", ")
            throw table.fault(row, column, "\"\(word.prefix(40))\" is no quality; use one of \(known)")
        }
        return quality
    }
}
