public import ArgumentParser
internal import Export

/// How rasters are written.
struct RasterOutputOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How rasters are compressed.", valueName: "method"))
    var compress = RasterDestination.Compression.deflate

    @Flag(help: "Write no smaller copies of the raster for display.")
    var noOverviews = false

    /// The raster at `path`, as these options and the common ones say.
    func output(_ path: String, _ common: CommonOptions) -> RasterDestination {
        var output = RasterDestination(path: path)
        output.compression = compress
        output.hasOverviews = !noOverviews
        output.overwrite = common.overwrite
        output.threads = common.threads
        return output
    }
}

extension RasterDestination.Compression: ExpressibleByArgument {}
