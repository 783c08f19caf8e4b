internal import SpatialFormats

/// Which column of a file holds which field.
struct ColumnMap {
    private var places: [Field: Int] = [:]
    /// Columns that only number the rows and say nothing of an incident.
    private(set) var rowNumbers: Set<Int> = []

    subscript(field: Field) -> Int? { places[field] }

    /// How many fields have a column.
    var count: Int { places.count }

    var hasSubstance: Bool { places.keys.contains(where: \.isSubstance) }

    /// Fields with their columns, in the order of the columns of the output.
    var assigned: [(field: Field, column: Int)] {
        Field.allCases.compactMap { field in places[field].map { (field, $0) } }
    }

    /// Matches a header by meaning; what the user mapped goes first.
    init(header: [String], mapped: [(field: Field, header: String)] = []) {
        for (field, name) in mapped { places[field] = Self.column(name, in: header) }
        let taken = Set(places.values)
        var ranks: [Field: Int] = [:]
        for (i, name) in header.enumerated() {
            if let geometry = SourceText.geometryColumns.firstIndex(of: name) {
                let field: Field = geometry == 0 ? .longitude : .latitude
                if !mapped.contains(where: { $0.field == field }) { (places[field], ranks[field]) = (i, -1) }
                continue
            }
            if i == 0 && Self.isRowNumber(name) { rowNumbers.insert(i) }
            guard !taken.contains(i), let match = FieldRules.match(name) else { continue }
            guard !mapped.contains(where: { $0.field == match.field }) else { continue }
            if let rank = ranks[match.field], rank <= match.rank { continue }
            (places[match.field], ranks[match.field]) = (i, match.rank)
        }
        if mapped.contains(where: { $0.field == .coordinates }) {
            (places[.latitude], places[.longitude]) = (nil, nil)
        } else if mapped.contains(where: { $0.field == .latitude }) {
            places[.coordinates] = nil
        }
        settle(header)
    }

    /// The column of a name, exactly or in the same words.
    static func column(_ name: String, in header: [String]) -> Int? {
        if let exact = header.firstIndex(of: name) { return exact }
        let words = HeaderWords(name).words
        return words.isEmpty ? nil : header.firstIndex { HeaderWords($0).words == words }
    }

    /// Adds fields of a second header, of hashtags, where the first left them open.
    mutating func add(hashtags: [String]) {
        let other = ColumnMap(header: hashtags)
        let taken = Set(places.values)
        for (field, column) in other.places where places[field] == nil && !taken.contains(column) {
            places[field] = column
        }
    }

    /// A data frame written with its index has a first column without a name.
    private static func isRowNumber(_ name: String) -> Bool {
        name.isEmpty || name.lowercased().hasPrefix("unnamed:")
    }

    private mutating func settle(_ header: [String]) {
        // `geo` is a country in one schema, a position in others; the values tell only later, other columns now.
        if let place = places[.coordinates], HeaderWords(header[place]).words == ["geo"] {
            places[.coordinates] = nil
            if places[.country] == nil { places[.country] = place }
        }
        if places[.latitude] == nil || places[.longitude] == nil, places[.coordinates] != nil {
            places[.latitude] = nil
            places[.longitude] = nil
        }
        if places[.categories] == nil, places[.subType] == nil, let type = places[.incidentType], places[.mainID] == nil
        {
            places[.categories] = type
        }
    }
}
