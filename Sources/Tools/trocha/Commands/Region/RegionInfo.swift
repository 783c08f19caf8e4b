internal import ArgumentParser
internal import Ingest
internal import SpatialEngine

/// `trocha region info`.
struct RegionInfo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Describe a region pack: extent, corridors, rows, layers, licences and sources.",
        discussion: "Example: trocha region info geodata/darien --json")

    @Argument(help: ArgumentHelp("Folder of the region pack; by default the embedded one.", valueName: "dir"))
    var folder: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        let folder = try self.folder ?? RegionPack.defaultFolder()
        let pack = try RegionPack.load(folder, verifyingManifest: false)
        let manifest = try RegionManifest.read(folder)
        let description = RegionDescription(pack, manifest)
        if common.json { try description.summary.write() } else { print(description.text) }
    }
}
