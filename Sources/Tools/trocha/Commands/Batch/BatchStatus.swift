internal import ArgumentParser
internal import Batch

/// `trocha batch status`.
struct BatchStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say how far a batch is; also while it runs.",
        discussion: "Example: trocha batch status out/scenarios")

    @Argument(help: ArgumentHelp("Folder of the batch.", valueName: "dir"))
    var folder: String

    @OptionGroup var reports: ReportOptions

    func run() throws {
        let status = try BatchStatus(of: folder)
        guard !reports.json else { return try Self.summary(status).write() }
        print(
            "\(status.name): \(status.done) of \(status.total) jobs done, \(status.failed) failed, \(status.running) running, "
                + "\(status.pending) pending\(status.isComplete ? "; complete" : "")")
        for (job, failure) in status.failures { print("failed \(job): \(failure.message)") }
    }

    private static func summary(_ status: BatchStatus) -> SummaryValue {
        let failures = status.failures.map { job, failure in
            SummaryValue.object([
                ("job_id", .text(job)), ("code", .integer(failure.code)), ("message", .text(failure.message)),
            ])
        }
        return .object([
            ("name", .text(status.name)), ("total", .integer(status.total)), ("done", .integer(status.done)),
            ("failed", .integer(status.failed)), ("running", .integer(status.running)),
            ("pending", .integer(status.pending)), ("complete", .bool(status.isComplete)),
            ("bytes", .integer(status.bytes)), ("eta_s", status.secondsLeft.map { .number($0) } ?? .null),
            ("failures", .list(failures)),
        ])
    }
}
