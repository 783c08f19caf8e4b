internal import ArgumentParser
internal import RiskAnalysis
internal import SpatialEngine

/// `trocha risk validate`.
struct RiskValidate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Forecasts of held-back periods, each from earlier ones only, against what came.",
        discussion: """
            Example:
              trocha risk validate --counts counts.csv --train 24 --blocks 8 --json -o skill.csv

            --counts is unit_id,period,count,exposure, a row for every unit and period; where units have x,y (metres) or \
            lon,lat, block, area_km2 or length_km, these stand in each row. For every period from N+1 on a row a model: \
            gamma_poisson (prior by marginal likelihood, negative binomial), mean (Poisson, overall rate times exposure), last \
            (Poisson, last count and a half), kde (where positions are known: Poisson, the overall level spread by a Gaussian \
            density of earlier events). log_score and crps are means over units; pai, pei and rri are of the --top-share of \
            the units, rri against all earlier periods. --json: skill of each model against each.

            With --blocks N, or a column block, every block is also forecast from earlier periods of the units outside it; \
            a column scheme then says rolling or blocks.

            To try it:
              printf 'unit_id,period,count,exposure\\na,1,3,10\\nb,1,0,10\\na,2,4,10\\nb,2,1,10\\n' > c.csv
              trocha risk validate --counts c.csv --train 1 -o -
            """)

    @Option(
        help: ArgumentHelp(
            "unit_id,period,count,exposure[,x,y|lon,lat,block,area_km2,length_km]; '-' is standard input.",
            valueName: "csv"))
    var counts: String
    @Option(parsing: .unconditional, help: ArgumentHelp("Periods the first forecast is made from.", valueName: "n"))
    var train: Int
    @Option(parsing: .unconditional, help: ArgumentHelp("Share of the units that indices select.", valueName: "share"))
    var topShare = 0.1
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Blocks of units, also forecast from outside; 2 or more.", valueName: "n"))
    var blocks: Int?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Standard deviation of the density's kernel. Default: the likeliest for the first periods.",
            valueName: "metres"))
    var bandwidth: Double?
    @OptionGroup var tables: SkillTableOptions
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        for path in [output.output] + tables.paths { try common.requireFreeStandardOutput(for: path) }
    }

    func run() throws {
        var job = ForecastValidation(counts: counts, training: train, output: output.output)
        (job.topShare, job.blocks, job.bandwidth, job.tables) = (topShare, blocks, bandwidth, tables.tables)
        (job.overwrite, job.threads) = (common.overwrite, common.threads)
        try common.report(try common.reporting { try job.run($0) })
    }
}
