import ArgumentParser

/// The command line; each group of verbs lies in a file of its own under `Commands`.
@main
struct Trocha: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trocha", abstract: "Route-risk model of the land corridors and sea routes of the Darién.")
}
