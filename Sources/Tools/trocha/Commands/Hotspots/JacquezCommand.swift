internal import ArgumentParser
internal import HotspotAnalysis

/// `trocha hotspots jacquez`.
struct JacquezCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jacquez",
        abstract: "Events among the nearest of each other both in space and in time.",
        discussion: """
            Prints one JSON object: `value` counts ordered pairs whose second event is one of the k nearest of the first \
            in space and in time, ties by input order; `p` comes from shuffling the dates among the events.

            Example: trocha hotspots jacquez events.csv --date day --k 3
            """)

    @OptionGroup var units: UnitOptions

    @Option(help: ArgumentHelp("The events' dates: ISO dates (times count in days) or numbers.", valueName: "field"))
    var date: String

    @Option(name: .customLong("k"), help: ArgumentHelp("How many nearest events count.", valueName: "n"))
    var neighbours: Int

    @Option(help: ArgumentHelp("How often dates are shuffled; 0 leaves p null.", valueName: "n"))
    var permutations = 999

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if permutations < 0 { throw ValidationError("--permutations must be 0 or more, got \(permutations)") }
        if neighbours < 1 { throw ValidationError("--k must be 1 or more, got \(neighbours)") }
    }

    func run() throws {
        var test = JacquezTest(units.request(output: "", common), dateField: date, k: neighbours)
        test.permutations = permutations
        try common.print(try common.reporting { try test.run($0) })
    }
}
