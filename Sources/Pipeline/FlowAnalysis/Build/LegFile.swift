internal import Incidents
internal import SpatialEngine
internal import SpatialFormats

/// The legs of a table: stretches between two places by one mode, with their dates.
struct LegFile {
    struct Leg {
        var id: String
        var from: String
        var to: String
        var mode: String
        /// Whether it is travelled from ``to`` to ``from`` as well.
        var isBothWays: Bool
        /// `north`, `south` or `both`; empty where the table has no such column.
        var direction: String
        var lengthMetres: Double?
        /// The shortest and longest reported time.
        var lowSeconds: Double?
        var highSeconds: Double?
        /// Whether its source publishes the time.
        var isPublished: Bool
        var capacity: Double?
        /// First and last month of use; nil for an open end.
        var validFrom: YearMonth?
        var validTo: YearMonth?
        var confidence: String
        var line: Int
    }

    let path: String
    /// In the order of the file.
    let legs: [Leg]
    let ignoredColumns: [String]

    static let columns = [
        "leg_id", "from_id", "to_id", "mode", "direction", "distance_km", "duration_low_h", "duration_high_h",
        "duration_basis", "capacity", "active_from", "active_to", "confidence", "corridor_id", "craft",
        "distance_basis", "source_ids",
    ]

    /// Reads `leg_id,from_id,to_id,mode` and what else there is of the columns of a region's `legs.csv`, and `capacity`.
    ///
    /// - Throws: ``RequestError`` that names line and column for an unknown place, a repeated id, a number that is negative
    ///   or not finite, and dates in the wrong order.
    init(_ path: String, places: PlaceFile) throws {
        let table = try TableInput(path)
        let reader = try LegReader(table: table, places: places)
        var lines: [String: Int] = [:]
        legs = try table.rows.map { row in
            let leg = try reader.leg(row)
            if let earlier = lines.updateValue(row.line, forKey: leg.id) {
                throw table.fault(
                    row, reader.id, "leg \(leg.id) stands in line \(earlier) already; give every leg its own id")
            }
            return leg
        }
        guard !legs.isEmpty else { throw RequestError(.badData, "\(path) holds no leg below its header") }
        self.path = path
        ignoredColumns = table.columns(besides: Self.columns)
    }
}

private struct LegReader {
    let table: TableInput
    let id: Int
    private let ends: (from: Int, to: Int)
    private let mode: Int
    private let known: Set<String>
    private let placesPath: String

    init(table: TableInput, places: PlaceFile) throws {
        self.table = table
        id = try table.column("leg_id")
        ends = (try table.column("from_id"), try table.column("to_id"))
        mode = try table.column("mode")
        known = Set(places.ids)
        placesPath = places.path
    }

    func leg(_ row: CommaSeparatedTable.Row) throws -> LegFile.Leg {
        let direction = text(row, "direction")
        guard ["", "north", "south", "both"].contains(direction), let directionColumn = Optional(direction) else {
            throw fault(row, "direction", "\"\(direction)\" is none of north, south, both")
        }
        let (from, to) = (try place(row, ends.from), try place(row, ends.to))
        guard from != to else {
            throw table.fault(row, ends.to, "the leg ends where it starts (\(to)); name two places")
        }
        let hours = (low: try amount(row, "duration_low_h"), high: try amount(row, "duration_high_h"))
        if let low = hours.low, let high = hours.high, low > high {
            throw fault(row, "duration_high_h", "\(high) is below duration_low_h \(low); exchange the two")
        }
        let capacity = try amount(row, "capacity")
        if capacity == 0 { throw fault(row, "capacity", "it must be above 0, or empty for no limit") }
        let months = (from: try month(row, "active_from"), to: try month(row, "active_to"))
        if let first = months.from, let last = months.to, last < first {
            throw fault(row, "active_to", "\(last) is before active_from \(first); exchange the two or correct one")
        }
        return LegFile.Leg(
            id: try table.text(row, id), from: from, to: to, mode: try table.text(row, mode),
            isBothWays: directionColumn == "both", direction: direction,
            lengthMetres: try amount(row, "distance_km").map { $0 * 1000 }, lowSeconds: hours.low.map { $0 * 3600 },
            highSeconds: hours.high.map { $0 * 3600 }, isPublished: text(row, "duration_basis") == "published",
            capacity: capacity, validFrom: months.from, validTo: months.to, confidence: text(row, "confidence"),
            line: row.line)
    }

    private func text(_ row: CommaSeparatedTable.Row, _ name: String) -> String {
        table.optionalColumn(name).map { row.fields[$0] } ?? ""
    }

    private func fault(_ row: CommaSeparatedTable.Row, _ name: String, _ problem: String) -> RequestError {
        table.optionalColumn(name).map { table.fault(row, $0, problem) } ?? RequestError(.badData, problem)
    }

    private func place(_ row: CommaSeparatedTable.Row, _ column: Int) throws -> String {
        let id = try table.text(row, column)
        guard known.contains(id) else {
            throw table.fault(row, column, "\(placesPath) has no place \(id); add it there or correct the id")
        }
        return id
    }

    /// A number of 0 or more, nil for an empty field or no column.
    private func amount(_ row: CommaSeparatedTable.Row, _ name: String) throws -> Double? {
        guard let column = table.optionalColumn(name), let number = try table.optionalNumber(row, column) else {
            return nil
        }
        guard number >= 0 else { throw table.fault(row, column, "\(number) is negative; give 0 or more") }
        return number
    }

    /// A month from `YYYY-MM` or `YYYY-MM-DD`.
    private func month(_ row: CommaSeparatedTable.Row, _ name: String) throws -> YearMonth? {
        let text = text(row, name)
        guard !text.isEmpty else { return nil }
        if let month = YearMonth(text) ?? CalendarDate(text)?.yearMonth { return month }
        throw fault(row, name, "\"\(text)\" is no month; write it like 2024-07")
    }
}
