internal import ArgumentParser
internal import Export
internal import IncidentImport

/// `trocha incidents import`.
struct IncidentsImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Foreign incident files to one table, with an account of every record.",
        discussion: """
            Reads delimited text (comma, semicolon, tab; UTF-8, UTF-16, Windows-1252), .xlsx, .ods, .geojson, .gpkg and .fgb. \
            Columns are matched by meaning; --json says how. A date without a day becomes its month or year; what cannot be \
            read is set empty, and the row report says so. No field about a person is carried.

            The report has the columns file,row,status,field,problem,repair; row counts records from 1 below the header.

            Example: trocha incidents import mmp.csv arizona.csv -o incidents.csv --report rows.csv --json
            Example: trocha incidents import deaths.xlsx --map date=When --map dead=Bodies -o incidents.geojson
            """)

    @Argument(help: ArgumentHelp("Files of incidents; '-' is standard input.", valueName: "file"))
    var files: [String]

    @Option(
        help: ArgumentHelp("auto, mmp, acled, arizona or csv. Default: auto.", valueName: "name"),
        transform: Self.schema)
    var schema = ImportSchema.auto

    @Option(
        name: .customLong("map"),
        help: ArgumentHelp("A field and the column that holds it; may be repeated.", valueName: "field=header"))
    var maps: [String] = []

    @Option(help: ArgumentHelp("The row report, .csv.", valueName: "csv"))
    var report: String?

    @OptionGroup var output: OutputOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try common.requireFreeStandardOutput(for: output.output)
        if report == "-" && (common.json || output.output == "-") {
            throw ValidationError("--report - shares standard output with another output; name a file")
        }
        if files.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("'-' is given twice; standard input is read once")
        }
        _ = try columns()
    }

    private static func schema(_ name: String) throws -> ImportSchema {
        if let schema = ImportSchema(rawValue: name) { return schema }
        let known = ImportSchema.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("there is no schema \"\(name)\"; schemas are \(known)")
    }

    private func columns() throws -> [(field: String, header: String)] {
        try maps.map { map in
            let parts = map.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw ValidationError("--map takes field=header, such as date=When; got \"\(map)\"")
            }
            return (parts[0], parts[1])
        }
    }

    func run() throws {
        var job = IncidentImport(inputs: files, output: output.output)
        (job.schema, job.columns, job.report, job.overwrite) = (schema, try columns(), report, common.overwrite)
        let progress = common.makeProgress()
        defer { progress.finish() }
        let outcome = try job.run { progress.update($0, done: $1, of: $2) }
        progress.finish()
        if outcome.tally.rejected > 0 {
            common.warn(
                "\(outcome.tally.rejected) of \(outcome.tally.recordsIn) records are rejected; --report says which")
        }
        if common.json { try summary(outcome).write() }
    }

    private func summary(_ outcome: ImportOutcome) -> SummaryValue {
        .object(
            [("method", "incidents import")] + members(outcome.tally) + [
                ("problems", .object(outcome.problems.map { ($0.name, .integer($0.records)) })),
                (
                    "files",
                    .list(
                        outcome.files.map { file in
                            .object(
                                [("file", .text(file.name)), ("schema", .text(file.schema.rawValue))]
                                    + members(file.tally) + [
                                        ("columns", .object(file.columns.map { ($0.field, .text($0.header)) })),
                                        ("date_order", file.dateOrder.map { .text($0) } ?? .null),
                                    ])
                        })
                ),
            ])
    }

    private func members(_ tally: ImportOutcome.Tally) -> [(String, SummaryValue)] {
        [
            ("records_in", .integer(tally.recordsIn)), ("accepted", .integer(tally.accepted)),
            ("repaired", .integer(tally.repaired)), ("rejected", .integer(tally.rejected)),
        ]
    }
}
