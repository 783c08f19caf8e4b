internal import ArgumentParser
internal import PriorityAnalysis
internal import SpatialEngine

/// `trocha priorities interdict`.
struct PrioritiesInterdict: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interdict",
        abstract: "The links whose loss hurts most, or coverage that leaves least to attack.",
        discussion: """
            delay, remove: the --budget links that make the cheapest path from --from to --to dearest when their 'delay' is \
            added to their cost, or when they are lost (value null: no path is left). flow: the links whose loss leaves the \
            smallest largest flow, by 'capacity' (empty: no limit). Links are those of 'network': directed, several between \
            two places if need be. The answer is exact ('proven'); where --max-nodes ends the search, 'bound' still holds.

            patrol: coverage x of targets, 0 to 1 each and --resources together, that makes the largest (1-x)*reward least. \
            --suqr W1,W2,W3 adds attack probabilities, in proportion to exp(W1*coverage + W2*reward + W3*penalty), at the \
            targets' own coverage if the file has that column. -o: target,coverage,attack_probability.

            Prints a JSON summary; with -o a table too (link_id,from,to of the links hit; targets for patrol).

            To try it:
              printf 'link_id,from,to,cost,delay\\n1,a,b,1,5\\n2,a,b,3,1\\n' > links.csv
              trocha priorities interdict --links links.csv --from a --to b --budget 1 --mode delay --json
            """)

    enum Mode: String, ExpressibleByArgument, CaseIterable {
        case delay, remove, flow, patrol
    }

    @Option(help: "delay, remove, flow or patrol.")
    var mode: Mode
    @Option(help: ArgumentHelp("The network: .csv, .geojson or .tntp.", valueName: "file"))
    var links: String?
    @Option(help: ArgumentHelp("The place of origin.", valueName: "id"))
    var from: String?
    @Option(help: ArgumentHelp("The destination.", valueName: "id"))
    var to: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("How many links at most.", valueName: "n"))
    var budget: Int?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Parts of the search after which it ends with what it has. Default: 20000, fewer for large files.",
            valueName: "n"))
    var maxNodes: Int?
    @Option(help: ArgumentHelp("For patrol: target,reward[,penalty,coverage].", valueName: "csv"))
    var targets: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("For patrol: the sum of coverages.", valueName: "m"))
    var resources: Double?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("For patrol: what coverage, reward and penalty weigh.", valueName: "w1,w2,w3"))
    var suqr: String?
    @OptionGroup var output: OptionalOutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try output.requireFreeStandardOutput(common)
        if mode == .patrol { _ = try patrol() } else { _ = try interdiction() }
    }

    private func interdiction() throws -> LinkInterdiction {
        guard let links, let from, let to, let budget else {
            throw ValidationError("--mode \(mode.rawValue) needs --links, --from, --to and --budget")
        }
        if targets != nil || resources != nil || suqr != nil {
            throw ValidationError("--targets, --resources and --suqr go with --mode patrol")
        }
        let loss: LinkInterdiction.Mode = mode == .delay ? .delay : mode == .remove ? .remove : .flow
        return LinkInterdiction(links: links, from: from, to: to, budget: budget, mode: loss)
    }

    private func patrol() throws -> PatrolPlanning {
        guard let targets, let resources else {
            throw ValidationError("--mode patrol needs --targets and --resources")
        }
        if links != nil || from != nil || to != nil || budget != nil {
            throw ValidationError("--links, --from, --to and --budget go with --mode delay, remove or flow")
        }
        var job = PatrolPlanning(targets: targets, resources: resources)
        if let suqr {
            let numbers = suqr.split(separator: ",", omittingEmptySubsequences: false).compactMap { Double($0) }
            guard numbers.count == 3, suqr.split(separator: ",", omittingEmptySubsequences: false).count == 3 else {
                throw ValidationError("--suqr \"\(suqr)\" is not W1,W2,W3; write it like -2.5,0.8,0.6")
            }
            job.weights = (numbers[0], numbers[1], numbers[2])
        }
        return job
    }

    func run() throws {
        if mode == .patrol {
            var job = try patrol()
            (job.output, job.overwrite) = (output.output, common.overwrite)
            try output.report(try job.run(), common)
        } else {
            var job = try interdiction()
            (job.maxNodes, job.output, job.overwrite) = (maxNodes, output.output, common.overwrite)
            let outcome = try common.reporting { [job] progress in try job.run(progress: progress) }
            try output.report(outcome, common)
        }
    }
}
