internal import Export
internal import Foundation
internal import SpatialEngine
internal import Synchronization

/// Makes jobs on several threads.
///
/// Jobs that share their dearest stages are a group. A worker that has no group takes the next that nobody has begun, so that
/// workers do not wait for each other's stages; when all are begun it helps with the one that has most left.
final class BatchWorkers: Sendable {
    private struct State {
        /// What is left of each group.
        var groups: [ArraySlice<BatchJob>]
        /// How many groups were begun; they are the first ones.
        var begun = 0
        var tally: BatchTally
        var ledger: Ledger
        /// Set when nothing more is to be begun.
        var isStopped = false
        /// What keeps the ledger from being written.
        var fault: OutputError?
    }

    private let run: BatchRun
    private let attempts: Attempts
    private let threads: Int
    private let state: Mutex<State>

    init(run: BatchRun, todo: [BatchJob], tally: BatchTally, ledger: Ledger, attempts: Attempts) {
        (self.run, self.attempts) = (run, attempts)
        threads = max(1, min(run.options.workers, todo.count))
        state = Mutex(State(groups: BatchRun.groups(of: todo), tally: tally, ledger: ledger))
    }

    /// Makes all jobs, and ends when the last is done.
    func work() throws(BatchError) -> (ledger: Ledger, tally: BatchTally) {
        let group = DispatchGroup()
        for _ in 0..<threads {
            group.enter()
            let thread = Thread { [self] in
                var own: Int?
                while let job = next(&own) { make(job) }
                group.leave()
            }
            // As much as the main thread has: models that run there must run here.
            thread.stackSize = 16 << 20
            thread.start()
        }
        group.wait()
        let (fault, ledger, tally) = state.withLock { ($0.fault, $0.ledger, $0.tally) }
        if let fault { throw .output(fault) }
        return (ledger, tally)
    }

    /// The next job for a worker.
    ///
    /// - Parameter own: The group that it works at.
    private func next(_ own: inout Int?) -> BatchJob? {
        let taken = own
        let (group, job) = state.withLock { state -> (Int?, BatchJob?) in
            guard !state.isStopped else { return (taken, nil) }
            var group = taken
            if group.map({ state.groups[$0].isEmpty }) ?? true {
                if state.begun < state.groups.count {
                    group = state.begun
                    state.begun += 1
                } else {
                    group = state.groups.indices.max { state.groups[$0].count < state.groups[$1].count }
                }
            }
            guard let group, let job = state.groups[group].popFirst() else { return (nil, nil) }
            run.observe(.jobBegan(job))
            return (group, job)
        }
        own = group
        return job
    }

    private func make(_ job: BatchJob) {
        let (startedAt, began, processor) = (Date.now, ContinuousClock.now, processorSeconds)
        let result = made(job)
        let attempt = Attempt(
            job: job.id, startedAt: startedAt, wallSeconds: (ContinuousClock.now - began) / .seconds(1),
            processorSeconds: processorSeconds - processor, stages: (try? result.get())?.stages ?? [],
            isDone: (try? result.get()) != nil, number: (attempts.counts[job.id] ?? 0) + 1)
        let line = LedgerLine(job: job.id, parameters: job.parameters, outcome: result.map(\.written))
        record(line, of: job, attempt)
    }

    /// Makes the job's folder, or takes up one that another run has put there meanwhile.
    private func made(_ job: BatchJob) -> Result<MadeJob, JobFailure> {
        let store = run.store
        var places = [(path: store.place(BatchFiles.jobs), name: BatchFiles.jobs)] + job.places
        do throws(JobFailure) {
            let made = try store.put(job.folder, orFail: { JobFailure($0) }) { (folder) throws(JobFailure) in
                places.append((folder, job.folder))
                return try run.work.make(job, folder)
            }
            return .success(made)
        } catch {
            if store.entry(job.folder) != nil {
                let check = JobFolderCheck(job.folder, manifestSum: nil, in: store)
                if let written = check.written { return .success(MadeJob(written: written, stages: [])) }
            }
            return .failure(error.placed(places))
        }
    }

    private func record(_ line: LedgerLine, of job: BatchJob, _ attempt: Attempt) {
        state.withLock { state in
            do throws(OutputError) { try run.store.append(line.text, to: run.ledgerName) } catch {
                state.fault = state.fault ?? error
                state.isStopped = true
                return
            }
            // Times are no result: without them the run goes on.
            try? run.store.append(attempt.line, to: BatchFiles.timings)
            state.ledger.lines[job.id] = line
            if let failure = line.failure {
                state.tally.failed += 1
                if failure.code == 7 { state.tally.unwritten += 1 }
                if run.options.failsFast { state.isStopped = true }
            } else {
                state.tally.done += 1
            }
            run.observe(
                .jobEnded(job, failure: line.failure, wallSeconds: attempt.wallSeconds, tally: state.tally))
        }
    }

    /// Of this thread, or of the whole process when it makes one job at a time.
    private var processorSeconds: Double {
        var time = timespec()
        clock_gettime(threads > 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
