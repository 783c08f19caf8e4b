internal import ArgumentParser

/// A command that only holds verbs; named alone it says which.
protocol CommandGroup: ParsableCommand {}

extension CommandGroup {
    func run() throws {
        let verbs = Self.configuration.subcommands.map { $0._commandName }
        throw CommandFailure(
            .wrongUsage,
            "a verb is missing; name one of \(verbs.joined(separator: ", ")); see 'trocha \(Self._commandName) --help'")
    }
}
