internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// The job behind `hotspots gi`, `moran` and `losh`: a statistic of each unit and its neighbours.
public struct LocalAnalysis: Sendable {
    /// Which statistic.
    public enum Statistic: Sendable {
        /// Gi*, or Gi without the unit itself.
        case gi(includesSelf: Bool)
        /// Local Moran.
        case moran(MoranMoments)
        /// Local spatial heteroscedasticity.
        case losh
    }

    /// What is shuffled in the expectation and variance of local Moran: the values of `--moments`.
    public enum MoranMoments: String, CaseIterable, Sendable {
        /// The other units.
        case conditional
        /// All units.
        case total
    }

    /// The units and where the result goes.
    public var request: HotspotRequest
    /// Values and weights.
    public var subject: StatisticSubject
    /// Which statistic.
    public var statistic: Statistic

    /// A job.
    public init(_ request: HotspotRequest, subject: StatisticSubject, statistic: Statistic) {
        (self.request, self.subject, self.statistic) = (request, subject, statistic)
    }

    /// Reads, computes and writes.
    ///
    /// - Throws: ``RequestError``, ``FormatError``, ``OutputError`` and errors of projection.
    public func run() throws -> HotspotOutcome {
        let units = try UnitTable(distinct: request.source)
        let values = try StatisticValues(subject, of: units)
        let output = try UnitOutput(path: request.output, overwrite: request.overwrite)
        var gate = request.gate(values, nil)
        if request.isStopped(by: gate) { return outcome(gate, nil) }
        let weights = try units.weights(subject.weights, standard: statistic.style, threads: request.threads)
        gate = request.gate(values, weights)
        if request.isStopped(by: gate) { return outcome(gate, weights) }
        let result = try statistic.compute(
            values.values, weights, permutations: subject.permutations, random: SplitMix64(seed: request.seed),
            threads: request.threads)
        let replaced = try output.write(units, result.columns, name: statistic.name)
        let results: JSONObject = ["islands": .integer(weights.islands), "fdr": result.rejections]
        return outcome(gate, weights, results, replaced.map { "attribute \($0) gave way to the new column" })
    }

    private func outcome(
        _ gate: Gate, _ weights: SpatialWeights?, _ results: JSONObject = JSONObject(), _ warnings: [String] = []
    ) -> HotspotOutcome {
        var parameters = subject.parameters
        for member in statistic.parameters.members { parameters[member.name] = member.value }
        parameters["weights"] = .string(subject.weights.choice.text)
        parameters["style"] = .string(
            (weights?.style ?? subject.weights.style.map { $0 == .row ? .row : .binary } ?? statistic.style).rawValue)
        return request.outcome(
            statistic.name, n: gate.n, permutations: subject.permutations, parameters: parameters, gate: gate,
            results: results, warnings: warnings)
    }
}

/// What a local statistic adds to the units, and how many units are significant.
struct LocalColumns {
    let columns: [AddedColumn]
    let rejections: JSONValue
}

extension LocalAnalysis.Statistic {
    var name: String {
        switch self {
        case .gi: "gi"
        case .moran: "moran"
        case .losh: "losh"
        }
    }

    /// The usual style of weights.
    var style: SpatialWeights.Style {
        if case .gi = self { return .binary }
        return .row
    }

    var parameters: JSONObject {
        switch self {
        case .gi(let includesSelf): ["statistic": .string(includesSelf ? "gi_star" : "gi")]
        case .moran(let moments): ["moments": .string(moments.rawValue)]
        case .losh: ["exponent": .integer(2)]
        }
    }

    func compute(
        _ values: [Double], _ weights: SpatialWeights, permutations: Int, random: SplitMix64, threads: Int
    ) throws -> LocalColumns {
        switch self {
        case .gi(let includesSelf):
            let found = try LocalGStar.compute(
                values: values, weights: weights, includesSelf: includesSelf, permutations: permutations,
                random: random, threads: threads)
            return LocalColumns(found)
        case .moran(let moments):
            let found = try LocalMoran.compute(
                values: values, weights: weights, moments: moments == .total ? .total : .conditional,
                permutations: permutations, random: random, threads: threads)
            return LocalColumns(found)
        case .losh:
            let found = try LocalHeteroscedasticity.compute(
                values: values, weights: weights, permutations: permutations, random: random, threads: threads)
            return LocalColumns(found)
        }
    }
}

extension LocalColumns {
    init(_ found: [LocalGStarResult]) {
        columns = [
            .numbers("g", found.map(\.g)), .numbers("z", found.map(\.z)), .numbers("p_norm", found.map(\.pNorm)),
            .numbers("p_sim", found.map(\.pSim)), .numbers("q_fdr", found.map(\.q)), .integers("bin", found.map(\.bin)),
            .integers("bin_raw", found.map(\.rawBin)), .integers("n_neighbours", found.map(\.neighbourCount)),
        ]
        rejections = Self.rejections(found.map(\.q))
    }

    init(_ found: [LocalMoranResult]) {
        columns = [
            .numbers("i", found.map(\.i)), .numbers("e_i", found.map(\.expected)),
            .numbers("var_i", found.map(\.variance)), .numbers("z", found.map(\.z)),
            .numbers("p_norm", found.map(\.pNorm)), .numbers("p_sim", found.map(\.pSim)),
            .numbers("q_fdr", found.map(\.q)), .integers("bin", found.map(\.bin)),
            .integers("bin_raw", found.map(\.rawBin)), .texts("quadrant", found.map { $0.quadrant?.rawValue }),
        ]
        rejections = Self.rejections(found.map(\.q))
    }

    init(_ found: [LocalHeteroscedasticityResult]) {
        columns = [
            .numbers("h", found.map(\.h)), .numbers("var_h", found.map(\.variance)),
            .numbers("p_chisq", found.map(\.pChiSquare)), .numbers("p_sim", found.map(\.pSim)),
            .numbers("q_fdr", found.map(\.q)), .integers("bin", found.map(\.bin)),
        ]
        rejections = Self.rejections(found.map(\.q))
    }

    private static func rejections(_ q: [Double?]) -> JSONValue {
        .object([
            "0.10": .integer(FalseDiscoveryRate.rejections(q, at: 0.1)),
            "0.05": .integer(FalseDiscoveryRate.rejections(q, at: 0.05)),
            "0.01": .integer(FalseDiscoveryRate.rejections(q, at: 0.01)),
        ])
    }
}
