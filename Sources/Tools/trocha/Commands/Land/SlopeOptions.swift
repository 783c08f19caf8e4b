internal import ArgumentParser
internal import LandAnalysis

/// What slope functions leave open.
struct SlopeOptions: ParsableArguments {
    @Option(help: "irmischerClarke…: male or female.")
    var sex = "male"

    @Option(help: "campbell: 1, 5, 25, 50, 75 or 95.")
    var percentile = 50

    @Option(parsing: .unconditional, help: ArgumentHelp("langmuir, rwalk: highest speed, or none.", valueName: "m/s"))
    var speedCap = "2.0"

    @Option(parsing: .unconditional, help: ArgumentHelp("wheeled: where hairpins begin to pay.", valueName: "slope"))
    var criticalSlope = 0.12

    @Option(parsing: .unconditional, help: ArgumentHelp("pandolf: the walker's mass.", valueName: "kg"))
    var bodyKg = 70.0

    @Option(parsing: .unconditional, help: ArgumentHelp("pandolf: mass carried.", valueName: "kg"))
    var loadKg = 20.0

    @Option(parsing: .unconditional, help: ArgumentHelp("pandolf: walking speed.", valueName: "m/s"))
    var speedMps = 1.2

    @Option(parsing: .unconditional, help: ArgumentHelp("pandolf: 1 on a road.", valueName: "eta"))
    var terrainFactor = 1.0

    /// The function of the land model.
    static let standard = "irmischerClarkeOffPath"

    /// The function of a name with these parameters.
    func settings(_ name: String) throws -> SlopeSettings {
        var settings = SlopeSettings(name: name)
        settings.sex = sex
        settings.percentile = percentile
        if speedCap == "none" {
            settings.speedCapMetresPerSecond = nil
        } else if let cap = Double(speedCap) {
            settings.speedCapMetresPerSecond = cap
        } else {
            throw ValidationError("--speed-cap must be a number of m/s or none, got '\(speedCap)'")
        }
        settings.criticalSlope = criticalSlope
        settings.bodyKilograms = bodyKg
        settings.loadKilograms = loadKg
        settings.walkingMetresPerSecond = speedMps
        settings.terrainFactor = terrainFactor
        return settings
    }
}
