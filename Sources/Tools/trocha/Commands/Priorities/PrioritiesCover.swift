public import ArgumentParser
public import PriorityAnalysis
internal import SpatialEngine

extension SiteCovering.Method: ExpressibleByArgument {}

/// `trocha priorities cover`.
struct PrioritiesCover: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cover",
        abstract: "The sites from which most demand lies within a radius.",
        discussion: """
            Maximal covering (Church and ReVelle 1974): a demand is covered when a site of those opened lies at --radius or \
            nearer. exact shows that no other sites cover more (branch and bound; 'proven' is false where --max-nodes ended \
            it, and 'bound' holds in any case); greedy opens one site after the other, of equal ones the first of the file. \
            The answer repeats exactly. Static coverage only: nobody moves away from a site; see 'priorities plan'.

            Prints a JSON summary: sites, covered, total, uncovered_demands, method, bound. With -o also each demand: \
            demand_id,weight,covered,site_id,distance_m (the nearest site opened).

            To try it:
              printf 'site_id,demand_id,distance_m\\nA,1,100\\nA,2,900\\nB,2,300\\n' > d.csv
              printf 'demand_id,weight\\n1,5\\n2,7\\n' > w.csv
              trocha priorities cover --distances d.csv --demand w.csv --radius 500 --sites 1 --json
            """)

    @Option(help: ArgumentHelp("site_id,demand_id,distance_m; pairs not listed are out of reach.", valueName: "csv"))
    var distances: String
    @Option(help: ArgumentHelp("demand_id,weight.", valueName: "csv"))
    var demand: String
    @Option(parsing: .unconditional, help: ArgumentHelp("Metres within which a demand is covered.", valueName: "m"))
    var radius: Double
    @Option(parsing: .unconditional, help: ArgumentHelp("How many sites open.", valueName: "n"))
    var sites: Int
    @Option(help: "exact or greedy.")
    var method = SiteCovering.Method.exact
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Parts of the search after which exact ends with what it has. Default: 20000, fewer for large files.",
            valueName: "n"))
    var maxNodes: Int?
    @OptionGroup var output: OptionalOutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try output.requireFreeStandardOutput(common)
        if distances == "-" && demand == "-" { throw ValidationError("only one input can be standard input") }
    }

    func run() throws {
        var job = SiteCovering(distances: distances, demand: demand, radius: radius, sites: sites)
        (job.method, job.maxNodes, job.output, job.overwrite) = (method, maxNodes, output.output, common.overwrite)
        let outcome = try common.reporting { progress in try job.run(progress: progress) }
        try output.report(outcome, common)
    }
}

/// `-o` of verbs whose summary may be all that is wanted.
struct OptionalOutputOption: ParsableArguments {
    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Table; '-' is standard output. Without it the summary is printed.", valueName: "csv"))
    var output: String?

    func requireFreeStandardOutput(_ common: CommonOptions) throws {
        if let output { try common.requireFreeStandardOutput(for: output) }
    }

    /// Warns, and prints the summary if it is asked for or nothing else is written.
    func report(_ outcome: AllocationOutcome, _ common: CommonOptions) throws {
        for warning in outcome.warnings { common.warn(warning) }
        if common.json || output == nil { try SummaryValue(.object(outcome.summary)).write() }
    }
}
