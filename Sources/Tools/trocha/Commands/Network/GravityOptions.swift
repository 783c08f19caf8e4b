internal import ArgumentParser
internal import FlowAnalysis

/// `--model gravity`.
struct GravityOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Persons who leave each zone: zone,persons.", valueName: "csv"))
    var origins: String?
    @Option(help: ArgumentHelp("Persons who arrive at each zone: zone,persons, with the same sum.", valueName: "csv"))
    var destinations: String?
    @Option(help: ArgumentHelp("Between which zones people go: from,to,cost.", valueName: "csv"))
    var costs: String?
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Mean cost of all trips; beta is found.", valueName: "cost"))
    var meanCost: Double?
    @Option(
        help: ArgumentHelp("Instead of costs: from,to,weight, scaled to the margins.", valueName: "csv"))
    var seedMatrix: String?

    func run(beta: Double?, output: String, _ common: CommonOptions) throws {
        guard let origins, let destinations else {
            throw ValidationError("--model gravity needs --origins and --destinations")
        }
        var job = TripDistribution(
            origins: origins, destinations: destinations, attraction: try attraction(beta), output: output)
        job.overwrite = common.overwrite
        let outcome = try job.run()
        for (path, columns) in outcome.ignoredColumns {
            common.warn("\(path): columns not used: \(columns.joined(separator: ", "))")
        }
        if let beta = outcome.beta, beta < 0 {
            common.warn("beta is \(beta): dear trips are favoured over cheap ones")
        }
        if common.json { try summary(outcome).write() }
    }

    private func attraction(_ beta: Double?) throws -> TripDistribution.Attraction {
        switch (costs, beta, meanCost, seedMatrix) {
        case (let costs?, let beta?, nil, nil): return .beta(beta, costs: costs)
        case (let costs?, nil, let mean?, nil): return .meanCost(mean, costs: costs)
        case (nil, nil, nil, let seed?): return .seed(seed)
        default:
            throw ValidationError(
                "--model gravity takes --costs with --beta or --mean-cost, or --seed-matrix alone")
        }
    }

    private func summary(_ outcome: TripDistribution.Outcome) -> SummaryValue {
        .object([
            ("method", "network flows"), ("model", "gravity"), ("beta", .optional(outcome.beta)),
            ("mean_cost", .optional(outcome.meanCost)), ("max_margin_error", .number(outcome.maxMarginError)),
            ("iterations", .integer(outcome.iterations)), ("converged", true),
            ("persons", .number(outcome.persons)), ("pairs", .integer(outcome.pairs)), ("assumptions", .object([])),
        ])
    }
}
