internal import Incidents
internal import SpatialEngine

extension Incident {
    static let columns = [
        "incident_id", "date_start", "date_end", "date_precision", "category", "mode", "corridor_id", "place_id", "lon",
        "lat", "precision_m", "location_basis", "direction", "channel", "report_kind", "dead", "missing", "injured",
        "survivors", "aboard", "confidence", "duplicate_of", "source_ids",
    ]

    /// The columns after `precision_m`: a user's table may leave them out.
    static let optionalColumns = Set(columns.drop { $0 != "location_basis" })

    /// What an incident table may call an event besides the categories of the harm taxonomy.
    static let ownCategories = [
        "armed_robbery", "capsize", "drowning", "extortion", "fall", "flash_flood", "interception", "kidnapping",
        "killing",
        "mass_robbery", "missing_at_sea", "other", "remains_found", "rescue", "sexual_violence", "sickness",
        "vehicle_accident",
    ]

    /// How the position of an incident is known.
    enum LocationBasis: String, CaseIterable {
        case place, offset, area, corridor
    }

    /// Reads a row; ids that live in other tables are checked by the caller.
    init(_ row: TableRow, extent: BoundingBox, categories: Set<String>) throws(IngestError) {
        let id = try row.identifier("incident_id")
        let days = try row.interval("date_start", "date_end")
        let isPlaced = row.text("lon") != nil || row.text("lat") != nil
        let position = isPlaced ? try row.position(within: extent) : nil
        let precision = try row.number("precision_m", in: 1...1_000_000)
        if isPlaced && precision == nil {
            throw row.fault(
                "precision_m", "the field is empty", mend: "give the radius in metres within which it happened")
        }
        self.init(
            id: id, dateStart: days.start, dateEnd: days.end, datePrecision: try row.choice("date_precision"),
            category: try Self.category(row, categories), mode: try row.choice("mode"),
            corridorID: row.text("corridor_id"), placeID: row.text("place_id"), position: position,
            precision: Metres(precision ?? 0),
            locationBasis: try row.optionalChoice("location_basis", of: LocationBasis.self)?.rawValue,
            direction: try row.optionalChoice("direction") ?? .unknown,
            channel: try row.optionalChoice("channel") ?? .reported,
            reportKind: try row.optionalChoice("report_kind") ?? .event, dead: try row.count("dead"),
            missing: try row.count("missing"), injured: try row.count("injured"), survivors: try row.count("survivors"),
            aboard: try row.count("aboard"), confidence: try row.optionalChoice("confidence") ?? .medium,
            duplicateOf: row.text("duplicate_of"), sourceIDs: row.list("source_ids"))
    }

    private static func category(_ row: TableRow, _ allowed: Set<String>) throws(IngestError) -> String {
        let category = try row.needed("category")
        guard allowed.contains(category) else {
            throw row.fault(
                "category", "\"\(category)\" is not allowed",
                mend: "use one of \(allowed.sorted().joined(separator: ", "))")
        }
        return category
    }
}

extension TableRow {
    /// One of the values of an enumeration, or nil for an empty field.
    func optionalChoice<Value: RawRepresentable & CaseIterable>(
        _ column: String, of type: Value.Type = Value.self
    ) throws(IngestError) -> Value? where Value.RawValue == String {
        text(column) == nil ? nil : try choice(column, of: type)
    }
}
