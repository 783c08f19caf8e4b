internal import Export
internal import Hotspots
internal import Risk
public import SpatialEngine
internal import SpatialFormats

/// `risk rates`: rates of units from events and exposure.
public struct RateEstimate: Sendable {
    /// How a rate comes from a count.
    public enum Method: Sendable {
        /// Gamma–Poisson; the prior's shape and rate, or nil for the largest marginal likelihood.
        case gammaPoisson(prior: (shape: Double, rate: Double)?)
        /// Marshall's empirical Bayes over all units.
        case empiricalBayes
        /// The same over each unit and its neighbours of a GAL file.
        case spatialEmpiricalBayes(neighbours: String)

        /// The value of `--method`.
        var name: String {
            switch self {
            case .gammaPoisson: "gamma-poisson"
            case .empiricalBayes: "eb-global"
            case .spatialEmpiricalBayes: "eb-spatial"
            }
        }
    }

    /// What a summary says.
    public struct Outcome: Sendable {
        /// For `--json`.
        public let summary: JSONObject
        /// What a user should know, one sentence each.
        public let warnings: [String]
    }

    /// A table of weights, of draws or of counts.
    public var events: String
    /// A table `unit_id,exposure`; its units are those of the output.
    public var exposure: String
    /// A table `unit_id,q`; nil where every event is reported.
    public var reporting: String?
    /// How a rate comes from a count.
    public var method = Method.gammaPoisson(prior: nil)
    /// The exposure that rates are printed for.
    public var per = 1.0
    /// Probability inside the intervals.
    public var interval = 0.9
    /// Rate, in events per ``per``, against which each unit is held; nil for twice the overall rate.
    public var threshold: Double?
    /// Draws for ranks.
    public var rankDraws = 2_000
    /// A `.csv`.
    public var output: String
    /// Whether an existing output is replaced.
    public var overwrite = false
    /// Draw *d* of the ranks takes stream *d*.
    public var seed: UInt64 = 1
    /// No result depends on it.
    public var threads = 1

    /// A job with the defaults of the command line.
    public init(events: String, exposure: String, output: String) {
        self.events = events
        self.exposure = exposure
        self.output = output
    }

