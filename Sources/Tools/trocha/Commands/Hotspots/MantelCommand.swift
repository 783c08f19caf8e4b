internal import ArgumentParser
internal import HotspotAnalysis

/// `trocha hotspots mantel`.
struct MantelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mantel",
        abstract: "The correlation of distances and times between events.",
        discussion: """
            Prints one JSON object: `value` is Pearson's correlation, over all pairs of events, of (distance + constant) \
            ^power and (time + constant)^power; `p` comes from shuffling the dates among the events.

            Example: trocha hotspots mantel events.csv --date day
            """)

    @OptionGroup var units: UnitOptions

    @Option(help: ArgumentHelp("The events' dates: ISO dates (times count in days) or numbers.", valueName: "field"))
    var date: String

    @Option(parsing: .unconditional, help: ArgumentHelp("Added to distances.", valueName: "c"))
    var spaceConstant = 1.0

    @Option(parsing: .unconditional, help: ArgumentHelp("The power of that sum.", valueName: "p"))
    var spacePower = -1.0

    @Option(parsing: .unconditional, help: ArgumentHelp("Added to times.", valueName: "c"))
    var timeConstant = 1.0

    @Option(parsing: .unconditional, help: ArgumentHelp("The power of that sum.", valueName: "p"))
    var timePower = -1.0

    @Option(help: ArgumentHelp("How often dates are shuffled; 0 leaves p null.", valueName: "n"))
    var permutations = 999

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if permutations < 0 { throw ValidationError("--permutations must be 0 or more, got \(permutations)") }
        let numbers = [spaceConstant, spacePower, timeConstant, timePower]
        if !numbers.allSatisfy(\.isFinite) { throw ValidationError("constants and powers must be finite numbers") }
    }

    func run() throws {
        var test = MantelTest(units.request(output: "", common), dateField: date)
        test.space = (spaceConstant, spacePower)
        test.time = (timeConstant, timePower)
        test.permutations = permutations
        try common.print(try common.reporting { try test.run($0) })
    }
}
