internal import ArgumentParser
internal import LandAnalysis

/// What the coordinates of places mean.
struct PlaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "System of the places: EPSG:n, or native for the raster's own. Default: degrees on WGS 84.",
            valueName: "crs"))
    var crs: String?

    var system: PlaceSystem { PlaceSystem(crs) }
}

/// Two places to go between.
struct EndOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Where the way begins.", valueName: "x,y"))
    var from: String

    @Option(parsing: .unconditional, help: ArgumentHelp("Where the way ends.", valueName: "x,y"))
    var to: String
}
