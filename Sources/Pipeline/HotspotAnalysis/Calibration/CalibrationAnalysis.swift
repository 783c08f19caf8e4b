internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// The job behind `hotspots calibrate`: how often a method finds something where there is nothing, on the user's own units.
public struct CalibrationAnalysis: Sendable {
    /// Where the counts of a replicate come from.
    public enum Counts: Sendable {
        /// The total of a field, spread by exposure.
        case totalOf(field: String)
        /// So many cases, spread by exposure.
        case total(Int)
        /// A row of a table each, with a column for every unit's id.
        case table(path: String)
    }

    /// The units.
    public var request: HotspotRequest
    /// The method's statistic; the value is count over exposure.
    public var statistic: LocalAnalysis.Statistic
    /// The method's weights.
    public var weights = WeightsRequest()
    /// The method's draws.
    public var permutations = 999
    /// What risk is constant over.
    public var exposure: String
    /// Where the counts come from.
    public var counts: Counts
    /// `--alpha`, after adjustment for the number of units.
    public var alpha = 0.05
    /// `--replicates`; a table has its own number.
    public var replicates = 500

    /// A job.
    public init(
        _ request: HotspotRequest, statistic: LocalAnalysis.Statistic, exposure: String, counts: Counts
    ) {
        (self.request, self.statistic, self.exposure, self.counts) = (request, statistic, exposure, counts)
    }

    /// Reads and simulates; nothing but the summary comes out.
    ///
    /// - Throws: ``RequestError``, ``FormatError`` and errors of projection.
    public func run(
        progress: @escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void
    ) throws -> HotspotOutcome {
        let units = try UnitTable(distinct: request.source)
        let exposures = try units.numbers(
            exposure, above: 0, orEqual: false, needs: "an exposure is above 0; mend or leave out that unit")
        let null = try NullCounts(counts, units, exposures, replicates: replicates)
        var gate = gate(null, nil)
        if request.isStopped(by: gate) { return outcome(gate, null) }
        let weights = try units.weights(self.weights, standard: statistic.style, threads: request.threads)
        gate = self.gate(null, weights)
        if request.isStopped(by: gate) { return outcome(gate, null) }
        let (statistic, permutations, alpha) = (statistic, permutations, alpha)
        let alarms = FalseAlarms(null, seed: request.seed, threads: request.threads, progress).count { counts, random in
            let rates = zip(counts, exposures).map { $0 / $1 }
            return statistic.isSignificant(rates, weights, permutations, at: alpha, random)
        }
        return outcome(gate, null, WilsonInterval(alarms, of: null.replicates).json)
    }

    /// Constant counts are a draw like others, so only the number of units and their neighbours matter.
    private func gate(_ null: NullCounts, _ weights: SpatialWeights?) -> Gate {
        var gate = Gate.localStatistic(values: null.exposure.indices.map(Double.init), weights: weights)
        gate.detectableRelativeRisk = Gate.detectableRelativeRisk(
            expectedEvents: Gate.expectedEvents(null.expected, weights))
        return gate
    }

    private func outcome(_ gate: Gate, _ null: NullCounts, _ results: JSONObject = JSONObject()) -> HotspotOutcome {
        var parameters: JSONObject = ["method": .string(statistic.name), "exposure": .string(exposure)]
        for member in statistic.parameters.members { parameters[member.name] = member.value }
        parameters["weights"] = .string(weights.choice.text)
        parameters["style"] = .string(
            (weights.style.map { $0 == .row ? .row : .binary } ?? statistic.style).rawValue)
        parameters["alpha"] = .number(alpha)
        parameters["replicates"] = .integer(null.replicates)
        parameters["cases"] = null.total.map { .integer($0) } ?? .null
        var results = results
        results["replicates"] = .integer(null.replicates)
        results["alpha"] = .number(alpha)
        return request.outcome(
            "calibrate", n: gate.n, permutations: permutations, parameters: parameters, gate: gate, results: results)
    }
}

extension LocalAnalysis.Statistic {
    /// Whether any unit is significant after adjustment; never where no statistic exists.
    fileprivate func isSignificant(
        _ values: [Double], _ weights: SpatialWeights, _ permutations: Int, at alpha: Double, _ random: SplitMix64
    ) -> Bool {
        let q: [Double?]?
        switch self {
        case .gi(let includesSelf):
            q = try? LocalGStar.compute(
                values: values, weights: weights, includesSelf: includesSelf, permutations: permutations,
                random: random, threads: 1
            ).map(\.q)
        case .moran(let moments):
            q = try? LocalMoran.compute(
                values: values, weights: weights, moments: moments == .total ? .total : .conditional,
                permutations: permutations, random: random, threads: 1
            ).map(\.q)
        case .losh:
            q = try? LocalHeteroscedasticity.compute(
                values: values, weights: weights, permutations: permutations, random: random, threads: 1
            ).map(\.q)
        }
        return q?.contains { $0.map { $0 <= alpha } == true } ?? false
    }
}
