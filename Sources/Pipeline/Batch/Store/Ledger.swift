internal import Export
internal import SpatialEngine

/// Why a job has no folder.
public struct JobFailure: Error, Hashable, Sendable {
    /// The exit code that the job's error would end the program with.
    public let code: Int
    /// One line that holds for any place and time.
    public let message: String

    /// A failure.
    public init(code: Int, message: String) { (self.code, self.message) = (code, message) }

    /// An output that could not be written.
    init(_ error: OutputError) { self.init(code: 7, message: error.description) }

    /// The message on one line, with names in place of where things lie on this machine.
    func placed(_ places: [(path: String, name: String)]) -> JobFailure {
        var text = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        for (path, name) in places.sorted(by: { $0.path.count > $1.path.count }) where path.count > 1 {
            text = text.replacing(path + "/", with: name.isEmpty ? "" : name + "/").replacing(path, with: name)
        }
        return JobFailure(code: code, message: text)
    }
}

/// A line of the ledger: a job that is finished.
struct LedgerLine: Hashable {
    let job: String
    let parameters: JSONObject
    let outcome: Result<WrittenJob, JobFailure>

    var isDone: Bool { if case .success = outcome { true } else { false } }

    /// What was written; nil for a job that failed.
    var written: WrittenJob? { try? outcome.get() }

    /// Why it failed; nil for one that is done.
    var failure: JobFailure? { if case .failure(let failure) = outcome { failure } else { nil } }

    /// Without a line feed.
    var text: String {
        let error: JSONValue =
            failure.map { .object(["code": .integer($0.code), "message": .string($0.message)]) } ?? .null
        return JSONValue.object([
            "job_id": .string(job), "status": .string(isDone ? "done" : "failed"), "parameters": .object(parameters),
            "files": .integer(written?.files ?? 0), "bytes": .integer(written?.bytes ?? 0),
            "manifest_sha256": written.map { .string($0.manifestSHA256) } ?? .null, "error": error,
        ]).line
    }

    init(job: String, parameters: JSONObject, outcome: Result<WrittenJob, JobFailure>) {
        (self.job, self.parameters, self.outcome) = (job, parameters, outcome)
    }

    /// Nil for what is no whole line.
    init?(_ bytes: some Collection<UInt8>) {
        guard let object = (try? JSONValue(parsing: Array(bytes)))?.object, let job = object["job_id"]?.text,
            let parameters = object["parameters"]?.object
        else { return nil }
        if object["status"]?.text == "done" {
            guard case .integer(let files) = object["files"], case .integer(let bytes) = object["bytes"],
                let sum = object["manifest_sha256"]?.text
            else { return nil }
            outcome = .success(WrittenJob(files: files, bytes: bytes, manifestSHA256: sum))
        } else {
            guard let error = object["error"]?.object, case .integer(let code) = error["code"],
                let message = error["message"]?.text
            else { return nil }
            outcome = .failure(JobFailure(code: code, message: message))
        }
        (self.job, self.parameters) = (job, parameters)
    }
}

/// The ledgers of a batch, joined: the last line of each job, a done one before a failed one of another ledger.
struct Ledger {
    /// By job id.
    var lines: [String: LedgerLine] = [:]
    /// Ledgers of shards that are there.
    var shards: [Shard] = []

    /// Reads one ledger; what follows the last line feed was cut off by a kill and does not count.
    static func lines(of name: String, in store: BatchStore) throws(OutputError) -> [LedgerLine] {
        guard let bytes = try store.read(name) else { return [] }
        let whole = bytes.prefix((bytes.lastIndex(of: 0x0A) ?? -1) + 1)
        return whole.split(separator: 0x0A).compactMap { LedgerLine($0) }
    }

    /// Reads all ledgers of a folder.
    init(_ store: BatchStore) throws(OutputError) {
        var names = [BatchFiles.ledger]
        for entry in store.entries(in: "") {
            if let shard = BatchFiles.shard(ofLedger: entry.path) {
                shards.append(shard)
                names.append(entry.path)
            }
        }
        for name in names {
            let last = Dictionary(try Self.lines(of: name, in: store).map { ($0.job, $0) }) { $1 }
            lines.merge(last) { $0.isDone ? $0 : $1 }
        }
    }

    /// The text of a ledger that holds these jobs, in the order of ids.
    func text(of jobs: (String) -> Bool = { _ in true }) -> [UInt8] {
        let kept = lines.values.filter { jobs($0.job) }.sorted { $0.job < $1.job }
        return Array(kept.map { $0.text + "\n" }.joined().utf8)
    }
}
