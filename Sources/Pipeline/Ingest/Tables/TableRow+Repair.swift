extension TableRow {
    /// The row with what can be mended without a guess: blanks at the ends taken off, words of enumerations in lower case,
    /// whole numbers without `.0`; and a note for each field that changed.
    func repaired(words: Set<String>, counts: Set<String>) -> (row: TableRow, notes: [IncidentTable.Note]) {
        var row = self
        var notes: [IncidentTable.Note] = []
        for (column, position) in positions.sorted(by: { $0.value < $1.value }) {
            let before = fields[position]
            var after = Self.trimmed(before)
            var problem = "blanks at the ends"
            if words.contains(column), after != after.lowercased() {
                (after, problem) = (after.lowercased(), "capital letters")
            }
            if counts.contains(column), let whole = Self.wholeNumber(after) {
                (after, problem) = (whole, "a whole number with a fraction")
            }
            guard after != before else { continue }
            row.fields[position] = after
            notes.append(
                IncidentTable.Note(row: line, status: .repaired, field: column, problem: problem, repair: after))
        }
        return (row, notes)
    }

    /// `text` without blanks, tabs and no-break spaces at its ends.
    private static func trimmed(_ text: String) -> String {
        let blanks: Set<Character> = [" ", "\t", "\u{A0}"]
        let start = text.drop { blanks.contains($0) }
        let end = start.reversed().drop { blanks.contains($0) }
        return String(end.reversed())
    }

    /// `3` for `3.0` or `3.00`; nil for anything else.
    private static func wholeNumber(_ text: String) -> String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, parts[1].allSatisfy({ $0 == "0" }) else {
            return nil
        }
        return String(parts[0])
    }
}
