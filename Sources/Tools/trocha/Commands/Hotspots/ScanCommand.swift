public import ArgumentParser
public import HotspotAnalysis

extension ClusterScan.Model: ExpressibleByArgument {}
extension ClusterScan.Temporal: ExpressibleByArgument {}
extension ClusterScan.TimeUnit: ExpressibleByArgument {}
extension ClusterScan.Shape: ExpressibleByArgument {}
extension ClusterScan.Secondary: ExpressibleByArgument {}
extension ClusterScan.Tail: ExpressibleByArgument {}

/// `trocha hotspots scan`.
struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Scan statistics: where, and when, cases are more than chance explains.",
        discussion: """
            Example:
              trocha hotspots scan tracts.csv --id tract --cases deaths --population persons -o clusters.geojson

            The likelihood ratio of every zone (and span of time) is compared with the largest one of replicates under \
            the null hypothesis, so that p holds for all zones at once. Only zones with more cases than expected count. \
            Clusters are circles and ellipses drawn with 72 corners; of other zones the members' own geometry.

            To try it, one place in excess:
              printf 'x,y,n,pop\\n0,0,9,100\\n1,0,8,100\\n5,5,1,100\\n6,6,1,100\\n8,1,2,100\\n' > five.csv
              trocha hotspots scan five.csv --crs planar --cases n --population pop -o -
            """)

    @OptionGroup var units: UnitOptions
    @OptionGroup(title: "What is compared") var model: ScanModelOptions
    @OptionGroup(title: "Time") var time: ScanTimeOptions
    @OptionGroup(title: "Zones") var zones: ScanZoneOptions
    @OptionGroup(title: "Clusters") var clusters: ScanClusterOptions
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try common.requireFreeStandardOutput(for: output.output)
        if model.model == .permutation && time.time == nil {
            throw ValidationError("--model permutation shuffles times; name them with --time FIELD")
        }
        if zones.restricted != nil && time.time != nil {
            throw ValidationError("--restricted is purely spatial; leave out --time")
        }
    }

    func run() throws {
        var scan = ClusterScan(units.request(output: output.output, common), cases: model.cases)
        model.apply(to: &scan)
        time.apply(to: &scan)
        try zones.apply(to: &scan)
        clusters.apply(to: &scan)
        try common.report(try common.reporting { try scan.run($0) })
    }
}
