public import Incidents

/// How a count of people became known.
public enum CrossingQuality: String, CaseIterable, Sendable {
    /// A table of the authority.
    case official
    /// An authority, quoted.
    case officialQuoted = "official_quoted"
    /// The difference of two totals.
    case derived
    /// A second figure for the same period; never added.
    case alternative
    /// A figure that contradicts others; never added.
    case doubtful
}

/// A count of people who crossed in a period.
public struct Crossing: Hashable, Sendable {
    /// First day of the period.
    public let start: CalendarDate
    /// Last day of the period.
    public let end: CalendarDate
    /// `north` or `south`.
    public let direction: TravelDirection
    /// 0 is a published zero.
    public let persons: Int
    /// How the count became known.
    public let quality: CrossingQuality
    /// The day from which a running total counts; nil for a count of the period alone.
    public let cumulativeFrom: CalendarDate?
    /// Rows of ``RegionPack/sources``.
    public let sourceIDs: [String]
}

extension Crossing {
    static let columns = [
        "period_start", "period_end", "direction", "persons", "quality", "cumulative_from", "source_ids",
    ]

    init(_ row: TableRow) throws(IngestError) {
        (start, end) = try row.interval("period_start", "period_end")
        direction = try row.choice("direction")
        guard direction != .unknown else {
            throw row.fault("direction", "\"unknown\" is not allowed", mend: "use one of north, south")
        }
        guard let count = try row.count("persons") else {
            throw row.fault(
                "persons", "the field is empty", mend: "a count is needed here; leave out a row without one")
        }
        persons = count
        quality = try row.choice("quality")
        cumulativeFrom = try row.day("cumulative_from")
        sourceIDs = row.list("source_ids")
    }
}
