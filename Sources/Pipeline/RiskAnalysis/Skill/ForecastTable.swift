internal import SpatialEngine
internal import SpatialFormats

/// A forecast of one period with what came: `unit_id,forecast,actual[,past,area_km2,length_km]`.
struct ForecastTable {
    private static let columns = ["unit_id", "forecast", "actual", "past", "area_km2", "length_km"]

    private(set) var ids: [String] = []
    private(set) var forecast: [Double] = []
    private(set) var actual: [Double] = []
    /// Events of the period that the forecast was made from; nil without that column, as the next two.
    private(set) var past: [Double]?
    private(set) var area: [Double]?
    private(set) var length: [Double]?
    let remarks: [String]

    /// Reads and checks a table.
    ///
    /// - Parameter isDistribution: Whether forecasts are expected counts: not negative, and counts whole.
    /// - Throws: ``FormatError``, or ``RequestError`` that names line and column.
    init(_ path: String, isDistribution: Bool) throws {
        let table = try TableInput(path)
        let columns = try (table.column("unit_id"), table.column("forecast"), table.column("actual"))
        var seen = Set<String>()
        for row in table.rows {
            let id = try table.text(row, columns.0)
            guard seen.insert(id).inserted else {
                throw table.fault(row, columns.0, "unit \(id) stands here twice; keep one row")
            }
            ids.append(id)
            if isDistribution {
                let mean = try table.number(row, columns.1, "0 to 1e15 to be the mean of a count") {
                    $0 >= 0 && $0 <= 1e15
                }
                forecast.append(mean)
                actual.append(try table.count(row, columns.2))
            } else {
                forecast.append(try table.number(row, columns.1))
                actual.append(try table.number(row, columns.2, "0 or more") { $0 >= 0 })
            }
        }
        guard !ids.isEmpty else { throw RequestError(.badData, "\(path) holds no unit below its header") }
        past = try Self.optional("past", in: table, "0 or more") { $0 >= 0 }
        area = try Self.optional("area_km2", in: table, "above 0") { $0 > 0 }
        length = try Self.optional("length_km", in: table, "0 or more") { $0 >= 0 }
        remarks = table.remark(onColumnsBesides: Self.columns)
    }

    private static func optional(
        _ name: String, in table: TableInput, _ rule: String, isAllowed: (Double) -> Bool
    ) throws -> [Double]? {
        guard let column = table.optionalColumn(name) else { return nil }
        return try table.rows.map { try table.number($0, column, rule, isAllowed) }
    }
}
