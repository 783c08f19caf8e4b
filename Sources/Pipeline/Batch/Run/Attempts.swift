internal import Export
internal import Foundation
internal import SpatialEngine

/// `timings.jsonl`: a line for each attempt at a job, outside the hashed set.
struct Attempts {
    /// How often each job was tried.
    private(set) var counts: [String: Int] = [:]
    /// Seconds on the clock of each attempt that succeeded.
    private(set) var secondsOfDone: [Double] = []

    /// Reads what earlier runs noted; a line that is cut off does not count.
    init(_ store: BatchStore) throws(OutputError) {
        guard let bytes = try store.read(BatchFiles.timings) else { return }
        for line in bytes.split(separator: 0x0A) {
            guard let object = (try? JSONValue(parsing: Array(line)))?.object, let job = object["job_id"]?.text,
                let seconds = object["wall_s"]?.double
            else { continue }
            counts[job, default: 0] += 1
            if object["status"]?.text == "done" { secondsOfDone.append(seconds) }
        }
    }
}

/// What one attempt at a job cost.
struct Attempt {
    let job: String
    let startedAt: Date
    let wallSeconds: Double
    let processorSeconds: Double
    let stages: [Timings.Stage]
    let isDone: Bool
    let number: Int

    /// The line of `timings.jsonl`.
    var line: String {
        func seconds(_ value: Double) -> JSONValue { .number((value * 1e6).rounded() / 1e6) }
        let parts = stages.map { stage in
            JSONValue.object([
                "stage": .string(stage.stage), "wall_s": seconds(stage.wallSeconds),
                "cpu_s": seconds(stage.processorSeconds),
            ])
        }
        return JSONValue.object([
            "job_id": .string(job), "status": .string(isDone ? "done" : "failed"),
            "started_at": .string(startedAt.ISO8601Format()), "wall_s": seconds(wallSeconds),
            "cpu_s": seconds(processorSeconds), "stages": .array(parts), "attempt": .integer(number),
            "host": .string(Self.host), "pid": .integer(Int(getpid())),
        ]).line
    }

    /// The machine's name, without asking the network for it.
    private static let host: String = {
        var name = [UInt8](repeating: 0, count: 256)
        let status = name.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { gethostname($0.assumingMemoryBound(to: CChar.self), bytes.count - 1) }
        }
        return status == 0 ? String(decoding: name.prefix { $0 != 0 }, as: UTF8.self) : ""
    }()
}
