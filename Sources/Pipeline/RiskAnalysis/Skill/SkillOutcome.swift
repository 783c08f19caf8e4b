internal import Export
public import SpatialEngine
internal import SpatialFormats

/// What a verb about skill has to say besides its files.
public struct SkillOutcome: Sendable {
    /// For `--json`.
    public let summary: JSONObject
    /// What a user should know, one sentence each.
    public let warnings: [String]
}

/// Tables that may come beside the main one; nil where not asked for.
public struct SkillTables: Sendable {
    /// Hits by number of units: `model,k,area_share,length_share,hits,hit_rate`.
    public var curve: String?
    /// Histogram of the probability integral transform: `model,low,high,share`.
    public var transform: String?
    /// Forecasts by tenths: `model,group,count,forecast_low,forecast_high,predicted,observed`.
    public var calibration: String?

    /// No table.
    public init() {}

    var paths: [String] { [curve, transform, calibration].compactMap { $0 } }

    /// Fails now if a table could not be written later.
    func requirePlaces(besides others: [String], overwrite: Bool) throws {
        var seen = Set(others.filter { $0 != "-" })
        for path in paths {
            guard seen.insert(path).inserted else {
                throw RequestError(.wrongUsage, "\(path) is named for two outputs; give each its own file")
            }
            try path.requireTable(overwrite: overwrite)
        }
    }
}

extension String {
    /// Fails now if this is no place for a CSV.
    func requireTable(overwrite: Bool) throws {
        _ = try OutputFormat(of: self, allowed: [.csv])
        try OutputFormat.requirePlace(self, overwrite: overwrite)
    }
}

extension JSONValue {
    /// A finite number, or null.
    static func known(_ value: Double?) -> JSONValue {
        guard let value, value.isFinite else { return .null }
        return .number(value)
    }
}

extension TableInput {
    /// Names the columns that a verb does not read.
    func remark(onColumnsBesides known: [String]) -> [String] {
        let ignored = columns(besides: known)
        return ignored.isEmpty ? [] : ["\(path): columns not used: \(ignored.joined(separator: ", "))"]
    }

    /// The whole number ≥ 0 in a field.
    func count(_ row: CommaSeparatedTable.Row, _ column: Int) throws -> Double {
        let value = try number(row, column)
        guard value >= 0, value == value.rounded(), value < 0x1p53 else {
            throw fault(row, column, "\(ShortestNumber.text(value)) is no count; it must be a whole number, 0 or more")
        }
        return value
    }

    /// The number in a field, refused unless `isAllowed`.
    func number(
        _ row: CommaSeparatedTable.Row, _ column: Int, _ rule: String, _ isAllowed: (Double) -> Bool
    ) throws -> Double {
        let value = try number(row, column)
        guard isAllowed(value) else {
            throw fault(row, column, "\(ShortestNumber.text(value)) must be \(rule)")
        }
        return value
    }
}
