public import ArgumentParser
public import LandAnalysis

/// `trocha land current`.
struct LandCurrent: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "current",
        abstract: "Current, voltage and effective resistance of a raster or network taken as an electric circuit.",
        discussion: """
            Modes: pairwise (1 A between each pair of terminals), one-to-all, all-to-one, advanced (sources and grounds).

            Example: trocha land current --resistance r.tif --focal sites.csv --resistances R.csv -o current.tif
            """)

    @OptionGroup var circuit: CircuitOptions
    @OptionGroup(title: "Terminals") var terminals: CircuitTerminalOptions
    @OptionGroup(title: "Sources and grounds") var open: CircuitSourceOptions
    @OptionGroup var places: PlaceOptions

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Current through each node, summed; a .csv for a network.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("The same with the maximum over the solves.", valueName: "file"))
    var maxCurrent: String?

    @Option(help: ArgumentHelp("Effective resistances.", valueName: "csv"))
    var resistances: String?

    @Option(help: ArgumentHelp("Folder for the current and voltage of each solve.", valueName: "folder"))
    var maps: String?

    @Flag(help: "Write rasters in double precision.")
    var exact = false

    @OptionGroup var raster: RasterOutputOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        for path in [output, resistances].compactMap({ $0 }) { try common.requireFreeStandardOutput(for: path) }
        if output == nil && maxCurrent == nil && resistances == nil && maps == nil && !common.json {
            throw ValidationError("nothing to write; name -o F, --max-current F, --resistances R.csv or --maps DIR")
        }
    }

    func run() throws {
        var job = CircuitAnalysis(ground: try circuit.ground())
        circuit.set(&job)
        try terminals.set(&job)
        open.set(&job)
        job.system = places.system
        job.packing = raster.output("", common)
        job.isExact = exact
        (job.output, job.greatest, job.resistances, job.maps) = (output, maxCurrent, resistances, maps)
        job.threads = common.threads
        let outcome = try common.reporting { try job.run($0) }
        try LandSummary.write(
            "current", outcome.frame, common,
            [
                ("mode", .text(job.mode.rawValue)), ("nodes", .integer(outcome.nodes)),
                ("components", .integer(outcome.components)), ("solves", .integer(outcome.solves)),
                ("max_residual", .number(outcome.greatestResidual)),
            ])
    }
}

/// What conducts.
struct CircuitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Raster of resistances; no-data is closed.", valueName: "tif"))
    var resistance: String?

    @Option(help: ArgumentHelp("Raster of conductances; no-data and 0 are closed.", valueName: "tif"))
    var conductance: String?

    @Option(help: ArgumentHelp("Edge list id_from,id_to,value; needs --values.", valueName: "csv"))
    var network: String?

    @Option(help: ArgumentHelp("What an edge list holds: resistance or conductance.", valueName: "quantity"))
    var values: CircuitAnalysis.Quantity?

    @Option(help: ArgumentHelp("pairwise, one-to-all, all-to-one or advanced.", valueName: "mode"))
    var mode = CircuitAnalysis.Mode.pairwise

    @Option(help: ArgumentHelp("Ties of a cell: 4 or 8.", valueName: "n"))
    var neighbours = 8

    @Option(
        help: ArgumentHelp("A tie has the mean resistance or mean conductance of its cells.", valueName: "quantity"))
    var average = CircuitAnalysis.Quantity.resistance

    @Option(help: ArgumentHelp("Raster whose cells not above 0 are closed.", valueName: "tif"))
    var mask: String?

    @Option(help: ArgumentHelp("Raster of ids: cells with one id conduct perfectly.", valueName: "tif"))
    var regions: String?

    func ground() throws -> CircuitAnalysis.Ground {
        switch (resistance, conductance, network, values) {
        case (let path?, nil, nil, nil): return .raster(path, .resistance)
        case (nil, let path?, nil, nil): return .raster(path, .conductance)
        case (nil, nil, let path?, let quantity?): return .network(path, quantity)
        case (nil, nil, .some, nil): throw ValidationError("--network needs --values resistance|conductance")
        case (_, _, nil, .some): throw ValidationError("--values goes with --network only")
        default: throw ValidationError("name one of --resistance TIF, --conductance TIF and --network CSV")
        }
    }

    func set(_ job: inout CircuitAnalysis) {
        (job.mode, job.neighbours, job.average) = (mode, neighbours, average)
        (job.mask, job.regions) = (mask, regions)
    }
}

/// Where current enters and leaves.
struct CircuitTerminalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Raster of ids, or CSV id,x,y (id for a network).", valueName: "file"))
    var focal: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Terminal 1.", valueName: "x,y"))
    var from: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Terminal 2.", valueName: "x,y"))
    var to: String?

    @Option(help: ArgumentHelp("CSV from,to: only these pairs.", valueName: "csv"))
    var pairs: String?

    @Option(help: ArgumentHelp("CSV id,amperes. Default: 1 each.", valueName: "csv"))
    var strengths: String?

    func set(_ job: inout CircuitAnalysis) throws {
        (job.focal, job.pairs, job.strengths) = (focal, pairs, strengths)
        switch (from, to) {
        case (let from?, let to?): job.ends = (from, to)
        case (nil, nil): break
        default: throw ValidationError("--from and --to go together")
        }
    }
}

/// What feeds and drains in advanced mode.
struct CircuitSourceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Amperes: raster, CSV x,y,value, or id,value for a network.", valueName: "file"))
    var sources: String?

    @Option(help: ArgumentHelp("Grounds: raster, CSV x,y,value, or id,value for a network.", valueName: "file"))
    var grounds: String?

    @Option(help: ArgumentHelp("What grounds hold: resistance (0 is 0 V) or conductance.", valueName: "quantity"))
    var groundValues = CircuitAnalysis.Quantity.resistance

    @Flag(help: "Every source is 1 A.")
    var unitSources = false

    @Flag(help: "Every ground is at 0 V.")
    var directGrounds = false

    @Option(help: ArgumentHelp("keep-all, remove-source, remove-ground or remove-both.", valueName: "rule"))
    var conflict = CircuitAnalysis.Conflict.keepAll

    func set(_ job: inout CircuitAnalysis) {
        (job.sources, job.grounds, job.groundQuantity) = (sources, grounds, groundValues)
        (job.hasUnitSources, job.hasDirectGrounds, job.conflict) = (unitSources, directGrounds, conflict)
    }
}

extension CircuitAnalysis.Quantity: ExpressibleByArgument {}
extension CircuitAnalysis.Mode: ExpressibleByArgument {}
extension CircuitAnalysis.Conflict: ExpressibleByArgument {}
