internal import Export
internal import Foundation
internal import SpatialEngine

/// Runs a plan into a folder.
///
/// Each job's folder appears whole, then its line in the ledger; so a run that is killed at any moment loses at most the jobs in
/// flight, and the folder's bytes rest on the plan alone.
public struct BatchRun: Sendable {
    let plan: BatchPlan
    let store: BatchStore
    let options: BatchOptions
    let work: BatchWork
    let observe: @Sendable (BatchEvent) -> Void

    /// Runs a plan, or the part of it that the options name.
    ///
    /// - Parameter observe: Told what happens, on any thread, never twice at once.
    /// - Returns: How far it came; failed jobs do not throw.
    /// - Throws: ``BatchError`` when the folder cannot be used or nothing can be written any more.
    public static func run(
        _ plan: BatchPlan, into folder: String, options: BatchOptions, work: BatchWork,
        observe: @escaping @Sendable (BatchEvent) -> Void = { _ in }
    ) throws(BatchError) -> BatchTally {
        let run = BatchRun(
            plan: plan, store: BatchStore(folder), options: options, work: work, observe: observe)
        let lock: FolderLock
        do throws(OutputError) {
            try run.store.makeFolder("")
            lock = try FolderLock(run.store, shard: options.shard)
        } catch { throw .output(error) }
        defer { lock.release() }
        try run.requireOwnFolder()
        return try run.underLock()
    }

    /// Makes the folder and puts the plan there, for shards that run later.
    ///
    /// - Throws: ``BatchError`` as ``run(_:into:options:work:observe:)`` does when the folder is not the plan's.
    public static func begin(_ plan: BatchPlan, in folder: String, resumes: Bool) throws(BatchError) {
        let options = BatchOptions(workers: 1, shard: nil, resumes: resumes, failsFast: false)
        let work = BatchWork { (_, _) throws(JobFailure) in throw JobFailure(code: 2, message: "nothing is made") }
        let run = BatchRun(
            plan: plan, store: BatchStore(folder), options: options, work: work, observe: { _ in })
        let lock: FolderLock
        do throws(OutputError) {
            try run.store.makeFolder("")
            lock = try FolderLock(run.store, shard: nil)
        } catch { throw .output(error) }
        defer { lock.release() }
        try run.requireOwnFolder()
        do throws(OutputError) { try run.store.write(Array(plan.text.utf8), to: BatchFiles.plan) } catch {
            throw .output(error)
        }
    }

    private func underLock() throws(BatchError) -> BatchTally {
        let jobs = plan.jobs(of: options.shard)
        let state: (ledger: Ledger, attempts: Attempts)
        do throws(OutputError) {
            try store.write(Array(plan.text.utf8), to: BatchFiles.plan)
            state = (try takeUp(jobs), try Attempts(store))
        } catch { throw .output(error) }
        let todo = BatchRun.ordered(jobs.filter { state.ledger.lines[$0.id]?.isDone != true })
        let tally = BatchTally(total: jobs.count, done: jobs.count - todo.count, kept: jobs.count - todo.count)
        observe(.began(total: jobs.count, kept: tally.kept))
        let workers = BatchWorkers(run: self, todo: todo, tally: tally, ledger: state.ledger, attempts: state.attempts)
        let ended = try workers.work()
        return try finish(ended.ledger, ended.tally)
    }

    /// The ledger that this run writes.
    var ledgerName: String { options.shard.map(BatchFiles.ledger(of:)) ?? BatchFiles.ledger }

    /// Jobs that share the dearest stages lie together, so that what they share is worked out once.
    static func ordered(_ jobs: [BatchJob]) -> [BatchJob] {
        let ranked = jobs.map { job in
            (job: job, rank: rank(of: job, by: sharedKeys + [.month, .closure, .lever, .budget]))
        }
        return ranked.sorted { a, b in
            a.rank == b.rank ? a.job.id < b.job.id : a.rank.lexicographicallyPrecedes(b.rank)
        }.map(\.job)
    }

    /// Ordered jobs parted where they cease to share the dearest stages.
    static func groups(of jobs: [BatchJob]) -> [ArraySlice<BatchJob>] {
        let ranks = jobs.map { rank(of: $0, by: sharedKeys) }
        let starts = jobs.indices.filter { $0 == 0 || ranks[$0] != ranks[$0 - 1] }
        return zip(starts, starts.dropFirst() + [jobs.count]).map { jobs[$0..<$1] }
    }

    /// What the dearest stages rest on.
    private static let sharedKeys: [PlanKey] = [
        .region, .dem, .slopeFunction, .direction, .seaState, .from, .to, .incidents, .seed,
    ]

    private static func rank(of job: BatchJob, by keys: [PlanKey]) -> [String] {
        keys.map { $0 == .region ? job.region.sum : job[$0].json.line }
    }
}

// MARK: - Before

