public import ArgumentParser
public import HotspotAnalysis

extension GlobalAnalysis.Kind: ExpressibleByArgument {}
extension GlobalAnalysis.Assumption: ExpressibleByArgument {}

/// `trocha hotspots global`.
struct GlobalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "global",
        abstract: "Moran's I, Geary's C or the general G of all units together.",
        discussion: """
            Example:
              trocha hotspots global districts.geojson --value crimes --statistic moran --weights queen --json

            Prints value, expected, variance, z, p (two-sided normal), p_sim (all values shuffled, two-sided) and the sums \
            of the weights. All units count in n, islands too.
            """)

    @OptionGroup var units: UnitOptions
    @OptionGroup var statistic: StatisticOptions
    @OptionGroup var rates: ExposureOptions
    @Option(name: .customLong("statistic"), help: ArgumentHelp("moran, geary or g.", valueName: "name"))
    var kind: GlobalAnalysis.Kind
    @Option(
        help: ArgumentHelp(
            "Variance over the orders of the values (randomisation) or of normal values (normality; not for g).",
            valueName: "name"))
    var assumption = GlobalAnalysis.Assumption.randomisation
    @OptionGroup var common: CommonOptions

    func run() throws {
        let job = GlobalAnalysis(
            units.request(output: "", common), subject: try statistic.subject(rates),
            statistic: .global(kind, assumption))
        try common.print(try job.run())
    }
}
