public import ArgumentParser
public import PriorityAnalysis
internal import SpatialEngine

extension PriorityPlanning.Levers: ExpressibleByArgument {}

/// `trocha priorities plan`.
struct PrioritiesPlan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "What measures at sites would change: direct, displaced and net harm, and the best set for a budget.",
        discussion: """
            Example:
              trocha priorities plan --routes routes.csv --sites sites.csv --effects effects.csv --theta 1 \
                --theta-range 0.5,2 --budget 3 -o sites_out.csv --json
            """)

    @Option(help: ArgumentHelp("od,route,cost,persons and harm_per_person, or its parts.", valueName: "csv"))
    var routes: String
    @Option(help: ArgumentHelp("site_id,lever[,unit_cost,effort].", valueName: "csv"))
    var sites: String
    @Option(
        help: ArgumentHelp("site_id,route[,od] and added_cost,harm_multiplier or length_m.", valueName: "csv"))
    var effects: String
    @Option(parsing: .unconditional, help: ArgumentHelp("Sensitivity of choice to cost.", valueName: "1/cost"))
    var theta: Double
    @Option(parsing: .unconditional, help: ArgumentHelp("Sum of unit costs at most.", valueName: "cost"))
    var budget: Double?
    @Option(help: "Levers that the portfolio may use: enforcement, protection or both.")
    var lever = PriorityPlanning.Levers.both
    @Option(help: ArgumentHelp("Shares and harms of each site's routes.", valueName: "csv"))
    var decomposition: String?
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        for path in [output.output] + (decomposition.map { [$0] } ?? []) {
            try common.requireFreeStandardOutput(for: path)
        }
    }

    func run() throws {
        var job = PriorityPlanning(
            routes: routes, sites: sites, effects: effects, theta: theta, output: output.output)
        (job.budget, job.levers, job.decomposition) = (budget, lever, decomposition)
        (job.overwrite, job.seed, job.threads) = (common.overwrite, common.seed, common.threads)
        let outcome = try common.reporting { try job.run(progress: $0) }
        for warning in outcome.warnings { common.warn(warning) }
        if common.json { try SummaryValue(.object(outcome.summary)).write() }
    }
}
