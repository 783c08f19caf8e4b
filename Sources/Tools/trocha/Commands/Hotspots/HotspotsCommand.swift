internal import ArgumentParser

/// `trocha hotspots …`.
struct HotspotsCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "hotspots",
        abstract: "Where harm concentrates: local statistics, densities, scans and space-time patterns.",
        discussion: "Example: trocha hotspots gi units.geojson --value deaths --weights knn:8 -o gi.geojson",
        subcommands: [
            EmergingCommand.self,
            HawkesCommand.self,
            JacquezCommand.self,
            KnoxCommand.self,
            MantelCommand.self,
            ScanCommand.self,
        ])
}
