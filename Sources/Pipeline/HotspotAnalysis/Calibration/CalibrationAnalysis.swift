internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// The job behind `hotspots calibrate`: how often a method finds something where there is nothing, on the user's own units.
public struct CalibrationAnalysis: Sendable {
    /// Whose false alarms are counted.
    public enum Method: Sendable {
        /// Any unit significant after adjustment; the value is count over exposure.
        case local(LocalAnalysis.Statistic, WeightsRequest)
        /// Any cluster with a p of alpha at most; the zones are those of the scan, which is Poisson and purely spatial.
        case scan(ClusterScan)
    }

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
    /// The method with its options.
    public var method: Method
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
        _ request: HotspotRequest, method: Method, exposure: String, counts: Counts
    ) {
        (self.request, self.method, self.exposure, self.counts) = (request, method, exposure, counts)
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
        let alarms = FalseAlarms(null, seed: request.seed, threads: request.threads, progress)
        switch method {
        case .local(let statistic, let weights): return try run(statistic, weights, units, null, alarms)
        case .scan(let scan): return try run(scan, units, null, alarms)
        }
    }

    private func run(
        _ statistic: LocalAnalysis.Statistic, _ request: WeightsRequest, _ units: UnitTable, _ null: NullCounts,
        _ alarms: FalseAlarms
    ) throws -> HotspotOutcome {
        var parameters = statistic.parameters
        parameters["weights"] = .string(request.choice.text)
        parameters["style"] = .string(
            (request.style.map { $0 == .row ? .row : .binary } ?? statistic.style).rawValue)
        // Constant counts are a draw like others, so only the number of units and their neighbours matter.
        func gate(_ weights: SpatialWeights?) -> Gate {
            var gate = Gate.localStatistic(values: null.exposure.indices.map(Double.init), weights: weights)
            gate.detectableRelativeRisk = Gate.detectableRelativeRisk(
                expectedEvents: Gate.expectedEvents(null.expected, weights))
            return gate
        }
        if self.request.isStopped(by: gate(nil)) { return outcome(statistic.name, parameters, gate(nil), null) }
        let weights = try units.weights(request, standard: statistic.style, threads: self.request.threads)
        let found = gate(weights)
        if self.request.isStopped(by: found) { return outcome(statistic.name, parameters, found, null) }
        let (permutations, alpha) = (permutations, alpha)
        let count = alarms.count { counts, random in
            let rates = zip(counts, null.exposure).map { $0 / $1 }
            return statistic.isSignificant(rates, weights, permutations, at: alpha, random)
        }
        return outcome(statistic.name, parameters, found, null, FalseAlarms.share(count, of: null.replicates))
    }

    func outcome(
        _ name: String, _ own: JSONObject, _ gate: Gate, _ null: NullCounts, _ results: JSONObject = JSONObject()
    ) -> HotspotOutcome {
        var parameters: JSONObject = ["method": .string(name), "exposure": .string(exposure)]
        for member in own.members { parameters[member.name] = member.value }
        parameters["alpha"] = .number(alpha)
        parameters["replicates"] = .integer(null.replicates)
        parameters["cases"] = null.total.map { .integer($0) } ?? .null
        var results = results
        results["replicates"] = .integer(null.replicates)
        results["alpha"] = .number(alpha)
        return request.outcome(
            "calibrate", n: null.exposure.count, permutations: permutations, parameters: parameters, gate: gate,
            results: results)
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
