internal import ArgumentParser
internal import SeaAnalysis

/// How the particles of a drift differ.
struct DriftSpreadOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Particles to follow.", valueName: "n"))
    var particles = 1000

    @Option(parsing: .unconditional, help: ArgumentHelp("Starts lie evenly spread over this disc.", valueName: "m"))
    var radius = 0.0

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Deviation of each component of the wind, drawn anew each step.", valueName: "m/s"))
    var windSigma = 0.0

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Deviation of each component of the current, drawn anew each step.", valueName: "m/s"))
    var currentSigma = 0.0

    @Option(parsing: .unconditional, help: ArgumentHelp("Time step, a whole part of an hour.", valueName: "s"))
    var step = 600.0

    @Option(parsing: .unconditional, help: ArgumentHelp("Changes of side per hour.", valueName: "1/h"))
    var jibeRate = 0.04

    @Flag(help: "Two particles, 0 right and 1 left of the wind, without any chance.")
    var deterministic = false

    @OptionGroup var capsize: CapsizeOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Leeway of what has capsized over that before. Default: 0.4.", valueName: "factor"))
    var capsizeLeeway: Double?

    func apply(to search: inout DriftSearch) {
        search.particles = particles
        search.radius = radius
        search.windDeviation = windSigma
        search.currentDeviation = currentSigma
        search.step = step
        search.jibeRate = jibeRate
        search.isDeterministic = deterministic
        search.capsizeWind = capsize.capsizeWind
        search.capsizeScale = capsize.capsizeScale
        search.capsizeLeeway = capsizeLeeway
    }
}

/// What drives and stops the particles of a drift.
struct DriftForcingOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "One wind: speed and where from. Without any wind the region's in the mean month.", valueName: "mps,from"))
    var windUniform: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("One current: east and north. Default: none.", valueName: "u,v"))
    var currentUniform: String?

    @OptionGroup var metocean: MetoceanOptions

    @Option(help: ArgumentHelp("Land polygons in place of the built-in coast, or none.", valueName: "file|none"))
    var land: String?

    @Option(help: ArgumentHelp("planar: positions are metres on a plane. Default: degrees.", valueName: "crs"))
    var crs: String?

    func validate() throws {
        if windUniform != nil && metocean.wind != nil {
            throw ValidationError("--wind-uniform and --wind exclude each other")
        }
        if currentUniform != nil && metocean.currents != nil {
            throw ValidationError("--current-uniform and --currents exclude each other")
        }
    }

    func apply(to search: inout DriftSearch) {
        search.wind = windUniform.map { .uniform($0) } ?? metocean.wind.map { .file($0) } ?? .builtIn
        search.current = currentUniform.map { .uniform($0) } ?? metocean.currents.map { .file($0) } ?? .builtIn
        search.land = land
        search.system = crs
        search.assumesUTC = metocean.assumesUTC
        search.files = metocean.source(seaState: nil, isPlanar: crs == "planar")
    }
}
