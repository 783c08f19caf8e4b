internal import ArgumentParser
internal import FlowAnalysis
internal import Incidents

/// `trocha network build`.
struct NetworkBuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Places and legs to one network of directed, dated links over all modes.",
        discussion: """
            Places: place_id and perhaps lon,lat. Legs: leg_id,from_id,to_id,mode and perhaps direction (north, south, both), \
            distance_km, duration_low_h, duration_high_h, duration_basis, capacity, active_from, active_to, confidence: the \
            tables of a region pack, or your own. A leg of both directions gives a link under its own id and one back, \
            leg_id:reverse. time_s is the middle of the two durations unless --crossing-times has one.

            --boarding makes the network one of states place@mode: whoever begins a mode at a place bears the waiting, fee and \
            hazard of its row; journeys still begin and end at the places. --time-bin with --horizon unrolls it in time: \
            journeys begin at place@0 and end at the place; legs of --schedule leave at its times only.

              trocha network build --places geodata/darien/places.csv --legs geodata/darien/legs.csv \\
                --month 2024-06 -o links.csv
            """)

    @Option(help: ArgumentHelp("place_id[,lon,lat].", valueName: "csv"))
    var places: String
    @Option(help: ArgumentHelp("leg_id,from_id,to_id,mode and more.", valueName: "csv"))
    var legs: String
    @Option(help: ArgumentHelp("Only legs in use in this month. Default: all.", valueName: "YYYY-MM"))
    var month: String?
    @Option(
        help: ArgumentHelp(
            "Times instead of the legs' own: leg_id,time_s[,direction][,month][,time_low_s,time_high_s].",
            valueName: "csv"))
    var crossingTimes: String?
    @Option(help: ArgumentHelp("What it takes to begin a mode: place_id,mode,wait_s[,fee][,hazard].", valueName: "csv"))
    var boarding: String?
    @Option(help: ArgumentHelp("What a unit of a fee weighs, in seconds.", valueName: "s"))
    var secondsPerFee = 0.0
    @Option(help: ArgumentHelp("Width of a time bin; goes with --horizon.", valueName: "s"))
    var timeBin: Double?
    @Option(help: ArgumentHelp("How long the view in time is.", valueName: "s"))
    var horizon: Double?
    @Option(help: ArgumentHelp("Departures: leg_id,depart_s[,capacity]; needs --time-bin.", valueName: "csv"))
    var schedule: String?
    @Option(
        help: ArgumentHelp(
            "Speed for legs of a mode that have no time; repeat it. Assumed: foot 0.5, river 2.5, road 8, sea 7.",
            valueName: "mode=mps"))
    var speed: [String] = []
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try common.requireFreeStandardOutput(for: output.output)
        if (timeBin == nil) != (horizon == nil) { throw ValidationError("--time-bin and --horizon go together") }
        if schedule != nil && timeBin == nil { throw ValidationError("--schedule needs --time-bin and --horizon") }
        for (name, value) in [("--time-bin", timeBin), ("--horizon", horizon)] {
            if let value, !(value > 0 && value.isFinite) {
                throw ValidationError("\(name) must be above 0, got \(value)")
            }
        }
        guard secondsPerFee >= 0, secondsPerFee.isFinite else {
            throw ValidationError("--seconds-per-fee must be 0 or more, got \(secondsPerFee)")
        }
        _ = try (monthInUse(), speeds())
    }

    private func monthInUse() throws -> YearMonth? {
        guard let month else { return nil }
        guard let read = YearMonth(month) else {
            throw ValidationError("--month is '\(month)'; write it like 2024-06")
        }
        return read
    }

    /// Those given, then those assumed.
    private func speeds() throws -> [(mode: String, metresPerSecond: Double)] {
        try speed.map { text in
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let value = Double(parts[1]), value > 0, value.isFinite else {
                throw ValidationError("--speed is '\(text)'; write a mode and metres a second, like foot=0.6")
            }
            return (String(parts[0]), value)
        } + NetworkBuild.assumedSpeeds
    }

    func run() throws {
        var job = NetworkBuild(places: places, legs: legs, output: output.output)
        (job.month, job.crossingTimes, job.boardings) = (try monthInUse(), crossingTimes, boarding)
        if let timeBin, let horizon { job.timeBins = (timeBin, horizon) }
        (job.schedule, job.speeds, job.secondsPerFee) = (schedule, try speeds(), secondsPerFee)
        job.overwrite = common.overwrite
        let outcome = try job.run()
        for (path, columns) in outcome.ignoredColumns {
            common.warn("\(path): columns not used: \(columns.joined(separator: ", "))")
        }
        if common.json { try summary(outcome).write() }
    }

    private func summary(_ outcome: NetworkBuild.Outcome) throws -> SummaryValue {
        var assumptions: [(String, SummaryValue)] = [("seconds_per_fee", .number(secondsPerFee))]
        for (mode, value) in try speeds() where !assumptions.contains(where: { $0.0 == "speed_\(mode)" }) {
            assumptions.append(("speed_\(mode)", .number(value)))
        }
        assumptions.append(("time_of_a_range", "middle"))
        return .object([
            ("method", "network build"), ("places", .integer(outcome.places)), ("legs", .integer(outcome.legs)),
            ("inactive", .integer(outcome.inactive)), ("links", .integer(outcome.links)),
            ("month", month.map { .text($0) } ?? .null),
            ("evidence", .object(outcome.evidence.map { ($0.name, .integer($0.links)) })),
            ("isolated", .list(outcome.isolated.map { .text($0) })), ("assumptions", .object(assumptions)),
        ])
    }
}
