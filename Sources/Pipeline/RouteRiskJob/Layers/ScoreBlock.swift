import Export
import Incidents

/// How far a score can be trusted: the properties that segments, routes, hotspots and priorities share.
struct ScoreBlock {
    var method: String
    var status: GateStatus
    /// nil exactly when the status is supported.
    var reason: String?
    /// nil when suppressed.
    var events: Double?
    /// nil when nobody knows how many people travel.
    var exposure: Double?
    var stability: String

    /// The properties, with the run's window and hashes.
    func properties(_ frame: ScoreFrame) -> [String: PropertyValue] {
        [
            "method": .text(method), "status": .text(status.rawValue), "status_reason": PropertyValue(reason),
            "window_start": .text(frame.windowStart.description), "window_end": .text(frame.windowEnd.description),
            "n_events": PropertyValue(events.map(rounded)),
            "exposure_person_trips": PropertyValue(exposure.map(rounded)),
            "exposure_status": .text(exposure == nil ? "unknown" : "estimated"), "stability": .text(stability),
            "parameter_hash": .text(frame.parameterHash), "data_hash": .text(frame.dataHash),
        ]
    }
}

/// What every score of one run shares.
struct ScoreFrame {
    let windowStart: CalendarDate
    let windowEnd: CalendarDate
    let parameterHash: String
    let dataHash: String
}

/// Six significant digits: more would pretend to a precision that no figure here has.
func rounded(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    var scale = 1.0
    var size = abs(value)
    while size >= 1e6 {
        size /= 10
        scale /= 10
    }
    while size < 1e5 {
        size *= 10
        scale *= 10
    }
    return (value * scale).rounded() / scale
}

/// Adds the properties of another part; the parts have no key in common.
func + (a: [String: PropertyValue], b: [String: PropertyValue]) -> [String: PropertyValue] {
    a.merging(b) { _, new in new }
}
