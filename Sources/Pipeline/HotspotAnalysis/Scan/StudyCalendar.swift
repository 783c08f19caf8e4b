internal import Export
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
            return CivilDate(text, unit: unit).map { ($0.step(unit), unit == .day || text.count > 7 ? $0.days : nil) }
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
        return .string(CivilDate.text(max(CivilDate.firstDay(first + step, unit), bounds.from ?? .min)))
    }

    /// When a step ends, itself inside.
    func end(_ step: Int) -> JSONValue {
        guard isDated else { return .integer(first + step) }
        return .string(CivilDate.text(min(CivilDate.firstDay(first + step + 1, unit) - 1, bounds.to ?? .max)))
    }
}

/// A day of the proleptic Gregorian calendar.
private struct CivilDate {
    var year: Int
    var month: Int
    var day: Int

    /// `2024-03-15`, also with a time of day behind it; `2024-03` where months or years count, `2024` where years do.
    init?(_ text: String, unit: ClusterScan.TimeUnit) {
        let date = text.prefix { $0 != "T" && $0 != " " }
        let parts = date.split(separator: "-", omittingEmptySubsequences: false)
        let least = unit == .day ? 3 : unit == .month ? 2 : 1
        guard (least...3).contains(parts.count), parts[0].count == 4, parts.dropFirst().allSatisfy({ $0.count == 2 }),
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } })
        else { return nil }
        let numbers = parts.compactMap { Int($0) } + [1, 1]
        (year, month, day) = (numbers[0], numbers[1], numbers[2])
        guard (1...12).contains(month), day >= 1,
            Self.days(year, month, day) < Self.days(month == 12 ? year + 1 : year, month % 12 + 1, 1)
        else { return nil }
    }

    var days: Int { Self.days(year, month, day) }

    func step(_ unit: ClusterScan.TimeUnit) -> Int {
        switch unit {
        case .day: days
        case .month: year * 12 + month - 1
        case .year: year
        }
    }

    static func firstDay(_ step: Int, _ unit: ClusterScan.TimeUnit) -> Int {
        switch unit {
        case .day: step
        case .month: days(step / 12, step % 12 + 1, 1)
        case .year: days(step, 1, 1)
        }
    }

    /// Days since 1970-01-01; years begin in March here, so that a leap day comes last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    static func text(_ days: Int) -> String {
        let total = days + 719_468
        let cycle = total / 146_097
        let dayOfCycle = total - cycle * 146_097
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
