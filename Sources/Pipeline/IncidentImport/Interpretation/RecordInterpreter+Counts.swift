extension RecordInterpreter {
    /// Reads the counts: whole numbers from 0 on; blank is not 0.
    mutating func readCounts(_ record: RecordText) {
        let outputs: [OutputColumn] = [.dead, .missing, .deadOrMissing, .injured, .survivors, .aboard]
        for (i, field) in Field.counts.enumerated() {
            guard let column = columns[field], let count = readCount(record, column, style: i) else { continue }
            set(outputs[i], .integer(count))
        }
        // One body a row.
        if schema == .arizona && columns[.dead] == nil { set(.dead, .integer(1)) }
        settleTotal()
    }

    /// Dead and missing together, as the file has it, else from its parts.
    private mutating func settleTotal() {
        func count(_ column: OutputColumn) -> Int? {
            if case .integer(let count) = row[column] { count } else { nil }
        }
        let (dead, missing) = (count(.dead), count(.missing))
        guard dead != nil || missing != nil else { return }
        let (sum, isTooLarge) = (dead ?? 0).addingReportingOverflow(missing ?? 0)
        if isTooLarge { return }
        guard let total = count(.deadOrMissing) else {
            set(.deadOrMissing, .integer(sum))
            return
        }
        if total != sum { find(.totalMismatch, "dead_or_missing") }
    }

    private mutating func readCount(_ record: RecordText, _ column: Int, style: Int) -> Int? {
        let field = Field.counts[style].name
        func was() -> String { "\"\(record.text(column).prefix(40))\"" }
        switch record.with(column, { CountText($0) }) {
        case .blank: return nil
        case .value(let count): return count
        case .null: find(.nullToken, field, "set empty; was \(was())")
        case .negative: find(.negativeCount, field, "set empty; was \(was())")
        case .unreadable: find(.countUnreadable, field, "set empty; was \(was())")
        case .grouped(let count):
            find(.thousandsSeparator, field, "\(count); was \(was())")
            return count
        case .pointed(let grouped, let whole):
            if reading.survey.points[style].areGroups {
                find(.thousandsSeparator, field, "\(grouped); was \(was())")
                return grouped
            }
            if let whole { return whole }
            find(.countUnreadable, field, "set empty; was \(was())")
        }
        return nil
    }
}
