/// The type of a property, as the data dictionary names it.
public enum PropertyType: String, CaseIterable, Sendable {
    /// Any text.
    case text
    /// A whole number.
    case int
    /// A finite number.
    case number
    /// `true` or `false`.
    case bool
    /// A day, `YYYY-MM-DD`.
    case date
    /// A month, `YYYY-MM`.
    case month
    /// Items joined by `;`, without blanks; an empty text is a list without items.
    case list
}

/// What one property of a layer is: one row of the data dictionary.
public struct PropertyDefinition: Hashable, Sendable {
    /// The key in GeoJSON and the column in GeoPackage; snake_case, with the unit at its end where there is one.
    public let name: String
    /// The type of every value that is not null.
    public let type: PropertyType
    /// The unit of a number; empty where there is none.
    public let unit: String
    /// What null stands for, in English; nil when the property is never null.
    public let nullMeans: String?
    /// The values that may occur (for a list: its items); empty when any may.
    public let values: [String]
    /// What the property says, in English.
    public let description: String
    /// What the property says, in Spanish.
    public let descriptionES: String

    /// One row of the data dictionary.
    public init(
        _ name: String, _ type: PropertyType, unit: String = "", nullMeans: String? = nil, values: [String] = [],
        _ description: String, es descriptionES: String
    ) {
        self.name = name
        self.type = type
        self.unit = unit
        self.nullMeans = nullMeans
        self.values = values
        self.description = description
        self.descriptionES = descriptionES
    }

    /// Whether null may occur.
    public var isNullable: Bool { nullMeans != nil }
}

extension PropertyDefinition {
    /// The value as it is stored: a whole number given for a number becomes one, and −0 becomes 0.
    func stored(_ value: PropertyValue) -> PropertyValue {
        switch value {
        case .integer(let integer) where type == .number: .number(Double(integer))
        case .number(0): .number(0)
        default: value
        }
    }

    /// What is wrong with a stored value, or nil.
    func fault(of value: PropertyValue) -> String? {
        switch (value, type) {
        case (.null, _):
            isNullable ? nil : "is null, which \(name) never is"
        case (.text(let text), .text), (.text(let text), .date), (.text(let text), .month), (.text(let text), .list):
            textFault(of: text)
        case (.number(let number), .number):
            numberFault(of: number)
        case (.integer(let integer), .int):
            values.isEmpty || values.contains(String(integer)) ? nil : "is \(integer), not one of \(allowed)"
        case (.boolean, .bool):
            nil
        default:
            "is \(value), not of type \(type.rawValue)"
        }
    }

    private func numberFault(of number: Double) -> String? {
        guard number.isFinite else { return "is \(number), not a finite number" }
        return values.isEmpty || values.contains { Double($0) == number } ? nil : "is \(number), not one of \(allowed)"
    }

    private func textFault(of text: String) -> String? {
        let isWellFormed =
            switch type {
            case .date: text.matches(pattern: "dddd-dd-dd")
            case .month: text.matches(pattern: "dddd-dd")
            case .list: !text.utf8.contains(where: { $0 <= 0x20 }) && hasOnlyWholeItems(text)
            default: true
            }
        guard isWellFormed else { return "is \"\(text)\", not a \(type.rawValue)" }
        let items = type == .list ? text.split(separator: ";").map(String.init) : [text]
        let stranger = values.isEmpty ? nil : items.first { !values.contains($0) }
        return stranger.map { "is \"\($0)\", not one of \(allowed)" }
    }

    private func hasOnlyWholeItems(_ text: String) -> Bool {
        text.isEmpty || text.split(separator: ";", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
    }

    private var allowed: String { values.joined(separator: ", ") }
}

extension String {
    /// Whether the text has a digit where the pattern has `d`, and the pattern's own character elsewhere.
    fileprivate func matches(pattern: String) -> Bool {
        utf8.count == pattern.utf8.count
            && zip(utf8, pattern.utf8).allSatisfy { byte, expected in
                expected == UInt8(ascii: "d") ? (0x30...0x39).contains(byte) : byte == expected
            }
    }
}
