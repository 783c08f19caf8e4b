internal import ArgumentParser

/// `trocha priorities …`.
struct PrioritiesCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "priorities",
        abstract: "What measures would change, and what they changed, with people free to go elsewhere.",
        discussion: """
            Example: trocha priorities plan --routes r.csv --sites s.csv --effects e.csv --theta 1 -o sites.csv
            """,
        subcommands: [
            PrioritiesPlan.self, PrioritiesEvaluate.self, PrioritiesCover.self, PrioritiesInterdict.self,
        ])
}