extension BatchRun {
    /// Fails if the folder holds anything but this plan's batch, or holds that and going on was not asked for.
    private func requireOwnFolder() throws(BatchError) {
        let names = store.entries(in: "").map(\.path)
        let ledgers = names.filter { $0 == BatchFiles.ledger || BatchFiles.shard(ofLedger: $0) != nil }
        let isBegun = !ledgers.isEmpty || names.contains(BatchFiles.plan)
        if !isBegun {
            let own = [BatchFiles.jobs, BatchFiles.timings]
            let foreign = names.first { name in
                !own.contains(name) && !BatchFiles.isUnhashed(name) && !name.hasPrefix(".trocha-")
            }
            if let foreign { throw .foreign(path: store.path, name: foreign) }
            return
        }
        let blocking = options.shard == nil ? names : ledgers.filter { $0 == BatchFiles.ledger || $0 == ledgerName }
        if !options.resumes && !blocking.isEmpty { throw .begun(path: store.path) }
        let there: [UInt8]?
        do throws(OutputError) { there = try store.read(BatchFiles.plan) } catch { throw .output(error) }
        guard let there, there != Array(plan.text.utf8) else { return }
        throw .otherPlan(path: store.path, difference: Self.difference(there, Array(plan.text.utf8)))
    }

    /// The keys in which two plans differ.
    private static func difference(_ a: [UInt8], _ b: [UInt8]) -> String {
        guard let a = (try? JSONValue(parsing: a))?.object, let b = (try? JSONValue(parsing: b))?.object else {
            return "its plan.json cannot be read"
        }
        let keys = Set((a.members + b.members).map(\.name)).filter { a[$0] != b[$0] }.sorted()
        return keys.isEmpty ? "its plan.json is written otherwise" : "\(keys.joined(separator: ", ")) differs"
    }

    /// Looks at what earlier runs left: keeps the jobs whose sums match, removes the rest, and writes this run's ledger anew.
    private func takeUp(_ jobs: [BatchJob]) throws(OutputError) -> Ledger {
        var ledger = try Ledger(store)
        let folders = store.jobFolders()
        let own = Set(jobs.map(\.id))
        for partial in folders.partial where !partial.isLive && own.contains(partial.job) { store.remove(partial.path) }
        if options.shard == nil { removeTemporaryFiles() }
        let lines = ledger.lines
        let checks = parallelMap(jobs, threads: options.workers) { job -> JobFolderCheck? in
            guard folders.whole[job.id] == job.folder else { return nil }
            let line = lines[job.id]
            return JobFolderCheck(job.folder, manifestSum: line?.written?.manifestSHA256, in: store)
        }
        var isWhole = true
        for (job, check) in zip(jobs, checks) {
            if let written = check?.written {
                ledger.lines[job.id] = LedgerLine(job: job.id, parameters: job.parameters, outcome: .success(written))
                continue
            }
            isWhole = false
            if ledger.lines[job.id]?.isDone == true { ledger.lines[job.id] = nil }
            if let fault = check?.faults.first {
                observe(.noted("job \(job.id) is done again: \(fault.path) is \(fault.kind.rawValue)"))
                store.remove(job.folder)
            }
        }
        // What says that the plan is complete goes first when it is not.
        if !isWhole { for name in [BatchFiles.sums, BatchFiles.collection] { store.remove(name) } }
        try store.makeFolder(BatchFiles.jobs)
        try store.write(ledger.text(of: own.contains), to: ledgerName)
        if options.shard == nil { removeShardLedgers(ledger) }
        return ledger
    }

    private func removeTemporaryFiles() {
        for entry in store.entries(in: "") where entry.path.hasPrefix(".trocha-") { store.remove(entry.path) }
    }

    /// Removes the ledgers of shards, whose lines stand in the whole one by now.
    private func removeShardLedgers(_ ledger: Ledger) {
        for shard in ledger.shards { store.remove(BatchFiles.ledger(of: shard)) }
        if !ledger.shards.isEmpty { store.syncFolder("") }
    }
}

// MARK: - After

extension BatchRun {
    /// Writes the ledger in order and, when every job of the plan is done, the catalogue and the sums.
    private func finish(_ ledger: Ledger, _ tally: BatchTally) throws(BatchError) -> BatchTally {
        var tally = tally
        let own = Set(plan.jobs(of: options.shard).map(\.id))
        do throws(OutputError) {
            try store.flush()
            try store.write(ledger.text(of: own.contains), to: ledgerName)
        } catch { throw .output(error) }
        guard options.shard == nil, tally.done == plan.jobs.count else { return tally }
        try writeCatalogue()
        tally.isComplete = true
        return tally
    }

    private func writeCatalogue() throws(BatchError) {
        var items: [(path: String, text: [UInt8])] = []
        var sums: [String: String] = [:]
        do throws(OutputError) {
            for job in plan.jobs {
                let path = "\(job.folder)/item.json"
                guard let text = try store.read(path), let listed = JobFolderCheck.listedSums(job.folder, in: store)
                else {
                    throw .failed(path: store.place(path), reason: "it is gone; run again with --resume")
                }
                items.append((path, text))
                sums.merge(listed) { $1 }
            }
        } catch { throw .output(error) }
        let collection: String
        do throws(ExportError) { collection = try work.catalogue(plan.name, items) } catch { throw .catalogue(error) }
        do throws(OutputError) {
            try store.write(Array(collection.utf8), to: BatchFiles.collection)
            for name in [BatchFiles.plan, BatchFiles.ledger, BatchFiles.collection] {
                sums[name] = store.sum(name)?.hex
            }
            try store.write(Array(SumList.text(of: sums).utf8), to: BatchFiles.sums)
        } catch { throw .output(error) }
    }
}
