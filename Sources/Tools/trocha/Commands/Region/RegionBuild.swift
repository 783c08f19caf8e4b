internal import ArgumentParser
internal import Ingest

/// `trocha region build`.
struct RegionBuild: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Make the derived layers of a region pack again and bring its manifest up to date.",
        discussion: """
            Coast, rivers, borders and winds are cut to the extent of region.yaml from the files of the Debian packages \
            gmt-gshhg-full, gmt-dcw and ferret-datasets. The manifest takes new sums of every file that it lists.

            Example: trocha region build geodata/darien
            """)

    @Argument(help: ArgumentHelp("Folder of the region pack.", valueName: "dir"))
    var folder: String

    @Flag(help: "Only take new sums of the listed files, after an edit by hand; no package is needed.")
    var manifestOnly = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        if manifestOnly {
            try RegionManifest.updated(folder).write(to: folder)
            if !common.quiet { print("\(folder)/\(RegionManifest.fileName)") }
            return
        }
        let settings = try RegionSettings.read(folder + "/region.yaml")
        let made = try RegionBuilder.build(folder, region: settings.id, extent: settings.extent) { layer in
            if !common.quiet && common.progress != .none { StandardError.write("making \(layer.fileName)\n") }
        }
        if common.json {
            let rows = made.map { ($0.layer.fileName, SummaryValue.integer($0.rows)) }
            try SummaryValue.object([
                ("command", "region build"), ("folder", .text(folder)), ("rows", .object(rows)),
            ]).write()
        } else if !common.quiet {
            for file in made { print("\(folder)/\(file.layer.fileName): \(file.rows) rows") }
        }
    }
}
