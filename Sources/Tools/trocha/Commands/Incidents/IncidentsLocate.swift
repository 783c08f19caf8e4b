public import ArgumentParser
public import Incidents
internal import RiskAnalysis
internal import SpatialEngine

extension LocationKernel: ExpressibleByArgument {}

/// `trocha incidents locate`.
struct IncidentsLocate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "locate",
        abstract: "Spread incidents over the lines or areas where they may have happened.",
        discussion: """
            Example:
              trocha incidents locate incidents.csv --network legs.geojson --id leg_id --exposure trips.csv \\
                --draws-out draws.csv -o weights.csv

            The weight of a unit is the integral of the incident's kernel over it (length on lines, area on areas) times the \
            unit's event rate times its exposure, the rates estimated from all incidents together; --no-em leaves the \
            kernel alone. An incident whose kernel meets no unit takes the nearest within --reach, else it is off; so is one \
            without a position. --draws-out lists whole tables of places, drawn by these weights. Incidents are named by \
            incident_id.

            Each coordinate that --shared-minimum or more incidents without a stated radius share is taken for a default of \
            whoever filed them: their radius is --default-radius times --shared-factor.

            To try it:
              printf 'incident_id,lon,lat,precision_m\\na,-77.4,8.5,5000\\n' > i.csv
              trocha incidents locate i.csv --areas districts.geojson -o -
            """)

    @Argument(
        help: ArgumentHelp(
            "Incidents: .csv with incident_id and lon,lat, .geojson, .gpkg, .fgb or .shp; '-' is CSV on standard input.",
            valueName: "in"))
    var input: String

    @Option(help: ArgumentHelp("Lines: .geojson, .gpkg, .fgb or .shp.", valueName: "lines"))
    var network: String?
    @Option(help: ArgumentHelp("Polygons instead of lines.", valueName: "polygons"))
    var areas: String?
    @Option(help: ArgumentHelp("What identifies a line or area. Default: the number of its row.", valueName: "field"))
    var id: String?
    @Option(
        help: ArgumentHelp("Exposure of each unit: unit_id,exposure. Default: the same everywhere.", valueName: "csv"))
    var exposure: String?

    @Option(help: "disc (even within the radius) or gaussian (the radius is its standard deviation).")
    var kernel = LocationKernel.disc
    @Option(
        help: ArgumentHelp(
            "Field with the radius in metres. Default: \(IncidentLocation.radiusField) where there is one.",
            valueName: "field"))
    var radiusField: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Radius where that is empty.", valueName: "metres"))
    var defaultRadius = 10_000.0
    @Option(
        parsing: .unconditional, help: ArgumentHelp("By how much it grows at a shared coordinate.", valueName: "times"))
    var sharedFactor = 4.0
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("From how many incidents on a coordinate is a shared one.", valueName: "n"))
    var sharedMinimum = 10
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How far the nearest unit may lie where the kernel meets none.", valueName: "metres"))
    var reach = 0.0

    @Flag(name: .customLong("no-em"), help: "Leave rates and exposure out: kernel alone.")
    var noEstimation = false
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Gamma prior of the rates round the overall one, in events a unit; 0 is plain maximum likelihood.",
            valueName: "events"))
    var priorShape = 0.5
    @Option(parsing: .unconditional, help: ArgumentHelp("Imputations in --draws-out.", valueName: "n"))
    var draws = 200
    @Option(help: ArgumentHelp("Imputed places: draw,event_id,unit_id.", valueName: "csv"))
    var drawsOut: String?

    @Option(help: ArgumentHelp("System of a CSV's coordinates, such as EPSG:32618.", valueName: "crs"))
    var crs: String?
    @Option(help: ArgumentHelp("The two columns of a CSV with the positions.", valueName: "field,field"))
    var xy: String?

    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    private var positionFields: (x: String, y: String)? {
        let parts = xy.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) } ?? []
        return parts.count == 2 && !parts.contains("") ? (parts[0], parts[1]) : nil
    }

    func validate() throws {
        for path in [output.output] + (drawsOut.map { [$0] } ?? []) { try common.requireFreeStandardOutput(for: path) }
        if output.output == drawsOut { throw ValidationError("-o and --draws-out name the same file") }
        if (network == nil) == (areas == nil) {
            throw ValidationError("name either --network LINES or --areas POLYGONS")
        }
        if drawsOut != nil && draws < 1 { throw ValidationError("--draws is \(draws); --draws-out needs 1 or more") }
        if let xy, positionFields == nil {
            throw ValidationError("--xy \"\(xy)\" is not FIELD,FIELD; write it like lon,lat")
        }
    }

    func run() throws {
        var source = IncidentLocation.Source(path: input)
        (source.crs, source.positionFields, source.radiusField) = (crs, positionFields, radiusField)
        let ground = network.map { IncidentLocation.Ground.network($0) } ?? .areas(areas ?? "")
        var job = IncidentLocation(source: source, ground: ground, output: output.output)
        (job.unitField, job.exposure, job.drawsOutput) = (id, exposure, drawsOut)
        job.settings.kernel = kernel
        (job.settings.defaultRadius, job.settings.reach) = (Metres(defaultRadius), Metres(reach))
        (job.settings.sharedFactor, job.settings.sharedMinimum) = (sharedFactor, sharedMinimum)
        job.settings.draws = draws
        job.settings.estimation =
            noEstimation
            ? .kernelOnly
            : .expectationMaximisation(priorShape: priorShape, tolerance: 1e-9, maxPasses: 10_000)
        (job.overwrite, job.seed, job.threads) = (common.overwrite, common.seed, common.threads)
        let outcome = try common.reporting { try job.run($0) }
        for warning in outcome.warnings { common.warn(warning) }
        if common.json { try SummaryValue(.object(outcome.summary)).write() }
    }
}
