/// The kinds of incident files, told by their columns.
public enum ImportSchema: String, CaseIterable, Sendable {
    /// Found from the header.
    case auto
    /// IOM Missing Migrants Project, in any of its header variants.
    case mmp
    /// Armed Conflict Location & Event Data.
    case acled
    /// Arizona OpenGIS Initiative for Deceased Migrants.
    case arizona
    /// Anything else with a header.
    case csv
}

extension ImportSchema {
    /// The schema that a header speaks for.
    init(of header: [String], columns: ColumnMap) {
        let names = Set(header.map { HeaderWords($0).words.sorted().joined(separator: " ") })
        func hasAny(_ wanted: String...) -> Bool { wanted.contains { names.contains($0) } }
        func hasBoth(_ a: String, _ b: String) -> Bool { names.contains(a) && names.contains(b) }
        if hasAny("cnty id incident") || hasBoth("date incident", "geo precision")
            || hasBoth("incident sub type", "dead")
        {
            self = .acled
        } else if hasAny("ml number") || hasBoth("location precision", "date reported") {
            self = .arizona
        } else {
            let typical: [Bool] = [
                hasAny("id main", "id web", "id incident"), columns[.total] != nil,
                columns[.missing] != nil, columns[.route] != nil, columns[.categories] != nil,
                columns[.survivors] != nil,
                hasAny("geo grouping unsd"), hasAny("incident region", "country incident"), hasAny("cause dead"),
                hasAny("quality source", "reliability", "information source"),
                hasAny("dead location", "description location"),
                columns[.dead] != nil,
            ]
            let score = typical.filter(\.self).count
            let isTold = columns[.categories] != nil || columns[.route] != nil || hasAny("id main", "id web")
            self = score >= 4 && isTold ? .mmp : .csv
        }
    }

    /// What a file must have to be of this schema, in words, and lacks.
    func missingColumns(_ columns: ColumnMap) -> [String] {
        func lacks(_ name: String, _ fields: Field...) -> String? {
            fields.contains { columns[$0] != nil } ? nil : name
        }
        let hasPair = columns[.latitude] != nil && columns[.longitude] != nil
        switch self {
        case .auto, .csv: return []
        case .mmp:
            return [
                lacks("a date or a year", .date, .year),
                lacks("a number of dead, or of dead and missing", .dead, .total),
                hasPair ? nil : lacks("coordinates or a location", .coordinates, .placeText),
            ].compactMap(\.self)
        case .acled:
            return [
                lacks("event_date", .date), lacks("fatalities", .dead), hasPair ? nil : "latitude and longitude",
                lacks("event_type", .incidentType),
            ].compactMap(\.self)
        case .arizona:
            return [
                lacks("ML Number", .sourceID), lacks("Reporting Date", .date), hasPair ? nil : "Latitude and Longitude",
                lacks("Location Precision", .precisionClass),
            ].compactMap(\.self)
        }
    }
}
