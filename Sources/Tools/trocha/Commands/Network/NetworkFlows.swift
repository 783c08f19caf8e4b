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
            that flow. ue and sue weigh these costs; aon, load and rsp those without flow. Pairs without any route are \
            listed in --json and use no link, as do journeys that end where they start. gravity needs no links: it \
            writes from,to,persons.

              trocha network flows --model calibrate --links l.csv --demand prior.csv --counts c.csv --theta 0.5 \
                --nb-size 20 -o demand.csv

            calibrate takes demand as from,to,period,persons,log_sd (median and standard deviation of the log before any \
            count) and gives from,to,period,status,mean,median,lo50,hi50,lo90,hi90,ess,rhat; status unknown: no count \
            lies on any of the pair's routes, and the interval is the prior's.
            """)

    /// How people choose.
    enum Model: String, ExpressibleByArgument, CaseIterable {
        case ue, sue, aon, load, rsp, gravity, calibrate
    }

    @Option(
        help: ArgumentHelp(
            """
            ue (user equilibrium), sue (logit equilibrium), aon (all on the cheapest), load (shares of alternatives), \
            rsp (randomised walks), gravity (trips between zones) or calibrate (demand from counts).
            """,
            valueName: "name"))
    var model: Model

    @OptionGroup var inputs: FlowInputOptions

    @Option(help: ArgumentHelp("The routes that are used: from,to,route,share,flow,cost,links.", valueName: "csv"))
    var routes: String?

    @OptionGroup(title: "Equilibrium") var stopping: FlowStoppingOptions
    @OptionGroup(title: "Choice of routes") var choice: FlowChoiceOptions
    @OptionGroup(title: "Gravity") var gravity: GravityOptions
    @OptionGroup(title: "Calibration") var calibration: CalibrationOptions
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        for path in [output.output] + (routes.map { [$0] } ?? []) { try common.requireFreeStandardOutput(for: path) }
        if model != .calibrate, let option = calibration.given.first {
            throw ValidationError("\(option) does not go with --model \(model.rawValue)")
        }
        if let routes, routes == output.output { throw ValidationError("-o and --routes name the same file") }
        if routes != nil, model == .rsp || model == .gravity {
            throw ValidationError("--model \(model.rawValue) lists no routes; leave --routes out")
        }
        if choice.outside != nil, model != .sue, model != .load {
            throw ValidationError("--outside goes with --model sue and load")
        }
    }

    func run() throws {
        if model == .calibrate { return try calibration.run(self) }
        if model == .gravity {
            return try gravity.run(beta: choice.beta, output: output.output, common)
        }
        var job = FlowAssignment(
            model: try assignmentModel(), links: try inputs.required(\.links, "--links"),
            demand: try inputs.required(\.demand, "--demand"), output: output.output)
        job.routes = routes
        (job.gap, job.maxIterations) = (stopping.gap, stopping.maxIterations)
        (job.outsideCost, job.maxRoutes) = (choice.outside, choice.maxRoutes)
        (job.overwrite, job.threads) = (common.overwrite, common.threads)
        let outcome = try common.reporting { try job.run($0) }
        FlowSummary.warn(of: outcome, common)
        if common.json {
            let assumptions = choice.assumptions(for: model)
            try FlowSummary(model: model.rawValue, outcome, assumptions: assumptions).object.write()
        }
    }

    private func assignmentModel() throws -> FlowAssignment.Model {
        switch model {
        case .ue: .userEquilibrium
        case .sue: .stochasticEquilibrium(theta: try choice.requiredTheta(for: model), cheapest: choice.k)
        case .load: .routeChoice(try choice.shares())
        case .rsp: .randomisedWalks(theta: try choice.requiredTheta(for: model), reference: choice.reference)
        case .aon, .gravity, .calibrate: .allOrNothing
        }
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

/// When an equilibrium is good enough.
struct FlowStoppingOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Relative gap at which to stop.", valueName: "share"))
    var gap = 1e-6

    @Option(parsing: .unconditional, help: ArgumentHelp("Iterations at most.", valueName: "n"))
    var maxIterations = 10_000
}
