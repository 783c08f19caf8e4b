internal import SpatialFormats

/// Which column of a file holds which field.
struct ColumnMap {
    /// By ``Field``.
    private var places = [Int?](repeating: nil, count: Field.allCases.count)
    /// Columns that only number the rows and say nothing of an incident.
    private(set) var rowNumbers: Set<Int> = []

    private(set) subscript(field: Field) -> Int? {
        get { places[field.rawValue] }
        set { places[field.rawValue] = newValue }
    }

    /// How many fields have a column.
    var count: Int { places.count { $0 != nil } }

    var hasSubstance: Bool { assigned.contains { $0.field.isSubstance } }

    /// Fields with their columns, in the order of the columns of the output.
    var assigned: [(field: Field, column: Int)] {
        Field.allCases.compactMap { field in self[field].map { (field, $0) } }
    }

    /// Matches a header by meaning; what the user mapped goes first.
    init(header: [String], mapped: [(field: Field, header: String)] = []) {
        for (field, name) in mapped { self[field] = Self.column(name, in: header) }
        let taken = Set(places.compactMap(\.self))
        var ranks: [Field: Int] = [:]
        for (i, name) in header.enumerated() {
            if let geometry = SourceText.geometryColumns.firstIndex(of: name) {
                let field: Field = geometry == 0 ? .longitude : .latitude
                if !mapped.contains(where: { $0.field == field }) { (self[field], ranks[field]) = (i, -1) }
                continue
            }
            if i == 0 && Self.isRowNumber(name) { rowNumbers.insert(i) }
            guard !taken.contains(i), let match = FieldRules.match(name) else { continue }
            guard !mapped.contains(where: { $0.field == match.field }) else { continue }
            if let rank = ranks[match.field], rank <= match.rank { continue }
            (self[match.field], ranks[match.field]) = (i, match.rank)
        }
        if mapped.contains(where: { $0.field == .coordinates }) {
            (self[.latitude], self[.longitude]) = (nil, nil)
        } else if mapped.contains(where: { $0.field == .latitude }) {
            self[.coordinates] = nil
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
        let taken = Set(places.compactMap(\.self))
        for (field, column) in other.assigned where self[field] == nil && !taken.contains(column) {
            self[field] = column
        }
    }

    /// A data frame written with its index has a first column without a name.
    private static func isRowNumber(_ name: String) -> Bool {
        name.isEmpty || name.lowercased().hasPrefix("unnamed:")
    }

    private mutating func settle(_ header: [String]) {
        // `geo` is a country in one schema, a position in others; the values tell only later, other columns now.
        if let place = self[.coordinates], HeaderWords(header[place]).words == ["geo"] {
            self[.coordinates] = nil
            if self[.country] == nil { self[.country] = place }
        }
        if self[.latitude] == nil || self[.longitude] == nil, self[.coordinates] != nil {
            self[.latitude] = nil
            self[.longitude] = nil
        }
        if self[.categories] == nil, self[.subType] == nil, let type = self[.incidentType], self[.mainID] == nil {
            self[.categories] = type
        }
    }
}
