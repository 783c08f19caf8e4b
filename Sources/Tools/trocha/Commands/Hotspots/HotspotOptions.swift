public import ArgumentParser
public import HotspotAnalysis
internal import SpatialEngine

extension UnitSource.Distance: ExpressibleByArgument {}

/// IN and how it is read; every `hotspots` verb has these.
struct UnitOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Units or events: .csv with x,y or lon,lat, .geojson, .gpkg, .fgb or .shp; '-' is CSV on standard input.",
            valueName: "in"))
    var input: String
    @Option(
        help: ArgumentHelp(
            "System of the coordinates, such as EPSG:32618; 'planar' for a plane of its own. Default: longitude, latitude.",
            valueName: "crs"))
    var crs: String?
    @Option(
        help: ArgumentHelp(
            "Distance: \(UnitSource.Distance.allCases.map(\.rawValue).joined(separator: ", ")). Default: geodesic, on a plane euclidean.",
            valueName: "name"))
    var metric: UnitSource.Distance?
    @Option(help: ArgumentHelp("The two columns of a CSV with the positions.", valueName: "field,field"))
    var xy: String?
    @Option(help: ArgumentHelp("What identifies a unit. Default: the number of its row.", valueName: "field"))
    var id: String?
    @Flag(help: "Compute although there are too few data; the gate still says so.")
    var allowInsufficient = false

    private var positionFields: (x: String, y: String)? {
        guard let parts = xy?.split(separator: ",", omittingEmptySubsequences: false).map(String.init),
            parts.count == 2,
            parts.allSatisfy({ !$0.isEmpty })
        else { return nil }
        return (parts[0], parts[1])
    }

    func validate() throws {
        if let xy, positionFields == nil {
            throw ValidationError("--xy \"\(xy)\" is not FIELD,FIELD; write it like lon,lat")
        }
    }

    /// What a verb is asked, as far as all verbs share it.
    func request(output: String, _ common: CommonOptions) -> HotspotRequest {
        var source = UnitSource(path: input)
        (source.crs, source.distance, source.positionFields, source.idField) = (crs, metric, positionFields, id)
        var request = HotspotRequest(source: source, output: output)
        (request.overwrite, request.seed, request.threads) = (common.overwrite, common.seed, common.threads)
        request.allowsInsufficient = allowInsufficient
        return request
    }
}

extension CommonOptions {
    /// Prints what a verb has to say, and ends with the code for too few data if it refused.
    func report(_ outcome: HotspotOutcome) throws {
        for warning in outcome.warnings { warn(warning) }
        if json { try SummaryValue(.object(outcome.summary)).write() }
        if let refusal = outcome.refusal { throw CommandFailure(.refused, refusal) }
    }
}
