internal import Export
internal import SpatialEngine

/// What the plan of a folder says of it.
struct StoredPlan {
    let name: String
    let jobs: Int
    let layout: BatchPlan.Layout
}

/// The folders under `jobs/`.
struct JobFolders {
    /// The folder of each job id, relative to the batch's.
    var whole: [String: String] = [:]
    /// Hidden folders that runs are filling, or that killed ones left.
    var partial: [(job: String, path: String, isLive: Bool)] = []
    /// What no run makes there.
    var strays: [String] = []
}

extension BatchStore {
    /// Fails unless the folder holds a batch, finished or not.
    func requireBatch() throws(BatchError) {
        let marks = [BatchFiles.plan, BatchFiles.ledger, BatchFiles.sums]
        guard marks.contains(where: { entry($0) != nil }) else {
            throw .noBatch(path: path, isThere: entry("") != nil)
        }
    }

    /// What `plan.json` says; nil when it is not there or is no plan.
    func storedPlan() throws(OutputError) -> StoredPlan? {
        guard let bytes = try read(BatchFiles.plan), let object = (try? JSONValue(parsing: bytes))?.object,
            let name = object["name"]?.text, case .integer(let jobs) = object["jobs"],
            let layout = object["layout"]?.text.flatMap(BatchPlan.Layout.init)
        else { return nil }
        return StoredPlan(name: name, jobs: jobs, layout: layout)
    }

    /// The folders of jobs, in either layout.
    func jobFolders() -> JobFolders {
        var folders = JobFolders()
        collect(BatchFiles.jobs, depth: 0, &folders)
        return folders
    }

    private func collect(_ folder: String, depth: Int, _ folders: inout JobFolders) {
        let partials = isLocal ? AtomicFolder.partials(in: place(folder)) : []
        for partial in partials {
            let job = String(partial.name.dropFirst().prefix { $0 != "." })
            folders.partial.append((job, "\(folder)/\(partial.name)", partial.isLive))
        }
        let hidden = Set(partials.map { "\(folder)/\($0.name)" })
        for entry in entries(in: folder) where !hidden.contains(entry.path) {
            let name = String(entry.path.dropFirst(folder.count + 1))
            let partition = depth == 0 ? "month=" : depth == 1 ? "direction=" : nil
            if entry.kind == .folder, Self.isJobID(name) {
                folders.whole[name] = entry.path
            } else if entry.kind == .folder, let partition, name.hasPrefix(partition) {
                collect(entry.path, depth: depth + 1, &folders)
            } else {
                folders.strays.append(entry.path)
            }
        }
    }

    private static func isJobID(_ name: String) -> Bool {
        name.utf8.count == 16 && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
