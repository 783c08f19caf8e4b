public import ArgumentParser
public import LandAnalysis

/// `trocha land current`.
struct LandCurrent: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "current",
        abstract: "Current, voltage and effective resistance of a raster or network taken as an electric circuit.",
        discussion: """
            Example:
              trocha land current --resistance r.tif --focal sites.csv -o current.tif

            Each open cell is a node, tied to its neighbours. The modes say how current is sent:
              pairwise     1 A between two terminals at a time, for every pair
              one-to-all   from each terminal in turn to all others, which are at 0 V
              all-to-one   from all others to each terminal in turn, which is at 0 V
              advanced     from all --sources to all --grounds at once

            To try it, 1 and 2 ohm in a row, 3 ohm from a to c:
              printf 'id_from,id_to,value\\na,b,1\\nb,c,2\\n' > net.csv
              printf 'id\\na\\nc\\n' > ends.csv
              trocha land current --network net.csv --values resistance \\
                --focal ends.csv --resistances -
            """)

    @OptionGroup var circuit: CircuitOptions
    @OptionGroup(title: "Terminals") var terminals: CircuitTerminalOptions
    @OptionGroup(title: "Sources and grounds") var open: CircuitSourceOptions
    @OptionGroup var places: PlaceOptions

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp(
            "Current through each cell, summed over the solves; for a network a .csv of its nodes.",
            valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("As -o, with the greatest current of any solve, not the sum.", valueName: "file"))
    var maxCurrent: String?

    @Option(
        help: ArgumentHelp(
            "Effective resistance of each pair, or in one-to-all of each terminal; - is standard output.",
            valueName: "csv"))
    var resistances: String?

    @Option(help: ArgumentHelp("Folder for a current and a voltage map of each solve.", valueName: "folder"))
    var maps: String?

    @Flag(help: "Write rasters in double precision, not in single.")
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
    @Option(help: ArgumentHelp("Raster of resistances above 0; no-data is closed.", valueName: "tif"))
    var resistance: String?

    @Option(help: ArgumentHelp("Raster of conductances; 0 and no-data are closed.", valueName: "tif"))
    var conductance: String?

    @Option(
        help: ArgumentHelp("Network: undirected edges id_from,id_to,value; goes with --values.", valueName: "csv"))
    var network: String?

    @Option(help: ArgumentHelp("Whether a network's values are resistances or conductances.", valueName: "quantity"))
    var values: CircuitAnalysis.Quantity?

    @Option(help: ArgumentHelp("How current is sent, see above.", valueName: "mode"))
    var mode = CircuitAnalysis.Mode.pairwise

    @Option(help: ArgumentHelp("How many neighbours a cell is tied to: 4 or 8.", valueName: "n"))
    var neighbours = 8

    @Option(
        help: ArgumentHelp(
            "Whether a tie has the mean resistance or the mean conductance of its two cells.",
            valueName: "quantity"))
    var average = CircuitAnalysis.Quantity.resistance

    @Option(help: ArgumentHelp("Raster of what stays open: cells not above 0 are closed.", valueName: "tif"))
    var mask: String?

    @Option(
        help: ArgumentHelp("Raster of ids above 0: cells with one id conduct perfectly.", valueName: "tif"))
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
    @Option(
        help: ArgumentHelp(
            "The terminals: a raster of ids above 0, or a CSV id,x,y (for a network only id).", valueName: "file"))
    var focal: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("The first of two terminals, instead of --focal.", valueName: "x,y")
    )
    var from: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("The second of two terminals.", valueName: "x,y"))
    var to: String?

    @Option(help: ArgumentHelp("CSV from,to: the pairs of terminals to solve. Default: all.", valueName: "csv"))
    var pairs: String?

    @Option(
        help: ArgumentHelp(
            "CSV id,amperes: what a terminal feeds in one-to-all and all-to-one. Default: 1.", valueName: "csv"))
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
    @Option(
        help: ArgumentHelp(
            "Amperes that enter: raster, or CSV x,y,value (network: id,value).", valueName: "file"))
    var sources: String?

    @Option(
        help: ArgumentHelp(
            "Ties to 0 V: raster, or CSV x,y,value (network: id,value).", valueName: "file"))
    var grounds: String?

    @Option(
        help: ArgumentHelp(
            "Whether grounds are resistances (0 is at 0 V itself) or conductances.", valueName: "quantity"))
    var groundValues = CircuitAnalysis.Quantity.resistance

    @Flag(help: "Take every source as 1 A, whatever its value.")
    var unitSources = false

    @Flag(help: "Take every ground as at 0 V itself, whatever its value.")
    var directGrounds = false

    @Option(help: ArgumentHelp("What to do where a source and a ground meet.", valueName: "rule"))
    var conflict = CircuitAnalysis.Conflict.keepAll

    func set(_ job: inout CircuitAnalysis) {
        (job.sources, job.grounds, job.groundQuantity) = (sources, grounds, groundValues)
        (job.hasUnitSources, job.hasDirectGrounds, job.conflict) = (unitSources, directGrounds, conflict)
    }
}

extension CircuitAnalysis.Quantity: ExpressibleByArgument {}
extension CircuitAnalysis.Mode: ExpressibleByArgument {}
extension CircuitAnalysis.Conflict: ExpressibleByArgument {}
