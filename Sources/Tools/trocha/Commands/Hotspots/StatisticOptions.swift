public import ArgumentParser
public import HotspotAnalysis

extension RatesChoice: ExpressibleByArgument {}

/// Which numbers a statistic looks at, and how its p are drawn.
struct StatisticOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The number of each unit; with --exposure its cases.", valueName: "field"))
    var value: String
    @OptionGroup var weights: WeightsOptions
    @OptionGroup var draws: PermutationOption

    func subject(_ exposure: ExposureOptions? = nil) throws -> StatisticSubject {
        var subject = StatisticSubject(value: value)
        (subject.exposure, subject.rates) = (exposure?.exposure, exposure?.rates)
        subject.weights = try weights.request()
        subject.permutations = draws.permutations
        return subject
    }
}

/// `--permutations`.
struct PermutationOption: ParsableArguments {
    @Option(help: ArgumentHelp("Random draws for p_sim; 0 for none.", valueName: "m"))
    var permutations = 999

    func validate() throws {
        if !(0...10_000_000).contains(permutations) {
            throw ValidationError("--permutations must lie in 0…10000000, got \(permutations)")
        }
    }
}

/// What cases are divided by.
struct ExposureOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The statistic looks at --value divided by this.", valueName: "field"))
    var exposure: String?
    @Option(
        help: ArgumentHelp(
            "raw (value/exposure) or eb (empirical-Bayes standardised, Assunção and Reis 1999). Default: raw.",
            valueName: "name"))
    var rates: RatesChoice?

    func validate() throws {
        if rates != nil && exposure == nil { throw ValidationError("--rates goes with --exposure FIELD") }
    }
}
