internal import ArgumentParser
internal import Batch

/// How much a run tells.
enum LogLevel: String, ExpressibleByArgument, CaseIterable, Comparable {
    case error, warning, info, debug

    static func < (a: LogLevel, b: LogLevel) -> Bool {
        (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
}

/// Tells on standard error how a batch runs: progress, and a log line for what happens; as objects with `--progress json`.
struct BatchReporter: Sendable {
    private let progress: ProgressReporter
    private let isStructured: Bool
    private let level: LogLevel

    init(_ options: ReportOptions, level: LogLevel) {
        progress = options.makeProgress()
        isStructured = options.progress == .json && !options.quiet
        self.level = options.quiet ? .error : level
    }

    /// Tells an event.
    func tell(_ event: BatchEvent) {
        switch event {
        case .began(let total, let kept):
            log(.info, "\(total) jobs, \(kept) of them kept from an earlier run")
            progress.update("jobs", done: 0, of: total - kept)
        case .noted(let text): log(.warning, text)
        case .jobBegan(let job): log(.debug, "job \(job.id) begins: \(job.fields.joined(separator: " "))")
        case .jobEnded(let job, let failure, let seconds, let tally):
            if isStructured { note(job, failure, seconds, tally) }
            if let failure {
                log(.warning, "job \(job.id) failed: \(failure.message)")
            } else {
                log(.info, "job \(job.id) done in \((seconds * 1000).rounded() / 1000) s")
            }
            // Kept jobs took no time, and would flatter the rate.
            progress.update(
                "jobs", done: tally.done + tally.failed - tally.kept, of: tally.total - tally.kept)
        }
    }

    /// Tells that the run is over.
    func end(_ tally: BatchTally, seconds: Double) {
        if isStructured {
            progress.note(
                SummaryValue.object([
                    ("event", "end"), ("total", .integer(tally.total)), ("done", .integer(tally.done)),
                    ("kept", .integer(tally.kept)), ("failed", .integer(tally.failed)),
                    ("complete", .bool(tally.isComplete)), ("wall_s", .number(seconds)),
                ]).json)
        }
        progress.finish()
    }

    private func note(_ job: BatchJob, _ failure: JobFailure?, _ seconds: Double, _ tally: BatchTally) {
        progress.note(
            SummaryValue.object([
                ("event", "job"), ("job_id", .text(job.id)), ("status", .text(failure == nil ? "done" : "failed")),
                ("wall_s", .number(seconds)), ("done", .integer(tally.done)), ("failed", .integer(tally.failed)),
                ("total", .integer(tally.total)),
            ]).json)
    }

    private func log(_ level: LogLevel, _ text: String) {
        guard level <= self.level else { return }
        let line =
            isStructured
            ? SummaryValue.object([("event", "log"), ("level", .text(level.rawValue)), ("message", .text(text))]).json
            : "\(level.rawValue): \(text)"
        progress.note(line)
    }
}
