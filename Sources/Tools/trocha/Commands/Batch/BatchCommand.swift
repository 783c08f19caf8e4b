internal import ArgumentParser

/// `batch`: many scenarios in one folder.
struct BatchCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Run many scenarios of a plan into one folder, resume, watch and verify them.",
        discussion: """
            Example: trocha batch run plan.yaml -o out/scenarios

            A plan is a YAML file: a matrix of months, directions, closures, slope functions, sea states, levers and seeds, and \
            the layers and formats to write. Each combination is a job with an id made of its content.
            """,
        subcommands: [
            BatchRunCommand.self, BatchStatusCommand.self, BatchVerifyCommand.self, BatchDaskCommand.self,
        ])
}
