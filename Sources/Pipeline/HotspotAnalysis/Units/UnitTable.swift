internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// The units or events of a `hotspots` verb: what identifies them, where they are, and their attributes, in input order.
struct UnitTable: Sendable {
    /// The file's name, for messages.
    let path: String
    /// One a unit: the values of the id field, or the row numbers from 1.
    let ids: [String]
    /// The names of the attributes, in the order of the file.
    let fields: [String]
    /// Where geometry is; nil for a plane that is nowhere.
    let crs: CoordinateReferenceSystem?
    /// How distances are measured.
    let metric: Metric
    let records: UnitRecords
    /// Coordinates for the metric; nil where the file has none.
    private let points: [PlanarPoint]?

    init(
        path: String, ids: [String], fields: [String], crs: CoordinateReferenceSystem?, metric: Metric,
        records: UnitRecords, points: [PlanarPoint]?
    ) {
        self.path = path
        self.ids = ids
        self.fields = fields
        self.crs = crs
        self.metric = metric
        self.records = records
        self.points = points
    }

    /// Number of units.
    var count: Int { ids.count }

    /// Where the units are.
    ///
    /// - Throws: ``RequestError`` when the file has no positions.
    func positions() throws -> Positions {
        guard let points else {
            throw RequestError(
                .badData, "\(path) has no positions; add columns lon,lat (or x,y), or name them with --xy FIELD,FIELD")
        }
        do { return try Positions(points, metric: metric) } catch {
            guard case .invalidValue(let unit) = error else { throw error }
            throw fault(unit, nil, "the position is not a pair of finite numbers with a latitude within ±90")
        }
    }

    /// The row of each id.
    ///
    /// - Throws: ``RequestError`` for the first id that two rows share.
    func rowsByID() throws -> [String: Int] {
        var rows: [String: Int] = [:]
        rows.reserveCapacity(count)
        for (row, id) in ids.enumerated() {
            if let first = rows.updateValue(row, forKey: id) {
                throw fault(row, nil, "the id \(id) is that of \(place(first)) too; ids must differ")
            }
        }
        return rows
    }

    /// The finite numbers of a field, one a unit.
    ///
    /// - Throws: ``RequestError`` for a field that is not there, and for an empty value, text, NaN or an infinity.
    func numbers(_ field: String) throws -> [Double] {
        switch records {
        case .table(let table):
            let column = try table.column(field)
            return try table.rows.map { try table.number($0, column) }
        case .features(let features):
            try require(field)
            return try features.indices.map { row in
                let value = features[row].properties[field] ?? .null
                if let number = value.double, number.isFinite { return number }
                if case .boolean(let isTrue) = value { return isTrue ? 1 : 0 }
                if let text = value.text, let number = Double(text), number.isFinite { return number }
                throw fault(row, field, value == .null ? "no value; a number is needed" : "not a finite number")
            }
        }
    }

    /// The numbers of a field, each at least `least`, or above it.
    func numbers(_ field: String, above least: Double, orEqual: Bool, needs what: String) throws -> [Double] {
        let values = try numbers(field)
        if let row = values.firstIndex(where: { orEqual ? $0 < least : $0 <= least }) {
            throw fault(row, field, "\(ShortestNumber.text(values[row])); \(what)")
        }
        return values
    }

    /// The texts of a field, one a unit, without spaces round them; numbers as they are written.
    ///
    /// - Throws: ``RequestError`` for a field that is not there, and for an empty value.
    func texts(_ field: String) throws -> [String] {
        switch records {
        case .table(let table):
            let column = try table.column(field)
            return try table.rows.map { try table.text($0, column) }
        case .features(let features):
            try require(field)
            return try features.indices.map { row in
                guard let text = UnitRecords.text(features[row].properties[field] ?? .null), !text.isEmpty else {
                    throw fault(row, field, "no value; a text is needed")
                }
                return text
            }
        }
    }

    private func require(_ field: String) throws {
        guard fields.contains(field) else {
            throw RequestError(
                .badData, "\(path), field \(field): there is none; there are \(fields.joined(separator: ", "))")
        }
    }

    /// An error in a unit's field.
    func fault(_ row: Int, _ field: String?, _ problem: String) -> RequestError {
        RequestError(.badData, "\(path), \(place(row))\(field.map { ", field \($0)" } ?? ""): \(problem)")
    }

    private func place(_ row: Int) -> String {
        switch records {
        case .table(let table): "line \(table.rows[row].line)"
        case .features: ids[row] == "\(row + 1)" ? "feature \(row + 1)" : "feature \(row + 1) (id \(ids[row]))"
        }
    }
}

/// Attributes as the file holds them.
enum UnitRecords: Sendable {
    case table(TableInput)
    case features([Feature])

    /// A value as text; nil for null.
    static func text(_ value: JSONValue) -> String? {
        switch value {
        case .null: nil
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): ShortestNumber.text(number)
        case .boolean(let isTrue): isTrue ? "true" : "false"
        case .array, .object: (try? value.encoded()).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
