internal import Allocation
internal import Export
internal import SpatialEngine
internal import SpatialFormats

/// `priorities interdict --mode patrol`: coverage that makes the best that is left to attack as small as possible.
public struct PatrolPlanning: Sendable {
    /// A table `target,reward[,penalty,coverage]`.
    public var targets: String
    /// Σ of the coverages.
    public var resources: Double
    /// What coverage, reward and penalty weigh for whoever attacks; nil asks for no probabilities.
    public var weights: (coverage: Double, reward: Double, penalty: Double)?
    /// A `.csv`; nil for none.
    public var output: String?
    /// Whether an existing output is replaced.
    public var overwrite = false

    /// A job with the defaults of the command line.
    public init(targets: String, resources: Double) { (self.targets, self.resources) = (targets, resources) }

    /// Reads, computes and writes.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run() throws -> AllocationOutcome {
        if let output {
            _ = try OutputFormat(of: output, allowed: [.csv])
            try OutputFormat.requirePlace(output, overwrite: overwrite)
        }
        guard resources >= 0, resources.isFinite else {
            throw RequestError(.wrongUsage, "--resources is \(ShortestNumber.text(resources)); it must be 0 or more")
        }
        if let weights, ![weights.coverage, weights.reward, weights.penalty].allSatisfy(\.isFinite) {
            throw RequestError(.wrongUsage, "--suqr holds a number that is not finite; write it like -2.5,0.8,0.6")
        }
        let table = try TargetTable(targets, needsPenalty: weights != nil && weights?.penalty != 0)
        guard resources <= Double(table.ids.count) else {
            throw RequestError(
                .wrongUsage,
                "--resources is \(ShortestNumber.text(resources)), but \(targets) has \(table.ids.count) targets that "
                    + "take 1 each at most; give \(table.ids.count) or less")
        }
        let best: (coverage: [Double], value: Double)
        do {
            best = try PatrolCoverage.minimax(rewards: table.rewards, resources: resources)
        } catch {
            throw RequestError(.badData, "\(targets): \(error)")
        }
        let attacks = weights.map {
            PatrolCoverage.attackProbabilities(
                coverage: table.coverage ?? best.coverage, rewards: table.rewards, penalties: table.penalties,
                weights: ($0.coverage, $0.reward, $0.penalty))
        }
        if let output { try write(table, best.coverage, attacks, to: output) }
        return AllocationOutcome(summary: summary(table, best.value), warnings: table.warnings)
    }

    private func summary(_ table: TargetTable, _ value: Double) -> JSONObject {
        var summary: JSONObject = [
            "mode": .string("patrol"), "value": .number(value), "resources": .number(resources),
            "targets": .integer(table.ids.count), "method": .string("closed_form"), "bound": .number(value),
        ]
        var assumptions: JSONObject = [:]
        if let weights {
            summary["suqr"] = .array([weights.coverage, weights.reward, weights.penalty].map { .number($0) })
            summary["attacked_coverage"] = .string(table.coverage == nil ? "minimax" : "given")
            if !table.hasPenalty { assumptions["penalty"] = .number(0) }
        }
        summary["assumptions"] = .object(assumptions)
        return summary
    }

    private func write(_ table: TargetTable, _ coverage: [Double], _ attacks: [Double]?, to path: String) throws {
        var writer = try TableWriter(path: path, overwrite: overwrite)
        try writer.append(record: ["target", "coverage", "attack_probability"])
        for (target, id) in table.ids.enumerated() {
            writer.append(id, isFirst: true)
            writer.append(coverage[target])
            writer.append(attacks?[target] ?? .nan)
            try writer.endRecord()
        }
        try writer.commit()
    }
}

/// Targets with what they are worth.
private struct TargetTable {
    let ids: [String]
    let rewards: [Double]
    /// 0 where the file says nothing.
    let penalties: [Double]
    let hasPenalty: Bool
    /// As the file gives it; nil without such a column.
    let coverage: [Double]?
    let warnings: [String]

    init(_ path: String, needsPenalty: Bool) throws {
        let table = try TableInput(path)
        let (target, reward) = (try table.column("target"), try table.column("reward"))
        let (penalty, cover) = (table.optionalColumn("penalty"), table.optionalColumn("coverage"))
        var ids: [String] = []
        var (rewards, penalties, coverage): ([Double], [Double], [Double]) = ([], [], [])
        var seen = Set<String>()
        for row in table.rows {
            let id = try table.text(row, target)
            guard seen.insert(id).inserted else {
                throw table.fault(row, target, "target \(id) stands here twice; keep one row")
            }
            ids.append(id)
            rewards.append(try table.amount(row, reward, "the reward"))
            if let penalty {
                let known = try needsPenalty ? table.number(row, penalty) : table.optionalNumber(row, penalty)
                penalties.append(known ?? 0)
            } else {
                penalties.append(0)
            }
            guard let cover else { continue }
            let share = try table.number(row, cover)
            guard (0...1).contains(share) else {
                throw table.fault(row, cover, "the coverage is \(ShortestNumber.text(share)); it must be 0…1")
            }
            coverage.append(share)
        }
        guard !ids.isEmpty else { throw RequestError(.badData, "\(path) holds no target below its header") }
        (self.ids, self.rewards, self.penalties, hasPenalty) = (ids, rewards, penalties, penalty != nil)
        self.coverage = cover == nil ? nil : coverage
        warnings = [table.remark(onColumnsBesides: ["target", "reward", "penalty", "coverage"])].compactMap(\.self)
    }
}
