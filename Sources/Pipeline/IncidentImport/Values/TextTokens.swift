/// Words and numbers of a short text, for dates and positions.
struct TextTokens {
    struct Token {
        var isNumber: Bool
        /// The digits' value, for at most 18 of them.
        var value: Int
        /// How many digits or letters.
        var length: Int
        /// The byte before the token, 0 at the start of the text.
        var before: UInt8
        /// The byte behind the token, 0 at the end of the text.
        var after: UInt8
        /// Lower-case letters, for words.
        var word: String
    }

    private(set) var tokens: [Token] = []

    init(_ text: Span<UInt8>) {
        var at = 0
        while at < text.count, tokens.count < 24 {
            let start = at
            if Self.isDigit(text[at]) {
                var value = 0
                while at < text.count, Self.isDigit(text[at]) {
                    if at - start < 18 { value = value * 10 + Int(text[at] - 0x30) }
                    at += 1
                }
                tokens.append(Self.token(text, start, at, value: value, word: "", isNumber: true))
            } else if Self.isLetter(text[at]) {
                var letters: [UInt8] = []
                while at < text.count, Self.isLetter(text[at]) {
                    letters.append(text[at] & 0xDF >= 0x41 && text[at] < 0x80 ? text[at] | 0x20 : text[at])
                    at += 1
                }
                let word = String(decoding: letters, as: UTF8.self)
                tokens.append(Self.token(text, start, at, value: 0, word: word, isNumber: false))
            } else {
                at += 1
            }
        }
    }

    private static func token(
        _ text: Span<UInt8>, _ start: Int, _ end: Int, value: Int, word: String, isNumber: Bool
    ) -> Token {
        Token(
            isNumber: isNumber, value: value, length: end - start, before: start > 0 ? text[start - 1] : 0,
            after: end < text.count ? text[end] : 0, word: word)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Letters of any script; the bytes of NBSP and dashes lead no letter that a date has.
    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte & 0xDF) || (byte >= 0x80 && byte != 0xC2 && byte != 0xA0)
    }
}

/// Words that stand for a value that nobody knows.
enum NullToken {
    static func matches(_ text: Span<UInt8>) -> Bool {
        guard text.count <= 16 else { return false }
        switch text.count {
        case 0: return false
        case 1: return text[0] == 0x2D || text[0] == 0x3F || text[0] == 0x2E || text[0] == 0x2A || text[0] == 0x78
        default:
            if (0x30...0x39).contains(text[0]) { return false }
            return words.contains(folded(text))
        }
    }

    /// Those that stand for nothing even in a column of free text.
    static func matchesInText(_ text: Span<UInt8>) -> Bool {
        text.count <= 7 && text.count > 0 && wordsInText.contains(folded(text))
    }

    private static func folded(_ text: Span<UInt8>) -> String {
        var letters: [UInt8] = []
        for i in text.indices {
            let byte = text[i]
            letters.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        }
        return String(decoding: letters, as: UTF8.self)
    }

    private static let words: Set<String> = [
        "n/a", "na", "n.a.", "n.a", "nan", "nat", "null", "(null)", "none", "nil", "unknown", "unk", "unk.", "unkn",
        "not known",
        "--", "---", "–", "—", "−", "..", "...", "…", "??", "s/d", "s.d.", "sd", "n/d", "nd", "n.d.", "desconocido",
        "desconocida", "inconnu", "inconnue", "desconhecido", "#n/a", "#na", "#null!", "#value!", "<na>",
        "not available",
        "no data", "sin dato", "sin datos", "undefined", "unspecified", "not specified", "tbd", "tbc", "(blank)",
        "blank", "empty",
    ]

    private static let wordsInText: Set<String> = [
        "n/a", "nan", "nat", "null", "(null)", "none", "#n/a", "<na>", "#value!",
    ]
}
