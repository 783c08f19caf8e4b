internal import ArgumentParser

/// `trocha incidents …`.
struct IncidentsCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "incidents",
        abstract: "Incident records: take in foreign files, spread positions over what they may mean.",
        discussion: "Example: trocha incidents import mmp.csv -o incidents.csv --report rows.csv",
        subcommands: [
            IncidentsImport.self,
            IncidentsLocate.self,
        ])
}
