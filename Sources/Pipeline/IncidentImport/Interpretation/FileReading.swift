/// Everything that must be known of a file before its records can be read.
struct FileReading {
    let layout: FileLayout
    var survey = ColumnSurvey()
    /// Part of every content's number, so that only records under the same header can be the same.
    let headerHash: UInt64

    init(_ layout: FileLayout) {
        self.layout = layout
        var hash = RecordHash()
        for (i, name) in layout.header.enumerated() where !layout.columns.rowNumbers.contains(i) {
            hash.add(Array(name.utf8).span)
        }
        headerHash = hash.value
    }

    /// The content of a record, its row number left out.
    func contentHash(_ record: RecordText) -> UInt64 {
        var hash = RecordHash(seed: headerHash)
        for i in record.fields.indices where !layout.columns.rowNumbers.contains(i) { record.with(i) { hash.add($0) } }
        return hash.value
    }

    /// The number of an id in a column; 0 for none.
    func idHash(_ record: RecordText, _ field: Field) -> UInt64 {
        guard let column = layout.columns[field], !record.isEmpty(column) else { return 0 }
        var hash = RecordHash()
        record.with(column) { hash.add($0) }
        return hash.value
    }

    /// The number of the id that a record goes by: its own, else that of the incident that it is part of.
    func sourceIDHash(_ record: RecordText) -> UInt64 {
        let own = idHash(record, .sourceID)
        return own != 0 ? own : idHash(record, .mainID)
    }

    /// The month that the file's own column of months gives.
    func month(_ record: RecordText) -> Int? {
        guard let column = layout.columns[.month] else { return nil }
        return record.with(column) { Self.month($0) }
    }

    /// The year that the file's own column of years gives.
    func year(_ record: RecordText) -> Int? {
        guard let column = layout.columns[.year] else { return nil }
        guard case .value(let year) = record.with(column, { CountText($0) }), DateText.years.contains(year) else {
            return nil
        }
        return year
    }

    /// The country that a record names, the code before the name.
    func country(_ record: RecordText, _ countries: inout Countries) -> Int? {
        for field in [Field.countryCode, .country] {
            guard let column = layout.columns[field], !record.isEmpty(column) else { continue }
            if let found = record.with(column, { countries.country($0, hasCodes: survey.hasCountryCodes) }) {
                return found
            }
        }
        return layout.schema == .arizona && layout.columns[.country] == nil ? countries.index(alpha2: "US") : nil
    }

    private static func month(_ text: Span<UInt8>) -> Int? {
        if case .value(let month) = CountText(text) { return (1...12).contains(month) ? month : nil }
        let tokens = TextTokens(text).tokens
        return tokens.count == 1 ? DateWords.month(tokens[0].word) : nil
    }
}

// MARK: - The first pass

extension FileReading {
    /// Takes a record into account; `keys` learns what tells it apart.
    mutating func survey(
        _ record: RecordText, keys: inout RecordKeys, countries: inout Countries, land: CountryLand
    ) {
        let columns = layout.columns
        keys.add(content: contentHash(record), id: sourceIDHash(record), main: idHash(record, .mainID))
        if record.bytes.contains(where: { $0 >= 0x80 }) {
            if RecordText.isValid(record.bytes.span) { survey.unicode += 1 } else { survey.otherBytes += 1 }
        }
        for (i, field) in [Field.date, .dateEnd].enumerated() {
            guard let column = columns[field] else { continue }
            let month = i == 0 ? month(record) : nil
            record.with(column) { survey.add(DateText($0), column: i, month: month) }
        }
        for (i, field) in Field.counts.enumerated() {
            guard let column = columns[field] else { continue }
            record.with(column) { text in
                guard let point = text.indices.first(where: { text[$0] == 0x2E }) else { return }
                survey.add(CountText(text), column: i, hasPoint: point > 0)
            }
        }
        for field in [Field.country, .countryCode] where !survey.hasCountryCodes {
            guard let column = columns[field] else { continue }
            survey.hasCountryCodes = record.with(column) { $0.count == 2 && !Countries.isNamibiaOrNothing($0) }
        }
        let country = country(record, &countries)
        survey.add(RawPosition(record, columns)) { longitude, latitude in
            Self.mayBe(longitude, latitude, country, land)
        }
    }

    /// Whether a position is one that a record of the country, if it names any, may have.
    static func mayBe(_ longitude: Double, _ latitude: Double, _ country: Int?, _ land: CountryLand) -> Bool {
        guard abs(longitude) <= 180, (-60.0...84.0).contains(latitude) else { return false }
        guard let country else { return true }
        return land.fit(longitude: longitude, latitude: latitude, country: country) != .contradicts
    }
}
