internal import ArgumentParser
internal import RiskAnalysis
internal import SpatialEngine

/// `trocha risk score`.
struct RiskScore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "What a forecast was worth: hit rates, efficiency, and scores of its distribution.",
        discussion: """
            Example:
              trocha risk score --forecast f.csv --top 1,2,5 --distribution poisson --units units.csv -o scores.csv

            --forecast is unit_id,forecast,actual[,past,area_km2,length_km]. Units are ranked by forecast, ties in file order. \
            For each k of --top: n events of N; hit_rate n/N; area_share a/A (units of equal area without area_km2); pai \
            (n/N)/(a/A), pai_length the same by length; pei, n over the most events in any k units; pei_area, n over the most \
            in any set with no more area; rri (n/n_past)/(N/N_past).

            With a distribution of mean forecast (nb:SIZE has variance m + m*m/SIZE), --units gives log_score (-ln P), crps, \
            pit_lo and pit_hi (F(y-1) and F(y)) by unit, --json their means.

            To try it:
              printf 'unit_id,forecast,actual\\na,2.5,3\\nb,0.5,1\\nc,1,0\\n' > f.csv
              trocha risk score --forecast f.csv --top 1,2 --distribution poisson -o -
            """)

    @Option(help: ArgumentHelp("unit_id,forecast,actual[,past,area_km2,length_km].", valueName: "csv"))
    var forecast: String
    @Option(
        parsing: .unconditional, help: ArgumentHelp("How many units are selected; a line for each.", valueName: "k,…"))
    var top: String
    @Option(
        parsing: .unconditional, help: ArgumentHelp("poisson, or nb:SIZE; its mean is the forecast.", valueName: "name")
    )
    var distribution: String?
    @Option(help: ArgumentHelp("Scores by unit: unit_id,log_score,crps,pit_lo,pit_hi.", valueName: "csv"))
    var units: String?
    @OptionGroup var tables: SkillTableOptions
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    private var counts: [Int]? {
        let counts = top.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        return counts.contains(nil) ? nil : counts.compactMap { $0 }
    }

    private var namedDistribution: ForecastScoring.Distribution? {
        if distribution == "poisson" { return .poisson }
        guard let text = distribution, text.hasPrefix("nb:"), let size = Double(text.dropFirst(3)) else { return nil }
        return .negativeBinomial(size: size)
    }

    func validate() throws {
        for path in [output.output] + [units].compactMap({ $0 }) + tables.paths {
            try common.requireFreeStandardOutput(for: path)
        }
        if counts == nil { throw ValidationError("--top \"\(top)\" is no list of whole numbers; write it like 1,2,5") }
        if let distribution, namedDistribution == nil {
            throw ValidationError(
                "--distribution \"\(distribution)\" is unknown; write poisson, or nb:SIZE like nb:2.5")
        }
    }

    func run() throws {
        var job = ForecastScoring(forecast: forecast, top: counts ?? [], output: output.output)
        (job.distribution, job.units, job.tables) = (namedDistribution, units, tables.tables)
        (job.overwrite, job.threads) = (common.overwrite, common.threads)
        try common.report(try job.run())
    }
}

/// Tables that a verb about skill may write besides its own.
struct SkillTableOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Hits by number of units, to draw a curve from.", valueName: "csv"))
    var curve: String?
    @Option(help: ArgumentHelp("Histogram of the probability integral transform in tenths.", valueName: "csv"))
    var pit: String?
    @Option(help: ArgumentHelp("Predicted and observed means by tenths of the forecasts.", valueName: "csv"))
    var calibration: String?

    var paths: [String] { [curve, pit, calibration].compactMap { $0 } }

    var tables: SkillTables {
        var tables = SkillTables()
        (tables.curve, tables.transform, tables.calibration) = (curve, pit, calibration)
        return tables
    }
}

extension CommonOptions {
    /// Warns of what a verb about skill found odd and prints its summary where that is asked for.
    func report(_ outcome: SkillOutcome) throws {
        for warning in outcome.warnings { warn(warning) }
        if json { try SummaryValue(.object(outcome.summary)).write() }
    }
}
