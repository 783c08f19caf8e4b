internal import ArgumentParser
internal import Foundation

/// How progress is shown on standard error.
enum ProgressMode: String, ExpressibleByArgument, CaseIterable {
    case auto, plain, none, json
}

/// The options that every verb has.
struct CommonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Seed of every random draw.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(
        name: .customLong("threads"),
        help: ArgumentHelp("Threads to use; results do not depend on it. Default: all cores.", valueName: "n"))
    var requestedThreads: Int?

    @OptionGroup var reports: ReportOptions

    @Flag(help: "Replace an existing output.")
    var overwrite = false

    var threads: Int { requestedThreads ?? max(1, ProcessInfo.processInfo.activeProcessorCount) }

    var quiet: Bool { reports.quiet }
    var progress: ProgressMode { reports.progress }
    var json: Bool { reports.json }

    func validate() throws {
        if let requestedThreads, !(1...4096).contains(requestedThreads) {
            throw ValidationError("--threads must lie in 1…4096, got \(requestedThreads)")
        }
    }

    /// A reporter as the options ask for it.
    func makeProgress() -> ProgressReporter { reports.makeProgress() }

    /// Does a job whose progress shows as these options ask for it.
    func reporting<Outcome>(
        _ job: (@escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void) throws -> Outcome
    ) rethrows -> Outcome {
        try reports.reporting(job)
    }

    /// Writes a warning to standard error, unless only errors are wanted.
    func warn(_ text: String) { reports.warn(text) }

    /// Fails if both the summary and the data would go to standard output.
    func requireFreeStandardOutput(for output: String) throws {
        if json && (output == "-" || output == "/dev/stdout") {
            throw ValidationError("--json and '-o -' both write to standard output; name an output file")
        }
    }
}

/// What a verb tells while it runs and when it is done.
struct ReportOptions: ParsableArguments {
    @Flag(help: "Print errors only.")
    var quiet = false

    @Option(
        help: ArgumentHelp(
            "auto (a bar on a terminal), plain (lines), none, or json (an object a line).", valueName: "mode"))
    var progress = ProgressMode.auto

    @Flag(help: "Print a machine-readable summary on standard output.")
    var json = false

    /// A reporter as the options ask for it.
    func makeProgress() -> ProgressReporter {
        if quiet || progress == .none { return ProgressReporter(style: .none) }
        if progress == .plain { return ProgressReporter(style: .stages) }
        if progress == .json { return ProgressReporter(style: .json) }
        let bar = StandardError.isTerminal && ProcessInfo.processInfo.environment["TERM"] != "dumb"
        return ProgressReporter(style: bar ? .bar : .lines)
    }

    /// Does a job whose progress shows as these options ask for it.
    func reporting<Outcome>(
        _ job: (@escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void) throws -> Outcome
    ) rethrows -> Outcome {
        let progress = makeProgress()
        defer { progress.finish() }
        return try job { progress.update($0, done: $1, of: $2) }
    }

    /// Writes a warning to standard error, unless only errors are wanted.
    func warn(_ text: String) {
        if !quiet { StandardError.write("warning: \(Ending.oneLine(text))\n") }
    }
}

/// The required `-o`.
struct OutputOption: ParsableArguments {
    @Option(
        name: [.customShort("o"), .long], help: ArgumentHelp("Output file; '-' is standard output.", valueName: "file"))
    var output: String
}
