/// A record's position as its cells have it.
struct RawPosition {
    /// How the two numbers came.
    enum Form: Int, CaseIterable {
        /// A column for each; longitude is given first here.
        case columns
        /// Two numbers in a cell.
        case pair
        /// Well-known text or GeoJSON.
        case geometry
        /// Letters say which is which; latitude first.
        case lettered

        /// The order that the form has by definition or, for a pair, by custom.
        var isLongitudeFirst: Bool { self == .columns || self == .geometry }
        /// Whether another order than its own is an error, not a choice.
        var isDefined: Bool { self != .pair }
    }

    enum Kind {
        case missing
        case null
        case unreadable
        /// A 0 alone, or one number beside nothing.
        case single(Double)
        case pair(Double, Double, Form)
    }

    let kind: Kind

    init(_ record: RecordText, _ columns: ColumnMap) {
        if let latitude = columns[.latitude], let longitude = columns[.longitude],
            !(record.isEmpty(latitude) && record.isEmpty(longitude))
        {
            kind = Self.columns(record.with(longitude) { AngleText($0) }, record.with(latitude) { AngleText($0) })
        } else if let cell = columns[.coordinates] {
            kind = Self.cell(record.with(cell) { PositionText($0) })
        } else {
            kind = .missing
        }
    }

    private static func columns(_ longitude: AngleText, _ latitude: AngleText) -> Kind {
        switch (longitude, latitude) {
        case (.degrees(let x), .degrees(let y)): .pair(x, y, .columns)
        case (.unreadable, _), (_, .unreadable): .unreadable
        case (.degrees(let only), _), (_, .degrees(let only)): .single(only)
        case (.null, _), (_, .null): .null
        default: .missing
        }
    }

    private static func cell(_ text: PositionText) -> Kind {
        switch text {
        case .blank: .missing
        case .null: .null
        case .unreadable: .unreadable
        case .single(let only): .single(only)
        case .pair(let a, let b, .pair): .pair(a, b, .pair)
        case .pair(let a, let b, .geometry): .pair(a, b, .geometry)
        case .pair(let a, let b, .lettered): .pair(a, b, .lettered)
        }
    }
}
