internal import Export
internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// `trocha hotspots emerging`: how places became, stayed or ceased to be hot or cold spots.
public struct EmergingAnalysis: Sendable {
    /// What z is taken from.
    public enum Source: Sendable {
        /// A field that already holds z.
        case z(String)
        /// A field whose Gi* is computed over a neighbourhood in space and time.
        case value(String, WeightsRequest)
    }

    /// What every verb is asked.
    public var request: HotspotRequest
    /// The column with the steps: numbers, ISO dates or ISO months.
    public var timeField: String
    /// What z is taken from.
    public var source: Source
    /// A step is hot from this z, cold from its negative.
    public var criticalZ = 1.645
    /// Nearly always is this share of the steps or more, in percent.
    public var usualPercent = 90
    /// A trend has a two-sided p below this.
    public var trendLevel = 0.10

    /// An analysis with the defaults of the command line.
    public init(_ request: HotspotRequest, timeField: String, source: Source) {
        self.request = request
        self.timeField = timeField
        self.source = source
    }

    /// Reads, classifies and writes.
    ///
    /// - Throws: ``RequestError``, ``FormatError`` or ``OutputError``.
    public func run() throws -> HotspotOutcome {
        let output = try EmergingOutput(path: request.output, overwrite: request.overwrite)
        guard request.source.idField != nil else {
            throw RequestError(.wrongUsage, "name what identifies a place with --id FIELD; each has a row a step")
        }
        let units = try UnitTable(request.source)
        let panel = try StepPanel(units, timeField: timeField, valueField: valueField)
        let weights = try weights(units, panel)
        let gate = gate(of: panel, weights)
        guard !request.isStopped(by: gate) else { return outcome(units, panel, gate) }
        do {
            let z = try weights.map { weights in
                try SpaceTimeGStar.z(
                    values: panel.values, steps: panel.steps, weights: weights, threads: request.threads)
            }
            let places = classified(panel, z: z ?? panel.values)
            try output.write(places, panel, units)
            return outcome(units, panel, gate, Self.summary(places, weights))
        } catch let error as HotspotError {
            throw RequestError(.badData, "\(units.path), field \(valueField): \(error)")
        }
    }

    private var valueField: String {
        switch source {
        case .z(let field), .value(let field, _): field
        }
    }

    /// Who is whose neighbour; nil where z is given.
    private func weights(_ units: UnitTable, _ panel: StepPanel) throws -> SpatialWeights? {
        guard case .value(_, let weights) = source else { return nil }
        return try units.places(of: panel).weights(weights, standard: .binary, threads: request.threads)
    }

    private func gate(of panel: StepPanel, _ weights: SpatialWeights?) -> Gate {
        let (n, least) = (panel.steps, 10)
        var gate = Gate(state: .supported, reason: nil, n: n, minimumN: least)
        if weights != nil, panel.values.allSatisfy({ $0 == panel.values[0] }) {
            gate.reason = Gate.constantValue
        } else if let weights, weights.islands == weights.count {
            gate.reason = "no unit has a neighbour"
        } else if n < least {
            gate.reason = "\(n) steps are fewer than the \(least) that the method needs"
        }
        if gate.reason != nil { gate.state = .refused }
        return gate
    }

    private func classified(_ panel: StepPanel, z: [Double]) -> [EmergingPlace] {
        let rules = EmergingRules(criticalZ: criticalZ, usualPercent: usualPercent, trendLevel: trendLevel)
        return parallelMap(Array(panel.ids.indices), threads: request.threads) { place in
            let series = Array(z[(place * panel.steps)..<((place + 1) * panel.steps)])
            let trend = MannKendall(series)
            return EmergingPlace(
                pattern: rules.pattern(of: series, trend: trend)?.description ?? EmergingPattern.absent, trend: trend,
                hot: series.count { $0 >= criticalZ }, cold: series.count { $0 <= -criticalZ })
        }
    }

    private func outcome(
        _ units: UnitTable, _ panel: StepPanel, _ gate: Gate, _ results: JSONObject = [:]
    ) -> HotspotOutcome {
        var parameters: JSONObject = ["time": .string(timeField)]
        switch source {
        case .z(let field): parameters["z"] = .string(field)
        case .value(let field, let weights):
            parameters["value"] = .string(field)
            parameters["weights"] = .string(weights.choice.text)
            parameters["metric"] = .string(units.metric.rawValue)
        }
        parameters["critical_z"] = .number(criticalZ)
        parameters["usual_percent"] = .integer(usualPercent)
        parameters["trend_level"] = .number(trendLevel)
        var own: JSONObject = ["steps": .integer(panel.steps), "places": .integer(panel.ids.count)]
        for member in results.members { own[member.name] = member.value }
        return request.outcome(
            "emerging", n: panel.ids.count, permutations: 0, parameters: parameters, gate: gate, results: own)
    }

    /// How many places have each pattern, in the order of the rules; those that none has are left out.
    private static func summary(_ places: [EmergingPlace], _ weights: SpatialWeights?) -> JSONObject {
        var counts = JSONObject()
        let names = EmergingPattern.Side.allCases.flatMap { side in
            EmergingPattern.Course.allCases.map { EmergingPattern($0, side).description }
        }
        for name in names + [EmergingPattern.absent] {
            let count = places.count { $0.pattern == name }
            if count > 0 { counts[name] = .integer(count) }
        }
        return ["patterns": .object(counts), "islands": weights.map { .integer($0.islands) } ?? .null]
    }
}
