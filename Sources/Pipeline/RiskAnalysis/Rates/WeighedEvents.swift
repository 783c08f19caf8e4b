internal import Export
internal import Risk
internal import SpatialEngine
internal import SpatialFormats

extension RateEstimate {
    /// How heavy events are.
    public enum Harm: Sendable {
        /// Each the same.
        case equal
        /// Levels of the sentencing guidelines: an order without sums.
        case sentencingLevels
        /// A table `category,weight`.
        case table(String)

        /// The value of `--harm-table`.
        var name: String {
            switch self {
            case .equal: "equal"
            case .sentencingLevels: "ussg"
            case .table(let path): path
            }
        }
    }
}

/// Events with their weights or levels, beside the plain counts.
struct WeighedEvents {
    private struct Levels {
        let id: String
        let unit: Int
        let number: Int
        let injury: Int
        var sum: Int { number + injury }
    }

    /// For each unit.
    private(set) var columns: [(name: String, values: [Double])] = []
    private var levels: [Levels] = []

    /// Weighs single events.
    ///
    /// - Throws: ``RequestError`` for a table without single events, and for a category without a weight.
    init(_ harm: RateEstimate.Harm, _ observed: ObservedUnits, per: Double) throws {
        guard observed.records.kind == .single else {
            throw RequestError(
                .badData, "\(observed.records.table.path) holds no single events; --harm-table needs event_id,unit_id")
        }
        let events = observed.single
        let count = observed.exposure.ids.count
        switch harm {
        case .sentencingLevels:
            levels = events.map { event in
                Levels(
                    id: event.id, unit: event.unit, number: OffenceLevels.levels(persons: event.persons ?? 0),
                    injury: event.injury?.levels ?? 0)
            }
            var byUnit = [[Int]](repeating: [], count: count)
            for level in levels { byUnit[level.unit].append(level.sum) }
            let sorted = byUnit.map { $0.sorted().map(Double.init) }
            columns = [
                ("levels_highest", sorted.map { $0.last ?? .nan }),
                // The lower of the middle two: levels have no mean.
                ("levels_median", sorted.map { $0.isEmpty ? .nan : $0[($0.count - 1) / 2] }),
            ]
        case .equal: add(events.map { $0.events }, events, observed, per)
        case .table(let path):
            let weights = try Self.weights(path, of: events, in: observed)
            add(zip(events, weights).map { $0.events * $1 }, events, observed, per)
        }
    }

    private mutating func add(_ harms: [Double], _ events: [SingleEvent], _ observed: ObservedUnits, _ per: Double) {
        let exposure = observed.exposure.values
        var sums = [Double](repeating: 0, count: exposure.count)
        for (event, harm) in zip(events, harms) { sums[event.unit] += harm }
        columns = [
            ("harm", sums), ("events_per_exposure", zip(observed.counts.events, exposure).map { $0 / $1 * per }),
            ("harm_per_exposure", zip(sums, exposure).map { $0 / $1 * per }),
        ]
    }

    private static func weights(
        _ path: String, of events: [SingleEvent], in observed: ObservedUnits
    ) throws -> [Double] {
        let table = try UnitValueTable(
            try TableInput(path), key: "category", column: "weight", repeats: .refuse, rule: "0 or more",
            isAllowed: { $0 >= 0 })
        return try events.map { event in
            guard let row = table.rows[event.category] else {
                throw RequestError(
                    .badData,
                    "\(path) has no weight for category \"\(event.category)\" of event \(event.id); add a row for it")
            }
            return table.values[row]
        }
    }

    /// Writes `event_id,number_levels,injury_levels,levels`.
    ///
    /// - Throws: ``OutputError``.
    func writeTiers(to path: String, overwrite: Bool) throws {
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: ["event_id", "number_levels", "injury_levels", "levels"])
        for level in levels {
            writer.append(level.id, isFirst: true)
            for number in [level.number, level.injury, level.sum] { writer.append(number) }
            try writer.endRecord()
        }
        try writer.commit()
    }
}
