internal import ArgumentParser

/// One sea state, by the names that a table's columns have.
struct SeaStateOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("Name of the state. Default: 1.", valueName: "text"))
    var id: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Significant wave height.", valueName: "m"))
    var hsM: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Peak period.", valueName: "s"))
    var tpS: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Mean zero-crossing period.", valueName: "s"))
    var tzS: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Where the waves come from.", valueName: "deg"))
    var waveFromDeg: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Where the boat heads.", valueName: "deg"))
    var headingDeg: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Speed of the boat.", valueName: "m/s"))
    var speedMps: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Wind speed at 10 m.", valueName: "m/s"))
    var windMps: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Where the wind comes from.", valueName: "deg"))
    var windFromDeg: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Eastward current.", valueName: "m/s"))
    var currentUMps: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Northward current.", valueName: "m/s"))
    var currentVMps: String?
    @Option(defaultAsFlag: "true", help: ArgumentHelp("Whether it is night. Default: false.", valueName: "true|false"))
    var night: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Duration. Default: 1.", valueName: "h"))
    var hours: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("Wave height asked about; else the critical.", valueName: "m"))
    var heightM: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("How many waves pass; else hours / Tz.", valueName: "n"))
    var waves: String?

    /// What is given, by column.
    var fields: [String: String] {
        let all = [
            "id": id, "hs_m": hsM, "tp_s": tpS, "tz_s": tzS, "wave_from_deg": waveFromDeg, "heading_deg": headingDeg,
            "speed_mps": speedMps, "wind_mps": windMps, "wind_from_deg": windFromDeg, "current_u_mps": currentUMps,
            "current_v_mps": currentVMps, "night": night, "hours": hours, "height_m": heightM, "waves": waves,
        ]
        return all.compactMapValues { $0 }
    }
}
