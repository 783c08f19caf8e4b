internal import Foundation
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

extension KFunctionEstimation {
    /// The times of the events, in days where the field holds dates; nil without `--time`.
    func times(of units: UnitTable, _ parameters: inout JSONObject) throws -> KFunction.Times? {
        guard let time else { return nil }
        let texts = try units.texts(time.field)
        let values = try texts.enumerated().map { row, text in
            guard let value = Self.moment(text) else {
                throw units.fault(
                    row, time.field, "\"\(text)\" is neither an ISO date such as 2024-03-15 nor a finite number")
            }
            return value
        }
        let period = try period(time, values, units)
        parameters["time"] = .string(time.field)
        parameters["period"] = .array([.number(period.lowerBound), .number(period.upperBound)])
        return KFunction.Times(values: values, limits: time.limits, period: period)
    }

    private func period(_ time: Time, _ values: [Double], _ units: UnitTable) throws -> ClosedRange<Double> {
        let (first, last) = (values.min() ?? 0, values.max() ?? 0)
        guard let given = time.period else {
            guard last > first else {
                throw RequestError(
                    .badData, "\(units.path), field \(time.field): all events have one time; give --period FROM,TO")
            }
            return first...last
        }
        guard let from = Self.moment(given.from), let to = Self.moment(given.to), to > from else {
            throw RequestError(.wrongUsage, "--period \(given.from),\(given.to) is no span of time; write FROM,TO")
        }
        guard from <= first, to >= last else {
            let row = values.firstIndex { $0 < from || $0 > to } ?? 0
            throw units.fault(row, time.field, "the time lies outside --period \(given.from),\(given.to)")
        }
        return from...to
    }

    /// A finite number as it is, a date as days since 1970.
    private static func moment(_ text: String) -> Double? {
        if let number = Double(text), number.isFinite { return number }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let components = DateComponents(year: year, month: month, day: day)
        guard let date = calendar.date(from: components), calendar.component(.day, from: date) == day,
            calendar.component(.month, from: date) == month
        else { return nil }
        return (date.timeIntervalSince1970 / 86_400).rounded()
    }
}
