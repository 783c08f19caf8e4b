/// What is wrong with a plan, where, and how to mend it.
public struct PlanError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What sort of fault it is.
    public enum Kind: Sendable {
        /// The plan says something that it must not.
        case bad
        /// A plan, a region or a file that it names is not there.
        case missing
    }

    /// What sort of fault it is.
    public let kind: Kind
    /// One line: `FILE, line N, KEY: problem; mend`.
    public let description: String

    init(_ kind: Kind = .bad, file: String, line: Int? = nil, key: String? = nil, problem: String, mend: String) {
        self.kind = kind
        var place = file
        if let line { place += ", line \(line)" }
        if let key, !key.isEmpty { place += ", \(key)" }
        description = "\(place): \(problem); \(mend)"
    }
}

/// The known name that a misspelt one most likely means.
enum NearestName {
    /// The name of `known` with the fewest edits from `name`, the earlier of equals; nil when there is none.
    ///
    /// Three letters or more that begin a known name are one edit away from it.
    static func of(_ name: String, in known: [String]) -> String? {
        func edits(_ other: String) -> Int {
            let begins = name.count >= 3 && other.lowercased().hasPrefix(name.lowercased())
            return begins ? min(1, distance(other, name)) : distance(other, name)
        }
        return known.min { edits($0) < edits($1) }
    }

    /// Letters to insert, drop, exchange or swap with the next (Damerau 1964, without edits inside a swap); case counts little.
    ///
    /// - Complexity: O(*ab*) time for texts of *a* and *b* letters; texts beyond 64 letters are cut.
    static func distance(_ a: String, _ b: String) -> Int {
        let (s, t) = (Array(a.lowercased().unicodeScalars.prefix(64)), Array(b.lowercased().unicodeScalars.prefix(64)))
        var rows = [Array(0...t.count)]
        for i in 0..<s.count {
            var row = [i + 1]
            for j in 0..<t.count {
                var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (s[i] == t[j] ? 0 : 1))
                if i > 0, j > 0, s[i] == t[j - 1], s[i - 1] == t[j] { best = min(best, rows[i - 1][j - 1] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[s.count][t.count]
    }
}
