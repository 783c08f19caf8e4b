internal import ArgumentParser

/// `trocha land …`.
struct LandCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "land",
        abstract: "Least cost, corridors, ensembles, circuits and path distributions on rasters and networks.",
        discussion: "Example: trocha land path --friction f.tif --from -77.35,8.12 --to -77.70,8.10 -o path.geojson",
        subcommands: [
            LandAccumulate.self, LandPath.self, LandCorridor.self, LandEnsemble.self, LandDeviation.self,
            LandCurrent.self, LandSpread.self, LandSlopeTable.self,
        ])
}
