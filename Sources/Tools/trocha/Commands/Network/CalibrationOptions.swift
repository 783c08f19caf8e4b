internal import ArgumentParser
internal import FlowAnalysis

/// The options of `network flows --model calibrate`.
struct CalibrationOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Counted persons: link_id,period,count[,quality].", valueName: "csv"))
    var counts: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "In place of --theta: estimate it, from this log-normal prior on.", valueName: "median,log_sd"))
    var thetaPrior: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Size R of the counts' negative binomial: variance m + m²/R.", valueName: "number"))
    var nbSize: Double?

    @Option(help: ArgumentHelp("The flow of each link and period, with intervals.", valueName: "csv"))
    var linkFlows: String?

    @Option(help: ArgumentHelp("Chains of the sampler. Default: 4.", valueName: "n"))
    var chains: Int?

    @Option(help: ArgumentHelp("Draws of each chain that only adapt. Default: 1000.", valueName: "n"))
    var warmUp: Int?

    @Option(help: ArgumentHelp("Draws of each chain that are kept. Default: 10000.", valueName: "n"))
    var draws: Int?

    /// The options that only this model has, as far as they are given.
    var given: [String] {
        let all: [(String, Bool)] = [
            ("--counts", counts != nil), ("--theta-prior", thetaPrior != nil), ("--nb-size", nbSize != nil),
            ("--link-flows", linkFlows != nil), ("--chains", chains != nil), ("--warm-up", warmUp != nil),
            ("--draws", draws != nil),
        ]
        return all.filter(\.1).map(\.0)
    }

    /// Does the job.
    func run(_ flows: NetworkFlows) throws {
        let common = flows.common
        if flows.routes != nil { throw ValidationError("--routes does not go with --model calibrate") }
        if let linkFlows { try common.requireFreeStandardOutput(for: linkFlows) }
        var job = try job(flows)
        job.routeCount = flows.choice.k
        job.linkFlows = linkFlows
        job.chains = chains ?? job.chains
        job.warmUp = warmUp ?? job.warmUp
        job.draws = draws ?? job.draws
        job.overwrite = common.overwrite
        job.seed = common.seed
        job.threads = common.threads
        let outcome = try common.reporting { try job.run($0) }
        let summary = CalibrationSummary(job: job, outcome: outcome)
        for warning in summary.warnings { common.warn(warning) }
        if common.json { try summary.object.write() }
    }

    private func job(_ flows: NetworkFlows) throws -> CountCalibration {
        guard let counts else { throw ValidationError("--counts is missing; --model calibrate needs it") }
        guard let nbSize else {
            throw ValidationError("--nb-size is missing; there is no value of it that holds everywhere")
        }
        return CountCalibration(
            links: try flows.inputs.required(\.links, "--links"),
            demand: try flows.inputs.required(\.demand, "--demand"),
            counts: counts, theta: try theta(flows.choice.theta), size: nbSize, output: flows.output.output)
    }

    private func theta(_ fixed: Double?) throws -> CountCalibration.Theta {
        switch (fixed, thetaPrior) {
        case (let fixed?, nil): return .fixed(fixed)
        case (nil, let prior?):
            let numbers = prior.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
            guard numbers.count == 2, let median = numbers[0], let deviation = numbers[1] else {
                throw ValidationError(
                    "--theta-prior is '\(prior)'; write it like 0.5,1 (median, standard deviation of the log)")
            }
            return .prior(median: median, logDeviation: deviation)
        case (nil, nil): throw ValidationError("name --theta, or --theta-prior to estimate it")
        case (.some, .some): throw ValidationError("--theta and --theta-prior exclude each other")
        }
    }
}
