internal import SpatialEngine

extension JSONValue {
    /// The text, or null for nil.
    init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }

    /// The whole number, or null for nil.
    init(_ integer: Int?) { self = integer.map(JSONValue.integer) ?? .null }

    /// The number in its shortest form, or null for nil.
    init(_ number: Double?) { self = number.map(JSONValue.shortest) ?? .null }

    /// A property's value as it stands in a manifest or a style.
    init(_ value: PropertyValue) {
        self =
            switch value {
            case .null: .null
            case .text(let text): .string(text)
            case .integer(let integer): .integer(integer)
            case .number(let number): .shortest(number)
            case .boolean(let boolean): .boolean(boolean)
            }
    }

    /// A number that is written without `.0` where it is whole; null for one that is not finite.
    static func shortest(_ number: Double) -> JSONValue {
        guard number.isFinite else { return .null }
        if number.rounded() == number, abs(number) < 9_007_199_254_740_992 { return .integer(Int(number)) }
        return .number(number)
    }

    /// An object of members with different names, in order.
    static func members(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(JSONObject(members.map { JSONObject.Member($0.0, $0.1) }))
    }

    /// An array of texts.
    static func list(_ items: [String]) -> JSONValue { .array(items.map(JSONValue.string)) }

    /// One line without blanks: the form that is hashed.
    var compact: String { text(indent: nil) }

    /// Indented by two blanks, with a final newline.
    var pretty: String { text(indent: 2) + "\n" }

    private func text(indent: Int?) -> String {
        do {
            return String(decoding: try encoded(indent: indent), as: UTF8.self)
        } catch {
            preconditionFailure("\(error): every number here comes from shortest(_:), which makes it null")
        }
    }
}

/// The shortest decimal that reads back to the same double, without `.0`.
func shortestText(of number: Double) -> String { JSONValue.shortest(number).compact }
