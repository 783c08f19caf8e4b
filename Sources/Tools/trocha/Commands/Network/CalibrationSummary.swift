internal import FlowAnalysis

/// What `network flows --model calibrate` says of its answer.
struct CalibrationSummary {
    let job: CountCalibration
    let outcome: CalibrationOutcome

    /// The summary of `--json`.
    var object: SummaryValue {
        .object([
            ("method", "NUTS"), ("model", "calibrate"), ("theta", theta), ("estimated", .integer(outcome.estimated)),
            ("unknown", .integer(outcome.unknown)), ("divergences", .integer(outcome.divergences)),
            ("max_rhat", .optional(outcome.maxRHat)), ("min_ess", .optional(outcome.minEffectiveDraws)),
            ("chains", .integer(job.chains)), ("warm_up", .integer(job.warmUp)), ("draws", .integer(job.draws)),
            ("counts", counts),
            (
                "disconnected",
                .list(
                    outcome.disconnected.map {
                        .object([("from", .text($0.from)), ("to", .text($0.to)), ("period", .text($0.period))])
                    })
            ), ("seed", .integer(Int(clamping: job.seed))), ("assumptions", .object(assumptions)),
        ])
    }

    /// What a reader of the tables should know.
    var warnings: [String] {
        var warnings = outcome.ignoredColumns.map { "column \($0) says nothing to this verb and is ignored" }
        if let first = outcome.unexplained.first {
            warnings.append(
                "counts left out: \(outcome.unexplained.count), since no route of any demand of their period uses the "
                    + "link, the first on link \(first.link) in period \(first.period)")
        }
        if let first = outcome.disconnected.first {
            warnings.append(
                "demands without any route: \(outcome.disconnected.count), the first from \(first.from) to \(first.to) in period "
                    + "\(first.period); they stay their priors")
        }
        let isMixed = outcome.maxRHat ?? 1 <= 1.01 && outcome.minEffectiveDraws ?? .infinity >= 400
        if !isMixed {
            warnings.append(
                "the chains have not mixed well (R-hat up to \(outcome.maxRHat ?? .nan), \(outcome.minEffectiveDraws ?? 0) "
                    + "effective draws); raise --warm-up and --draws")
        }
        let total = job.chains * job.draws
        if outcome.divergences * 1000 > total {
            warnings.append("\(outcome.divergences) divergences: parts of the posterior may be missed")
        }
        return warnings
    }

    private var theta: SummaryValue {
        let theta = outcome.theta
        var interval = SummaryValue.null
        if let low = theta.low90, let high = theta.high90 { interval = .list([.number(low), .number(high)]) }
        return .object([
            ("estimated", .bool(theta.isEstimated)), ("value", .number(theta.value)), ("mean", .optional(theta.mean)),
            ("median", .number(theta.value)), ("lo50", .optional(theta.low50)), ("hi50", .optional(theta.high50)),
            ("lo90", .optional(theta.low90)), ("hi90", .optional(theta.high90)), ("interval", interval),
            ("ess", .optional(theta.effectiveDraws)), ("rhat", .optional(theta.rHat)),
        ])
    }

    private var counts: SummaryValue {
        func rows(_ counts: [CalibrationOutcome.SetAside], withPosition: Bool) -> SummaryValue {
            .list(
                counts.map {
                    .object(
                        [
                            ("link_id", .text($0.link)), ("period", .text($0.period)), ("count", .number($0.persons)),
                            ("quality", .text($0.quality)),
                        ] + (withPosition ? [("predictive_share_below", .optional($0.position))] : []))
                })
        }
        let used = outcome.countsUsed.map { ($0.quality, SummaryValue.integer($0.count)) }
        func leftOut(_ quality: String) -> (String, SummaryValue) {
            (quality, .integer(outcome.leftOut.count { $0.quality == quality }))
        }
        return .object([
            ("used", .integer(outcome.countsUsed.reduce(0) { $0 + $1.count })), ("used_by_quality", .object(used)),
            ("left_out", .object([leftOut("alternative"), leftOut("doubtful")])),
            ("unexplained", .integer(outcome.unexplained.count)),
            ("left_out_counts", rows(outcome.leftOut, withPosition: true)),
            ("unexplained_counts", rows(outcome.unexplained, withPosition: false)),
        ])
    }

    private var assumptions: [(String, SummaryValue)] {
        let choice: [(String, SummaryValue)]
        switch job.theta {
        case .fixed(let theta): choice = [("theta", .number(theta))]
        case .prior(let median, let deviation):
            choice = [("theta_prior", .object([("median", .number(median)), ("log_sd", .number(deviation))]))]
        }
        return [("route_choice", "mnl"), ("routes", .text(job.routeCount.map { "\($0) cheapest" } ?? "all simple"))]
            + [("k", job.routeCount.map { .integer($0) } ?? .null)] + choice + [("nb_size", .number(job.size))]
    }
}
