internal import ArgumentParser

/// `trocha region`: validate, rebuild and describe a region pack.
struct RegionCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "region",
        abstract: "Region packs: check one, describe one, rebuild its derived layers.",
        discussion: """
            Example: trocha region check geodata/darien

            A region pack is a folder with region.yaml, tables, map layers and manifest.json.
            """,
        subcommands: [RegionCheck.self, RegionBuild.self, RegionInfo.self])
}
