internal import Foundation

/// All countries by name and code.
struct Countries {
    /// The countries of the table.
    static let all = Countries()

    /// ISO 3166-1 alpha-3 of each; `XKX` for Kosovo.
    let alpha3: [[UInt8]]
    /// The country whose land is meant, for those that the outlines draw as part of another.
    let landOf: [Int]
    let byAlpha2: [String: Int]
    private var byName: [String: Int] = [:]
    /// Answers given already.
    private var memory: [[UInt8]: Int?] = [:]

    init() {
        var (alpha3, lands, byAlpha2): ([[UInt8]], [String], [String: Int]) = ([], [], [:])
        var lines: [String] = []
        for line in CountryTable.names.split(separator: "\n") {
            if line.hasPrefix(" ") { lines[lines.count - 1] += line } else { lines.append(String(line)) }
        }
        for (index, line) in lines.enumerated() {
            let parts = line.split(separator: ":", maxSplits: 1)
            let codes = parts[0].split(separator: " ").map(String.init)
            alpha3.append(Array(codes[1].utf8))
            lands.append(codes[3])
            byAlpha2[codes[0]] = index
            for name in [codes[0], codes[1], codes[2]].map({ $0.lowercased() })
                + parts[1].split(separator: ",").map(String.init)
            where name != "-" { byName[name] = index }
        }
        (self.alpha3, self.byAlpha2) = (alpha3, byAlpha2)
        landOf = lands.map { byAlpha2[$0] ?? 0 }
    }

    /// The country with an alpha-2 code.
    func index(alpha2: String) -> Int? { byAlpha2[alpha2] }

    /// Whether the text is NA, which is Namibia among codes and nothing elsewhere.
    static func isNamibiaOrNothing(_ text: Span<UInt8>) -> Bool {
        text.count == 2 && text[0] | 0x20 == 0x6E && text[1] | 0x20 == 0x61
    }

    /// The country that a text names: a name in English, Spanish, French or Portuguese, or a code; nil for none.
    ///
    /// - Parameter hasCodes: Whether the column holds alpha-2 codes, so that `NA` is one.
    mutating func country(_ text: Span<UInt8>, hasCodes: Bool) -> Int? {
        if !hasCodes && Self.isNamibiaOrNothing(text) { return nil }
        var key: [UInt8] = []
        key.reserveCapacity(text.count)
        for i in text.indices { key.append(text[i]) }
        if let known = memory[key] { return known }
        let found = lookUp(String(decoding: key, as: UTF8.self))
        if memory.count < 4096 { memory[key] = found }
        return found
    }

    private func lookUp(_ text: String) -> Int? {
        let name = Self.folded(text)
        if let found = byName[name] { return found }
        if name.allSatisfy(\.isNumber), let code = Int(name.split(separator: " ").first ?? "") {
            return byName[String(repeating: "0", count: max(0, 3 - String(code).count)) + String(code)]
        }
        // "Bolivia (Plurinational State of)", "Iran, Islamic Republic of", "the Bahamas".
        for mark in ["(", ","] where text.contains(mark) {
            let head = text.prefix { String($0) != mark }
            if let found = byName[Self.folded(String(head))] { return found }
        }
        return name.hasPrefix("the ") ? byName[String(name.dropFirst(4))] : nil
    }

    /// Lower-case words of plain letters and digits.
    private static func folded(_ text: String) -> String {
        let plain = text.replacing("&", with: " and ").replacing("œ", with: "oe").replacing(".0", with: "")
            .folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
        return plain.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.joined(separator: " ").lowercased()
    }
}
