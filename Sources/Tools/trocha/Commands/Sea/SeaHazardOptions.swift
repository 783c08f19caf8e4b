internal import ArgumentParser
internal import SeaAnalysis

/// Coefficients and assumptions of `sea hazard`.
struct SeaHazardOptions: ParsableArguments {
    @Option(help: ArgumentHelp("name,value of b0 to b5 in place of the built-in ones.", valueName: "csv"))
    var coefficients: String?

    @Option(help: ArgumentHelp("Table of the dominant waves' speed: coastal or ocean.", valueName: "name"))
    var waveTable = "coastal"

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Tz over Tp where only one of them is known.", valueName: "ratio"))
    var tzOverTp: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("A wave of so many times the freeboard left swamps the boat.", valueName: "factor"))
    var swampingFactor: Double?

    @OptionGroup var capsize: CapsizeOptions

    /// The settings that the options describe.
    func settings(craftTable: String?) throws -> HazardSettings {
        var settings = HazardSettings()
        settings.craftTable = craftTable
        settings.coefficients = coefficients
        guard settings.setWaveTable(waveTable) else {
            throw ValidationError("--wave-table is '\(waveTable)'; it must be coastal or ocean")
        }
        settings.meanOverPeakPeriod = tzOverTp ?? settings.meanOverPeakPeriod
        settings.swampingFactor = swampingFactor ?? settings.swampingFactor
        settings.capsizeWind = capsize.capsizeWind ?? settings.capsizeWind
        settings.capsizeScale = capsize.capsizeScale ?? settings.capsizeScale
        return settings
    }
}

/// The wind that capsizes open boats.
struct CapsizeOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Wind that capsizes one boat in two an hour. Default: 30.", valueName: "m/s"))
    var capsizeWind: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How fast that chance grows with the wind. Default: 3.", valueName: "m/s"))
    var capsizeScale: Double?
}
