internal import ArgumentParser
internal import HotspotAnalysis

/// `trocha hotspots kfunction`.
struct KFunctionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kfunction",
        abstract:
            "Ripley's K: how many further events lie near an event, in the plane, along lines, in space and time.",
        discussion: """
            Examples:
              trocha hotspots kfunction events.csv --crs planar --window 0,0,1,1 --distances 0.05,0.1 --edge isotropic -o k.csv
              trocha hotspots kfunction events.csv --network streets.gpkg --distances 50,100,200 --correction ang -o k.csv
              trocha hotspots kfunction events.csv --time date --times 7,30 --distances 1000,5000 -o k.csv

            K(r) = A/(n(n−1)) · Σ weights of ordered pairs up to r apart (L instead of A on a network; times T with --time). \
            Without --window and --mask the window is the box of the events. With --time the time's edge goes with the \
            space's: none; with isotropic or ang a pair counts 2 when one of t±u lies outside the period; with translation \
            T/(T−u).
            """)

    @OptionGroup var units: UnitOptions
    @Option(help: ArgumentHelp("Distances up to which neighbours are counted.", valueName: "a,b,…"))
    var distances: String
    @OptionGroup(title: "Window") var window: WindowOptions
    @Option(help: "none (default), isotropic (Ripley) or translation.")
    var edge: KFunctionEstimation.Edge?
    @OptionGroup(title: "Network") var network: NetworkOptions
    @Option(help: "none (default) or ang (Ang, Baddeley & Nair).")
    var correction: KFunctionEstimation.Correction?
    @Option(help: ArgumentHelp("ISO dates, counted in days, or numbers.", valueName: "field"))
    var time: String?
    @Option(help: ArgumentHelp("Spans of time up to which neighbours are counted.", valueName: "a,b,…"))
    var times: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("When events could be seen. Default: first to last event.", valueName: "from,to"))
    var period: String?
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    private var span: (String, String)? {
        guard let parts = period?.split(separator: ",").map(String.init), parts.count == 2 else { return nil }
        return (parts[0], parts[1])
    }

    func validate() throws {
        try common.requireFreeStandardOutput(for: output.output)
        if distances.distances == nil {
            throw ValidationError("--distances \"\(distances)\" is not a list of distances such as 100,200")
        }
        if (time == nil) != (times == nil) { throw ValidationError("--time FIELD and --times a,b,… go together") }
        if let times, times.distances == nil {
            throw ValidationError("--times \"\(times)\" is not a list of spans such as 7,30")
        }
        if period != nil && (span == nil || time == nil) {
            throw ValidationError("--period is FROM,TO and goes with --time")
        }
        if network.network != nil && (window.isGiven || edge != nil) {
            throw ValidationError(
                "--window, --mask and --edge do not go with --network; its correction is --correction")
        }
        if network.network == nil && correction != nil { throw ValidationError("--correction goes with --network") }
    }

    func run() throws {
        let space: KFunctionEstimation.Space =
            network.source.map { .network($0, correction ?? .none) } ?? .window(window.source, edge ?? .none)
        var job = KFunctionEstimation(
            units.request(output: output.output, common), distances: distances.distances ?? [], space: space)
        if let time, let limits = times?.distances {
            var clock = KFunctionEstimation.Time(field: time, limits: limits)
            clock.period = span
            job.time = clock
        }
        try common.report(try common.reporting { try job.run($0) })
    }
}
