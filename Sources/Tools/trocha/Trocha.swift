internal import ArgumentParser
internal import Foundation
internal import SpatialEngine

/// The command line; each group of verbs lies in a folder of its own under `Commands`.
@main
struct Trocha: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trocha",
        abstract: "Route-risk model of the land corridors and sea routes of the Darién.",
        discussion: """
            Example: trocha assess -o out/darien

            Positions are longitude and latitude in degrees on WGS 84. '-' is standard input or output. \
            Exit codes: 0 done, 2 wrong usage, 3 bad input data, 4 a file is missing, 5 verification failed, \
            6 too few data for the method, 7 the output cannot be written, 130 interrupted.
            """,
        version: Versions.text,
        subcommands: [
            AssessCommand.self, BatchCommand.self, ConvertCommand.self, GeodesicCommand.self, HotspotsCommand.self,
            IncidentsCommand.self,
            LandCommand.self,
            NetworkCommand.self, PrioritiesCommand.self, RegionCommand.self, RiskCommand.self, SeaCommand.self,
            TransformCommand.self,
        ])

    /// Runs the command that the arguments name; errors become one line on standard error and an exit code of `cli.md`.
    static func main() {
        Interruption.install()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            Ending(of: error).leave()
        }
    }
}
