internal import Export
internal import Ingest
internal import Network
internal import SpatialEngine

/// One answer: a pair, a departure and, in a Pareto set, one of several voyages.
struct RouteAnswer: Sendable {
    let id: String
    let pair: String
    let objective: String
    let status: RouteStatus
    let reason: String?
    /// The moment that was asked for; nil for none or a month.
    var departure: UniversalTime?
    var month: Int?
    /// Its number in a Pareto set, from 1.
    var part: Int?
    var voyage: Voyage?
    var fromMoved: Double?
    var toMoved: Double?
    var gapShare: Double?
    var isOverloaded = false

    /// The properties but the arrays, in the order of the contract.
    var figures: [(name: String, value: JSONValue)] {
        let number = { (value: Double?) -> JSONValue in value.map { .number($0) } ?? .null }
        let text = { (value: String?) -> JSONValue in value.map { .string($0) } ?? .null }
        let arrival = voyage.flatMap { voyage in
            departure.map { UniversalTime(seconds: $0.seconds + voyage.wait.value + voyage.timing.time.value) }
        }
        return [
            ("id", .string(id)), ("pair_id", .string(pair)), ("objective", .string(objective)),
            ("status", .string(status.rawValue)), ("reason", text(reason)),
            ("depart", text(departure?.description)), ("arrive", text(arrival?.description)),
            ("wait_s", number(voyage?.wait.value)), ("time_s", number(voyage?.timing.time.value)),
            ("length_m", number(voyage?.length.value)), ("hazard", number(voyage?.timing.hazard)),
            ("overloaded", .boolean(isOverloaded)), ("from_moved_m", number(fromMoved)),
            ("to_moved_m", number(toMoved)), ("gap_share", number(gapShare)),
            ("month", month.map { .integer($0) } ?? .null),
        ]
    }

    /// A line with every figure and, by vertex, times, heights and hazards.
    var feature: Feature {
        let timing = voyage?.timing
        func list(_ values: [Double]?) -> JSONValue { values.map { .array($0.map { .number($0) }) } ?? .null }
        var properties = JSONObject(figures.map { JSONObject.Member($0.name, $0.value) })
        properties["vertex_time_s"] = list(timing?.vertexTimes.map(\.value))
        properties["vertex_hs_m"] = list(timing?.vertexSignificantHeights.map(\.value))
        properties["vertex_hazard_per_h"] = list(timing?.vertexHazardsPerHour)
        return Feature(
            id: .text(id), geometry: voyage.map { .lineString($0.line) }, properties: properties)
    }
}

extension SeaRouting {
    /// Writes the answers in their order.
    func write(_ answers: [RouteAnswer], as format: OutputFormat, isPlanar: Bool) throws {
        guard format == .csv else {
            try GeoJSONOutput(path: output, overwrite: overwrite)
                .write(answers.map(\.feature), name: "passages", isPlanar: isPlanar)
            return
        }
        var writer = try TableWriter(path: output, overwrite: overwrite)
        let names = answers.first.map { $0.figures.map(\.name) } ?? []
        try writer.append(record: names)
        for answer in answers {
            for (i, figure) in answer.figures.enumerated() { writer.append(figure.value, isFirst: i == 0) }
            try writer.endRecord()
        }
        try writer.commit()
    }
}
