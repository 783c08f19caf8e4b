internal import ArgumentParser

/// `trocha hotspots …`.
struct HotspotsCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "hotspots",
        abstract: "Where harm concentrates: local statistics, densities, scans and space-time patterns.",
        discussion: "Example: trocha hotspots gi units.geojson --value deaths --weights knn:8 -o gi.geojson",
        subcommands: [
            CalibrateCommand.self,
            EmergingCommand.self,
            GiCommand.self,
            GlobalCommand.self,
            HawkesCommand.self,
            JacquezCommand.self,
            JoinCountCommand.self,
            KFunctionCommand.self,
            KdeCommand.self,
            KnoxCommand.self,
            LoshCommand.self,
            MantelCommand.self,
            MoranCommand.self,
            RelativeRiskCommand.self,
            ScanCommand.self,
        ])
}
