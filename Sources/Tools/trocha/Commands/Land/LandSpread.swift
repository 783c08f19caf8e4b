internal import ArgumentParser
internal import LandAnalysis

/// `trocha land spread`.
struct LandSpread: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spread",
        abstract: "Randomised shortest paths: where paths pass if cheap ones are likelier, not certain.",
        discussion: """
            Example:
              trocha land spread --affinity ease.tif --cost cost.tif \\
                --from -77.4,8.2 --to -77.7,8.1 -o passage.tif

            The passage is the expected number of visits of each cell, the start counted, the target not. A great theta \
            leaves the cheapest path, a small one a random walk along the affinities. Only the largest part in which every \
            cell can be reached from every other takes part.

            To try it, from a to c over b at cost 2 or straight at cost 3:
              printf 'id_from,id_to,affinity,cost\\na,b,1,1\\nb,c,1,1\\n' > net.csv
              printf 'a,c,1,3\\nc,a,1,1\\n' >> net.csv
              trocha land spread --network net.csv --from a --to c --theta 1 -o -
            """)

    @Option(help: ArgumentHelp("Readiness to enter each cell, 0 or more; 0 and no-data close it.", valueName: "tif"))
    var affinity: String?

    @Option(help: ArgumentHelp("Cost of each cell, 0 or more; goes with --affinity.", valueName: "tif"))
    var cost: String?

    @Option(help: ArgumentHelp("Instead of --cost: minus-log costs each edge -ln of its affinity.", valueName: "rule"))
    var costFrom: String?

    @Option(help: ArgumentHelp("Network: directed edges id_from,id_to,affinity,cost.", valueName: "csv"))
    var network: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How much cheap paths are favoured. Default: 20 / least cost.", valueName: "1/cost"))
    var theta: Double?

    @Option(help: ArgumentHelp("How many neighbours a cell has edges to: 4 or 8.", valueName: "n"))
    var neighbours = 8

    @Option(
        help: ArgumentHelp(
            "Values of an edge: target, of the cell that is entered, or mean, of both its cells.",
            valueName: "rule"))
    var edgeRule = "target"

    @Option(parsing: .unconditional, help: ArgumentHelp("Where paths begin; in a network an id.", valueName: "x,y"))
    var from: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Where paths end; in a network an id.", valueName: "x,y"))
    var to: String?

    @Option(
        help: ArgumentHelp("Instead of --from: weights of the cells where paths begin.", valueName: "tif")
    )
    var sources: String?

    @Option(
        help: ArgumentHelp("Instead of --to: weights of the cells where paths end.", valueName: "tif"))
    var targets: String?

    @Option(help: ArgumentHelp("Places for --distances: id,x,y (for a network only id).", valueName: "csv"))
    var points: String?

    @Option(
        help: ArgumentHelp(
            "Expected cost, free energy and survival between all --points, both ways.", valueName: "csv"))
    var distances: String?

    @OptionGroup var places: PlaceOptions

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Passage of each cell; for a network a .csv of its nodes.", valueName: "file"))
    var output: String?

    @Flag(help: "Write the raster in double precision, not in single.")
    var exact = false

    @OptionGroup var raster: RasterOutputOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if (points == nil) != (distances == nil) { throw ValidationError("--points and --distances go together") }
        if output == nil && distances == nil && !common.json {
            throw ValidationError("nothing is asked for; name -o FILE, or --points with --distances")
        }
        if output != nil, output == distances { throw ValidationError("-o and --distances name the same file") }
        for case let path? in [output, distances] { try common.requireFreeStandardOutput(for: path) }
    }

    func run() throws {
        var job = PathSpread(ground: try ground(), ends: try ends())
        job.neighbours = neighbours
        job.edgeRule = edgeRule
        job.theta = theta
        job.system = places.system
        job.output = output.map { raster.output($0, common) }
        job.isExact = exact
        if let points, let distances { job.distances = (points, distances) }
        job.overwrite = common.overwrite
        let outcome = try common.reporting { try job.run($0) }
        let totals = outcome.totals
        try LandSummary.write(
            "spread", outcome.frame, common,
            [
                ("reachable", .bool(totals != nil)), ("nodes", .integer(outcome.nodes)),
                ("theta", .optional(outcome.theta)), ("least_cost", .optional(totals?.leastCost)),
                ("expected_cost", .optional(totals?.expectedCost)), ("free_energy", .optional(totals?.freeEnergy)),
                ("kl", .optional(totals?.divergence)),
            ])
    }

    private func ground() throws -> PathSpread.Ground {
        if let costFrom, costFrom != "minus-log" {
            throw ValidationError("--cost-from is '\(costFrom)'; the one rule is minus-log")
        }
        switch (affinity, cost, costFrom, network) {
        case (let affinity?, let cost?, nil, nil): return .rasters(affinity: affinity, cost: cost)
        case (let affinity?, nil, .some, nil): return .rasters(affinity: affinity, cost: nil)
        case (nil, nil, nil, let network?): return .network(network)
        case (.some, nil, nil, nil): throw ValidationError("--affinity needs --cost TIF or --cost-from minus-log")
        default:
            throw ValidationError(
                "name --affinity TIF with --cost TIF or --cost-from minus-log, or --network CSV alone")
        }
    }

    private func ends() throws -> PathSpread.Ends? {
        switch (from, to, sources, targets) {
        case (let from?, let to?, nil, nil): return .pair(from: from, to: to)
        case (nil, nil, let sources?, let targets?): return .weights(sources: sources, targets: targets)
        case (nil, nil, nil, nil) where output == nil: return nil
        default: throw ValidationError("name --from and --to, or --sources and --targets")
        }
    }
}
