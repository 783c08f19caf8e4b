internal import ArgumentParser
internal import Export
internal import SeaAnalysis

/// `trocha sea drift`.
struct SeaDrift: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "Where a casualty may be, hour by hour: an ensemble of drifting particles.",
        discussion: """
            Leeway by object class as the US Coast Guard publishes it; --class list prints the classes. A row for each \
            particle and hour: particle,hour,lon,lat,status,side.

            Example: trocha sea drift --from -81.9,12.4 --time 2025-01-17T06:00Z --class PIW-1 --hours 48 -o p.csv
            """)

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Where the casualty was, lon,lat or planar x,y.", valueName: "x,y"))
    var from: String?

    @Option(help: ArgumentHelp("When: ISO 8601 with zone.", valueName: "time"))
    var time: String?

    @Option(name: .customLong("class"), help: ArgumentHelp("Code name such as PIW-1, or list.", valueName: "name"))
    var objectClass: String

    @Option(help: ArgumentHelp("Classes in place of the published ones.", valueName: "csv"))
    var classTable: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("How long to follow it.", valueName: "h"))
    var hours: Int?

    @OptionGroup(title: "Particles") var spread: DriftSpreadOptions
    @OptionGroup(title: "Wind, current and land") var forcing: DriftForcingOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Water temperature, for the survival limit.", valueName: "°C"))
    var waterTemp: Double?

    @Option(help: ArgumentHelp("Areas of 50 and 90 % of the particles, by hour.", valueName: "geojson"))
    var areas: String?

    @Option(help: ArgumentHelp("Share of the particles in each cell at the last hour.", valueName: "tif"))
    var density: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("Side of the cells of --density. Default: 1000.", valueName: "m"))
    var densityCell: Double?

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("CSV of the particles; '-' is standard output.", valueName: "file"))
    var output: String?

    @OptionGroup var raster: RasterOutputOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if objectClass == "list" { return }
        for (name, isGiven) in [("--from", from != nil), ("--hours", hours != nil), ("-o", output != nil)]
        where !isGiven {
            throw ValidationError("\(name) is missing; it is needed unless --class is list")
        }
        try common.requireFreeStandardOutput(for: output ?? "")
    }

    func run() throws {
        guard objectClass != "list", let from, let hours, let output else {
            return try DriftClassTable(classTable).write(to: self.output ?? "-", overwrite: common.overwrite)
        }
        var search = DriftSearch(from: from, className: objectClass, hours: hours, output: output)
        search.time = time
        search.classTable = classTable
        spread.apply(to: &search)
        forcing.apply(to: &search)
        search.waterCelsius = waterTemp
        search.areas = areas
        search.density = density.map { raster.output($0, common) }
        search.densityCell = densityCell ?? search.densityCell
        search.overwrite = common.overwrite
        search.seed = common.seed
        search.threads = common.threads
        let outcome = try search.run()
        for warning in outcome.source.warnings { common.warn(warning) }
        if outcome.wind == "none" {
            common.warn("no wind is given, so there is no leeway; name --wind-uniform or --wind")
        }
        if outcome.beyondKnown > 0 {
            common.warn(
                "\(outcome.beyondKnown) particles came to where no wind or current is known; they keep the last that was"
            )
        }
        if common.json { try summary(outcome).write() }
    }

    private func summary(_ outcome: DriftOutcome) -> SummaryValue {
        let assumptions = outcome.assumptions.map { name, value -> (String, SummaryValue) in
            switch value {
            case .number(let number): (name, .number(number))
            case .text(let text): (name, .text(text))
            }
        }
        let members: [(String, SummaryValue)] = [
            ("method", "sea drift"), ("class", .text(outcome.className)), ("particles", .integer(outcome.particles)),
            ("adrift", .integer(outcome.adrift)), ("capsized", .integer(outcome.capsized)),
            ("stranded", .integer(outcome.stranded)), ("beyond_known", .integer(outcome.beyondKnown)),
            ("wind", .text(outcome.wind)), ("current", .text(outcome.current)), ("survival", survival(outcome)),
            ("seed", .integer(Int(clamping: common.seed))),
            ("assumptions", .object(assumptions)),
        ]
        let files = SeaConditionsSummary.members(outcome.source, nil).filter { ["input", "gaps"].contains($0.0) }
        return .object(members + files)
    }

    private func survival(_ outcome: DriftOutcome) -> SummaryValue {
        guard let water = outcome.waterCelsius else { return .null }
        return .object([
            ("water_temp_c", .number(water)), ("limit_min", .optional(outcome.limitMinutes)),
            ("note", .text(outcome.limitMinutes == nil ? "not_hypothermia_limited" : "hypothermia_limited")),
        ])
    }
}
