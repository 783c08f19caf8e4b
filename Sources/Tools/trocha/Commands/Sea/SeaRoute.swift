internal import ArgumentParser
internal import Ingest
internal import SeaAnalysis
internal import SpatialEngine

/// `trocha sea route`.
struct SeaRoute: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route",
        abstract: "Least time and least hazard passages of an open boat.",
        discussion: """
            A result for each pair and departure; one that is unreachable, or unsafe at every hour, is a result with its \
            reason. Lines touch no land of the full coast. This is a model for rescue and planning, not advice for a journey.

            Example:
              trocha sea route --from -76.80,8.44 --to -77.33,8.645 --snap 3000 --month 1 --objective pareto -o out.geojson
            """)

    @Option(parsing: .unconditional, help: ArgumentHelp("Where the passage begins.", valueName: "x,y"))
    var from: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Where the passage ends.", valueName: "x,y"))
    var to: String?
    @Option(
        help: ArgumentHelp(
            "Many passages: pair_id,from_lon,from_lat,to_lon,to_lat and perhaps depart.", valueName: "csv"))
    var pairs: String?
    @Flag(help: "Make the structure for shortest passages that avoid land, once, and write it to -o.")
    var prepare = false
    @Option(help: ArgumentHelp("Use a structure made by --prepare for the same waters.", valueName: "file"))
    var prepared: String?
    @Option(
        help: ArgumentHelp(
            "time (the earliest arrival), hazard (the least), or pareto (the set of both).", valueName: "goal"))
    var objective = "time"
    @OptionGroup(title: "Departure") var departure: DepartureOptions
    @OptionGroup(title: "Boat") var boat: CraftOptions
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Speed through the water whatever the sea.", valueName: "m/s"))
    var speed: Double?
    @Option(help: ArgumentHelp("name,value of the hazard's b0 to b5.", valueName: "csv"))
    var coefficients: String?
    @OptionGroup(title: "Sea") var sea: SeaConditionsOptions
    @OptionGroup(title: "Waters") var waters: SeaWatersOptions
    @OptionGroup(title: "Limits") var limits: PassageLimitOptions
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try common.requireFreeStandardOutput(for: output.output)
        switch (from, to, pairs) {
        case (nil, nil, nil) where prepare: break
        case (.some, .some, nil) where !prepare, (nil, nil, .some) where !prepare: break
        default:
            throw ValidationError(
                prepare
                    ? "--prepare makes a structure for any passage; leave --from, --to and --pairs out"
                    : "name --from X,Y and --to X,Y, or --pairs CSV")
        }
        if prepare, prepared != nil { throw ValidationError("name --prepare or --prepared, not both") }
        if let speed, !(0.01...100).contains(speed) {
            throw ValidationError("--speed is \(speed); give 0.01 to 100 metres per second")
        }
    }

    func run() throws {
        if prepare { return try runPreparation() }
        let legs: SeaRouting.Legs =
            if let pairs { .table(pairs) } else { .ends(from: from ?? "", to: to ?? "") }
        let options = waters.options
        var job = SeaRouting(
            legs: legs, waters: options, sea: sea.source(isPlanar: options.isPlanar), output: output.output)
        job.departures = try departure.departures(assumesUTC: job.sea.assumesUTC)
        job.objective = objective
        (job.craftTable, job.craft, job.persons) = (boat.craftTable, boat.craft, boat.persons)
        (job.constantSpeed, job.coefficients) = (speed, coefficients)
        try limits.apply(to: &job)
        (job.prepared, job.overwrite, job.threads) = (prepared, common.overwrite, common.threads)
        let outcome = try common.reporting { try job.run($0) }
        for warning in outcome.sea.warnings { common.warn(warning) }
        if outcome.isOverloaded {
            common.warn("\(outcome.persons) persons are more than the craft \(outcome.craft) is made for")
        }
        if common.json { try summary(outcome).write() }
        if let fault = outcome.firstFault {
            throw CommandFailure(
                .badData, "\(outcome.counts[.invalid] ?? 0) of \(outcome.pairs) pairs are invalid; the first: \(fault)")
        }
    }

    private func runPreparation() throws {
        var job = SeaPreparation(waters: waters.options, output: output.output)
        (job.overwrite, job.threads) = (common.overwrite, common.threads)
        let outcome = try common.reporting { try job.run($0) }
        guard common.json else { return }
        try SummaryValue.object([
            ("method", "sea route"), ("prepare_s", .number(outcome.seconds)), ("bytes", .integer(outcome.bytes)),
            ("corners", .integer(outcome.corners)), ("distances", .integer(outcome.distances)),
        ]).write()
    }

    private func summary(_ outcome: SeaRouting.Outcome) -> SummaryValue {
        var members: [(String, SummaryValue)] = [
            ("method", "sea route"), ("pairs", .integer(outcome.pairs)),
        ]
        members += RouteStatus.allCases.map { ($0.rawValue, .integer(outcome.counts[$0] ?? 0)) }
        members += [
            ("query_s", .number(outcome.querySeconds)), ("load_s", .optional(outcome.loadSeconds)),
            ("objective", .text(objective)),
            ("craft", .text(outcome.craft)), ("persons", .integer(outcome.persons)),
            ("overloaded", .bool(outcome.isOverloaded)),
        ]
        members += SeaConditionsSummary.members(outcome.sea, outcome.conditions)
        members.append(
            (
                "coefficients",
                .object((outcome.coefficients?.items ?? []).map { ($0.name, .coefficient($0)) })
            ))
        members.append(("assumptions", .object(outcome.assumptions.map { ($0.name, .number($0.value)) })))
        return .object(members)
    }
}
