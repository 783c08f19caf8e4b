/// The value of one property of one feature; dates, months and lists are text.
public enum PropertyValue: Hashable, Sendable {
    /// Not known, or what the property's ``PropertyDefinition/nullMeans`` says.
    case null
    /// Text, a date `YYYY-MM-DD`, a month `YYYY-MM`, or a list whose items are joined by `;`.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// A finite number in the property's unit.
    case number(Double)
    /// A yes or no.
    case boolean(Bool)
}

extension PropertyValue {
    /// The text, or null for nil.
    public init(_ text: String?) { self = text.map(PropertyValue.text) ?? .null }

    /// The whole number, or null for nil.
    public init(_ integer: Int?) { self = integer.map(PropertyValue.integer) ?? .null }

    /// The number, or null for nil.
    public init(_ number: Double?) { self = number.map(PropertyValue.number) ?? .null }

    /// The truth value, or null for nil.
    public init(_ boolean: Bool?) { self = boolean.map(PropertyValue.boolean) ?? .null }

    /// A list: the items joined by `;`, in the order given.
    public static func list(_ items: [String]) -> PropertyValue { .text(items.joined(separator: ";")) }

    /// The number that an integer or a number holds, else nil.
    public var asNumber: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .null, .text, .boolean: nil
        }
    }

    /// The text, else nil.
    public var asText: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The truth value, else nil.
    public var asBoolean: Bool? {
        if case .boolean(let value) = self { value } else { nil }
    }
}

extension PropertyValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }

    /// A whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }

    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }

    /// A yes or no.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }

    /// Null.
    public init(nilLiteral: ()) { self = .null }
}

extension PropertyValue: CustomStringConvertible {
    /// The value as a message names it.
    public var description: String {
        switch self {
        case .null: "null"
        case .text(let text): "\"\(text)\""
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .boolean(let value): "\(value)"
        }
    }
}
