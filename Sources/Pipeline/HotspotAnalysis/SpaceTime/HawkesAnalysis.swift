internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// `trocha hotspots hawkes`: whether events bring about others, by a self-exciting process in time.
public struct HawkesAnalysis: Sendable {
    /// What every verb is asked; its output is not used.
    public var request: HotspotRequest
    /// The column with the times: numbers or ISO dates.
    public var timeField: String
    /// Where observation ends: a number in the unit of the times, for dates a date or the days since the start.
    public var horizon: String
    /// Where observation begins; nil for 0, or for the first of dates.
    public var start: String?
    /// μ, α and β whose likelihood is wanted; nil fits them.
    public var given: (mu: Double, alpha: Double, beta: Double)?
    /// The last part of the period, which must be foretold better than by a constant rate; between 0 and 1.
    public var holdout = 0.3

    /// An analysis with the defaults of the command line.
    public init(_ request: HotspotRequest, timeField: String, horizon: String) {
        self.request = request
        self.timeField = timeField
        self.horizon = horizon
    }

    /// Reads and computes.
    ///
    /// - Throws: ``RequestError`` or ``FormatError``.
    public func run() throws -> HotspotOutcome {
        let units = try UnitTable(request.source)
        if request.source.idField != nil { _ = try units.rowsByID() }
        let times = try units.times(timeField)
        let events = try period(of: times, units)
        var gate = Self.gate(times.map(\.value))
        guard !request.isStopped(by: gate) else { return outcome(events, gate) }
        let given = given.map { HawkesProcess(mu: $0.mu, alpha: $0.alpha, beta: $0.beta) }
        let process = given ?? HawkesFit(events, threads: request.threads).process
        let held = HeldOutGain(events, share: holdout, given: given, threads: request.threads)
        if gate.state == .supported, let doubt = Self.doubt(process, held) {
            (gate.state, gate.reason) = (.descriptive, doubt)
        }
        return outcome(
            events, gate,
            [
                "mu": .number(process.mu), "alpha": .number(process.alpha),
                "beta": process.alpha > 0 || given != nil ? .number(process.beta) : .null,
                "loglik": Self.finite(process.logLikelihood(events)),
                "poisson_loglik": .number(events.poissonLogLikelihood), "fitted": .boolean(given == nil),
                "heldout": held.map { .object(Self.summary($0)) } ?? .null,
            ])
    }

    private func outcome(_ events: EventTimes, _ gate: Gate, _ results: JSONObject = [:]) -> HotspotOutcome {
        request.outcome(
            "hawkes", n: events.count, permutations: 0,
            parameters: [
                "time": .string(timeField), "start": .number(events.start), "horizon": .number(events.end),
                "holdout": .number(holdout), "ties": .string("events at one time do not excite each other"),
            ], gate: gate, results: results)
    }

    private static func finite(_ number: Double) -> JSONValue { number.isFinite ? .number(number) : .null }

    private static func summary(_ held: HeldOutGain) -> JSONObject {
        [
            "from": .number(held.cut), "events_before": .integer(held.trained), "events": .integer(held.tested),
            "mu": .number(held.process.mu), "alpha": .number(held.process.alpha), "beta": .number(held.process.beta),
            "gain": finite(held.gain),
        ]
    }

    private static func gate(_ times: [Double]) -> Gate {
        let (n, least) = (times.count, 100)
        var gate = Gate(state: .supported, reason: nil, n: n, minimumN: least)
        if times.allSatisfy({ $0 == times[0] }) {
            gate.reason = "\(Gate.constantValue): every event has the same time"
        } else if n < least {
            gate.reason = "\(n) events are fewer than the \(least) that the method needs"
        }
        if gate.reason != nil { gate.state = .refused }
        return gate
    }

    /// Why the process is no more than a description; nil if nothing speaks against it.
    private static func doubt(_ process: HawkesProcess, _ held: HeldOutGain?) -> String? {
        if process.alpha >= 1 { return "alpha is 1 or more: each event brings about another for ever" }
        if process.alpha == 0 { return "a constant rate is as likely: no event brings about another" }
        guard let held else { return "too few events before or in the held-out part to say whether it foretells" }
        if held.gain > 0, held.process.alpha > 0 { return nil }
        return "the held-out part is foretold no better than by a constant rate"
    }

    // MARK: - The period

    /// The events in the period, in days from the first for dates.
    private func period(of times: [EventTime], _ units: UnitTable) throws -> EventTimes {
        let isDated = times[0].kind == .day
        let first = times.reduce(times[0].value) { min($0, $1.value) }
        let origin = isDated ? try bound(start, "--start", isDated) ?? first : 0
        let from = isDated ? 0 : try bound(start, "--start", isDated) ?? 0
        guard let end = EventTime(horizon), end.kind == .number || (isDated && end.kind == .day) else {
            throw RequestError(.wrongUsage, "--horizon \"\(horizon)\" is no number\(isDated ? " or ISO date" : "")")
        }
        let until = end.kind == .day ? end.value - origin : end.value
        guard until > from else {
            throw RequestError(.wrongUsage, "--horizon \(horizon) must lie after the start of the observation")
        }
        let values = times.map { $0.value - origin }
        if let row = values.firstIndex(where: { $0 < from || $0 > until }) {
            throw units.fault(
                row, timeField,
                values[row] < from
                    ? "before the start of the observation; give that by --start" : "after --horizon \(horizon)")
        }
        guard let events = EventTimes(values, from: from, to: until) else {
            throw RequestError(.badData, "\(units.path): the times do not lie in a period")
        }
        return events
    }

    private func bound(_ text: String?, _ option: String, _ isDated: Bool) throws(RequestError) -> Double? {
        guard let text else { return nil }
        guard let time = EventTime(text), time.kind == (isDated ? .day : .number) else {
            throw RequestError(
                .wrongUsage, "\(option) \"\(text)\" is no \(isDated ? "ISO date" : "number") like those of the times")
        }
        return time.value
    }
}
