internal import Hotspots
public import SpatialEngine
internal import SpatialFormats

/// What a `hotspots` verb has to say besides its output file.
public struct HotspotOutcome: Sendable {
    /// For `--json`: `method`, `n`, `seed`, `permutations`, `parameters`, `gate`, then the verb's own keys.
    public let summary: JSONObject
    /// Why the verb gave no output, in one sentence; nil when it did.
    public let refusal: String?
    /// What a user should know, one sentence each.
    public var warnings: [String] = []
}

/// What every verb is asked besides its own options.
public struct HotspotRequest: Sendable {
    /// The units or events.
    public var source: UnitSource
    /// `-o`.
    public var output: String
    /// `--overwrite`.
    public var overwrite = false
    /// `--seed`.
    public var seed: UInt64 = 1
    /// `--threads`; no result depends on it.
    public var threads = 1
    /// `--allow-insufficient`: compute although the gate refuses.
    public var allowsInsufficient = false

    /// A request with the defaults of the command line.
    public init(source: UnitSource, output: String) {
        self.source = source
        self.output = output
    }

    /// Whether a gate stops the verb: a statistic that does not exist is never computed.
    func isStopped(by gate: Gate) -> Bool { gate.state == .refused && !(allowsInsufficient && gate.canBeOverruled) }

    /// The outcome of a verb with its gate.
    ///
    /// - Parameters:
    ///   - permutations: Draws; 0 where there are none.
    ///   - parameters: Every setting that changes the result.
    ///   - results: The verb's own keys; left out when the gate stops it.
    func outcome(
        _ method: String, n: Int, permutations: Int, parameters: JSONObject, gate: Gate,
        results: JSONObject = JSONObject(), warnings: [String] = []
    ) -> HotspotOutcome {
        var summary: JSONObject = [
            "method": .string(method), "n": .integer(n), "seed": .integer(Int(clamping: seed)),
            "permutations": .integer(permutations), "parameters": .object(parameters), "gate": gate.json,
        ]
        let isStopped = isStopped(by: gate)
        if !isStopped { for member in results.members { summary[member.name] = member.value } }
        return HotspotOutcome(
            summary: summary, refusal: isStopped ? "refused: \(gate.reason ?? "too few data")" : nil, warnings: warnings
        )
    }
}

extension Gate {
    /// The gate as `--json` shows it.
    var json: JSONValue {
        .object([
            "state": .string(state.rawValue), "reason": reason.map { .string($0) } ?? .null, "n": .integer(n),
            "minimum_n": .integer(minimumN), "detectable_rr": detectableRelativeRisk.map { .number($0) } ?? .null,
        ])
    }
}
