internal import ArgumentParser
internal import Batch
internal import Foundation

/// `trocha batch verify`.
struct BatchVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute every sum of a batch.",
        discussion: """
            Example: trocha batch verify out/scenarios

            Prints a line for each fault on standard error: changed, missing, stray or incomplete, with its path. The exit \
            code is 5 when there is one.
            """)

    @Argument(help: ArgumentHelp("Folder of the batch.", valueName: "dir"))
    var folder: String

    @OptionGroup var reports: ReportOptions

    func run() throws {
        let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
        let verification = try BatchVerification(of: folder, threads: cores)
        if reports.json {
            try Self.summary(verification).write()
        } else if verification.isSound && !reports.quiet {
            print("\(folder): \(verification.checked) files, all sums match")
        }
        guard !verification.isSound else { return }
        for fault in verification.faults { StandardError.write("\(fault.kind.rawValue) \(fault.path)\n") }
        let count = verification.faults.count
        throw CommandFailure(
            .verificationFailed,
            "\(folder): \(count == 1 ? "1 fault" : "\(count) faults"); run the plan again with --resume, and remove what is stray"
        )
    }

    private static func summary(_ verification: BatchVerification) -> SummaryValue {
        let faults = verification.faults.map { fault in
            SummaryValue.object([("path", .text(fault.path)), ("fault", .text(fault.kind.rawValue))])
        }
        return .object([
            ("ok", .bool(verification.isSound)), ("checked", .integer(verification.checked)), ("faults", .list(faults)),
        ])
    }
}
