internal import ArgumentParser
internal import SeaAnalysis

/// How `sea hazard --calibrate` learns the coefficients.
struct SeaCalibrationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Trips with trip_id, hours, lost and the columns of a state; or 'region' for those of the embedded region.",
            valueName: "csv"))
    var calibrate: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Share of the prior within a coefficient's interval. Default: 0.9.", valueName: "share"))
    var priorInterval: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How much more often a loss is reported than an arrival: median and spread of the log. Default: 50,1.5.",
            valueName: "median,sd"))
    var reportingRatio: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Persons in a boat across the gulf. Default: 40.", valueName: "n"))
    var personsPerTrip: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Counted travellers who crossed the gulf by boat. Default: 0.9.", valueName: "share"))
    var gulfShare: Double?

    @Option(parsing: .unconditional, help: ArgumentHelp("Draws from the posterior. Default: 20000.", valueName: "n"))
    var draws: Int?

    @Option(help: ArgumentHelp("Write the trips of the region.", valueName: "csv"))
    var tripsTable: String?

    /// The calibration that the options describe.
    func job(_ trips: String, output: String) throws -> HazardCalibration {
        var job = HazardCalibration(trips: trips, output: output)
        job.priorInterval = priorInterval ?? job.priorInterval
        job.personsPerTrip = personsPerTrip ?? job.personsPerTrip
        job.gulfShare = gulfShare ?? job.gulfShare
        job.draws = draws ?? job.draws
        job.tripsTable = tripsTable
        if let reportingRatio {
            let parts = reportingRatio.split(separator: ",", omittingEmptySubsequences: false).compactMap { Double($0) }
            guard parts.count == 2 else {
                throw ValidationError("--reporting-ratio is '\(reportingRatio)'; write MEDIAN,SD such as 50,1.5")
            }
            (job.reportingRatio, job.reportingLogDeviation) = (parts[0], parts[1])
        }
        return job
    }
}

extension CalibrationOutcome {
    /// The JSON object of a calibration.
    var summary: SummaryValue {
        .object([
            ("method", "sea hazard --calibrate"), ("trips", .number(trips)), ("losses", .number(losses)),
            ("hours", .number(hours)), ("reported_trips", .number(reportedTrips)),
            ("reported_losses", .number(reportedLosses)),
            ("coefficients", .object(items.map { ($0.name, $0.summary) })),
            ("log_reporting_ratio", ratio?.summary ?? .null), ("ess", .number(effectiveDraws)),
            ("statements", .list(statements.map { .text($0) })), ("ignored_columns", .list(ignored.map { .text($0) })),
            ("assumptions", .object(assumptions.map { ($0.name, .number($0.value)) })),
        ])
    }
}

extension CalibrationOutcome.Item {
    fileprivate var summary: SummaryValue {
        .object([
            ("prior_mean", .number(priorMean)), ("prior_sd", .number(priorDeviation)), ("mean", .number(mean)),
            ("sd", .number(deviation)), ("quantiles", .list(quantiles.map { .number($0) })),
            ("sd_ratio", .number(deviationRatio)),
        ])
    }
}
