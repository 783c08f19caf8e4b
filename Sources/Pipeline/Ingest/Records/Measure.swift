public import Incidents

/// How far a measure was found in a source.
public enum Verification: String, CaseIterable, Sendable {
    case yes, partial
}

/// A dated measure, outcome or loss of observation.
///
/// Outcomes are lower bounds and never enter a harm score.
public struct Measure: Hashable, Sendable {
    /// Unique in the region.
    public let id: String
    /// First day.
    public let start: CalendarDate
    /// Last day; nil when open or not known.
    public let end: CalendarDate?
    /// How finely the dates are known.
    public let datePrecision: DatePrecision
    /// Who acts.
    public let actors: [String]
    /// What sort it is, such as `border_closure`, `reception` or `observation_loss`.
    public let type: String
    /// Corridors that it concerns; none for a measure outside the region.
    public let corridorIDs: [String]
    /// What it is, in a few words.
    public let name: String
    /// A figure that belongs to it, in ``unit``.
    public let quantity: Double?
    /// The unit of ``quantity``.
    public let unit: String?
    /// How far it was found in a source.
    public let verified: Verification
    /// Rows of ``RegionPack/sources``.
    public let sourceIDs: [String]
}

extension Measure {
    static let columns = [
        "measure_id", "date_start", "date_end", "date_precision", "actor", "measure_type", "corridor_ids", "name",
        "quantity", "unit", "verified", "source_ids",
    ]

    init(_ row: TableRow) throws(IngestError) {
        id = try row.identifier("measure_id")
        let days = try row.interval("date_start", "date_end")
        start = days.start
        end = row.text("date_end") == nil ? nil : days.end
        datePrecision = try row.choice("date_precision")
        actors = row.list("actor")
        type = try row.identifier("measure_type")
        corridorIDs = row.list("corridor_ids")
        name = try row.needed("name")
        quantity = try row.number("quantity", in: 0...1e12)
        unit = row.text("unit")
        verified = try row.choice("verified")
        sourceIDs = row.list("source_ids")
    }
}
