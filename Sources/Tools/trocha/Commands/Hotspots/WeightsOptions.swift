public import ArgumentParser
public import HotspotAnalysis

extension WeightsStyle: ExpressibleByArgument {}

/// Who is whose neighbour.
struct WeightsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Neighbours: knn:K (K nearest), band:D (within D), queen (polygons that share a point), rook (that share a \
            border), network:D (lines whose midpoints lie within D along them), FILE.gal or FILE.gwt with the ids of --id.
            """,
            valueName: "choice"))
    var weights = "knn:8"
    @Option(
        help: ArgumentHelp(
            "binary, or row: each unit's weights sum to 1. Default: that of the statistic.", valueName: "name"))
    var style: WeightsStyle?

    func request() throws -> WeightsRequest { WeightsRequest(try WeightsChoice(weights), style: style) }
}
