/// Events and the exposure under which they would be reported: all that rates are computed from.
struct ReportedCounts {
    /// By unit; over draws the mean.
    var events: [Double]
    /// `imputations[draw][unit]`; empty where counts are certain.
    var imputations: [[Double]]
    /// Reporting probability × exposure.
    var exposure: [Double]
    /// The pool of each unit; nil where all share a prior.
    var pools: [Int]?

    /// Counts by unit: one table a draw, or one alone.
    var tables: [[Double]] { imputations.isEmpty ? [events] : imputations }

    /// The units `kept` alone.
    func restricted(to kept: [Int]) -> ReportedCounts {
        func pick(_ values: [Double]) -> [Double] { kept.map { values[$0] } }
        return ReportedCounts(
            events: pick(events), imputations: imputations.map(pick), exposure: pick(exposure),
            pools: pools.map { pools in kept.map { pools[$0] } })
    }
}
