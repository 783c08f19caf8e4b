internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// Events with places and dates, as the tests of interaction between space and time take them.
struct EventTable {
    let units: UnitTable
    let positions: Positions
    /// Days, or the unit of the numbers.
    let dates: [Double]
    /// Enough events, not all at one place, not all at one time.
    private(set) var gate: Gate

    /// - Throws: ``RequestError`` for missing positions or dates, or for ids that two events share.
    init(_ source: UnitSource, dateField: String) throws {
        units = try UnitTable(source)
        if source.idField != nil { _ = try units.rowsByID() }
        positions = try units.positions()
        dates = try units.times(dateField).map(\.value)
        gate = Self.gate(positions, dates)
    }

    private static func gate(_ positions: Positions, _ dates: [Double]) -> Gate {
        let (n, least) = (dates.count, 20)
        var gate = Gate(state: .supported, reason: nil, n: n, minimumN: least)
        if dates.allSatisfy({ $0 == dates[0] }) {
            gate.reason = "\(Gate.constantValue): every event has the same date"
        } else if positions.points.allSatisfy({ $0 == positions.points[0] }) {
            gate.reason = "\(Gate.constantValue): every event is at the same place"
        } else if n < least {
            gate.reason = "\(n) events are fewer than the \(least) that the method needs"
        }
        if gate.reason != nil { gate.state = .refused }
        return gate
    }

    /// Takes back that a statistic exists.
    mutating func refuse(_ reason: String) { (gate.state, gate.reason) = (.refused, reason) }

    /// An error of a method as one of this file.
    func error(_ error: HotspotError) -> RequestError {
        if case .invalidValue(let row) = error {
            return units.fault(row, nil, "no finite number for this event")
        }
        return RequestError(.badData, "\(units.path): \(error)")
    }
}

extension JSONObject {
    /// With the settings that every verb on events prints.
    init(events units: UnitTable, _ own: [(String, JSONValue)]) {
        self.init([Member("metric", .string(units.metric.rawValue))] + own.map { Member($0.0, $0.1) })
    }
}
