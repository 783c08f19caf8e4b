/// What a column of a foreign file says about an incident; the raw value names it in reports and in `--map`.
enum Field: String, CaseIterable {
    case sourceID = "source_id"
    case mainID = "main_id"
    case incidentType = "incident_type"
    case subType = "sub_type"
    case date
    case dateEnd = "date_end"
    case year, month, day
    case latitude = "lat"
    case longitude = "lon"
    case coordinates
    case precision = "precision_m"
    case precisionClass = "precision_class"
    case precisionBasis = "precision_basis"
    case country
    case countryCode = "country_code"
    case categories, route, region, dead, missing
    case total = "dead_or_missing"
    case injured, survivors, aboard, channel, quality
    case placeText = "place_text"
    case source, url

    static let counts: [Field] = [.dead, .missing, .total, .injured, .survivors, .aboard]

    /// The field that a user names with `--map`; nil for a name that nothing may be mapped to.
    init?(mapped name: String) {
        switch name {
        case "incident_id": self = .sourceID
        case "date_start": self = .date
        default: self.init(rawValue: name)
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
