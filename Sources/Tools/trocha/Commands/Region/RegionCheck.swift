internal import ArgumentParser
internal import Ingest

/// `trocha region check`.
struct RegionCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Compare a region pack with its manifest and check every row of its tables.",
        discussion: """
            Prints one line a fault. Exit code 0 for a sound pack, 5 when a file differs from the manifest, 3 when a file \
            breaks a rule, 4 when a file is missing.

            Example: trocha region check geodata/darien
            """)

    @Argument(help: ArgumentHelp("Folder of the region pack.", valueName: "dir"))
    var folder: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        let faults = RegionPack.check(folder)
        if common.json { try Self.summary(folder, faults).write() } else { faults.forEach { print($0) } }
        guard let status = Self.status(of: faults) else {
            if !common.json && !common.quiet { print("\(folder): sound") }
            return
        }
        throw CommandFailure(status, "\(folder): \(Self.counted(faults)); mend or restore what is listed")
    }

    /// The exit code that the gravest sort of fault asks for; nil for none.
    private static func status(of faults: [IngestError]) -> ExitStatus? {
        if faults.isEmpty { return nil }
        if faults.contains(where: { $0.kind == .mismatch }) { return .verificationFailed }
        return faults.contains { $0.kind == .content } ? .badData : .missing
    }

    private static func counted(_ faults: [IngestError]) -> String {
        faults.count == 1 ? "1 fault" : "\(faults.count) faults"
    }

    private static func summary(_ folder: String, _ faults: [IngestError]) -> SummaryValue {
        let list = faults.map { fault in
            SummaryValue.object([
                ("kind", .text(fault.kind.rawValue)), ("file", .text(fault.file)),
                ("row", fault.row.map { .integer($0) } ?? .null), ("field", fault.field.map { .text($0) } ?? .null),
                ("problem", .text(fault.problem)), ("mend", .text(fault.mend)),
            ])
        }
        return .object([
            ("command", "region check"), ("folder", .text(folder)), ("sound", .bool(faults.isEmpty)),
            ("faults", .list(list)),
        ])
    }
}
