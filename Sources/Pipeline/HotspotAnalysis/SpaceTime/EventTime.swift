internal import Foundation
internal import Incidents

/// A moment as a field gives it: a number, an ISO date (with or without a time of day), or an ISO month.
struct EventTime: Hashable {
    /// What a field's texts are; all of one field must be alike.
    enum Kind: String {
        case number = "a number", day = "an ISO date", month = "an ISO month"
    }

    let kind: Kind
    /// The number, the days since 1970-01-01, or the months since year 0.
    let value: Double

    /// Reads a text without spaces round it; nil for anything else.
    init?(_ text: String) {
        if let number = Double(text), number.isFinite, !text.lowercased().contains("x") {
            (kind, value) = (.number, number)
            return
        }
        let parts = text.split(separator: text.contains("T") ? "T" : " ", maxSplits: 1).map(String.init)
        let date = parts.first ?? ""
        if let day = CalendarDate(date) {
            guard let time = parts.count == 1 ? 0 : Self.shareOfDay(parts[1]) else { return nil }
            (kind, value) = (.day, Double(day.daysSince1970) + time)
        } else {
            guard parts.count == 1, let first = CalendarDate(date + "-01") else { return nil }
            (kind, value) = (.month, Double(first.year * 12 + first.month - 1))
        }
    }

    /// `13:45`, `13:45:30` or `13:45:30.5`, also with a Z.
    private static func shareOfDay(_ text: String) -> Double? {
        let clock = text.hasSuffix("Z") ? text.dropLast() : text[...]
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0...23).contains(hour), (0...59).contains(minute)
        else { return nil }
        guard parts.count == 3 else { return Double(hour * 60 + minute) / 1440 }
        guard let second = Double(parts[2]), second >= 0, second < 61 else { return nil }
        return (Double(hour * 3600 + minute * 60) + second) / 86_400
    }
}

extension UnitTable {
    /// The moments of a field, all of one kind.
    ///
    /// - Parameter allowsMonths: Whether months will do.
    /// - Throws: ``RequestError`` for an empty text, one that is no moment, or one of another kind than the first.
    func times(_ field: String, allowsMonths: Bool = false) throws -> [EventTime] {
        var kind: EventTime.Kind?
        return try texts(field).enumerated().map { row, text in
            guard let time = EventTime(text), allowsMonths || time.kind != .month else {
                throw fault(
                    row, field,
                    "\"\(text.prefix(40))\" is neither a finite number nor an ISO date; write it like 2024-03-15")
            }
            if let kind, kind != time.kind {
                throw fault(
                    row, field, "\"\(text.prefix(40))\" is \(time.kind.rawValue), but above it stands \(kind.rawValue)")
            }
            kind = time.kind
            return time
        }
    }
}
