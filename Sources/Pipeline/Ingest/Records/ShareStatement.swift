public import Incidents

/// What sort of figure a statement on the use of corridors holds.
public enum StatementRelation: String, CaseIterable, Sendable {
    /// More people than by any other way.
    case most
    /// A part, neither most nor few.
    case some
    /// A small part.
    case few
    /// A number of people.
    case count
    /// A number of people that is known to be too low.
    case floor
}

/// What sources say of how many people took some corridors in some months, read as a range.
///
/// The range is our reading and a weak prior; the sources mostly speak in words.
public struct ShareStatement: Hashable, Sendable {
    /// Unique in the region.
    public let id: String
    /// First and last month that it speaks of.
    public let months: ClosedRange<YearMonth>
    /// `north` or `south`.
    public let direction: TravelDirection
    /// Corridors that it speaks of together, one or more.
    public let corridorIDs: [String]
    /// What sort of figure it holds.
    public let relation: StatementRelation
    /// The middle 90 % of their share of the people who go that direction, 0…1 without the ends; nil when it gives persons.
    public let share: ClosedRange<Double>?
    /// The middle 90 % of their persons a month, above 0; nil when it gives a share.
    public let persons: ClosedRange<Double>?
    /// Whether the range is our reading, not a published figure.
    public let isAssumed: Bool
    /// What the sources say, in our words.
    public let text: String
    /// The same in Spanish.
    public let textSpanish: String
    /// Rows of ``RegionPack/sources``.
    public let sourceIDs: [String]
}

extension ShareStatement {
    static let columns = [
        "statement_id", "period_start", "period_end", "direction", "corridor_ids", "relation", "share_low",
        "share_high", "persons_low", "persons_high", "assumed", "statement", "statement_es", "source_ids",
    ]

    init(_ row: TableRow) throws(IngestError) {
        id = try row.identifier("statement_id")
        guard let first = try row.month("period_start") else {
            throw row.fault("period_start", "the field is empty", mend: "a month YYYY-MM is needed here")
        }
        let last = try row.month("period_end") ?? first
        guard first <= last else {
            throw row.fault(
                "period_end", "\(last) is before period_start \(first)", mend: "exchange the two or correct one")
        }
        months = first...last
        direction = try row.choice("direction")
        guard direction != .unknown else {
            throw row.fault("direction", "\"unknown\" is not allowed", mend: "use one of north, south")
        }
        corridorIDs = row.list("corridor_ids")
        guard !corridorIDs.isEmpty else {
            throw row.fault("corridor_ids", "the field is empty", mend: "name one corridor or more, parted by ;")
        }
        relation = try row.choice("relation")
        share = try Self.range("share", row, in: 0.0001...0.9999)
        persons = try Self.range("persons", row, in: 0.01...1e8)
        guard (share == nil) != (persons == nil) else {
            throw row.fault(
                "share_low",
                share == nil ? "neither a share nor persons are given" : "both a share and persons are given",
                mend: "fill share_low and share_high, or persons_low and persons_high")
        }
        isAssumed = try row.choice("assumed", of: Flag.self) == .true
        text = try row.needed("statement")
        textSpanish = try row.needed("statement_es")
        sourceIDs = row.list("source_ids")
    }

    private enum Flag: String, CaseIterable { case `true`, `false` }

    private static func range(
        _ name: String, _ row: TableRow, in limits: ClosedRange<Double>
    ) throws(IngestError) -> ClosedRange<Double>? {
        let (low, high) = (
            try row.number(name + "_low", in: limits), try row.number(name + "_high", in: limits)
        )
        guard let low, let high else {
            guard low == nil, high == nil else {
                throw row.fault(
                    name + (low == nil ? "_low" : "_high"), "the field is empty", mend: "give both ends or neither")
            }
            return nil
        }
        guard low < high else {
            throw row.fault(
                name + "_high", "\(shortText(high)) is not above \(shortText(low))",
                mend: "exchange the two or widen them")
        }
        return low...high
    }
}
