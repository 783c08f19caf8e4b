internal import Hotspots
internal import SpatialEngine
internal import SpatialFormats

/// The job behind `hotspots global` and `joincount`: one statistic of all units together.
public struct GlobalAnalysis: Sendable {
    /// Which statistic.
    public enum Statistic: Sendable {
        /// Moran's I, Geary's C or the general G.
        case global(Kind, Assumption)
        /// Joins of units with 0 and 1.
        case joins
    }

    /// The values of `--statistic`.
    public enum Kind: String, CaseIterable, Sendable {
        case moran, geary, g
    }

    /// What is taken as random: the values of `--assumption`.
    public enum Assumption: String, CaseIterable, Sendable {
        case randomisation, normality
    }

    /// The units.
    public var request: HotspotRequest
    /// Values and weights.
    public var subject: StatisticSubject
    /// Which statistic.
    public var statistic: Statistic

    /// A job.
    public init(_ request: HotspotRequest, subject: StatisticSubject, statistic: Statistic) {
        (self.request, self.subject, self.statistic) = (request, subject, statistic)
    }

    /// Reads and computes; nothing but the summary comes out.
    ///
    /// - Throws: ``RequestError``, ``FormatError`` and errors of projection.
    public func run() throws -> HotspotOutcome {
        if case .global(.g, .normality) = statistic {
            throw RequestError(
                .wrongUsage, "--statistic g has no variance under normality; leave --assumption at randomisation")
        }
        let units = try UnitTable(distinct: request.source)
        let values = try StatisticValues(subject, of: units)
        if case .joins = statistic { try requireColours(units) }
        var gate = gate(values, nil)
        if request.isStopped(by: gate) { return outcome(gate, nil) }
        let weights = try units.weights(subject.weights, standard: style, threads: request.threads)
        gate = self.gate(values, weights)
        if request.isStopped(by: gate) { return outcome(gate, weights) }
        return outcome(gate, weights, try results(values.values, weights))
    }

    /// Zeros and ones are no counts in which a risk could show.
    private func gate(_ values: StatisticValues, _ weights: SpatialWeights?) -> Gate {
        var gate = request.gate(values, weights)
        if case .joins = statistic { gate.detectableRelativeRisk = nil }
        return gate
    }

    private func requireColours(_ units: UnitTable) throws {
        let values = try units.numbers(subject.value)
        if let row = values.firstIndex(where: { $0 != 0 && $0 != 1 }) {
            throw units.fault(row, subject.value, "\(ShortestNumber.text(values[row])); join counts need 0 or 1")
        }
    }

    private func results(_ values: [Double], _ weights: SpatialWeights) throws -> JSONObject {
        let links = LinkMoments(weights)
        let random = SplitMix64(seed: request.seed)
        var results: JSONObject
        switch statistic {
        case .global(let kind, let assumption):
            let method: GlobalStatistic =
                switch kind {
                case .moran: .moran
                case .geary: .geary
                case .g: .g
                }
            let found = try method.compute(
                values: values, weights: weights, links: links,
                assumption: assumption == .normality ? .normality : .randomisation,
                permutations: subject.permutations, random: random, threads: request.threads)
            results = [
                "value": JSONValue(found.value), "expected": JSONValue(found.expected),
                "variance": JSONValue(found.variance), "z": JSONValue(found.z), "p": JSONValue(found.p),
                "p_sim": JSONValue(found.pSim),
            ]
        case .joins:
            let found = try JoinCounts.compute(
                isBlack: values.map { $0 == 1 }, weights: weights, links: links, permutations: subject.permutations,
                random: random, threads: request.threads)
            results = JSONObject()
            for (name, count) in [("bb", found.blackBlack), ("ww", found.whiteWhite), ("bw", found.blackWhite)] {
                results[name] = .number(count.value)
                results["expected_\(name)"] = .number(count.expected)
                results["variance_\(name)"] = JSONValue(count.variance)
                results["z_\(name)"] = JSONValue(count.z)
                results["p_sim_\(name)"] = JSONValue(count.pSim)
            }
        }
        results["weights"] = .object([
            "s0": .number(links.s0), "s1": .number(links.s1), "s2": .number(links.s2),
            "links": .integer(weights.links), "islands": .integer(weights.islands),
        ])
        return results
    }

    private var style: SpatialWeights.Style {
        switch statistic {
        case .joins, .global(.g, _): .binary
        case .global: .row
        }
    }

    private func outcome(
        _ gate: Gate, _ weights: SpatialWeights?, _ results: JSONObject = JSONObject()
    ) -> HotspotOutcome {
        var parameters = subject.parameters
        var name = "joincount"
        if case .global(let kind, let assumption) = statistic {
            name = "global"
            parameters["statistic"] = .string(kind.rawValue)
            parameters["assumption"] = .string(assumption.rawValue)
        }
        parameters["weights"] = .string(subject.weights.choice.text)
        parameters["style"] = .string(
            (weights?.style ?? subject.weights.style.map { $0 == .row ? .row : .binary } ?? style).rawValue)
        return request.outcome(
            name, n: gate.n, permutations: subject.permutations, parameters: parameters, gate: gate, results: results)
    }
}

extension JSONValue {
    /// A number, null where it does not exist.
    fileprivate init(_ number: Double?) { self = number.flatMap { $0.isFinite ? .number($0) : nil } ?? .null }
}
