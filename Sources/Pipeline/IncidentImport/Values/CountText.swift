/// What a count's text says, before the style of its column is known.
enum CountText: Equatable {
    case blank
    case null
    case unreadable
    case negative
    case value(Int)
    /// Groups of three digits: `1,022`, `1 022`.
    case grouped(Int)
    /// Three digits behind one point: 1022 if points part groups in this column, else a fraction.
    case pointed(grouped: Int, whole: Int?)

    init(_ text: Span<UInt8>) {
        var number = 0
        for i in text.indices {
            if text[i] == 0x2E, i > 0, i + 2 == text.count, text[i + 1] == 0x30 { break }
            guard (0x30...0x39).contains(text[i]), i < 18 else {
                self = text.count > 40 ? .unreadable : Self.slowly(text)
                return
            }
            number = number * 10 + Int(text[i] - 0x30)
        }
        self = text.isEmpty ? .blank : .value(number)
    }

    private static func slowly(_ text: Span<UInt8>) -> CountText {
        if NullToken.matches(text) { return .null }
        var plain: [Character] = Array(String(decoding: (0..<text.count).map { text[$0] }, as: UTF8.self))
        let isNegative = plain.first == "-" || plain.first == "−" || plain.first == "–"
        if isNegative || plain.first == "+" { plain.removeFirst() }
        let read = unsigned(plain)
        guard isNegative else { return read }
        switch read {
        case .value(0): return .value(0)
        case .value, .grouped, .pointed: return .negative
        default:
            // Whatever it is, it lies below nothing.
            let fraction = Double(String(plain).replacing(",", with: "."))
            return fraction.map { $0 > 0 } == true ? .negative : .unreadable
        }
    }

    private static func unsigned(_ text: [Character]) -> CountText {
        if text.contains("e") || text.contains("E") {
            guard let number = Double(String(text)), number >= 0, number < 1e15, number == number.rounded() else {
                return .unreadable
            }
            return .value(Int(number))
        }
        // Runs of digits and what parts them.
        var (runs, marks): ([String], [Character]) = ([""], [])
        for letter in text {
            if letter.isASCII && letter.isNumber {
                runs[runs.count - 1].append(letter)
            } else {
                marks.append(letter)
                runs.append("")
            }
        }
        guard let first = runs.first, (1...18).contains(first.count) else { return .unreadable }
        if marks.isEmpty { return Int(first).map { .value($0) } ?? .unreadable }
        if runs.last == "" && marks.count == 1 && ".,".contains(marks[0]) {
            return Int(first).map { .value($0) } ?? .unreadable
        }
        let last = runs[runs.count - 1]
        // The last mark parts a fraction, of zeros only, if it differs from the others or is not followed by three digits.
        let hasFraction =
            ".,".contains(marks[marks.count - 1]) && !last.isEmpty
            && (last.count != 3 || (marks.count > 1 && marks[marks.count - 1] != marks[0]))
        let groups = hasFraction ? Array(runs.dropLast()) : runs
        let groupMarks = hasFraction ? Array(marks.dropLast()) : marks
        guard !hasFraction || last.allSatisfy({ $0 == "0" }) else { return .unreadable }
        guard let number = Int(groups.joined()), groups.joined().count <= 18 else { return .unreadable }
        if groupMarks.isEmpty { return .value(number) }
        guard groups.dropFirst().allSatisfy({ $0.count == 3 }), first.count <= 3, Set(groupMarks).count == 1,
            isGroupMark(groupMarks[0])
        else { return .unreadable }
        if groupMarks == ["."] && !hasFraction {
            return .pointed(grouped: number, whole: groups[1] == "000" ? Int(first) : nil)
        }
        return .grouped(number)
    }

    private static func isGroupMark(_ mark: Character) -> Bool {
        ",.'’ ".contains(mark) || ["\u{A0}", "\u{2009}", "\u{202F}", "\u{2007}"].contains(mark)
    }
}