    /// Reads, computes and writes.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run() throws -> Outcome {
        _ = try OutputFormat(of: output, allowed: [.csv])
        try OutputFormat.requirePlace(output, overwrite: overwrite)
        try checkParameters()
        let observed = try ObservedUnits(self)
        switch method {
        case .gammaPoisson(let prior): return try gammaPoisson(observed, prior: prior)
        case .empiricalBayes:
            let tables = observed.tables.map { MarshallRates.global(events: $0, exposure: observed.reported) }
            let (a, b) = (mean(tables.map(\.pool.variance)), mean(tables.map(\.pool.mean)))
            return try marshall(
                observed, tables.map(\.rates), [("a", .number(a * per * per)), ("b", .number(b * per))])
        case .spatialEmpiricalBayes(let path):
            let neighbours = try NeighbourFile(path).gal(ids: observed.exposure.ids, of: observed.exposure.path)
            let tables = observed.tables.map {
                MarshallRates.spatial(events: $0, exposure: observed.reported, neighbours: neighbours)
            }
            return try marshall(
                observed, tables, [("islands", .integer(neighbours.count { $0.isEmpty }))])
        }
    }

    private func checkParameters() throws(RequestError) {
        func refuse(_ option: String, _ value: Double, _ rule: String) -> RequestError {
            RequestError(.wrongUsage, "\(option) is \(ShortestNumber.text(value)); it must be \(rule)")
        }
        guard per > 0, per.isFinite else { throw refuse("--per", per, "above 0") }
        guard interval > 0, interval < 1 else { throw refuse("--interval", interval, "between 0 and 1") }
        if let threshold, !(threshold >= 0 && threshold.isFinite) {
            throw refuse("--threshold", threshold, "0 or more")
        }
        guard rankDraws >= 1 else { throw refuse("--rank-draws", Double(rankDraws), "1 or more") }
        guard case .gammaPoisson(let (shape, rate)?) = method else { return }
        guard shape > 0, shape.isFinite else { throw refuse("the first number of --prior", shape, "above 0") }
        guard rate >= 0, rate.isFinite else { throw refuse("the second number of --prior", rate, "0 or more") }
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    // MARK: - Gamma–Poisson

    private func gammaPoisson(
        _ observed: ObservedUnits, prior: (shape: Double, rate: Double)?
    ) throws -> Outcome {
        var settings = RateSettings(interval: interval, threshold: threshold.map { $0 / per }, draws: rankDraws)
        if let prior { settings.prior = .given(shape: prior.shape, rate: prior.rate) }
        let rates: UnitRates
        do throws(RiskError) {
            rates = try UnitRates(
                of: observed.rateUnits, imputations: observed.counts.imputations, settings: settings,
                random: SplitMix64(seed: seed), threads: threads)
        } catch {
            throw RequestError(.badData, "\(error)")
        }
        try write(rates, observed)
        let origin =
            switch rates.prior.origin {
            case .marginalLikelihood: "marginal-likelihood"
            case .fallback: "fallback"
            default: "given"
            }
        return outcome(
            observed,
            [
                ("alpha", .number(rates.prior.alpha)), ("beta", .number(rates.prior.beta)),
                ("overall_rate", .number(rates.overallRate * per)), ("threshold", .number(rates.threshold * per)),
                ("prior", .string(origin)),
            ])
    }

    private func write(_ rates: UnitRates, _ observed: ObservedUnits) throws {
        var writer = try TableWriter(path: output, overwrite: overwrite)
        try writer.append(record: [
            "unit_id", "events", "exposure", "rate_mean", "rate_median", "rate_low", "rate_high", "p_exceeds",
            "rank_mean", "rank_low", "rank_high",
        ])
        for (unit, rate) in rates.rates.enumerated() {
            observed.append(unit, to: &writer)
            for value in [rate.mean, rate.median, rate.low, rate.high] { writer.append((value ?? .nan) * per) }
            writer.append(rate.probabilityAboveThreshold ?? .nan)
            writer.append(rate.rank?.mean ?? .nan)
            for place in [rate.rank?.low, rate.rank?.high] { writer.append(place.map(Double.init) ?? .nan) }
            try writer.endRecord()
        }
        try writer.commit()
    }

    // MARK: - Empirical Bayes by moments

    /// - Parameter rates: Per draw, or once.
    private func marshall(
        _ observed: ObservedUnits, _ rates: [[Double]], _ own: [(String, JSONValue)]
    ) throws -> Outcome {
        var writer = try TableWriter(path: output, overwrite: overwrite)
        try writer.append(record: ["unit_id", "events", "exposure", "rate_raw", "rate_mean"])
        for unit in observed.reported.indices {
            observed.append(unit, to: &writer)
            writer.append(observed.counts.events[unit] / observed.reported[unit] * per)
            writer.append(mean(rates.map { $0[unit] }) * per)
            try writer.endRecord()
        }
        try writer.commit()
        let overall = observed.counts.total / observed.reported.reduce(0, +)
        return outcome(observed, own + [("overall_rate", .number(overall * per)), ("prior", .string("moments"))])
    }

    // MARK: - Summary

    private func outcome(_ observed: ObservedUnits, _ own: [(String, JSONValue)]) -> Outcome {
        var parameters: JSONObject = [
            "method": .string(method.name), "per": .number(per), "events": .string(observed.counts.kind.rawValue),
            "reporting": .string(reporting ?? "complete"),
        ]
        if case .gammaPoisson = method {
            parameters["interval"] = .number(interval)
            parameters["threshold"] = threshold.map { .number($0) } ?? .string("2 × overall rate")
            parameters["rank_draws"] = .integer(rankDraws)
            parameters["smallest_shape"] = .number(0.2)
            parameters["fewest_events"] = .integer(Self.fewestEvents)
        }
        if case .spatialEmpiricalBayes(let path) = method { parameters["weights"] = .string(path) }
        var summary: JSONObject = [
            "method": .string("risk rates"), "n": .integer(observed.reported.count),
            "seed": .integer(Int(clamping: seed)), "permutations": .integer(0), "parameters": .object(parameters),
            "gate": gate(observed), "events": .number(observed.counts.total),
            "exposure": .number(observed.exposure.values.reduce(0, +)),
            "draws": .integer(observed.counts.imputations.count),
        ]
        for (name, value) in own { summary[name] = value }
        return Outcome(summary: summary, warnings: observed.counts.warnings)
    }

    /// Events below which no prior is fitted, and rates only describe.
    private static let fewestEvents = 20

    private func gate(_ observed: ObservedUnits) -> JSONValue {
        let events = observed.counts.total
        // Means over draws may miss a whole number by their last digits.
        let isEnough = events >= Double(Self.fewestEvents) - 1e-9
        let reason =
            "\(ShortestNumber.text(events)) events are fewer than the \(Self.fewestEvents) that a prior is fitted to"
        let detectable = Gate.detectableRelativeRisk(expectedEvents: events / Double(observed.reported.count))
        return .object([
            "state": .string((isEnough ? Gate.State.supported : .descriptive).rawValue),
            "reason": isEnough ? .null : .string(reason), "n": .integer(Int(events.rounded())),
            "minimum_n": .integer(Self.fewestEvents), "detectable_rr": detectable.map { .number($0) } ?? .null,
        ])
    }
}

