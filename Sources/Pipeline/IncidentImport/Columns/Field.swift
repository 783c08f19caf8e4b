/// What a column of a foreign file says about an incident.
enum Field: Int, CaseIterable {
    case sourceID, mainID, incidentType, subType, date, dateEnd, year, month, day, latitude, longitude, coordinates
    case precision, precisionClass, precisionBasis, country, countryCode, categories, route, region
    case dead, missing, total, injured, survivors, aboard, channel, quality, placeText, source, url

    /// The names by which reports and `--map` call them.
    static let names = [
        "source_id", "main_id", "incident_type", "sub_type", "date", "date_end", "year", "month", "day", "lat", "lon",
        "coordinates", "precision_m", "precision_class", "precision_basis", "country", "country_code", "categories",
        "route", "region", "dead", "missing", "dead_or_missing", "injured", "survivors", "aboard", "channel", "quality",
        "place_text", "source", "url",
    ]

    var name: String { Self.names[rawValue] }

    static let counts: [Field] = [.dead, .missing, .total, .injured, .survivors, .aboard]

    /// The field that a user names with `--map`; nil for a name that nothing may be mapped to.
    init?(mapped name: String) {
        switch name {
        case "incident_id": self = .sourceID
        case "date_start": self = .date
        default:
            guard let place = Self.names.firstIndex(of: name) else { return nil }
            self.init(rawValue: place)
        }
    }

    /// Whether it alone could make a record worth importing: when, where, or how many.
    var isSubstance: Bool {
        switch self {
        case .date, .year, .latitude, .longitude, .coordinates, .dead, .missing, .total: true
        default: false
        }
    }
}
