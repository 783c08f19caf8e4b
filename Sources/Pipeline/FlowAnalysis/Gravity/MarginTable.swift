internal import Flows
internal import SpatialEngine
internal import SpatialFormats

/// Zones and their persons.
struct MarginTable {
    let path: String
    let zones: [String]
    let persons: [Double]
    let numbers: [String: Int]
    let ignoredColumns: [String]

    /// Reads `zone,persons`.
    ///
    /// - Throws: ``RequestError`` for a zone that is listed twice and a number that is negative or not finite.
    init(_ path: String) throws {
        let table = try TableInput(path)
        let (zone, persons) = (try table.column("zone"), try table.column("persons"))
        var numbers: [String: Int] = [:]
        var zones: [String] = []
        var values: [Double] = []
        for row in table.rows {
            let id = try table.text(row, zone)
            guard numbers.updateValue(zones.count, forKey: id) == nil else {
                throw table.fault(row, zone, "zone \(id) is listed twice; add its persons up in one line")
            }
            zones.append(id)
            values.append(try table.positive(row, persons, "persons"))
        }
        guard !zones.isEmpty else { throw RequestError(.badData, "\(path) holds no zone below its header") }
        (self.path, self.zones, self.persons, self.numbers) = (path, zones, values, numbers)
        ignoredColumns = table.columns(besides: ["zone", "persons"])
    }

    /// The first zones of a list in words.
    func names(_ numbers: [Int]) -> String {
        guard !numbers.isEmpty else { return "no zone" }
        let some = numbers.prefix(5).map { zones[$0] }.joined(separator: ", ")
        return numbers.count > 5 ? "\(some) and \(numbers.count - 5) more" : some
    }
}

/// Pairs of zones with a value each.
struct ZonePairTable {
    let cells: [TripTable.Cell]
    let values: [Double]
    let ignoredColumns: [String]

    /// Reads `from,to` and a column of values of 0 or more.
    ///
    /// - Throws: ``RequestError`` for a zone that has no margin, a pair that is listed twice, or a bad number.
    init(_ path: String, value name: String, _ origins: MarginTable, _ destinations: MarginTable) throws {
        let table = try TableInput(path)
        let (from, to) = (try table.column("from"), try table.column("to"))
        let value = try table.column(name)
        func zone(_ row: CommaSeparatedTable.Row, _ column: Int, _ margin: MarginTable) throws -> Int {
            let id = try table.text(row, column)
            guard let number = margin.numbers[id] else {
                throw table.fault(row, column, "\(margin.path) has no zone \(id)")
            }
            return number
        }
        var cells: [TripTable.Cell] = []
        var values: [Double] = []
        var seen = Set<TripTable.Cell>()
        for row in table.rows {
            let cell = TripTable.Cell(from: try zone(row, from, origins), to: try zone(row, to, destinations))
            guard seen.insert(cell).inserted else { throw table.fault(row, to, "the pair is listed twice") }
            cells.append(cell)
            values.append(try table.positive(row, value, name))
        }
        guard !cells.isEmpty else { throw RequestError(.badData, "\(path) holds no pair below its header") }
        (self.cells, self.values) = (cells, values)
        ignoredColumns = table.columns(besides: ["from", "to", name])
    }
}

extension TableInput {
    /// A finite number of 0 or more.
    fileprivate func positive(_ row: CommaSeparatedTable.Row, _ column: Int, _ what: String) throws -> Double {
        let number = try number(row, column)
        guard number >= 0 else { throw fault(row, column, "the \(what) is \(number); give 0 or more") }
        return number
    }
}
