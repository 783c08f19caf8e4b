internal import Export
internal import SpatialEngine
public import SpatialFormats

/// How many people want to go from one place to another.
public struct DemandTable: Sendable {
    /// A pair of places with its travellers.
    public struct Pair: Hashable, Sendable {
        /// The number of the place of origin in ``LinkTable/placeIDs``.
        public let from: Int
        /// The number of the destination.
        public let to: Int
        /// Persons in the period, finite and not negative; 1 where the file only names pairs.
        public let persons: Double
    }

    /// In the order of the file.
    public let pairs: [Pair]
    /// Columns that say nothing to us.
    public let ignoredColumns: [String]

    /// What else a reader should know.
    public let remarks: [String]

    /// Pairs that are checked already.
    init(pairs: [Pair], remarks: [String] = []) {
        self.pairs = pairs
        self.remarks = remarks
        ignoredColumns = []
    }

    /// Reads `from,to[,persons]`, or a TNTP trip table from a name that ends in `.tntp`.
    ///
    /// - Throws: ``FormatError``, or ``RequestError`` for a place that no link touches, a pair that is listed twice, and a
    ///   number of persons that is negative or not finite.
    public init(_ path: String, places links: LinkTable, needsPersons: Bool) throws {
        if path.hasExtension("tntp") {
            try self.init(try TransportationNetworkFile(path), places: links)
        } else {
            try self.init(table: try TableInput(path), places: links, needsPersons: needsPersons)
        }
    }

    private init(table: TableInput, places links: LinkTable, needsPersons: Bool) throws {
        let columns = (from: try table.column("from"), to: try table.column("to"))
        let persons = needsPersons ? try table.column("persons") : table.optionalColumn("persons")
        let numbers = Dictionary(uniqueKeysWithValues: links.placeIDs.enumerated().map { ($1, $0) })
        func place(_ row: CommaSeparatedTable.Row, _ column: Int) throws -> Int {
            let id = try table.text(row, column)
            guard let number = numbers[id] else {
                throw table.fault(row, column, "no link of \(links.path) touches place \(id)")
            }
            return number
        }
        var lines: [[Int]: Int] = [:]
        var pairs: [Pair] = []
        for row in table.rows {
            let ends = (from: try place(row, columns.from), to: try place(row, columns.to))
            if let earlier = lines.updateValue(row.line, forKey: [ends.from, ends.to]) {
                throw table.fault(
                    row, columns.to, "the pair stands in line \(earlier) already; add its persons up in one line")
            }
            var count = 1.0
            if let persons {
                count = try table.number(row, persons)
                guard count >= 0 else { throw table.fault(row, persons, "\(count) persons; give 0 or more") }
            }
            pairs.append(Pair(from: ends.from, to: ends.to, persons: count))
        }
        guard !pairs.isEmpty else { throw RequestError(.badData, "\(table.path) holds no pair below its header") }
        self.pairs = pairs
        remarks = []
        ignoredColumns = table.columns(besides: ["from", "to", "persons"])
    }
}
