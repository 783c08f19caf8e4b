internal import ArgumentParser
internal import LandAnalysis

/// `trocha land ensemble`.
struct LandEnsemble: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ensemble",
        abstract: "Where the least-cost path runs when the heights are uncertain.",
        discussion: """
            Bands: probability, the share of members whose path enters the cell, and its Wilson interval low, high.

            Example: trocha land ensemble --dem dem.tif --slope-function toblerOffPath --from -77.4,8.2 --to -77.7,8.1 \
            --rmse 10 --correlation-length 500 -o p.tif
            """)

    @Option(help: ArgumentHelp("Heights in metres.", valueName: "tif"))
    var dem: String

    @Option(help: ArgumentHelp("How slope slows; names: trocha land slope-table --help.", valueName: "name"))
    var slopeFunction = SlopeOptions.standard

    @OptionGroup(title: "Slope function options") var slope: SlopeOptions
    @OptionGroup var steps: StepOptions
    @OptionGroup var ends: EndOptions
    @OptionGroup var places: PlaceOptions

    @Option(parsing: .unconditional, help: ArgumentHelp("Standard deviation of the heights' errors.", valueName: "m"))
    var rmse: Double

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Where the errors' autocorrelation has fallen to 1/e.", valueName: "m"))
    var correlationLength: Double

    @Option(parsing: .unconditional, help: ArgumentHelp("Terrains to draw.", valueName: "n"))
    var members = 200

    @Option(help: ArgumentHelp("exponential or gaussian.", valueName: "name"))
    var covariance = "exponential"

    @Option(parsing: .unconditional, help: ArgumentHelp("Confidence of low and high.", valueName: "percent"))
    var interval = 95.0

    @Option(help: ArgumentHelp("Also write the errors, a band a member.", valueName: "tif"))
    var errorFields: String?

    @OptionGroup var output: OutputOption
    @OptionGroup var raster: RasterOutputOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let errorFields, errorFields == output.output {
            throw ValidationError("--error-fields and -o name the same file")
        }
    }

    func run() throws {
        var job = EnsembleTracing(
            surface: steps.input(.elevation(dem, try slope.settings(slopeFunction))), from: ends.from, to: ends.to,
            errorMetres: rmse, correlationMetres: correlationLength, output: raster.output(output.output, common))
        job.system = places.system
        job.members = members
        job.covariance = covariance
        job.intervalPercent = interval
        job.errorFields = errorFields.map { raster.output($0, common) }
        job.seed = common.seed
        job.threads = common.threads
        let outcome = try common.reporting { try job.run($0) }
        try LandSummary.write(
            "ensemble", outcome.frame, common,
            [
                ("members", .integer(outcome.members)), ("members_reachable", .integer(outcome.reachable)),
                ("cost_median", .optional(outcome.cost?.median)), ("cost_q05", .optional(outcome.cost?.q05)),
                ("cost_q95", .optional(outcome.cost?.q95)),
            ])
    }
}
