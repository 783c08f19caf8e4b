internal import Export
internal import Incidents
internal import SpatialEngine
internal import SpatialFormats

/// The steps of a study's time: whole numbers as they are, or days, months or years of ISO dates.
struct StudyCalendar {
    private let isDated: Bool
    private let unit: ClusterScan.TimeUnit
    /// The number of the first step.
    private let first: Int
    /// How many steps there are.
    let steps: Int
    /// The days at which the study begins and ends, where they were given as dates.
    private let bounds: (from: Int?, to: Int?)

    /// Steps from the earliest to the latest of `texts`, or from and to what was asked for, both inside.
    ///
    /// - Parameter fault: Makes an error of a row's problem.
    /// - Throws: ``RequestError`` for a text that is no time, or a period that ends before it begins.
    init(
        _ texts: [String], unit: ClusterScan.TimeUnit, from: String?, to: String?,
        fault: (_ row: Int, _ problem: String) -> RequestError
    ) throws {
        self.unit = unit
        isDated = !texts.allSatisfy { Int($0) != nil }
        let isDated = isDated
        func number(_ text: String) -> (step: Int, day: Int?)? {
            guard isDated else { return Int(text).flatMap { abs($0) <= 1_000_000_000 ? ($0, nil) : nil } }
            return CalendarDate(text, unit: unit).map { date in
                (date.step(unit), unit == .day || text.count > 7 ? date.daysSince1970 : nil)
            }
        }
        let kind = isDated ? "ISO date such as 2024-03-15" : "whole number like those of the time field"
        func bound(_ text: String?, _ name: String) throws -> (step: Int, day: Int?)? {
            guard let text else { return nil }
            guard let value = number(text) else {
                throw RequestError(.wrongUsage, "--time-\(name) \"\(text)\" is no \(kind)")
            }
            return value
        }
        var numbers: [Int] = []
        for (row, text) in texts.enumerated() {
            guard let value = number(text) else {
                throw fault(row, "\"\(text.prefix(40))\" is no \(kind); all times must be of one kind")
            }
            numbers.append(value.step)
        }
        let (start, end) = (try bound(from, "from"), try bound(to, "to"))
        first = start?.step ?? numbers.min() ?? 0
        let last = end?.step ?? numbers.max() ?? 0
        guard first <= last else {
            throw RequestError(.badData, "the study ends before it begins; --time-from must not be after --time-to")
        }
        guard last - first < 1_000_000 else {
            throw RequestError(
                .badData,
                "the study has \(last - first + 1) steps of time; choose a longer --time-unit or a shorter period")
        }
        steps = last - first + 1
        bounds = (start?.day, end?.day)
        self.numbers = numbers
    }

    private let numbers: [Int]

    /// The step of a row, from 0; nil outside the study.
    func step(ofRow row: Int) -> Int? {
        let step = numbers[row] - first
        return (0..<steps).contains(step) ? step : nil
    }

    /// When a step begins.
    func start(_ step: Int) -> JSONValue {
        guard isDated else { return .integer(first + step) }
        return .string(CalendarDate.text(max(CalendarDate.firstDay(first + step, unit), bounds.from ?? .min)))
    }

    /// When a step ends, itself inside.
    func end(_ step: Int) -> JSONValue {
        guard isDated else { return .integer(first + step) }
        return .string(CalendarDate.text(min(CalendarDate.firstDay(first + step + 1, unit) - 1, bounds.to ?? .max)))
    }
}

extension CalendarDate {
    /// `2024-03-15`, also with a time of day behind it; `2024-03` where months or years count, `2024` where years do.
    fileprivate init?(_ text: String, unit: ClusterScan.TimeUnit) {
        let date = text.prefix { $0 != "T" && $0 != " " }
        let parts = date.count { $0 == "-" } + 1
        let least = unit == .day ? 3 : unit == .month ? 2 : 1
        guard (least...3).contains(parts) else { return nil }
        self.init(date + String(repeating: "-01", count: 3 - parts))
    }

    /// The number of the step that holds the day.
    fileprivate func step(_ unit: ClusterScan.TimeUnit) -> Int {
        switch unit {
        case .day: daysSince1970
        case .month: year * 12 + month - 1
        case .year: year
        }
    }

    /// The first day of a step, in days since 1970-01-01.
    fileprivate static func firstDay(_ step: Int, _ unit: ClusterScan.TimeUnit) -> Int {
        switch unit {
        case .day: step
        case .month: CalendarDate(year: step / 12, month: step % 12 + 1, day: 1).daysSince1970
        case .year: CalendarDate(year: step, month: 1, day: 1).daysSince1970
        }
    }

    fileprivate static func text(_ days: Int) -> String { "\(CalendarDate(daysSince1970: days))" }
}
