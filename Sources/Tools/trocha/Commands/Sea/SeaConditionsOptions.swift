internal import ArgumentParser
internal import Ingest
internal import SeaAnalysis
internal import SpatialEngine

/// The files of wind and current, and how files of the sea are read.
struct MetoceanOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Wind by place and time: CSV grid, CSV zones or NetCDF.", valueName: "file"))
    var wind: String?

    @Option(help: ArgumentHelp("Current by place and time: CSV grid, CSV zones or NetCDF.", valueName: "file"))
    var currents: String?

    @Option(help: ArgumentHelp("Polygons with zone_id for tables of zones.", valueName: "geojson"))
    var zones: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How far the nearest value fills a gap.", valueName: "m"))
    var gapRadius = 25_000.0

    @Option(help: ArgumentHelp("UTC: what times without zone are.", valueName: "zone"))
    var tz: String?

    func validate() throws {
        guard gapRadius.isFinite, gapRadius >= 0 else {
            throw ValidationError("--gap-radius is \(gapRadius); give 0 m or more")
        }
        if let tz, tz != "UTC" { throw ValidationError("--tz is '\(tz)'; only UTC is understood") }
    }

    /// Times without zone are universal ones.
    var assumesUTC: Bool { tz != nil }

    /// As the conditions are read with.
    func source(seaState: String?, isPlanar: Bool) -> SeaConditionsSource.Options {
        var options = SeaConditionsSource.Options()
        options.seaState = seaState
        (options.wind, options.currents, options.zones) = (wind, currents, zones)
        options.gapRadius = Metres(gapRadius)
        (options.assumesUTC, options.isPlanar) = (assumesUTC, isPlanar)
        return options
    }
}

/// All files of the sea.
struct SeaConditionsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Waves by place and time, perhaps with wind and current: CSV grid, CSV zones or NetCDF.", valueName: "file")
    )
    var seaState: String?

    @OptionGroup var metocean: MetoceanOptions

    /// Times without zone are universal ones.
    var assumesUTC: Bool { metocean.assumesUTC }

    /// As the conditions are read with.
    func source(isPlanar: Bool) -> SeaConditionsSource.Options {
        metocean.source(seaState: seaState, isPlanar: isPlanar)
    }
}

/// The members of a summary that tell where waves, wind and current come from.
enum SeaConditionsSummary {
    /// `sea_state`, `input`, `gaps`, and `model_error` where waves are modelled.
    static func members(_ source: SeaConditionsSource, _ conditions: SeaConditions?) -> [(String, SummaryValue)] {
        var members: [(String, SummaryValue)] = [
            ("sea_state", .text((conditions?.seaState ?? .none).rawValue)),
            ("input", .list(source.inputs.map(input))),
            (
                "gaps",
                .object([
                    ("filled_share", .number(source.gaps.filledShare)),
                    ("missing_share", .number(source.gaps.missingShare)),
                ])
            ),
        ]
        if let error = conditions?.modelError { members.append(("model_error", modelError(error))) }
        return members
    }

    private static func input(_ variable: SeaInputVariable) -> SummaryValue {
        .object([
            ("file", .text(variable.file)), ("variable", .text(variable.variable)),
            ("quantity", .text(variable.quantity)), ("unit", .text(variable.unit)),
            ("repairs", .list(variable.repairs.map { .text($0) })),
        ])
    }

    private static func modelError(_ error: SeaModelError) -> SummaryValue {
        .object([
            ("rms_relative", .optional(error.relativeRootMeanSquare)), ("rms_m", .optional(error.rootMeanSquareMetres)),
            (
                "bulletins",
                .list(
                    error.rows.map { row in
                        .object([
                            ("zone_id", .text(row.zoneID)), ("month", .integer(row.month)),
                            ("published_low_m", .number(row.lowMetres)), ("published_high_m", .number(row.highMetres)),
                            ("wind_mps", .optional(row.windMetresPerSecond)),
                            ("modelled_m", .number(row.modelledMetres)), ("relative_error", .number(row.relativeError)),
                        ])
                    })
            ),
        ])
    }
}
