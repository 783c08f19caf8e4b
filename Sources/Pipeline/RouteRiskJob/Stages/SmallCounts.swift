import Ingest
import Risk

extension RiskJob {
    /// Units whose count lies between 0 and the threshold, and those that would give them away.
    ///
    /// Counts are expected numbers of events, each spread over its stated error: a fraction is a count too.
    static func suppressed(_ counts: [Double], _ inputs: JobInputs) throws(JobError) -> [Bool] {
        let threshold = Int(try inputs.parameter("suppression_threshold"))
        guard threshold >= 2 else {
            throw .badOption(
                name: "suppression_threshold of region.yaml", problem: "\(threshold) hides nothing",
                mend: "give 5 or more")
        }
        do {
            return try Suppression(
                counts: counts.map { count in
                    count < Self.noCount ? 0 : max(1, Int(count.rounded(.down)))
                }, groups: [Array(counts.indices)],
                hiding: 1...threshold - 1
            ).isSuppressed
        } catch {
            throw .method(stage: JobStage.layers.rawValue, problem: "\(error)")
        }
    }

    /// Below this an expected number of events is rounding.
    static let noCount = 1e-6
}
