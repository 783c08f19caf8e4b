internal import ArgumentParser
internal import FlowAnalysis

/// `trocha network flows`.
struct NetworkFlows: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flows",
        abstract: "How many people use each link of a network.",
        discussion: """
            Example:
              trocha network flows --model ue --links net.tntp --demand trips.tntp --gap 1e-8 -o flows.csv

            Links: link_id,from,to,cost[,capacity,b,power], the cost at flow x being cost*(1+b*(x/capacity)^power); \
            demand: from,to,persons; or TNTP files of both. A row for each link: link_id,from,to,flow,cost, the cost at \
            that flow. Pairs without any route are listed in --json and use no link, as do journeys that end where they \
            start.

              trocha network flows --model calibrate --links l.csv --demand prior.csv --counts c.csv --theta 0.5 \
                --nb-size 20 -o demand.csv

            calibrate takes demand as from,to,period,persons,log_sd (median and standard deviation of the log before any \
            count) and gives from,to,period,status,mean,median,lo50,hi50,lo90,hi90,ess,rhat; status unknown: no count \
            lies on any of the pair's routes, and the interval is the prior's.
            """)

    /// How people choose their routes.
    enum Model: String, ExpressibleByArgument, CaseIterable {
        case ue, aon, calibrate
    }

    @Option(
        help: ArgumentHelp(
            "ue (user equilibrium), aon (all on the cheapest) or calibrate (demand from counts).", valueName: "name"))
    var model: Model

    @OptionGroup var inputs: FlowInputOptions

    @Option(help: ArgumentHelp("The routes that are used: from,to,route,share,flow,cost,links.", valueName: "csv"))
    var routes: String?

    @OptionGroup(title: "Equilibrium") var stopping: FlowStoppingOptions
    @OptionGroup(title: "Route choice") var choice: FlowChoiceOptions
    @OptionGroup(title: "Calibration") var calibration: CalibrationOptions
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        for path in [output.output] + (routes.map { [$0] } ?? []) { try common.requireFreeStandardOutput(for: path) }
        if model != .calibrate {
            let strangers = calibration.given + choice.given
            if let option = strangers.first {
                throw ValidationError("\(option) does not go with --model \(model.rawValue)")
            }
        }
        if let routes, routes == output.output { throw ValidationError("-o and --routes name the same file") }
    }

    func run() throws {
        if model == .calibrate { return try calibration.run(self) }
        var job = FlowAssignment(
            model: model == .ue ? .userEquilibrium : .allOrNothing, links: try inputs.required(\.links, "--links"),
            demand: try inputs.required(\.demand, "--demand"), output: output.output)
        job.routes = routes
        job.gap = stopping.gap
        job.maxIterations = stopping.maxIterations
        job.overwrite = common.overwrite
        job.threads = common.threads
        let outcome = try common.reporting { try job.run($0) }
        FlowSummary.warn(of: outcome, common)
        if common.json { try FlowSummary(model: model.rawValue, outcome).object.write() }
    }
}

/// Where the network and its travellers come from.
struct FlowInputOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Links: .csv, .geojson or .tntp.", valueName: "file"))
    var links: String?

    @Option(help: ArgumentHelp("Persons between places: .csv or .tntp.", valueName: "file"))
    var demand: String?

    /// A file that the model needs.
    func required(_ option: KeyPath<FlowInputOptions, String?>, _ name: String) throws -> String {
        guard let path = self[keyPath: option] else {
            throw ValidationError("\(name) is missing; this model needs it")
        }
        return path
    }
}

/// How travellers choose among routes.
struct FlowChoiceOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How much cheap routes are favoured, per unit of cost.", valueName: "1/cost"))
    var theta: Double?

    @Option(help: ArgumentHelp("Use this many cheapest routes of each pair. Default: all simple ones.", valueName: "n"))
    var k: Int?

    /// The options that are given.
    var given: [String] { [("--theta", theta != nil), ("--k", k != nil)].filter(\.1).map(\.0) }
}

/// When an equilibrium is good enough.
struct FlowStoppingOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Relative gap at which to stop.", valueName: "share"))
    var gap = 1e-6

    @Option(parsing: .unconditional, help: ArgumentHelp("Iterations at most.", valueName: "n"))
    var maxIterations = 10_000
}
