internal import Incidents
internal import SpatialEngine
internal import SpatialFormats

/// Travel times of legs that an engine has worked out, for all months or for some.
struct CrossingTimes {
    struct Time {
        let seconds: Double
        let lowSeconds: Double?
        let highSeconds: Double?
    }

    private struct Key: Hashable {
        let leg: String
        /// Empty for both.
        let direction: String
        /// 0 for every month.
        let month: Int
    }

    private var times: [Key: Time] = [:]
    /// Whether some rows hold for one month only.
    private(set) var isMonthly = false

    /// Reads `leg_id,time_s[,direction][,month][,time_low_s,time_high_s]`; a month is 1…12 or `YYYY-MM`.
    ///
    /// - Throws: ``RequestError`` for an unknown leg, a repeated row, or a time that is negative or not finite.
    init(_ path: String, legs: LegFile) throws {
        let table = try TableInput(path)
        let columns = (leg: try table.column("leg_id"), time: try table.column("time_s"))
        let known = Set(legs.legs.map(\.id))
        for row in table.rows {
            let leg = try table.text(row, columns.leg)
            guard known.contains(leg) else {
                throw table.fault(row, columns.leg, "\(legs.path) has no leg \(leg)")
            }
            func amount(_ column: Int?) throws -> Double? {
                guard let column, let number = try table.optionalNumber(row, column) else { return nil }
                guard number >= 0 else { throw table.fault(row, column, "\(number) is negative; give 0 or more") }
                return number
            }
            guard let seconds = try amount(columns.time) else {
                throw table.fault(row, columns.time, "the field is empty; leave out a row without a time")
            }
            let direction = table.optionalColumn("direction").map { row.fields[$0] } ?? ""
            let month = try Self.month(row, table)
            isMonthly = isMonthly || month > 0
            let time = Time(
                seconds: seconds, lowSeconds: try amount(table.optionalColumn("time_low_s")),
                highSeconds: try amount(table.optionalColumn("time_high_s")))
            let key = Key(leg: leg, direction: direction, month: month)
            guard times.updateValue(time, forKey: key) == nil else {
                throw table.fault(row, columns.leg, "leg \(leg) has a time for this direction and month already")
            }
        }
    }

    /// The time of a leg in a direction and month, the row that says most first.
    func time(of leg: String, direction: String, month: YearMonth?) -> Time? {
        for m in [month?.month ?? 0, 0] {
            for d in [direction, ""] {
                if let time = times[Key(leg: leg, direction: d, month: m)] { return time }
            }
        }
        return nil
    }

    private static func month(_ row: CommaSeparatedTable.Row, _ table: TableInput) throws -> Int {
        guard let column = table.optionalColumn("month"), !row.fields[column].isEmpty else { return 0 }
        let text = row.fields[column]
        if let number = Int(text), (1...12).contains(number) { return number }
        if let month = YearMonth(text) { return month.month }
        throw table.fault(row, column, "\"\(text)\" is no month; write 1 to 12")
    }
}
