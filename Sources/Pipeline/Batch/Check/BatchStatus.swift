internal import Export
internal import SpatialEngine

/// How far a batch is.
public struct BatchStatus: Sendable {
    /// The plan's name.
    public let name: String
    /// Jobs of the plan.
    public let total: Int
    /// Jobs whose folders are in place.
    public let done: Int
    /// Jobs that failed at their last attempt.
    public let failed: Int
    /// Jobs that live processes work at.
    public let running: Int
    /// Jobs that nobody has begun or that were cut off.
    public let pending: Int
    /// Whether every job is done and the catalogue written.
    public let isComplete: Bool
    /// Bytes of the jobs that are done.
    public let bytes: Int
    /// Seconds until the rest is done at the pace so far; nil when nothing runs or nothing is known of the pace.
    public let secondsLeft: Double?
    /// Why jobs failed, in the order of ids.
    public let failures: [(job: String, failure: JobFailure)]

    /// Looks at a folder; changes nothing, and may be asked while a run lives.
    ///
    /// - Throws: ``BatchError`` when the folder is not there or is no batch's.
    public init(of folder: String) throws(BatchError) {
        let store = BatchStore(folder)
        try store.requireBatch()
        do throws(OutputError) {
            guard let plan = try store.storedPlan() else {
                throw .failed(path: store.place(BatchFiles.plan), reason: "it is missing; begin the batch anew")
            }
            let ledger = try Ledger(store)
            let lines = ledger.lines.values.sorted { $0.job < $1.job }
            let live = store.jobFolders().partial.filter(\.isLive).map(\.job)
            let unfinished = Set(live).subtracting(lines.filter(\.isDone).map(\.job))
            (name, total) = (plan.name, plan.jobs)
            done = lines.filter(\.isDone).count
            running = unfinished.count
            failures = lines.compactMap { line in
                unfinished.contains(line.job) ? nil : line.failure.map { (line.job, $0) }
            }
            failed = failures.count
            pending = max(0, plan.jobs - done - failed - running)
            isComplete = done == plan.jobs && store.entry(BatchFiles.sums) != nil
            bytes = lines.compactMap(\.written?.bytes).reduce(0, +)
            let seconds = try Attempts(store).secondsOfDone
            secondsLeft =
                running > 0 && !seconds.isEmpty
                ? seconds.reduce(0, +) / Double(seconds.count) * (Double(pending) + Double(running) / 2)
                    / Double(running)
                : nil
        } catch { throw .output(error) }
    }
}
