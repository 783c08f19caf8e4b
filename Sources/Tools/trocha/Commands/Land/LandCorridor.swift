internal import ArgumentParser
internal import LandAnalysis

/// `trocha land corridor`.
struct LandCorridor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "corridor",
        abstract: "How much dearer the best way between two places becomes through each cell.",
        discussion: """
            A .tif holds the cost above the least; a .geojson holds a polygon for each of --bands, the cells on ways at \
            most so many percent dearer.

            Example: trocha land corridor --friction f.tif --from -77.4,8.2 --to -77.7,8.1 --bands 1,5 -o c.geojson
            """)

    @OptionGroup var surface: SurfaceOptions
    @OptionGroup var ends: EndOptions
    @OptionGroup var places: PlaceOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Percentages of the polygons. Default: 1,2,5,10.", valueName: "p,p"))
    var bands: String?

    @OptionGroup var output: OutputOption
    @OptionGroup var raster: RasterOutputOptions
    @OptionGroup var common: CommonOptions

    func validate() throws { try common.requireFreeStandardOutput(for: output.output) }

    func run() throws {
        var job = CorridorTracing(
            surface: try surface.input(), from: ends.from, to: ends.to, output: raster.output(output.output, common))
        job.system = places.system
        if let bands {
            job.bands = try bands.split(separator: ",", omittingEmptySubsequences: false).map { text in
                guard let percent = Double(text) else {
                    throw ValidationError("--bands must be percentages such as 1,2,5, got '\(bands)'")
                }
                return percent
            }
        }
        let outcome = try common.reporting { try job.run($0) }
        try LandSummary.write(
            "corridor", outcome.frame, common,
            [
                ("reachable", .bool(outcome.least != nil)), ("min_cost", .optional(outcome.least?.through)),
                ("path_cost", .optional(outcome.least?.path)),
            ])
    }
}
