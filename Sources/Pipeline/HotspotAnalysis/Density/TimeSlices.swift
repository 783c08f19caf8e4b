internal import Export
internal import Hotspots
internal import Incidents
internal import SpatialEngine
internal import SpatialFormats

/// The study's time cut into slices of one length: days since 1970-01-01, or the unit of the numbers.
struct TimeSlices {
    /// Whether times are dates.
    let isDated: Bool
    /// One an event; a date without a time of day is its noon.
    let times: [Double]
    /// When events could have been seen; infinite where no end was given.
    let period: (from: Double, to: Double)

    /// Reads a field of dates or numbers, and the ends of the period.
    ///
    /// - Throws: ``RequestError`` for a time that is missing or none, and for ends that are none.
    init(_ units: UnitTable, _ field: String, from: String?, to: String?) throws {
        let moments = try units.times(field)
        let isDated = moments.first?.kind == .day
        self.isDated = isDated
        let texts = isDated ? try units.texts(field) : []
        times = zip(moments.indices, moments).map { row, moment in
            isDated && !texts[row].contains(":") ? moment.value + 0.5 : moment.value
        }
        func end(_ text: String?, _ option: String, otherwise: Double, days: Double) throws -> Double {
            guard let text else { return otherwise }
            guard let moment = EventTime(text), moment.kind == (isDated ? .day : .number), !text.contains(":") else {
                throw RequestError(
                    .wrongUsage,
                    "\(option) \"\(text)\" is no \(isDated ? "ISO date such as 2024-03-15" : "number") like those of \(field)"
                )
            }
            return moment.value + (isDated ? days : 0)
        }
        // Both days are inside.
        period = (
            try end(from, "--from", otherwise: -.infinity, days: 0), try end(to, "--to", otherwise: .infinity, days: 1)
        )
        guard period.from < period.to else {
            throw RequestError(.wrongUsage, "the period ends before it begins; --from must not be after --to")
        }
    }

    /// Whether an event is in the period.
    func contains(_ event: Int) -> Bool { times[event] >= period.from && times[event] < period.to }

    /// Where slices begin and end: over the period, and where it has no end as far as kernels of the events reach.
    ///
    /// Slices begin with the period; the last one ends with it, however long it is.
    /// - Parameters:
    ///   - events: Those that take part, at least one.
    ///   - step: The length of a slice; whole days where times are dates.
    /// - Throws: ``RequestError`` for too many slices.
    func edges(of events: [Int], reach: Double, step: Double) throws -> [Double] {
        let seen = events.map { times[$0] }
        var (start, end) = (period.from, period.to)
        if !start.isFinite { start = (seen.min() ?? 0) - reach }
        if !end.isFinite { end = (seen.max() ?? 0) + reach }
        if isDated { (start, end) = (start.rounded(.down), end.rounded(.up)) }
        let count = max(1, ((end - start) / step - 1e-9).rounded(.up))
        guard count <= 10_000 else {
            throw RequestError(
                .wrongUsage,
                "--time-step \(ShortestNumber.text(step)) makes \(ShortestNumber.text(count)) slices; choose a longer one"
            )
        }
        let inner = (0..<Int(count)).map { start + Double($0) * step }
        let edges = inner + [period.to.isFinite ? end : start + count * step]
        try check(edges)
        return edges
    }

    /// Fails where slices have no length in the numbers' digits, or no name in the calendar.
    private func check(_ edges: [Double]) throws(RequestError) {
        guard zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw RequestError(
                .badData, "the times are too large for slices of this length; count them from a later start")
        }
        guard isDated, let first = edges.first, let last = edges.last else { return }
        let years = (from: CalendarDate(year: 1, month: 1, day: 1), to: CalendarDate(year: 9999, month: 12, day: 31))
        guard first >= Double(years.from.daysSince1970), last <= Double(years.to.daysSince1970 + 1) else {
            throw RequestError(
                .wrongUsage,
                "slices reach beyond the years 1 to 9999; choose a shorter --time-bandwidth and --time-step, or --from and --to"
            )
        }
    }

    /// The first and last day of a slice, or its ends.
    func ends(from start: Double, to end: Double) -> (from: JSONValue, to: JSONValue) {
        guard isDated else { return (.number(start), .number(end)) }
        return (
            .string("\(CalendarDate(daysSince1970: Int(start)))"),
            .string("\(CalendarDate(daysSince1970: Int(end) - 1))")
        )
    }

    /// What a band is called: `2024-03-01/2024-03-31`, both days inside, or one day, or two numbers.
    func name(from start: Double, to end: Double) -> String {
        guard isDated else { return "\(ShortestNumber.text(start))/\(ShortestNumber.text(end))" }
        let (first, last) = (CalendarDate(daysSince1970: Int(start)), CalendarDate(daysSince1970: Int(end) - 1))
        return first == last ? "\(first)" : "\(first)/\(last)"
    }
}
