internal import ArgumentParser
internal import LandAnalysis

/// `trocha land slope-table`.
struct LandSlopeTable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slope-table",
        abstract: "The speed, pace or energy that a slope function gives at some slopes.",
        discussion: """
            Names: \(SlopeSettings.names.joined(separator: ", ")).

            Example: trocha land slope-table toblerOffPath --slopes -0.5:0.5:0.01 -o tobler.csv
            """)

    @Argument(help: "Name of the function.")
    var name: String

    @Option(
        parsing: .unconditional, help: ArgumentHelp("A:B:STEP or S,S,…: rise over run, signed.", valueName: "slopes"))
    var slopes = "-0.6:0.6:0.05"

    @OptionGroup(title: "Slope function options") var slope: SlopeOptions

    @Option(
        name: [.customShort("o"), .long], help: ArgumentHelp("CSV file; '-' is standard output.", valueName: "file"))
    var output = "-"

    @OptionGroup var common: CommonOptions

    func validate() throws { try common.requireFreeStandardOutput(for: output) }

    func run() throws {
        var job = SlopeTable(
            function: try slope.settings(name), slopes: try SlopeTable.slopes(slopes), output: output)
        job.overwrite = common.overwrite
        let unit = try job.run()
        let frame = ResultFrame(unit: unit, neighbours: nil, elongationBound: nil, lengthRule: nil)
        try LandSummary.write("slope-table", frame, common, [("rows", .integer(job.slopes.count))])
    }
}
