/// A quantity of wind or sea.
public enum SeaVariable: String, CaseIterable, Sendable {
    /// Significant wave height, metres.
    case significantWaveHeight = "hs"
    /// Wind speed, `m/s` or `km/h`.
    case windSpeed = "wind_speed"
    /// The direction that the wind comes from, degrees clockwise from north.
    case windFrom = "wind_from"
    /// Current speed, m/s.
    case currentSpeed = "current_speed"
    /// Probability that the significant wave height reaches 2.5 m, percent.
    case probabilityOfHighSea = "prob_hs_ge_2p5m"
    /// Rain, mm/month.
    case rain

    /// The units in which the quantity may be given.
    var units: [String] {
        switch self {
        case .significantWaveHeight: ["m"]
        case .windSpeed: ["m/s", "km/h"]
        case .windFrom: ["degree"]
        case .currentSpeed: ["m/s"]
        case .probabilityOfHighSea: ["percent"]
        case .rain: ["mm/month"]
        }
    }
}

/// What sort of publication a weather value comes from; bulletins are biased to bad weather.
public enum SeaEvidence: String, CaseIterable, Sendable {
    case publishedClimatology = "published_climatology"
    case publishedBulletin = "published_bulletin"
    case publishedNote = "published_note"
    case anecdote
}

/// A published value of wind or sea for a zone and month.
public struct SeaStateRow: Hashable, Sendable {
    /// A zone of ``RegionSettings/seaZones``.
    public let zoneID: String
    /// 1…12; nil for the whole year or an undated episode.
    public let month: Int?
    /// What was measured or forecast.
    public let variable: SeaVariable
    /// Lower end of the published range, in ``unit``.
    public let low: Double?
    /// The typical value, in ``unit``.
    public let typical: Double?
    /// Upper end of the published range, in ``unit``.
    public let high: Double?
    /// The unit of the three values.
    public let unit: String
    /// What sort of publication it is.
    public let evidence: SeaEvidence
    /// Rows of ``RegionPack/sources``.
    public let sourceIDs: [String]
}

extension SeaStateRow {
    static let columns = [
        "zone_id", "month", "variable", "value_low", "value_typical", "value_high", "unit", "evidence", "source_ids",
    ]

    init(_ row: TableRow) throws(IngestError) {
        zoneID = try row.identifier("zone_id")
        month = try row.number("month", in: 1...12).map { Int($0) }
        variable = try row.choice("variable")
        low = try row.number("value_low", in: 0...10_000)
        typical = try row.number("value_typical", in: 0...10_000)
        high = try row.number("value_high", in: 0...10_000)
        let values = [low, typical, high].compactMap(\.self)
        guard !values.isEmpty else {
            throw row.fault(
                "value_typical", "no value is given", mend: "fill one of value_low, value_typical, value_high")
        }
        guard values == values.sorted() else {
            throw row.fault("value_high", "the values do not rise from low to high", mend: "order them")
        }
        unit = try row.needed("unit")
        guard variable.units.contains(unit) else {
            throw row.fault(
                "unit", "\"\(unit)\" is not allowed for \(variable.rawValue)",
                mend: "use \(variable.units.joined(separator: " or "))")
        }
        evidence = try row.choice("evidence")
        sourceIDs = row.list("source_ids")
    }
}
