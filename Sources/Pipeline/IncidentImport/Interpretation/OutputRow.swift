internal import Incidents

/// The columns of the output, in order.
enum OutputColumn: Int, CaseIterable {
    case incidentID, sourceFile, sourceRow, sourceID, dateStart, dateEnd, datePrecision, longitude, latitude, precision
    case precisionBasis, country, categories, route, region, dead, missing, deadOrMissing, injured, survivors, aboard
    case channel, quality, duplicateGroup, placeText, source, url

    /// The names as they stand in the header.
    static let names = [
        "incident_id", "source_file", "source_row", "source_id", "date_start", "date_end", "date_precision", "lon",
        "lat",
        "precision_m", "precision_basis", "country", "categories", "route", "region", "dead", "missing",
        "dead_or_missing", "injured", "survivors", "aboard", "channel", "quality", "duplicate_group", "place_text",
        "source", "url",
    ]

    var name: String { Self.names[rawValue] }
}

/// One row of the output; used again for every record.
struct OutputRow {
    enum Value: Equatable {
        case empty
        /// Where the text lies in ``OutputRow/texts``.
        case text(Range<Int>)
        case integer(Int)
        case number(Double)
    }

    private(set) var texts: [UInt8] = []
    private(set) var values: [Value] = Array(repeating: .empty, count: OutputColumn.allCases.count)

    mutating func removeAll() {
        texts.removeAll(keepingCapacity: true)
        for i in values.indices { values[i] = .empty }
    }

    subscript(column: OutputColumn) -> Value {
        get { values[column.rawValue] }
        set { values[column.rawValue] = newValue }
    }

    mutating func set(_ column: OutputColumn, _ text: String) { set(column, text.utf8Span.span) }

    mutating func set(_ column: OutputColumn, _ text: [UInt8]) { set(column, text.span) }

    /// Sets a text that begins as one that is there already.
    mutating func set(_ column: OutputColumn, copying range: Range<Int>, and more: String) {
        let start = texts.count
        for i in range { texts.append(texts[i]) }
        texts.append(contentsOf: more.utf8)
        self[column] = .text(start..<texts.count)
    }

    mutating func set(_ column: OutputColumn, _ day: CalendarDate) {
        let start = texts.count
        for (number, units) in [(day.year, 1000), (day.month, 10), (day.day, 10)] {
            if texts.count > start { texts.append(0x2D) }
            var unit = units
            while unit > 0 {
                texts.append(0x30 + UInt8(number / unit % 10))
                unit /= 10
            }
        }
        self[column] = .text(start..<texts.count)
    }

    mutating func set(_ column: OutputColumn, _ text: Span<UInt8>) {
        guard !text.isEmpty else { return }
        let start = texts.count
        for i in text.indices { texts.append(text[i]) }
        self[column] = .text(start..<texts.count)
    }

    /// Sets the categories of a cell, behind those of another if there are any.
    mutating func addCategories(_ text: Span<UInt8>) {
        var start = texts.count
        if case .text(let before) = self[.categories], before.upperBound == texts.count { start = before.lowerBound }
        CategoryText.append(text, to: &texts, from: start)
        if texts.count > start { self[.categories] = .text(start..<texts.count) }
    }

    func text(_ range: Range<Int>) -> String { String(decoding: texts[range], as: UTF8.self) }
}
