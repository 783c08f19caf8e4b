internal import ArgumentParser
internal import Batch
internal import Foundation

/// `trocha batch dask`.
struct BatchDaskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dask",
        abstract: "Run the jobs of a plan on the workers of a Dask cluster.",
        discussion: """
            Example: trocha batch dask plan.yaml -o /shared/scenarios --scheduler tcp://head:8786

            The folder is the same, byte for byte, as that of 'batch run'. Each task is a shard of the plan: a worker starts \
            'trocha batch run --shard i/n', so that workers need trocha, the plan and its files at the same paths, and see the \
            same folder or object store (-o /vsis3/bucket/prefix). The shards of a worker that is lost are done again by \
            others. At the end this machine joins the shards. --workers starts workers on this machine; an existing cluster \
            (dask-jobqueue, dask-kubernetes) is named by the address of its scheduler.
            """)

    @Argument(help: ArgumentHelp("The plan.", valueName: "plan.yaml"))
    var plan: String

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Folder to write.", valueName: "dir"))
    var output: String

    @Option(help: ArgumentHelp("Address of a scheduler, such as tcp://head:8786.", valueName: "address"))
    var scheduler: String?

    @Option(help: ArgumentHelp("Workers to start on this machine.", valueName: "n"))
    var workers: Int?

    @Option(help: ArgumentHelp("Parts of the plan, each a task. Default: 4 for each worker, else 32.", valueName: "n"))
    var shards: Int?

    @Option(help: ArgumentHelp("Interpreter that has dask[distributed].", valueName: "python"))
    var python = "python3"

    @Flag(help: "Go on with what the folder holds.")
    var resume = false

    @OptionGroup var reports: ReportOptions

    func validate() throws {
        guard (scheduler == nil) != (workers == nil) else {
            throw ValidationError("name either --scheduler ADDRESS or --workers N")
        }
        for (name, value) in [("--workers", workers), ("--shards", shards)] {
            if let value, !(1...100_000).contains(value) { throw ValidationError("\(name) must lie in 1…100000") }
        }
        if plan == "-" { throw ValidationError("workers read the plan themselves; name a file") }
        if output.isEmpty || output == "-" { throw ValidationError("-o must name a folder, not '\(output)'") }
    }

    func run() throws {
        let jobs = try BatchPlan.read(plan)
        try requireDask()
        let folder = Self.fullPath(output)
        try BatchRun.begin(jobs, in: folder, resumes: resume)
        let run = ["batch", "run", Self.fullPath(plan), "-o", folder, "--resume"]
        let count = min(jobs.jobs.count, shards ?? workers.map { 4 * $0 } ?? 32)
        try drive(run + ["--quiet", "--jobs", "1"], shards: max(1, count))
        // What workers did not finish is done here, and all is joined.
        let joined = try Self.start(Self.ownPath, run + reportFlags)
        guard joined == 0 else { throw ExitCode(joined) }
    }

    /// Has the shards done by the cluster.
    private func drive(_ run: [String], shards: Int) throws {
        let driver = String(decoding: PackageResources.dask_driver_py, as: UTF8.self)
        var options = ["--shards", String(shards)]
        if let scheduler { options += ["--scheduler", scheduler] }
        if let workers { options += ["--workers", String(workers)] }
        if !reports.quiet && reports.progress != .none {
            options += ["--progress", reports.progress == .json ? "json" : "plain"]
        }
        let status = try Self.start(python, ["-c", driver] + options + ["--", Self.ownPath] + run)
        // Failed jobs are in the ledger, which the join reports.
        guard status == 0 || status == ExitStatus.badData.rawValue else {
            throw CommandFailure(
                .cannotWrite, "the Dask run ended with code \(status); mend what it says and run again with --resume")
        }
    }

    private var reportFlags: [String] {
        (reports.quiet ? ["--quiet"] : []) + (reports.json ? ["--json"] : [])
            + ["--progress", reports.progress.rawValue]
    }

    private func requireDask() throws {
        let status = try? Self.start(python, ["-c", "import distributed"], isSilent: true)
        guard status == 0 else {
            throw CommandFailure(
                .missing,
                "\(python) has no Dask; install it with: \(python) -m pip install \"dask[distributed]\", or name another "
                    + "interpreter with --python")
        }
    }

    /// Runs a program to its end and gives its exit code.
    private static func start(_ program: String, _ arguments: [String], isSilent: Bool = false) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: program.contains("/") ? program : "/usr/bin/env")
        process.arguments = program.contains("/") ? arguments : [program] + arguments
        if isSilent { (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice) }
        do { try process.run() } catch {
            throw CommandFailure(.missing, "\(program) cannot be started: \(error.localizedDescription)")
        }
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
            ? 128 + process.terminationStatus : process.terminationStatus
    }

    private static let ownPath =
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]

    /// Workers start in other folders.
    private static func fullPath(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}
