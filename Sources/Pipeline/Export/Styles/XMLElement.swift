/// An element of an XML document.
struct XMLElement: Sendable {
    let name: String
    var attributes: [(name: String, value: String)] = []
    var children: [XMLElement] = []
    /// Character content; only in an element without children.
    var text: String?

    init(_ name: String, _ attributes: [(name: String, value: String)], _ children: [XMLElement] = []) {
        self.name = name
        self.attributes = attributes
        self.children = children
    }

    init(_ name: String, _ children: [XMLElement] = []) {
        self.init(name, [], children)
    }

    init(_ name: String, _ attributes: [(name: String, value: String)] = [], text: String) {
        self.init(name, attributes)
        self.text = text
    }

    /// The whole document, UTF-8, indented by two spaces.
    var document: String {
        var output = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        write(to: &output, indent: "")
        return output
    }

    private func write(to output: inout String, indent: String) {
        output += "\(indent)<\(name)"
        for attribute in attributes {
            output += " \(attribute.name)=\"\(Self.escaped(attribute.value))\""
        }
        if let text {
            output += ">\(Self.escaped(text))</\(name)>\n"
        } else if children.isEmpty {
            output += "/>\n"
        } else {
            output += ">\n"
            for child in children { child.write(to: &output, indent: indent + "  ") }
            output += "\(indent)</\(name)>\n"
        }
    }

    /// `text` with the characters that XML reserves as entities; control characters, which XML cannot hold, become blanks.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\u{0}"..."\u{1F}": escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
