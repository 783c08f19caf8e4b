internal import ArgumentParser
internal import HotspotAnalysis

/// `trocha hotspots joincount`.
struct JoinCountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "joincount",
        abstract: "How many neighbours are alike and unlike, of units with 0 or 1.",
        discussion: """
            Example:
              trocha hotspots joincount cells.geojson --value has_event --weights rook --json

            Prints bb, ww, bw (joins of two 1, two 0, one of each; every join once) with expected_, variance_ and z_ under \
            non-free sampling, and p_sim_ (all values shuffled, two-sided).
            """)

    @OptionGroup var units: UnitOptions
    @OptionGroup var statistic: StatisticOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let job = GlobalAnalysis(
            units.request(output: "", common), subject: try statistic.subject(), statistic: .joins)
        try common.print(try job.run())
    }
}
