internal import ArgumentParser

/// `trocha sea`: passages of open boats.
struct SeaCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "sea", abstract: "Passages of open boats: routes, hazard and drift.",
        subcommands: [SeaRoute.self, SeaHazardCommand.self, SeaDrift.self])
}
