internal import ArgumentParser
internal import SeaAnalysis

/// `trocha sea hazard`.
struct SeaHazardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hazard",
        abstract: "What waves and wind do to an open boat: critical waves, limits, following seas, hazard per hour.",
        discussion: """
            Options that --states has as columns stand in for what its rows leave empty. Rows that are wrong are written \
            with status invalid and the reason, and the exit code is 3.

            --calibrate writes what trips of known outcome say about b0 to b5, their prior beside it; the table serves \
            as --coefficients.

            Example: trocha sea hazard --hs-m 1.5 --tz-s 5 --craft open_skiff --persons 20 --night true -o hazard.csv
            """)

    @Option(help: ArgumentHelp("Sea states, a boat in each row; only hs_m is required.", valueName: "csv"))
    var states: String?

    @OptionGroup(title: "One state") var state: SeaStateOptions
    @OptionGroup(title: "Boat") var boat: CraftOptions
    @OptionGroup(title: "Assumptions") var assumptions: SeaHazardOptions
    @OptionGroup(title: "Calibration") var calibration: SeaCalibrationOptions
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try common.requireFreeStandardOutput(for: output.output)
        if calibration.calibrate != nil {
            guard states == nil, state.fields.isEmpty, boat.fields.isEmpty else {
                throw ValidationError(
                    "--calibrate takes its states from its table; leave --states and a state's options out")
            }
            return
        }
        switch (states, state.hsM) {
        case (nil, nil): throw ValidationError("no sea state is given; name --states CSV or --hs-m METRES")
        case (.some, .some): throw ValidationError("--states has the wave heights already; leave --hs-m out")
        default: break
        }
    }

    func run() throws {
        if let trips = calibration.calibrate { return try calibrate(trips) }
        let given = state.fields.merging(boat.fields) { $1 }
        var job = HazardTable(
            source: states.map { .file($0, defaults: given) } ?? .options(given), output: output.output)
        job.settings = try assumptions.settings(craftTable: boat.craftTable)
        job.overwrite = common.overwrite
        let outcome = try job.run()
        warn(outcome)
        if common.json { try summary(outcome, job.settings).write() }
        if let fault = outcome.firstFault {
            throw CommandFailure(
                .badData, "\(outcome.invalid) of \(outcome.rows) states are invalid; the first: \(fault)")
        }
    }

    private func calibrate(_ trips: String) throws {
        var job = try calibration.job(trips, output: output.output)
        job.settings = try assumptions.settings(craftTable: boat.craftTable)
        job.overwrite = common.overwrite
        job.seed = common.seed
        job.threads = common.threads
        let outcome = try job.run()
        if !outcome.ignored.isEmpty {
            common.warn("\(trips): columns not used: \(outcome.ignored.joined(separator: ", "))")
        }
        if common.json { return try outcome.summary.write() }
        if !common.quiet { for statement in outcome.statements { StandardError.write(statement + "\n") } }
    }

    private func warn(_ outcome: HazardTable.Outcome) {
        if !outcome.ignored.isEmpty {
            common.warn("\(states ?? ""): columns not used: \(outcome.ignored.joined(separator: ", "))")
        }
        if !outcome.overloaded.isEmpty {
            let ids = outcome.overloaded.prefix(5).joined(separator: ", ")
            let more = outcome.overloaded.count > 5 ? " and others" : ""
            common.warn("more persons than the craft is made for: id \(ids)\(more)")
        }
    }

    private func summary(_ outcome: HazardTable.Outcome, _ settings: HazardSettings) -> SummaryValue {
        .object([
            ("method", "sea hazard"), ("states", .integer(outcome.rows)),
            ("ok", .integer(outcome.rows - outcome.invalid)), ("invalid", .integer(outcome.invalid)),
            ("overloaded", .bool(!outcome.overloaded.isEmpty)),
            ("overloaded_ids", .list(outcome.overloaded.map { .text($0) })),
            ("ignored_columns", .list(outcome.ignored.map { .text($0) })),
            ("coefficients", .object(outcome.coefficients.items.map { ($0.name, .coefficient($0)) })),
            ("wave_table", .text(settings.waveTable)),
            ("assumptions", .object(settings.assumptions.map { ($0.name, .number($0.value)) })),
        ])
    }
}

extension SummaryValue {
    /// Value, source and interval of a coefficient.
    static func coefficient(_ item: HazardCoefficients.Item) -> SummaryValue {
        .object([
            ("value", .number(item.value)), ("source", .text(item.source)),
            (
                "interval",
                item.interval.map { .list([.number($0.lowerBound), .number($0.upperBound)]) } ?? .null
            ),
        ])
    }
}
