internal import ArgumentParser
internal import HotspotAnalysis

/// `trocha hotspots hawkes`.
struct HawkesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hawkes",
        abstract: "A process in which events bring about others.",
        discussion: """
            Prints one JSON object: mu, alpha and beta of the rate mu + sum alpha beta e^(-beta (t - t_i)) that make the \
            events most likely, with its log-likelihood and that of a constant rate. The gate supports it only when the \
            last part of the period is foretold better by the process than by a constant rate, both fitted to the rest.

            Example: trocha hotspots hawkes events.csv --time day --horizon 365
            """)

    @OptionGroup var units: UnitOptions

    @Option(help: ArgumentHelp("The events' times: numbers, or ISO dates (which count in days).", valueName: "field"))
    var time: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Where observation ends; for dates a date, or the days since the start.", valueName: "time"))
    var horizon: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Where observation begins. Default: 0; for dates that of the first event.", valueName: "time"))
    var start: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Events a unit of time without excitation; goes with --alpha and --beta.", valueName: "rate")
    )
    var mu: Double?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("How many events each brings about on average.", valueName: "n"))
    var alpha: Double?

    @Option(parsing: .unconditional, help: ArgumentHelp("How fast that fades, a unit of time.", valueName: "rate"))
    var beta: Double?

    @Option(help: ArgumentHelp("The last share of the period, which must be foretold.", valueName: "share"))
    var holdout = 0.3

    @OptionGroup var common: CommonOptions

    func validate() throws {
        let given = [mu, alpha, beta].compactMap { $0 }
        if ![0, 3].contains(given.count) { throw ValidationError("--mu, --alpha and --beta go together") }
        if let mu, let alpha, let beta, !(mu > 0 && alpha >= 0 && beta > 0 && given.allSatisfy(\.isFinite)) {
            throw ValidationError("--mu and --beta must be above 0, --alpha 0 or more, and all finite")
        }
        if !(holdout > 0 && holdout < 1) { throw ValidationError("--holdout must lie between 0 and 1, got \(holdout)") }
    }

    func run() throws {
        var analysis = HawkesAnalysis(units.request(output: "", common), timeField: time, horizon: horizon)
        analysis.start = start
        if let mu, let alpha, let beta { analysis.given = (mu, alpha, beta) }
        analysis.holdout = holdout
        try common.print(try analysis.run())
    }
}
