internal import Incidents

/// Turns the records of one file into rows of the output, with what was found wrong.
struct RecordInterpreter {
    let reading: FileReading
    let fileName: String
    let land: CountryLand
    /// The row of the record read last.
    private(set) var row = OutputRow()
    /// What is wrong with the record read last.
    private(set) var findings: [Finding] = []

    init(_ reading: FileReading, fileName: String, land: CountryLand) {
        (self.reading, self.fileName, self.land) = (reading, fileName, land)
    }

    var columns: ColumnMap { reading.layout.columns }
    var schema: ImportSchema { reading.layout.schema }
    var status: RecordStatus { findings.contains { $0.repair != nil } ? .repaired : .accepted }

    /// Reads a decoded record; ``row`` and ``findings`` are its outcome.
    mutating func read(_ record: RecordText, number: Int, keys: inout RecordKeys, countries: inout Countries) {
        row.removeAll()
        findings.removeAll(keepingCapacity: true)
        row.set(.sourceFile, fileName)
        row[.sourceRow] = .integer(number)
        readIdentity(record, &keys)
        readDates(record)
        let country = readCountry(record, &countries)
        readPosition(record, country: country)
        readCounts(record)
        readTexts(record)
        checkLetters(record)
    }

    mutating func find(_ problem: Problem, _ field: String, _ repair: String? = nil) {
        findings.append(Finding(problem: problem, field: field, repair: repair))
    }

    mutating func set(_ column: OutputColumn, _ value: OutputRow.Value) { row[column] = value }

    mutating func set(_ column: OutputColumn, _ text: String) { row.set(column, text) }

    mutating func set(_ column: OutputColumn, _ day: CalendarDate) { row.set(column, day) }

    // MARK: - Identity

    private mutating func readIdentity(_ record: RecordText, _ keys: inout RecordKeys) {
        let content = reading.contentHash(record)
        let id = reading.sourceIDHash(record)
        for field in [Field.mainID, .sourceID] {
            guard let column = columns[field], !record.isEmpty(column) else { continue }
            record.with(column) { row.set(.sourceID, $0) }
        }
        if id == 0 {
            row.set(.incidentID, keys.ownID(content: content))
        } else if case .text(let own) = row[.sourceID] {
            row.set(.incidentID, copying: own, and: keys.suffix(id: id, content: content))
        }
        if keys.isDuplicate(content: content) {
            row.set(.duplicateGroup, "d" + RecordKeys.hexadecimal(content, digits: 16))
            find(.exactDuplicate, "")
        }
        if isSplit(record, keys) {
            find(.splitIncident, "source_id")
        } else if id != 0 && keys.isRepeated(id: id) {
            find(.repeatedID, "source_id")
        }
    }

    /// Whether the record is a part of an incident, as its type or a main id that it shares says.
    private func isSplit(_ record: RecordText, _ keys: RecordKeys) -> Bool {
        let main = reading.idHash(record, .mainID)
        if main != 0 && keys.isSplit(main: main) { return true }
        guard let column = columns[.incidentType], !record.isEmpty(column) else { return false }
        return record.with(column) { text in
            text.count >= 5 && text.count < 200
                && (0...(text.count - 5)).contains { at in
                    text[at] | 0x20 == 0x73 && text[at + 1] | 0x20 == 0x70 && text[at + 2] | 0x20 == 0x6C
                        && text[at + 3] | 0x20 == 0x69 && text[at + 4] | 0x20 == 0x74
                }
        }
    }

    // MARK: - Country and texts

    /// The country's index, if the record names one.
    private mutating func readCountry(_ record: RecordText, _ countries: inout Countries) -> Int? {
        if let found = reading.country(record, &countries) {
            row.set(.country, countries.alpha3[found])
            return found
        }
        for field in [Field.country, .countryCode] {
            guard let column = columns[field], !record.isEmpty(column) else { continue }
            find(
                .nullToken, "country", "set empty; \"\(record.text(column).prefix(60))\" names no country of ISO 3166-1"
            )
            break
        }
        return nil
    }

    private mutating func readTexts(_ record: RecordText) {
        for field in categoryFields {
            guard let column = columns[field], !record.isEmpty(column), !isNothing(record, column, "categories") else {
                continue
            }
            record.with(column) { row.addCategories($0) }
        }
        let texts: [(Field, OutputColumn)] = [
            (.route, .route), (.region, .region), (.channel, .channel), (.placeText, .placeText), (.source, .source),
            (.url, .url),
        ]
        for (field, output) in texts {
            guard let column = columns[field], !record.isEmpty(column), !isNothing(record, column, output.name) else {
                continue
            }
            record.with(column) { row.set(output, $0) }
        }
        if let column = columns[.quality], !record.isEmpty(column), !isNothing(record, column, "quality") {
            // A data frame makes 5 of a column with gaps 5.0.
            record.with(column) { text in
                if case .value(let whole) = CountText(text) {
                    row.set(.quality, String(whole))
                } else {
                    row.set(.quality, text)
                }
            }
        }
        if row[.channel] == .empty {
            switch schema {
            case .arizona: row.set(.channel, "forensic")
            case .mmp, .acled: row.set(.channel, "reported")
            case .auto, .csv: break
            }
        }
    }

    private var categoryFields: [Field] {
        schema == .acled ? [.incidentType, .subType] : [.categories]
    }

    /// Whether a text stands for nothing; it is left out then.
    private mutating func isNothing(_ record: RecordText, _ column: Int, _ field: String) -> Bool {
        guard record.with(column, { NullToken.matchesInText($0) }) else { return false }
        find(.nullToken, field, "set empty; was \"\(record.text(column))\"")
        return true
    }

    /// Reports letters that were lost before the file came to us, or in reading it.
    private mutating func checkLetters(_ record: RecordText) {
        guard record.isDamaged || LostLetters.mayHave(record.bytes.span) else { return }
        for i in record.fields.indices where i != columns[.url] && record.with(i, { LostLetters.has($0) }) {
            let field = columns.assigned.first { $0.column == i }?.field.name
            find(.encodingDamaged, field ?? reading.layout.header[i])
            return
        }
        if record.isDamaged { find(.encodingDamaged, "") }
    }
}

/// Traces of letters that a wrong reading of the bytes destroyed.
enum LostLetters {
    /// Whether it is worth looking closely.
    static func mayHave(_ text: Span<UInt8>) -> Bool {
        for i in text.indices where text[i] == 0x3F || text[i] == 0xEF || text[i] == 0xC3 || text[i] == 0xC2 {
            return true
        }
        return false
    }

    /// U+FFFD, a question mark within a word, or UTF-8 that was read as Windows-1252 (`Ã©`, `Â°`).
    static func has(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 3 else { return false }
        for i in 0..<(text.count - 2) {
            switch (text[i], text[i + 1], text[i + 2]) {
            case (0xEF, 0xBF, 0xBD): return true
            case (0xC3, 0x83, 0xC2), (0xC3, 0x82, 0xC2), (0xC3, 0x83, 0xC6): return true
            case (let a, 0x3F, let b) where isSmallLetter(b) && isLetter(a) && !isLink(text): return true
            default: break
            }
        }
        return false
    }

    private static func isSmallLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || byte >= 0x80 }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80 }

    /// Addresses have question marks of their own.
    private static func isLink(_ text: Span<UInt8>) -> Bool {
        for i in 0..<max(0, text.count - 2) where text[i] == 0x3A && text[i + 1] == 0x2F && text[i + 2] == 0x2F {
            return true
        }
        return false
    }
}
