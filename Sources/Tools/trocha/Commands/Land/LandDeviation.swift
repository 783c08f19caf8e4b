internal import ArgumentParser
internal import LandAnalysis

/// `trocha land deviation`.
struct LandDeviation: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deviation",
        abstract: "How far a modelled path runs from an observed one.",
        discussion: """
            Prints one JSON object: the area between the lines, path deviation index, share of the modelled line within \
            the buffer, Hausdorff distance.

            Example: trocha land deviation modelled.geojson observed.geojson --buffer 250
            """)

    @Argument(help: ArgumentHelp("GeoJSON with one line; with --crs planar CSV with x,y.", valueName: "modelled"))
    var modelled: String

    @Argument(help: ArgumentHelp("The same for the line to compare with.", valueName: "observed"))
    var observed: String

    @Option(parsing: .unconditional, help: ArgumentHelp("Half the width of the band.", valueName: "m"))
    var buffer = 100.0

    @Option(help: ArgumentHelp("planar: positions are metres on a plane. Default: degrees.", valueName: "crs"))
    var crs: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        var job = LineComparison(modelled: modelled, observed: observed)
        job.bufferMetres = buffer
        job.system = crs
        let outcome = try job.run()
        let frame = ResultFrame(unit: "m", neighbours: nil, elongationBound: nil, lengthRule: outcome.lengthRule)
        try LandSummary.print(
            "deviation", frame, common,
            [
                ("area_m2", .number(outcome.squareMetres)), ("endpoint_distance_m", .number(outcome.endpointMetres)),
                ("pdi_m", .optional(outcome.indexMetres)), ("pdi_percent", .optional(outcome.indexPercent)),
                ("buffer_m", .number(buffer)), ("buffer_share", .number(outcome.bufferShare)),
                ("hausdorff_m", .number(outcome.hausdorffMetres)),
            ])
    }
}
