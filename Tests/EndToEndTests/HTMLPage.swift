/// A page as a tree of elements: just enough of HTML for our own report (no implied end tags).
final class HTMLElement {
    let name: String
    let attributes: [String: String]
    private(set) var children: [HTMLElement] = []
    private(set) weak var parent: HTMLElement?
    /// The text directly inside, between and after the children.
    private(set) var ownText = ""

    init(_ name: String, _ attributes: [String: String] = [:], in parent: HTMLElement? = nil) {
        (self.name, self.attributes, self.parent) = (name, attributes, parent)
        parent?.children.append(self)
    }

    /// This element and all below it, in the order of the page.
    var all: [HTMLElement] { [self] + children.flatMap(\.all) }
    var text: String { ownText + children.map(\.text).joined() }

    /// The language that the nearest element with a `lang` gives.
    var language: String? { attributes["lang"] ?? parent?.language }

    private static let void: Set<String> = ["meta", "br", "hr", "img", "link", "input", "col", "wbr"]

    /// Reads a page; its elements hang below an element without a name.
    static func page(_ text: String) -> HTMLElement {
        let root = HTMLElement("")
        var current = root
        var rest = text[...]
        while let opening = rest.firstIndex(of: "<") {
            current.ownText += rest[..<opening]
            rest = rest[opening...]
            if rest.hasPrefix("<!--") {
                rest = rest.firstRange(of: "-->").map { rest[$0.upperBound...] } ?? ""
                continue
            }
            guard let closing = rest.firstIndex(of: ">") else { break }
            let tag = rest[rest.index(after: opening)..<closing]
            rest = rest[rest.index(after: closing)...]
            if tag.hasPrefix("!") { continue }
            if tag.hasPrefix("/") {
                let name = tag.dropFirst()
                var match: HTMLElement? = current
                while let element = match, element.name != name { match = element.parent }
                current = match?.parent ?? current
                continue
            }
            let element = HTMLElement(tag: tag, in: current)
            if ["script", "style"].contains(element.name), let end = rest.firstRange(of: "</\(element.name)>") {
                element.ownText = String(rest[..<end.lowerBound])
                rest = rest[end.upperBound...]
            } else if !tag.hasSuffix("/") && !void.contains(element.name) {
                current = element
            }
        }
        return root
    }

    private convenience init(tag: Substring, in parent: HTMLElement) {
        let name = tag.prefix { !$0.isWhitespace && $0 != "/" }
        let attributes = tag.dropFirst(name.count).matches(of: #/([A-Za-z_:][-A-Za-z0-9_:.]*)(?:="([^"]*)")?/#)
        self.init(
            name.lowercased(),
            Dictionary(attributes.map { ($0.output.1.lowercased(), String($0.output.2 ?? "")) }) { first, _ in first },
            in: parent)
    }
}
