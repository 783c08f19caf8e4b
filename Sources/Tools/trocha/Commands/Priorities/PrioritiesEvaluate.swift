public import ArgumentParser
public import PriorityAnalysis
internal import SpatialEngine

extension MeasureEvaluation.Family: ExpressibleByArgument {}
extension MeasureEvaluation.SeriesControl: ExpressibleByArgument {}

/// `trocha priorities evaluate`.
struct PrioritiesEvaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "What measures changed: displacement quotient, interrupted series, activity counters.",
        discussion: """
            Example:
              trocha priorities evaluate --measures measures.csv --counts counts.csv --window 6 -o evaluated.csv --json

            Measures: measure_id,date,treated,buffer,control (area ids; several joined by ';'), or a region's measures.csv, \
            whose date_start and corridor_ids stand for date and treated. Counts: area,period,count, a row for every area \
            and month (2024-07); a month without a row is unknown. The months of the window before and after the date are \
            compared, its own month and --lag months after it in neither.

            success = A1/C1-A0/C0, buffer_change = B1/C1-B0/C0, wdq = buffer_change/success (empty when success >= 0). \
            With fewer than 5 events in a cell the figures are empty; exit code 6 when no measure is left.

            --series fits log counts with a change of level and of trend at the date over all known months. --activity \
            lists what a programme did (arrests, convictions) with monthly rates: lower bounds, used in no figure.
            """)

    @Option(help: ArgumentHelp("measure_id,date,treated,buffer,control.", valueName: "csv"))
    var measures: String
    @Option(help: ArgumentHelp("area,period,count.", valueName: "csv"))
    var counts: String
    @Option(parsing: .unconditional, help: ArgumentHelp("Months before and after.", valueName: "months"))
    var window = 6
    @Option(parsing: .unconditional, help: ArgumentHelp("Months after the date left out.", valueName: "months"))
    var lag = 0
    @Option(parsing: .unconditional, help: ArgumentHelp("Events that every cell needs.", valueName: "n"))
    var minimumEvents = 5.0
    @Option(help: ArgumentHelp("Areas where a measure names no buffer.", valueName: "areas"))
    var buffer: String?
    @Option(help: ArgumentHelp("Areas where a measure names no control.", valueName: "areas"))
    var control: String?
    @Option(help: ArgumentHelp("Interrupted series of each measure.", valueName: "csv"))
    var series: String?
    @Option(help: "quasi-poisson or negative-binomial.")
    var seriesFamily = MeasureEvaluation.Family.quasiPoisson
    @Option(help: "The control's counts in a series: covariate, offset or none.")
    var seriesControl = MeasureEvaluation.SeriesControl.covariate
    @Option(parsing: .unconditional, help: ArgumentHelp("Probability inside a series' intervals.", valueName: "share"))
    var interval = 0.9
    @Option(
        help: ArgumentHelp(
            "counter,date_start,date_end,quantity,unit,bound, or the outcomes of a region's measures.",
            valueName: "csv"))
    var activity: String?
    @Option(help: ArgumentHelp("The counters with monthly rates.", valueName: "csv"))
    var activityOut: String?
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    private var outputs: [String] { [output.output] + [series, activityOut].compactMap(\.self) }

    func validate() throws {
        for path in outputs { try common.requireFreeStandardOutput(for: path) }
        if Set(outputs).count < outputs.count { throw ValidationError("two outputs name the same file") }
        if [measures, counts, activity].count(where: { $0 == "-" }) > 1 {
            throw ValidationError("only one input can be standard input")
        }
    }

    func run() throws {
        var job = MeasureEvaluation(measures: measures, counts: counts, output: output.output)
        (job.window, job.lag, job.minimumEvents) = (window, lag, minimumEvents)
        (job.buffer, job.control) = (buffer, control)
        (job.series, job.family, job.seriesControl, job.interval) = (series, seriesFamily, seriesControl, interval)
        (job.activity, job.activityOutput, job.overwrite) = (activity, activityOut, common.overwrite)
        let outcome = try job.run()
        for warning in outcome.warnings { common.warn(warning) }
        if common.json { try SummaryValue(.object(outcome.summary)).write() }
        if let refusal = outcome.refusal { throw CommandFailure(.refused, refusal) }
    }
}
