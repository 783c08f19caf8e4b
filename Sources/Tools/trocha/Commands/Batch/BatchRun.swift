internal import ArgumentParser
internal import Batch
internal import Export
internal import Foundation
internal import RouteRiskJob

/// `trocha batch run`.
struct BatchRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the jobs of a plan.",
        discussion: """
            Example: trocha batch run plan.yaml -o out/scenarios

            A run that was interrupted or killed goes on with --resume, which keeps every job whose sums match. A job that \
            fails is recorded with its error and the rest go on; the exit code is 3 then. --dry-run prints a table of the jobs \
            with their cost. With --shard several machines share a folder; run once more with --resume to join their parts.
            """)

    @Argument(help: ArgumentHelp("The plan; '-' is standard input.", valueName: "plan.yaml"))
    var plan: String

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Folder to write.", valueName: "dir"))
    var output: String?

    @Option(
        help: ArgumentHelp("Jobs to make at once; results do not depend on it. Default: all cores.", valueName: "n"))
    var jobs: Int?

    @Option(help: ArgumentHelp("Do only every n-th job, from the i-th on.", valueName: "i/n"), transform: Shard.option)
    var shard: Shard?

    @Flag(help: "Go on with what the folder holds.")
    var resume = false

    @Flag(help: "End the run at the first job that fails.")
    var failFast = false

    @Flag(help: "Print the jobs and what they will cost; write nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("error, warning, info or debug.", valueName: "level"))
    var logLevel = LogLevel.warning

    @OptionGroup var reports: ReportOptions

    private var workers: Int { jobs ?? max(1, ProcessInfo.processInfo.activeProcessorCount) }

    func validate() throws {
        if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs must lie in 1…1024, got \(jobs)") }
        if let output, output.isEmpty || output == "-" {
            throw ValidationError("-o must name a folder, not '\(output)'")
        }
        if output == nil && !dryRun { throw ValidationError("-o is missing; name the folder to write") }
        if plan == "-" && isatty(STDIN_FILENO) == 1 {
            throw ValidationError(
                "the plan is to come from standard input, which is a terminal; name a file or use a pipe")
        }
        if dryRun && reports.json { throw ValidationError("--dry-run prints a table; leave --json out") }
    }

    func run() throws {
        let plan = try BatchPlan.read(plan)
        guard !dryRun, let output else { return try printTable(plan) }
        let began = ContinuousClock.now
        let reporter = BatchReporter(reports, level: logLevel)
        let options = BatchOptions(workers: workers, shard: shard, resumes: resume, failsFast: failFast)
        let tally = try BatchRun.run(plan, into: output, options: options, work: work(of: plan)) { reporter.tell($0) }
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        reporter.end(tally, seconds: seconds)
        try report(tally, output, seconds: seconds)
    }

    /// One process makes all jobs, so that they share what their stages find.
    private func work(of plan: BatchPlan) -> BatchWork {
        let (shared, repeated) = (StageResults(), RepeatedFiles())
        let (name, parts, formats, threads) = (plan.name, plan.parts, plan.formats, workers)
        return BatchWork { (job, folder) throws(JobFailure) in
            do {
                let assessment = try RiskJob.run(job.settings(threads: threads), parts: parts, reusing: shared)
                let written = try JobFolder.write(
                    assessment.contents, parts: parts, formats: formats, item: job.item(of: name), into: folder,
                    repeated: repeated)
                return MadeJob(written: written, stages: assessment.stages)
            } catch {
                let ending = Ending(of: error)
                throw JobFailure(code: Int(ending.status.rawValue), message: ending.message)
            }
        }
    }

    private func printTable(_ plan: BatchPlan) throws {
        let jobs = plan.jobs(of: shard)
        let total = try JobTable.write(jobs, of: plan, to: "-")
        guard !reports.quiet else { return }
        let megabytes = Double(total.bytes) / 1e6
        StandardError.write(
            "\(jobs.count) jobs, about \(Int(total.processorSeconds.rounded(.up))) CPU seconds and "
                + "\(Int(megabytes.rounded(.up))) MB\n")
    }

    private func report(_ tally: BatchTally, _ output: String, seconds: Double) throws {
        if reports.json {
            try SummaryValue.object([
                ("output", .text(output)), ("total", .integer(tally.total)), ("done", .integer(tally.done)),
                ("kept", .integer(tally.kept)), ("failed", .integer(tally.failed)),
                ("complete", .bool(tally.isComplete)), ("wall_s", .number(seconds)),
            ]).write()
        } else if !reports.quiet {
            let state =
                tally.isComplete
                ? "complete"
                : shard != nil && tally.done == tally.total
                    ? "run once more with --resume to join the shards" : "\(tally.total - tally.done) not done"
            print("\(output): \(tally.done) of \(tally.total) jobs done (\(tally.kept) kept), \(state)")
        }
        guard tally.failed > 0 else { return }
        let isUnwritten = tally.unwritten == tally.failed
        throw CommandFailure(
            isUnwritten ? .cannotWrite : .badData,
            "\(tally.failed) of \(tally.total) jobs failed; see 'trocha batch status \(output)' for the reasons, mend them and "
                + "run again with --resume")
    }
}

extension Shard {
    /// Reads what `--shard` gives.
    fileprivate static func option(_ text: String) throws -> Shard {
        guard let shard = Shard(text) else {
            throw ValidationError("'\(text)' is no shard; write i/n with 1 ≤ i ≤ n, such as 1/4")
        }
        return shard
    }
}