/// Units with all that their rates need, in the order of the exposure table.
private struct ObservedUnits {
    let exposure: UnitValueTable
    let counts: EventCounts
    private let reporting: [Double]
    /// Reporting probability × exposure.
    let reported: [Double]

    init(_ job: RateEstimate) throws {
        let exposure = try UnitValueTable.exposure(try TableInput(job.exposure))
        if let unit = exposure.values.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
            throw RequestError(
                .badData,
                "\(job.exposure), unit \(exposure.ids[unit]): its exposure adds up to \(exposure.values[unit]), so that it has no "
                    + "rate; it must be above 0, or the unit left out")
        }
        reporting =
            try job.reporting.map { try Self.reporting($0, exposure) }
            ?? [Double](repeating: 1, count: exposure.ids.count)
        reported = zip(exposure.values, reporting).map(*)
        counts = try EventCounts(job.events, units: exposure)
        self.exposure = exposure
    }

    private static func reporting(_ path: String, _ units: UnitValueTable) throws -> [Double] {
        let table = try TableInput(path)
        let column = try table.column("unit_id")
        let given = try UnitValueTable(
            table, column: "q", repeats: .refuse, rule: "above 0 and at most 1", isAllowed: { $0 > 0 && $0 <= 1 })
        for row in table.rows { _ = try units.row(of: try table.text(row, column), in: table, row, column) }
        return try units.ids.map { id in
            guard let row = given.rows[id] else {
                throw RequestError(.badData, "\(path) has no row for unit \(id); give 1 where every event is reported")
            }
            return given.values[row]
        }
    }

    /// Counts by unit: one table a draw, or one alone.
    var tables: [[Double]] { counts.imputations.isEmpty ? [counts.events] : counts.imputations }

    var rateUnits: [RateUnit] {
        reporting.indices.map {
            RateUnit(events: counts.events[$0], exposure: exposure.values[$0], reporting: reporting[$0])
        }
    }

    /// Puts `unit_id,events,exposure` down.
    func append(_ unit: Int, to writer: inout TableWriter) {
        writer.append(exposure.ids[unit], isFirst: true)
        writer.append(counts.events[unit])
        writer.append(exposure.values[unit])
    }
}
