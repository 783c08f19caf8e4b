public import ArgumentParser
public import HotspotAnalysis

extension LocalAnalysis.MoranMoments: ExpressibleByArgument {}

/// `trocha hotspots moran`.
struct MoranCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "moran",
        abstract: "Local Moran of each unit: does it deviate from the mean as its neighbours do?",
        discussion: """
            Example:
              trocha hotspots moran districts.geojson --value crimes --weights queen -o moran.geojson

            Adds i, e_i, var_i, z, p_norm, p_sim, q_fdr, bin, bin_raw, quadrant. i = z_i*sum(w z)/m2, m2 = sum(z^2)/n; \
            e_i and var_i after Sokal et al. (1998). quadrant: own value, then neighbours, high (H) or low (L); HH and LL \
            are clusters, HL and LH outliers. p_sim, q_fdr and bin as in hotspots gi.
            """)

    @OptionGroup var units: UnitOptions
    @OptionGroup var statistic: StatisticOptions
    @OptionGroup var rates: ExposureOptions
    @Option(
        help: ArgumentHelp(
            "What is shuffled in e_i and var_i: conditional (the other units) or total (all).", valueName: "name"))
    var moments = LocalAnalysis.MoranMoments.conditional
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws { try common.requireFreeStandardOutput(for: output.output) }

    func run() throws {
        let job = LocalAnalysis(
            units.request(output: output.output, common), subject: try statistic.subject(rates),
            statistic: .moran(moments))
        try common.report(try job.run())
    }
}
