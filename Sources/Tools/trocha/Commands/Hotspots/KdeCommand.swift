internal import ArgumentParser
internal import HotspotAnalysis

/// `trocha hotspots kde`.
struct KdeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kde",
        abstract: "Kernel density of events on a plane, the globe or a network of lines.",
        discussion: """
            Examples:
              trocha hotspots kde events.csv --crs EPSG:32618 --bandwidth 5000 --cell 500 -o density.tif
              trocha hotspots kde events.csv --bandwidth 20000 --edge jones-diggle --mask land.geojson --at posts.csv -o d.csv
              trocha hotspots kde events.csv --bandwidth 20000 --cell 2000 --time day --time-bandwidth 60 --time-step 30 -o months.tif
              trocha hotspots kde events.csv --network trails.gpkg --bandwidth 2000 --method continuous --lixel 100 -o d.csv

            Events a square unit (m² for longitudes and latitudes), or a unit of length on a network. Events outside the \
            window take no part (n_outside). On longitudes and latitudes --cell is in metres at the middle latitude, in \
            degrees if it is at most 1. --adaptive: h·π^(−1/2)/γ, π the density with the fixed bandwidth at the event, its \
            own kernel included, γ the geometric mean of π^(−1/2) over the events. An event exactly at the end of a line \
            belongs to that line: ways that leave by other lines are split at the node.

            With --time the raster has a band for each slice of time, the mean over the slice, in events a square unit and \
            day; the bands' descriptions are the first and last day. Kernels in space and time are multiplied. --from and --to \
            end the period, as --window ends the area; --edge jones-diggle corrects for both. Without them slices reach as far \
            as the kernels. A date without a time of day is its noon.
            """)

    @OptionGroup var units: UnitOptions
    @Option(
        help: ArgumentHelp(
            "Radius of the quartic kernel, σ of the Gaussian; 'cv' for the most likely by leaving one out.",
            valueName: "distance"))
    var bandwidth: BandwidthChoice
    @Option(help: "quartic or gaussian.")
    var kernel = KernelShape.quartic
    @Option(help: ArgumentHelp("How many events a row stands for.", valueName: "field"))
    var weight: String?
    @Option(
        help: ArgumentHelp("Places of a table: x,y or lon,lat; on a network also edge_id,offset.", valueName: "csv"))
    var at: String?

    @Flag(help: ArgumentHelp("A bandwidth of its own for each event (Abramson).", visibility: .default))
    var adaptive = false
    @Option(help: "none, uniform or jones-diggle.")
    var edge: DensityEdge?
    @OptionGroup(title: "Window") var window: WindowOptions
    @Option(help: ArgumentHelp("A raster with cells of this size.", valueName: "size"))
    var cell: Double?

    @OptionGroup(title: "Time") var time: TimeOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @Option(help: "At a node: simple, discontinuous (default) or continuous.")
    var method: NetworkDensityEstimation.Method?
    @Option(help: ArgumentHelp("Middles of pieces of this length.", valueName: "length"))
    var lixel: Double?
    @Flag(help: "At the events themselves, each left out of its own sum.")
    var leaveOneOut = false

    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try common.requireFreeStandardOutput(for: output.output)
        if network.network == nil { try validatePlane() } else { try validateNetwork() }
    }

    private func validatePlane() throws {
        if method != nil || lixel != nil || leaveOneOut {
            throw ValidationError("--method, --lixel and --leave-one-out go with --network")
        }
        if time.time != nil { return try validateTime() }
        guard (cell == nil) != (at == nil) else { throw ValidationError("give either --cell SIZE or --at CSV") }
        if let cell, !(cell > 0 && cell.isFinite) { throw ValidationError("--cell must be above 0, got \(cell)") }
    }

    private func validateTime() throws {
        if adaptive || at != nil { throw ValidationError("--adaptive and --at do not go with --time") }
        if bandwidth == .likelihood {
            throw ValidationError("--bandwidth cv does not go with --time; give a number")
        }
        guard let cell, cell > 0, cell.isFinite else {
            throw ValidationError("--time needs a raster; give --cell SIZE above 0")
        }
    }

    private func validateNetwork() throws {
        if time.time != nil { throw ValidationError("--time does not go with --network") }
        if adaptive || edge != nil || window.isGiven || cell != nil {
            throw ValidationError("--adaptive, --edge, --window, --mask and --cell do not go with --network")
        }
        if bandwidth == .likelihood {
            throw ValidationError("--bandwidth cv does not go with --network; give a number")
        }
        guard [lixel != nil, at != nil, leaveOneOut].count(where: \.self) == 1 else {
            throw ValidationError("give one of --lixel LENGTH, --at CSV and --leave-one-out")
        }
        if let lixel, !(lixel > 0 && lixel.isFinite) { throw ValidationError("--lixel must be above 0, got \(lixel)") }
    }

    func run() throws {
        let request = units.request(output: output.output, common)
        if let job = spaceTime(request) { return try common.report(try common.reporting { try job.run($0) }) }
        guard let lines = network.source, case .fixed(let width) = bandwidth else {
            return try common.report(try common.reporting { try planar(request).run($0) })
        }
        let target: NetworkDensityEstimation.Target =
            lixel.map { .lixels($0) } ?? at.map { .places($0) } ?? .events
        var job = NetworkDensityEstimation(request, network: lines, bandwidth: width, target: target)
        (job.kernel, job.weightField, job.method) = (kernel, weight, method ?? .discontinuous)
        try common.report(try common.reporting { try job.run($0) })
    }

    private func spaceTime(_ request: HotspotRequest) -> SpaceTimeDensityEstimation? {
        guard let field = time.time, let timeBandwidth = time.timeBandwidth, let cell,
            case .fixed(let width) = bandwidth
        else { return nil }
        var job = SpaceTimeDensityEstimation(
            request, bandwidth: width, cell: cell, timeField: field, timeBandwidth: timeBandwidth)
        (job.step, job.from, job.to) = (time.timeStep, time.from, time.to)
        (job.kernel, job.timeKernel, job.weightField) = (kernel, time.timeKernel ?? .epanechnikov, weight)
        (job.edge, job.window) = (edge ?? .none, window.source)
        return job
    }

    private func planar(_ request: HotspotRequest) -> DensityEstimation {
        let target: DensityEstimation.Target = cell.map { .cells($0) } ?? .places(at ?? "")
        var job = DensityEstimation(request, bandwidth: bandwidth, target: target)
        (job.kernel, job.weightField, job.isAdaptive) = (kernel, weight, adaptive)
        (job.edge, job.window) = (edge ?? .none, window.source)
        return job
    }
}
