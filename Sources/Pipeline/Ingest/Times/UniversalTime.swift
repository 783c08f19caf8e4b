internal import Incidents
public import SpatialEngine
public import SpatialFormats

/// A moment in universal time.
public struct UniversalTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z; leap seconds do not count.
    public let seconds: Double

    /// The moment of a count of seconds, which must be finite.
    public init(seconds: Double) { self.seconds = seconds }

    /// Reads ISO 8601: `YYYY-MM-DDThh:mm[:ss[.f]]` and `Z` or `±hh:mm`; nil for anything else.
    ///
    /// - Parameter assumesUTC: A time without zone is taken as universal time, not refused.
    public init?(_ text: String, assumesUTC: Bool = false) {
        if let time = Self(zoned: text) ?? (assumesUTC ? Self(zoned: text + "Z") : nil) {
            self = time
        } else {
            return nil
        }
    }

    /// The moment that an option names.
    ///
    /// - Parameter option: The option's name with its dashes, for the message.
    /// - Throws: ``SpatialFormats/RequestError`` of wrong usage for a text that is no time or has no zone.
    public init(_ text: String, option: String, assumesUTC: Bool) throws(RequestError) {
        do throws(Fault) {
            self = try Self(checked: text, assumesUTC: assumesUTC)
        } catch {
            throw RequestError(.wrongUsage, "\(option) \(error.problem); \(error.mend)\(error.option)")
        }
    }

    /// The moment in a field of a table.
    ///
    /// - Throws: ``SpatialFormats/RequestError`` of bad data for a field that is empty, is no time or has no zone.
    public init(
        _ row: CommaSeparatedTable.Row, _ column: Int, of table: TableInput, assumesUTC: Bool
    ) throws {
        let text = try table.text(row, column)
        do throws(Fault) {
            self = try Self(checked: text, assumesUTC: assumesUTC)
        } catch {
            throw table.fault(row, column, "\(error.problem); \(error.mend)\(error.option)")
        }
    }

    /// Why a text is no time.
    struct Fault: Error {
        let problem: String
        let mend: String
        /// What an option could mend.
        var option = ""
    }

    /// - Throws: ``Fault`` with a sentence for a text without zone, and another for one that is no time at all.
    init(checked text: String, assumesUTC: Bool) throws(Fault) {
        if let time = Self(text, assumesUTC: assumesUTC) {
            self = time
        } else if Self(zoned: text + "Z") != nil {
            throw Fault(
                problem: "\"\(text)\" has no zone", mend: "end it with Z or ±hh:mm",
                option: ", or say what it is with --tz UTC")
        } else {
            throw Fault(
                problem: "\"\(text.prefix(40))\" is no time of ISO 8601 with a zone",
                mend: "write YYYY-MM-DDThh:mmZ or …±hh:mm")
        }
    }

    private init?(zoned text: String) {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, CalendarDate(parts[0]) != nil, let day = CivilDay(parts[0]),
            let mark = parts[1].lastIndex(where: { "Z+-".contains($0) }),
            let offset = Self.offset(parts[1][mark...], isStrict: true),
            let time = Self.timeOfDay(parts[1][..<mark], isStrict: true)
        else { return nil }
        seconds = Double(day.daysSince1970) * 86_400 + time - offset
    }

    /// 1…12.
    public var month: Int { CivilDay(daysSince1970: Int((seconds / 86_400).rounded(.down))).month }

    /// Earlier moments first.
    public static func < (a: UniversalTime, b: UniversalTime) -> Bool { a.seconds < b.seconds }

    /// `YYYY-MM-DDThh:mm:ssZ`, with up to six digits of a second where it is not whole.
    public var description: String {
        let millionths = (seconds * 1e6).rounded()
        let whole = (millionths / 1e6).rounded(.down)
        let day = (whole / 86_400).rounded(.down)
        let second = Int(whole - day * 86_400)
        let clock = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, to: 2) }
        var text = "\(CivilDay(daysSince1970: Int(day)).date)T\(clock.joined(separator: ":"))"
        let rest = Int(millionths - whole * 1e6)
        if rest > 0 {
            var digits = Self.padded(rest, to: 6)
            while digits.last == "0" { digits.removeLast() }
            text += ".\(digits)"
        }
        return text + "Z"
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Seconds since midnight of `hh:mm[:ss[.f]]`; `isStrict` asks for two digits in each.
    static func timeOfDay(_ text: Substring, isStrict: Bool) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (isStrict ? 2...3 : 1...3).contains(parts.count), let hours = digits(parts[0], isStrict), hours < 24
        else { return nil }
        var seconds = Double(hours) * 3600
        if parts.count > 1 {
            guard let minutes = digits(parts[1], isStrict), minutes < 60 else { return nil }
            seconds += Double(minutes) * 60
        }
        if parts.count > 2 {
            let fraction = parts[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard let whole = digits(fraction[0], isStrict), whole < 60 else { return nil }
            seconds += Double(whole)
            if fraction.count > 1 {
                guard fraction[1].utf8.allSatisfy(isDigit), let part = Double("0." + fraction[1] + "0") else {
                    return nil
                }
                seconds += part
            }
        }
        return seconds
    }

    /// Seconds east of Greenwich of `Z`, `UTC`, `GMT` or `±hh:mm`; `isStrict` takes `Z` and two digits only.
    static func offset(_ text: Substring, isStrict: Bool) -> Double? {
        if text == "Z" || !isStrict && ["UTC", "GMT", "z"].contains(text) { return 0 }
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        guard !isStrict || text.contains(":"), let time = timeOfDay(text.dropFirst(), isStrict: isStrict),
            time.truncatingRemainder(dividingBy: 60) == 0
        else { return nil }
        return sign == "-" ? -time : time
    }

    private static func digits(_ text: Substring, _ isStrict: Bool) -> Int? {
        guard (isStrict ? 2...2 : 1...2).contains(text.utf8.count), text.utf8.allSatisfy(isDigit) else { return nil }
        return Int(text)
    }
}
