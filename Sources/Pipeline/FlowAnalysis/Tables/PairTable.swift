internal import SpatialEngine
internal import SpatialFormats

/// Pairs of places, each answered by itself: one that is wrong does not spoil the others.
struct PairTable: Sendable {
    struct Pair: Sendable {
        /// As the file or the options give them.
        let from: String
        let to: String
        /// The numbers of the places in ``LinkTable/placeIDs``, or what is wrong with them.
        let ends: Result<Ends, RequestError>
    }

    struct Ends: Sendable {
        let from: Int
        let to: Int
    }

    /// In the order of the file.
    let pairs: [Pair]
    /// Columns that say nothing to us.
    let ignoredColumns: [String]

    /// One pair.
    ///
    /// - Throws: ``RequestError`` for a place that no link touches.
    init(from: String, to: String, places links: LinkTable) throws(RequestError) {
        var numbers: [Int] = []
        for (option, id) in [("--from", from), ("--to", to)] {
            guard let number = links.placeIDs.firstIndex(of: id) else {
                throw RequestError(
                    .badData,
                    "\(option) is \(id), but no link of \(links.path) touches such a place; \(links.examples)")
            }
            numbers.append(number)
        }
        pairs = [Pair(from: from, to: to, ends: .success(Ends(from: numbers[0], to: numbers[1])))]
        ignoredColumns = []
    }

    /// Reads `from,to`.
    ///
    /// - Throws: ``FormatError``, or ``RequestError`` for a table without these columns or without rows.
    init(_ path: String, places links: LinkTable) throws {
        let table = try TableInput(path)
        let columns = (from: try table.column("from"), to: try table.column("to"))
        let numbers = Dictionary(uniqueKeysWithValues: links.placeIDs.enumerated().map { ($1, $0) })
        func place(_ row: CommaSeparatedTable.Row, _ column: Int) throws(RequestError) -> Int {
            let id = row.fields[column].trimmed
            if let number = numbers[id] { return number }
            throw table.fault(
                row, column, id.isEmpty ? "the field is empty" : "no link of \(links.path) touches place \(id)")
        }
        pairs = table.rows.map { row in
            let ends = Result { () throws(RequestError) -> Ends in
                Ends(from: try place(row, columns.from), to: try place(row, columns.to))
            }
            return Pair(from: row.fields[columns.from].trimmed, to: row.fields[columns.to].trimmed, ends: ends)
        }
        guard !pairs.isEmpty else { throw RequestError(.badData, "\(path) holds no pair below its header") }
        ignoredColumns = table.columns(besides: ["from", "to"])
    }

    /// The pairs of a demand table.
    ///
    /// - Throws: As ``DemandTable`` does.
    init(demand path: String, places links: LinkTable) throws {
        let table = try DemandTable(path, places: links, needsPersons: false)
        pairs = table.pairs.map {
            Pair(
                from: links.placeIDs[$0.from], to: links.placeIDs[$0.to],
                ends: .success(Ends(from: $0.from, to: $0.to)))
        }
        ignoredColumns = table.ignoredColumns
    }
}

extension LinkTable {
    /// Some places that there are, for messages.
    fileprivate var examples: String {
        let some = placeIDs.prefix(5).joined(separator: ", ")
        return placeIDs.count > 5 ? "it has \(placeIDs.count), such as \(some)" : "it has \(some)"
    }
}

extension String {
    /// Without white space at its ends.
    fileprivate var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
