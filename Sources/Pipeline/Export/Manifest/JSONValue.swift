/// A JSON value whose objects keep the order of their keys.
enum JSONValue: Sendable {
    case null
    case text(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case array([JSONValue])
    case object([(String, JSONValue)])
}

extension JSONValue {
    /// The text, or null for nil.
    init(_ text: String?) { self = text.map(JSONValue.text) ?? .null }

    /// The whole number, or null for nil.
    init(_ integer: Int?) { self = integer.map(JSONValue.integer) ?? .null }

    /// The number, or null for nil.
    init(_ number: Double?) { self = number.map(JSONValue.number) ?? .null }

    /// The property value in JSON.
    init(_ value: PropertyValue) {
        self =
            switch value {
            case .null: .null
            case .text(let text): .text(text)
            case .integer(let integer): .integer(integer)
            case .number(let number): .number(number)
            case .boolean(let boolean): .boolean(boolean)
            }
    }

    /// An array of texts.
    static func list(_ items: [String]) -> JSONValue { .array(items.map(JSONValue.text)) }
}

extension JSONValue {
    /// One line without blanks: the form that is hashed.
    var compact: String {
        var output = ""
        write(to: &output, indent: nil)
        return output
    }

    /// Indented by two spaces, with a final newline.
    var pretty: String {
        var output = ""
        write(to: &output, indent: 0)
        return output + "\n"
    }

    private func write(to output: inout String, indent: Int?) {
        switch self {
        case .null: output += "null"
        case .text(let text): Self.writeQuoted(text, to: &output)
        case .integer(let integer): output += String(integer)
        case .number(let number): output += Self.text(of: number)
        case .boolean(let boolean): output += boolean ? "true" : "false"
        case .array(let items):
            Self.writeGroup(items, brackets: ("[", "]"), to: &output, indent: indent) { item, output, inner in
                item.write(to: &output, indent: inner)
            }
        case .object(let members):
            Self.writeGroup(members, brackets: ("{", "}"), to: &output, indent: indent) { member, output, inner in
                Self.writeQuoted(member.0, to: &output)
                output += inner == nil ? ":" : ": "
                member.1.write(to: &output, indent: inner)
            }
        }
    }

    private static func writeGroup<Item>(
        _ items: [Item], brackets: (String, String), to output: inout String, indent: Int?,
        item write: (Item, inout String, Int?) -> Void
    ) {
        output += brackets.0
        let inner = indent.map { $0 + 2 }
        for (index, item) in items.enumerated() {
            if index > 0 { output += "," }
            breakLine(&output, indent: inner)
            write(item, &output, inner)
        }
        if !items.isEmpty { breakLine(&output, indent: indent) }
        output += brackets.1
    }

    private static func breakLine(_ output: inout String, indent: Int?) {
        guard let indent else { return }
        output += "\n" + String(repeating: " ", count: indent)
    }

    /// The shortest decimal that reads back to the same double, without `.0`; a number that is not finite is null.
    static func text(of number: Double) -> String {
        guard number.isFinite else { return "null" }
        if number == 0 { return "0" }
        let text = number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// RFC 8259 section 7: quotes, backslashes and control characters are escaped, all else stands as UTF-8.
    private static func writeQuoted(_ text: String, to output: inout String) {
        output += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
        output += "\""
    }
}
