internal import Export
internal import Foundation
internal import SpatialEngine
internal import Synchronization

/// Makes jobs on several threads; each takes the next one that nobody has.
final class BatchWorkers: Sendable {
    private struct State {
        var next = 0
        var tally: BatchTally
        var ledger: Ledger
        /// Set when nothing more is to be begun.
        var isStopped = false
        /// What keeps the ledger from being written.
        var fault: OutputError?
    }

    private let run: BatchRun
    private let todo: [BatchJob]
    private let attempts: Attempts
    private let threads: Int
    private let state: Mutex<State>

    init(run: BatchRun, todo: [BatchJob], tally: BatchTally, ledger: Ledger, attempts: Attempts) {
        (self.run, self.todo, self.attempts) = (run, todo, attempts)
        threads = max(1, min(run.options.workers, todo.count))
        state = Mutex(State(tally: tally, ledger: ledger))
    }

    /// Makes all jobs, and ends when the last is done.
    func work() throws(BatchError) -> (ledger: Ledger, tally: BatchTally) {
        let group = DispatchGroup()
        for _ in 0..<threads {
            group.enter()
            let thread = Thread { [self] in
                while let job = next() { make(job) }
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

    private func next() -> BatchJob? {
        state.withLock { state in
            guard !state.isStopped, state.next < todo.count else { return nil }
            let job = todo[state.next]
            state.next += 1
            run.observe(.jobBegan(job))
            return job
        }
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
