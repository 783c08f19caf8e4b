internal import ArgumentParser
internal import HotspotAnalysis

/// `trocha hotspots losh`.
struct LoshCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "losh",
        abstract: "Local spatial heteroscedasticity: do values differ more here than elsewhere?",
        discussion: """
            Example:
              trocha hotspots losh districts.geojson --value crimes --weights queen --permutations 0 -o losh.geojson

            Adds h, var_h, p_chisq, p_sim, q_fdr, bin (Ord and Getis 2012, a = 2). e_i = (x_i - sum(w x)/sum(w))^2, \
            h = sum(w e)/(mean(e)*sum(w)); p_chisq = P(chi2 >= 2h/var_h) with 2/var_h degrees of freedom. p_sim draws the \
            squared residuals e of the other units for the neighbours. q_fdr from p_sim, without draws from p_chisq; bin \
            has the sign of h - 1.
            """)

    @OptionGroup var units: UnitOptions
    @OptionGroup var statistic: StatisticOptions
    @OptionGroup var rates: ExposureOptions
    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws { try common.requireFreeStandardOutput(for: output.output) }

    func run() throws {
        let job = LocalAnalysis(
            units.request(output: output.output, common), subject: try statistic.subject(rates), statistic: .losh)
        try common.report(try job.run())
    }
}
