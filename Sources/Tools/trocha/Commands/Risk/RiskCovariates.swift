internal import ArgumentParser
internal import RiskAnalysis
internal import SpatialEngine

/// `trocha risk covariates`.
struct RiskCovariates: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "covariates",
        abstract: "What goes with more or fewer events, used only where it foretells held-out ones.",
        discussion: """
            Example:
              trocha risk covariates --counts counts.csv --covariates terrain.csv --blocks 8 --json -o effects.csv

            --counts as for 'risk validate'; --covariates is unit_id[,period] and columns of numbers, a row for every unit (and \
            period). A penalised regression (elastic net) with the exposure as offset; the penalty by the log score of blocks, or \
            stretches of periods, held out in turn. The whole procedure is then scored on folds that neither fit nor choice has \
            seen: the covariates are used only if it gains on a rate alone by more than --least-gain standard errors. Effects: \
            change of the log rate for one standard deviation, of a fit without penalty of what is kept, with Wald intervals that \
            take the selection as given; kept_share: how often it is kept when counts are drawn anew from the fit.

            An effect is no cause: places differ in more than what is measured.
            """)

    enum Family: String, ExpressibleByArgument, CaseIterable {
        case poisson, nb
    }

    enum Folds: String, ExpressibleByArgument, CaseIterable {
        case blocks, periods
    }

    @Option(help: ArgumentHelp("unit_id,period,count,exposure[,x,y|lon,lat,block].", valueName: "csv"))
    var counts: String
    @Option(help: ArgumentHelp("unit_id[,period] and columns of numbers.", valueName: "csv"))
    var covariates: String
    @Option(help: "poisson, or nb (negative binomial, its size by likelihood).")
    var family = Family.nb
    @Option(parsing: .unconditional, help: ArgumentHelp("1 is the lasso, near 0 ridge.", valueName: "share"))
    var mix = 1.0
    @Option(help: "blocks or periods. Default: blocks where there are any.")
    var folds: Folds?
    @Option(parsing: .unconditional, help: ArgumentHelp("Blocks of units by position, 3 or more.", valueName: "n"))
    var blocks: Int?
    @Option(parsing: .unconditional, help: ArgumentHelp("Probability inside the intervals.", valueName: "share"))
    var interval = 0.9
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Standard errors that the held-out gain must exceed.", valueName: "n"))
    var leastGain = 1.0
    @Option(parsing: .unconditional, help: ArgumentHelp("Simulated repeats of the selection.", valueName: "n"))
    var repeats = 100
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try common.requireFreeStandardOutput(for: output.output)
        if counts == "-", covariates == "-" { throw ValidationError("only one input can be standard input") }
    }

    func run() throws {
        var job = CovariateAnalysis(counts: counts, covariates: covariates, output: output.output)
        job.family = family == .nb ? .negativeBinomial : .poisson
        job.folds = folds.map { $0 == .blocks ? .blocks : .periods }
        (job.mix, job.blocks, job.interval) = (mix, blocks, interval)
        (job.leastGain, job.repeats) = (leastGain, repeats)
        (job.overwrite, job.seed, job.threads) = (common.overwrite, common.seed, common.threads)
        try common.report(try common.reporting { try job.run($0) })
    }
}
