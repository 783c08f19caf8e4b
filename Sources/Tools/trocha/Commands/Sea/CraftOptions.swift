internal import ArgumentParser

/// Which boat, and who is aboard.
struct CraftOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A table of boats in place of the built-in one.", valueName: "csv"))
    var craftTable: String?

    @Option(help: ArgumentHelp("A boat of the table. Default: its first.", valueName: "name"))
    var craft: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Persons aboard. Default: as many as the boat is made for.", valueName: "n"))
    var persons: Int?

    func validate() throws {
        if let persons, persons < 0 { throw ValidationError("--persons is \(persons); give 0 or more") }
    }

    /// What is given, by column.
    var fields: [String: String] {
        ["craft": craft, "persons": persons.map(String.init)].compactMapValues { $0 }
    }
}
