internal import ArgumentParser

/// `trocha risk …`.
struct RiskCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "risk",
        abstract: "Rates of incidents by exposure, and what forecasts of them are worth.",
        discussion: "Example: trocha risk rates --events weights.csv --exposure trips.csv -o rates.csv",
        subcommands: [
            RiskCovariates.self, RiskRates.self, RiskScore.self, RiskValidate.self,
        ])
}
