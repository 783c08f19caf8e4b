internal import HotspotAnalysis

extension CommonOptions {
    /// Prints the summary of a verb that has no other output, whether or not `--json` asks for it.
    func print(_ outcome: HotspotOutcome) throws {
        var options = self
        options.reports.json = true
        try options.report(outcome)
    }
}
