import Ingest
import Risk

extension RiskJob {
    /// Units whose count is small but not zero, and those that would give them away; a twentieth of an event is none.
    static func suppressed(_ counts: [Double], _ inputs: JobInputs) throws(JobError) -> [Bool] {
        let threshold = Int(try inputs.parameter("suppression_threshold"))
        guard threshold >= 2 else {
            throw .badOption(
                name: "suppression_threshold of region.yaml", problem: "\(threshold) hides nothing",
                mend: "give 5 or more")
        }
        do {
            return try Suppression(
                counts: counts.map { Int(($0 - 0.05).rounded(.up)) }, groups: [Array(counts.indices)],
                hiding: 1...threshold - 1
            ).isSuppressed
        } catch {
            throw .method(stage: JobStage.layers.rawValue, problem: "\(error)")
        }
    }
}
