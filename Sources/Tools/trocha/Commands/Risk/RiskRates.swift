internal import ArgumentParser
internal import RiskAnalysis
internal import SpatialEngine

/// `trocha risk rates`.
struct RiskRates: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rates",
        abstract: "Rates of units with intervals and ranks, from located incidents and exposure.",
        discussion: """
            Example:
              trocha risk rates --events draws.csv --exposure trips.csv --per 100000 -o rates.csv

            Events are the weights or the draws of 'incidents locate', or counts (unit_id,events). Of draws the posteriors are \
            mixed, so that intervals hold the uncertainty of places too. Exposure: unit_id,exposure; its units are those of \
            the output. --per scales every rate, --threshold and the summary's rates, not --prior, alpha and beta.

            gamma-poisson: y ~ Poisson(q*E*rate), rate ~ Gamma(alpha, beta), alpha and beta from --prior or by marginal \
            likelihood (alpha at least 0.2; below 20 events Gamma(0.5, 0.5/overall rate)). eb-global and eb-spatial: Marshall \
            1991. A unit with exposure but no event is kept.

            To try it:
              printf 'unit_id,events\\na,3\\nb,0\\n' > y.csv
              printf 'unit_id,exposure\\na,1000\\nb,2000\\n' > e.csv
              trocha risk rates --events y.csv --exposure e.csv --prior 0.5,300 -o -
            """)

    enum Method: String, ExpressibleByArgument, CaseIterable {
        case gammaPoisson = "gamma-poisson"
        case empiricalBayes = "eb-global"
        case spatialEmpiricalBayes = "eb-spatial"
    }

    @Option(
        help: ArgumentHelp(
            "event_id,unit_id,weight, or draw,event_id,unit_id, or unit_id,events; '-' is standard input.",
            valueName: "csv"))
    var events: String
    @Option(help: ArgumentHelp("unit_id,exposure; rows of one unit add up.", valueName: "csv"))
    var exposure: String
    @Option(help: ArgumentHelp("unit_id,q: the share of events that is reported.", valueName: "csv"))
    var reporting: String?
    @Option(help: "gamma-poisson, eb-global or eb-spatial.")
    var method = Method.gammaPoisson
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Shape and rate of the prior instead of marginal likelihood.", valueName: "a,b"))
    var prior: String?
    @Option(help: ArgumentHelp("Neighbours for eb-spatial.", valueName: "gal"))
    var weights: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Exposure that a rate is printed for.", valueName: "exposure"))
    var per = 1.0
    @Option(parsing: .unconditional, help: ArgumentHelp("Probability inside the intervals.", valueName: "share"))
    var interval = 0.9
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Rate for p_exceeds, in events per --per. Default: 2 × overall.", valueName: "rate"))
    var threshold: Double?
    @Option(parsing: .unconditional, help: ArgumentHelp("Draws for ranks.", valueName: "n"))
    var rankDraws = 2_000
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    private var priorNumbers: (shape: Double, rate: Double)? {
        let numbers = prior.map { $0.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) } } ?? []
        guard numbers.count == 2, let shape = numbers[0], let rate = numbers[1] else { return nil }
        return (shape, rate)
    }

    func validate() throws {
        try common.requireFreeStandardOutput(for: output.output)
        if let prior, priorNumbers == nil {
            throw ValidationError("--prior \"\(prior)\" is not A,B; write it like 0.5,200")
        }
        if prior != nil && method != .gammaPoisson { throw ValidationError("--prior goes with --method gamma-poisson") }
        if (weights != nil) != (method == .spatialEmpiricalBayes) {
            throw ValidationError("--weights FILE.gal and --method eb-spatial go together")
        }
        let inputs = [events, exposure, reporting].count { $0 == "-" }
        if inputs > 1 { throw ValidationError("only one input can be standard input") }
    }

    func run() throws {
        var job = RateEstimate(events: events, exposure: exposure, output: output.output)
        job.reporting = reporting
        job.method =
            switch method {
            case .gammaPoisson: .gammaPoisson(prior: priorNumbers)
            case .empiricalBayes: .empiricalBayes
            case .spatialEmpiricalBayes: .spatialEmpiricalBayes(neighbours: weights ?? "")
            }
        (job.per, job.interval, job.threshold, job.rankDraws) = (per, interval, threshold, rankDraws)
        (job.overwrite, job.seed, job.threads) = (common.overwrite, common.seed, common.threads)
        let outcome = try job.run()
        for warning in outcome.warnings { common.warn(warning) }
        if common.json { try SummaryValue(.object(outcome.summary)).write() }
    }
}
