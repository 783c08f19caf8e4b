/// A text in English and Spanish.
public struct Bilingual: Hashable, Sendable {
    /// English.
    public var en: String
    /// Spanish.
    public var es: String

    /// A text in both languages.
    public init(_ en: String, _ es: String) {
        self.en = en
        self.es = es
    }

    /// A name that is the same in both.
    public init(name: String) { self.init(name, name) }

    /// Both texts, of which the page shows one; escaped.
    var html: String {
        en == es
            ? HTML.escaped(en)
            : "<span lang=\"en\">\(HTML.escaped(en))</span><span lang=\"es\">\(HTML.escaped(es))</span>"
    }

    /// Both texts as the text alternative of a drawing.
    var svgTitle: String {
        "<title lang=\"en\">\(HTML.escaped(en))</title><title lang=\"es\">\(HTML.escaped(es))</title>"
    }

    /// Both texts as SVG text spans at one place.
    func svgText(x: Double, y: Double, attributes: String = "") -> String {
        let place = "x=\"\(SVG.number(x))\" y=\"\(SVG.number(y))\" \(attributes)"
        guard en != es else { return "<text \(place)>\(HTML.escaped(en))</text>" }
        return
            "<text \(place) lang=\"en\">\(HTML.escaped(en))</text><text \(place) lang=\"es\">\(HTML.escaped(es))</text>"
    }
}

/// Text for HTML.
enum HTML {
    /// `text` with the characters that HTML reserves written as entities.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }

    /// A number for readers: three significant digits, thousands parted by thin spaces; an en dash for nil and for what is no number.
    static func figure(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "–" }
        let magnitude = abs(value)
        let sign = value < 0 ? "−" : ""
        if magnitude >= 100 { return sign + grouped(Int(significant(magnitude).rounded())) }
        if magnitude == 0 { return "0" }
        let decimals = magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : magnitude >= 0.1 ? 2 : magnitude >= 0.01 ? 3 : 4
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let units = Int((magnitude * scale).rounded())
        let digits = String(units % Int(scale))
        let fraction = String(repeating: "0", count: decimals - digits.count) + digits
        return units == 0 ? "<\u{2009}0.0001" : sign + "\(units / Int(scale)).\(fraction)"
    }

    private static func significant(_ value: Double) -> Double {
        var scale = 1.0
        while value / scale >= 1000 { scale *= 10 }
        return (value / scale).rounded() * scale
    }

    /// A whole number with thin spaces between thousands.
    static func grouped(_ value: Int) -> String {
        var digits = String(abs(value))
        var parts: [String] = []
        while digits.count > 3 {
            parts.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        parts.insert(digits, at: 0)
        return (value < 0 ? "−" : "") + parts.joined(separator: "\u{2009}")
    }
}

/// Numbers for SVG.
enum SVG {
    /// A coordinate with one decimal: a tenth of a pixel.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
        return rest == 0 ? sign + "\(whole)" : sign + "\(whole).\(rest)"
    }
}
