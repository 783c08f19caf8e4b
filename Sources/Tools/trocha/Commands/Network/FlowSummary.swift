internal import FlowAnalysis

/// What `network flows` says of an assignment.
struct FlowSummary {
    let model: String
    let outcome: FlowAssignment.Outcome
    let assumptions: [(String, SummaryValue)]

    init(model: String, _ outcome: FlowAssignment.Outcome, assumptions: [(String, SummaryValue)]) {
        self.model = model
        self.outcome = outcome
        self.assumptions = assumptions
    }

    /// The summary of `--json`.
    var object: SummaryValue {
        let pairs = outcome.disconnected.map { pair in
            SummaryValue.object([
                ("from", .text(pair.from)), ("to", .text(pair.to)), ("persons", .number(pair.persons)),
            ])
        }
        return .object([
            ("method", "network flows"), ("model", .text(model)), ("objective", .number(outcome.objective)),
            ("relative_gap", .optional(outcome.relativeGap)), ("iterations", .integer(outcome.iterations)),
            ("total_cost", .number(outcome.totalCost)), ("converged", .bool(outcome.isConverged)),
            ("assigned", .number(outcome.assigned)), ("outside", .number(outcome.outside)),
            ("intrazonal", .number(outcome.intrazonal)), ("disconnected", .list(pairs)),
            ("assumptions", .object(assumptions)),
        ])
    }

    /// Names on standard error what was left out.
    static func warn(of outcome: FlowAssignment.Outcome, _ common: CommonOptions) {
        for (path, columns) in outcome.ignoredColumns {
            common.warn("\(path): columns not used: \(columns.joined(separator: ", "))")
        }
        for remark in outcome.remarks { common.warn(remark) }
        if outcome.intrazonal > 0 {
            common.warn("\(outcome.intrazonal) persons start and end at the same place; they use no link")
        }
        if let first = outcome.disconnected.first {
            common.warn(
                "pairs without any route: \(outcome.disconnected.count), the first from \(first.from) to \(first.to); their "
                    + "persons are not assigned")
        }
        if !outcome.isConverged {
            common.warn(
                "the gap is \(outcome.relativeGap ?? .nan) after \(outcome.iterations) iterations; raise --max-iterations"
            )
        }
    }
}
