/// The unit of a NetCDF time axis, `UNIT since DATE [TIME [ZONE]]` (CF conventions, section 4.4); without a zone it is
/// universal time.
struct TimeUnit: Hashable {
    private let secondsPerUnit: Double
    private let reference: Double

    /// Reads the `units` and `calendar` of an axis; nil for a unit without a fixed length or with a reference that is no
    /// time, and for a calendar that is not the Gregorian one.
    init?(_ unit: String, calendar: String?) {
        let calendar = calendar?.lowercased() ?? "standard"
        guard ["standard", "gregorian", "proleptic_gregorian"].contains(calendar) else { return nil }
        var words = unit.split(separator: " ")
        // A `T` may stand between date and time.
        if words.count > 2 { words.replaceSubrange(2...2, with: words[2].split(separator: "T", maxSplits: 1)) }
        guard words.count >= 3, words[1].lowercased() == "since", let scale = Self.scale(words[0].lowercased()),
            let day = CivilDay(words[2], isMixed: calendar != "proleptic_gregorian")
        else { return nil }
        words.removeFirst(3)
        if words.count == 1, let mark = words[0].firstIndex(where: { "Zz+-".contains($0) }) {
            words = [words[0][..<mark], words[0][mark...]]
        }
        let zone = words.count > 1 ? UniversalTime.offset(words[1], isStrict: false) : 0
        let time = words.isEmpty ? 0 : UniversalTime.timeOfDay(words[0], isStrict: false)
        guard words.count <= 2, let zone, let time else { return nil }
        secondsPerUnit = scale
        reference = Double(day.daysSince1970) * 86_400 + time - zone
    }

    /// The moment of a number on the axis.
    func time(_ number: Double) -> UniversalTime { UniversalTime(seconds: reference + number * secondsPerUnit) }

    private static func scale(_ unit: String) -> Double? {
        switch unit {
        case "s", "sec", "secs", "second", "seconds": 1
        case "min", "mins", "minute", "minutes": 60
        case "h", "hr", "hrs", "hour", "hours": 3600
        case "d", "day", "days": 86_400
        default: nil
        }
    }
}
