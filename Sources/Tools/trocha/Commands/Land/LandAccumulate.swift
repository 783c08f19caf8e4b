internal import ArgumentParser
internal import LandAnalysis

/// `trocha land accumulate`.
struct LandAccumulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accumulate",
        abstract: "Accumulated cost from the nearest of some places to every cell.",
        discussion: """
            Seconds for --dem with a walking speed, cost units for --friction; no-data where nothing leads.

            Example: trocha land accumulate --dem dem.tif --slope-function toblerOffPath --from -77.4,8.2 -o acc.tif
            """)

    @OptionGroup var surface: SurfaceOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Places to start from: X,Y or X,Y;X,Y… or a CSV with x,y.", valueName: "places"))
    var from: String

    @OptionGroup var places: PlaceOptions

    @Flag(help: "Cost from each cell to the nearest place instead.")
    var toward = false

    @Option(parsing: .unconditional, help: ArgumentHelp("Leave cells beyond this cost without value.", valueName: "c"))
    var maxCost: Double?

    @Option(help: ArgumentHelp("Also write the row-major index of the cell before each cell.", valueName: "tif"))
    var predecessors: String?

    @OptionGroup var output: OutputOption
    @OptionGroup var raster: RasterOutputOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let predecessors, predecessors == output.output {
            throw ValidationError("--predecessors and -o name the same file")
        }
    }

    func run() throws {
        var job = CostAccumulation(
            surface: try surface.input(), places: from, output: raster.output(output.output, common))
        job.system = places.system
        job.isToward = toward
        job.greatestCost = maxCost
        job.predecessors = predecessors.map { raster.output($0, common) }
        let outcome = try common.reporting { try job.run($0) }
        try LandSummary.write(
            "accumulate", outcome.frame, common,
            [
                ("cells_reached", .integer(outcome.reached)), ("cells_unreachable", .integer(outcome.unreachable)),
                ("max_cost", .number(outcome.highest)),
            ])
    }
}
