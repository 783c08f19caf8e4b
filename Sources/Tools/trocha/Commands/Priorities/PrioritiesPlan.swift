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

            People choose among the routes of an od with probabilities ∝ exp(-theta*cost); a route named 'outside' is \
            staying away. A site adds cost to routes and multiplies their harm: as stated, or by length (l) and effort (x): \
            enforcement adds beta*(1-exp(-kappa*x*l/speed)) and multiplies inflicted harm by exp(-eta*x), protection \
            multiplies all harm by exp(-rho*x). Harm without parts counts as inflicted.

            direct: harm change with everybody on their old routes; displacement: because people move; net: their sum, \
            negative where harm falls. With --network, routes are alternatives between the pairs of --demand, harm is that \
            of --risk by link, and a site reaches the links of its column link_ids, or those of --effects \
            (site_id,link_id[,length_m]); it acts on the harm of those links. rank is among the sites of the same lever. Give costs, theta, beta in one unit.
            """)

    @Option(help: ArgumentHelp("od,route,cost,persons and harm_per_person, or its parts.", valueName: "csv"))
    var routes: String?
    @Option(help: ArgumentHelp("site_id,lever[,unit_cost,effort].", valueName: "csv"))
    var sites: String
    @Option(
        help: ArgumentHelp("site_id,route[,od] and added_cost,harm_multiplier or length_m.", valueName: "csv"))
    var effects: String?
    @OptionGroup(title: "Network instead of routes") var network: PlanNetworkOptions
    @OptionGroup(title: "Assumptions") var assumptions: PlanAssumptions
    @Option(parsing: .unconditional, help: ArgumentHelp("Sum of unit costs at most.", valueName: "cost"))
    var budget: Double?
    @Option(help: "Levers that the portfolio may use: enforcement, protection or both.")
    var lever = PriorityPlanning.Levers.both
    @Option(help: ArgumentHelp("Shares and harms of each site's routes.", valueName: "csv"))
    var decomposition: String?
    @Option(help: ArgumentHelp("Each site's rank under changed assumptions, with a grade.", valueName: "csv"))
    var sensitivity: String?
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    private var outputs: [String] { [output.output] + [decomposition, sensitivity].compactMap(\.self) }

    func validate() throws {
        for path in outputs { try common.requireFreeStandardOutput(for: path) }
        if Set(outputs).count < outputs.count { throw ValidationError("two outputs name the same file") }
        let isTables = network.network == nil
        guard isTables == (routes != nil), !isTables || effects != nil else {
            throw ValidationError("give --routes and --effects, or --network, --risk and --demand")
        }
        if [routes, sites, effects].count(where: { $0 == "-" }) > 1 {
            throw ValidationError("only one input can be standard input")
        }
    }

    func run() throws {
        var job = PriorityPlanning(
            routes: routes ?? "", sites: sites, effects: effects ?? "", theta: assumptions.theta, output: output.output)
        job.network = try network.inputs()
        try assumptions.apply(to: &job)
        (job.budget, job.levers) = (budget, lever)
        (job.decomposition, job.sensitivity) = (decomposition, sensitivity)
        (job.overwrite, job.seed, job.threads) = (common.overwrite, common.seed, common.threads)
        let outcome = try common.reporting { try job.run(progress: $0) }
        for warning in outcome.warnings { common.warn(warning) }
        if common.json { try SummaryValue(.object(outcome.summary)).write() }
    }
}
