internal import Export
internal import SpatialEngine

/// Whether a batch's folder is as it was written.
public struct BatchVerification: Sendable {
    /// How many files were compared with their sums.
    public let checked: Int
    /// What is wrong, in the order of paths.
    public let faults: [BatchFault]
    /// Whether the folder is whole and unchanged.
    public var isSound: Bool { faults.isEmpty }

    /// Recomputes every sum of a folder.
    ///
    /// A complete folder is compared with `SHA256SUMS`: every file, and every folder in which none of them lies. Of one that is
    /// not complete the jobs of its ledgers are, and what is not finished is named.
    /// - Parameter threads: How many threads read.
    /// - Throws: ``BatchError`` when the folder is not there or is no batch's.
    public init(of folder: String, threads: Int) throws(BatchError) {
        let store = BatchStore(folder)
        try store.requireBatch()
        let found: (checked: Int, faults: [BatchFault])
        do throws(OutputError) {
            found =
                if let sums = try store.read(BatchFiles.sums) {
                    try Self.complete(store, sums, threads)
                } else {
                    try Self.incomplete(store, threads)
                }
        } catch { throw .output(error) }
        checked = found.checked
        faults = found.faults.sorted { ($0.path, $0.kind.rawValue) < ($1.path, $1.kind.rawValue) }
    }

    // MARK: A complete folder

    private static func complete(
        _ store: BatchStore, _ bytes: [UInt8], _ threads: Int
    ) throws(OutputError) -> (checked: Int, faults: [BatchFault]) {
        var faults: [BatchFault] = []
        let sums = SumList(bytes)
        if !sums.isWellFormed { faults.append(BatchFault(path: BatchFiles.sums, kind: .changed)) }
        let listed = sums.sums.sorted { $0.key < $1.key }
        let found = parallelMap(listed, threads: threads) { file -> BatchFault? in
            guard let entry = store.entry(file.key) else { return BatchFault(path: file.key, kind: .missing) }
            guard entry.kind == .file, store.sum(file.key)?.hex == file.value else {
                return BatchFault(path: file.key, kind: .changed)
            }
            return nil
        }
        faults += found.compactMap(\.self)
        let folders = Set(sums.sums.keys.flatMap { BatchTree.folders(above: $0) })
        for entry in store.tree("") where sums.sums[entry.path] == nil && !folders.contains(entry.path) {
            let isLock = entry.kind == .file && BatchFiles.isUnhashed(entry.path)
            if !isLock { faults.append(BatchFault(path: entry.path, kind: .stray)) }
        }
        // A shortened list would agree with a shortened folder, but not with the plan.
        let ledger = try Ledger(store)
        let jobs = ledger.lines.values.filter(\.isDone).count
        if let total = try store.storedPlan()?.jobs, jobs != total {
            faults.append(BatchFault(path: BatchFiles.ledger, kind: .incomplete))
        }
        return (listed.count, faults)
    }

    // MARK: A folder that is not complete

    private static func incomplete(
        _ store: BatchStore, _ threads: Int
    ) throws(OutputError) -> (checked: Int, faults: [BatchFault]) {
        var faults = [BatchFault(path: BatchFiles.sums, kind: .incomplete)]
        let ledger = try Ledger(store)
        let plan = try store.storedPlan()
        let folders = store.jobFolders()
        let done = ledger.lines.values.filter(\.isDone).sorted { $0.job < $1.job }
        let checks = parallelMap(done, threads: threads) { line -> (files: Int, faults: [BatchFault]) in
            guard let folder = folders.whole[line.job] else {
                let place = plan?.layout == .flat ? "jobs/\(line.job)" : "jobs/…/\(line.job)"
                return (0, [BatchFault(path: place, kind: .missing)])
            }
            let check = JobFolderCheck(folder, manifestSum: line.written?.manifestSHA256, in: store)
            return (check.sums.count, check.faults)
        }
        for check in checks { faults += check.faults }
        // A folder whose line is not yet written, or that a run is filling.
        let known = Set(done.map(\.job))
        faults += folders.whole.filter { !known.contains($0.key) }.map { BatchFault(path: $0.value, kind: .incomplete) }
        faults += folders.partial.map { BatchFault(path: $0.path, kind: $0.isLive ? .incomplete : .stray) }
        faults += folders.strays.map { BatchFault(path: $0, kind: .stray) }
        let own = [BatchFiles.plan, BatchFiles.ledger, BatchFiles.collection, BatchFiles.jobs]
        for entry in store.entries(in: "") {
            let isLedger = BatchFiles.shard(ofLedger: entry.path) != nil
            if !own.contains(entry.path), !isLedger, !BatchFiles.isUnhashed(entry.path) {
                faults.append(BatchFault(path: entry.path, kind: .stray))
            }
        }
        if plan == nil { faults.append(BatchFault(path: BatchFiles.plan, kind: .missing)) }
        return (checks.map(\.files).reduce(0, +), faults)
    }
}

/// `SHA256SUMS`: a sum, two blanks and a path on each line.
struct SumList {
    /// By path.
    private(set) var sums: [String: String] = [:]
    /// Whether every line is one, in order and once.
    private(set) var isWellFormed = true

    init(_ bytes: [UInt8]) {
        var last = ""
        guard bytes.last == 0x0A || bytes.isEmpty else {
            isWellFormed = false
            return
        }
        for line in bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
            let (sum, rest) = (line.prefix(64), line.dropFirst(64))
            let path = String(validating: rest.dropFirst(2), as: UTF8.self)
            let isSum = sum.count == 64 && sum.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
            guard isSum, rest.prefix(2).elementsEqual([0x20, 0x20]), let path, last < path else {
                isWellFormed = false
                continue
            }
            sums[path] = String(decoding: sum, as: UTF8.self)
            last = path
        }
    }

    /// The file's text, in the order of paths.
    static func text(of sums: [String: String]) -> String {
        sums.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }.joined()
    }
}
