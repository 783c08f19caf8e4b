internal import Risk
internal import SpatialEngine
internal import SpatialFormats

/// Two views side by side: harm that persons inflict, which enforcement may lower, and all harm, which protection may.
struct EventViews {
    /// Events that are no harm: nobody is better off without them.
    static let harmless: Set<String> = ["interception", "rescue"]

    /// For each unit.
    private(set) var columns: [(name: String, values: [Double])] = []

    /// - Parameter rates: Gamma–Poisson rates of counts.
    /// - Throws: ``RequestError`` for a table without single events or without categories.
    init(
        _ observed: ObservedUnits, inflicted: [String], per: Double, rates: ([Double]) throws -> UnitRates
    ) throws {
        let table = observed.records.table
        guard observed.records.kind == .single, table.optionalColumn("category") != nil else {
            throw RequestError(
                .badData, "\(table.path) holds no single events with a category, which --views needs")
        }
        let names = Set(inflicted)
        let views: [(name: String, holds: (String) -> Bool)] = [
            ("enforcement", { names.contains($0) }),
            ("protection", { !Self.harmless.contains($0) || names.contains($0) }),
        ]
        for view in views {
            var events = [Double](repeating: 0, count: observed.names.count)
            for event in observed.single where view.holds(event.category) { events[event.unit] += event.events }
            let found = try rates(events).rates
            func scaled(_ value: KeyPath<UnitRate, Double?>) -> [Double] {
                found.map { ($0[keyPath: value] ?? .nan) * per }
            }
            columns += [
                ("\(view.name)_events", events), ("\(view.name)_\(observed.word)_mean", scaled(\.mean)),
                ("\(view.name)_\(observed.word)_low", scaled(\.low)),
                ("\(view.name)_\(observed.word)_high", scaled(\.high)),
            ]
        }
    }
}
