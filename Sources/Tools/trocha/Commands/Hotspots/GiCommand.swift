internal import ArgumentParser
internal import HotspotAnalysis

/// `trocha hotspots gi`.
struct GiCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gi",
        abstract: "Gi* or Gi of each unit: is the sum over its surroundings more than chance?",
        discussion: """
            Example:
              trocha hotspots gi cells.geojson --value events --exposure persons --weights band:10000 -o gi.geojson

            Adds g, z, p_norm, p_sim, q_fdr, bin, bin_raw, n_neighbours. g = sum(w x)/sum(x); z = (sum(w x) - mean*W) / \
            (s*sqrt((n*S1 - W^2)/(n-1))), S1 = sum(w^2); Gi* gives the unit itself weight 1, Gi (--no-self) leaves it out \
            of everything. p_sim: the unit keeps its value, the others are drawn for its neighbours without replacement; \
            p = min(1, 2*(min(g, l) + 1)/(m + 1)), g and l counting draws at least and at most as great, ties in both. \
            q_fdr: Benjamini-Hochberg over all units. bin: the sign of z with 3, 2, 1 for q of 0.01, 0.05, 0.10 at most.
            """)

    @OptionGroup var units: UnitOptions
    @OptionGroup var statistic: StatisticOptions
    @OptionGroup var rates: ExposureOptions
    @Flag(name: .customLong("no-self"), help: "Gi instead of Gi*: without the unit's own value.")
    var leavesSelfOut = false
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws { try common.requireFreeStandardOutput(for: output.output) }

    func run() throws {
        let job = LocalAnalysis(
            units.request(output: output.output, common), subject: try statistic.subject(rates),
            statistic: .gi(includesSelf: !leavesSelfOut))
        try common.report(try job.run())
    }
}
