internal import ArgumentParser
internal import LandAnalysis

/// `trocha land path`.
struct LandPath: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "path",
        abstract: "The least-cost path between two places.",
        discussion: """
            GeoJSON has one line; CSV has seq, row, col (from 0), x, y (centres, in the raster's system) and the cost so far.

            Example: trocha land path --friction friction.tif --from -77.4,8.2 --to -77.7,8.1 -o path.geojson
            """)

    @OptionGroup var surface: SurfaceOptions
    @OptionGroup var ends: EndOptions
    @OptionGroup var places: PlaceOptions
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws { try common.requireFreeStandardOutput(for: output.output) }

    func run() throws {
        var job = PathTracing(surface: try surface.input(), from: ends.from, to: ends.to, output: output.output)
        job.system = places.system
        job.overwrite = common.overwrite
        let outcome = try common.reporting { try job.run($0) }
        let way = outcome.way
        try LandSummary.write(
            "path", outcome.frame, common,
            [
                ("reachable", .bool(way != nil)), ("cost", .optional(way?.cost)), ("length_m", .optional(way?.length)),
                ("cells", way.map { .integer($0.cells) } ?? .null),
            ])
    }
}
