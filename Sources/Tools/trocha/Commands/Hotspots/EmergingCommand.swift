internal import ArgumentParser
internal import HotspotAnalysis

/// `trocha hotspots emerging`.
struct EmergingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emerging",
        abstract: "Which places became, stayed or ceased to be hot or cold spots.",
        discussion: """
            IN has a row for each place and step. Each place gets the first pattern whose rule holds (new, consecutive, \
            intensifying, diminishing, persistent, historical, oscillating, sporadic; hot or cold), and Mann and \
            Kendall's test of a trend in its z.

            Example:
              trocha hotspots emerging months.csv --id cell --time month --value dead --weights knn:8 -o patterns.csv
            """)

    @OptionGroup var units: UnitOptions

    @Option(help: ArgumentHelp("The steps: numbers, ISO dates or ISO months.", valueName: "field"))
    var time: String

    @Option(
        help: ArgumentHelp(
            "What is compared: Gi* over a place and its neighbours, at a step and the one before.", valueName: "field"))
    var value: String?

    @Option(help: ArgumentHelp("Instead of --value: a field that already holds the z of Gi*.", valueName: "field"))
    var z: String?

    @OptionGroup var weights: WeightsOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("A step is hot from this z, cold from its negative.", valueName: "z"))
    var criticalZ = 1.645

    @Option(help: ArgumentHelp("Nearly always is this share of the steps or more, in percent.", valueName: "percent"))
    var usualPercent = 90

    @Option(help: ArgumentHelp("A trend has a two-sided p below this.", valueName: "p"))
    var trendLevel = 0.10

    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try common.requireFreeStandardOutput(for: output.output)
        if (z == nil) == (value == nil) { throw ValidationError("name either --value FIELD or --z FIELD") }
        _ = try weights.request()
        if !(criticalZ > 0 && criticalZ.isFinite) { throw ValidationError("--critical-z must be above 0") }
        if !(1...100).contains(usualPercent) { throw ValidationError("--usual-percent must lie in 1…100") }
        if !(trendLevel > 0 && trendLevel <= 1) { throw ValidationError("--trend-level must lie above 0, up to 1") }
    }

    func run() throws {
        let source: EmergingAnalysis.Source =
            if let value { .value(value, try weights.request()) } else { .z(z ?? "") }
        var analysis = EmergingAnalysis(
            units.request(output: output.output, common), timeField: time, source: source)
        (analysis.criticalZ, analysis.usualPercent, analysis.trendLevel) = (criticalZ, usualPercent, trendLevel)
        try common.report(try analysis.run())
    }
}
