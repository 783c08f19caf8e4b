internal import ArgumentParser

/// `trocha network …`.
struct NetworkCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "network",
        abstract: "Alternatives between places, and flows of people, on networks of links.",
        discussion: "Example: trocha network flows --model ue --links links.csv --demand demand.csv -o flows.csv",
        subcommands: [NetworkBuildCommand.self, NetworkAlternativesCommand.self, NetworkFlows.self])
}
