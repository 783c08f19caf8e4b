import Export
import Foundation
import SpatialEngine
import Testing

@testable import Batch

@Suite struct BatchRunTests {
    let scratch = Scratch()
    let models = FakeModels()

    @discardableResult
    func run(
        _ plan: BatchPlan, into folder: String? = nil, jobs: Int = 1, shard: String? = nil, resume: Bool = false,
        failFast: Bool = false, models: FakeModels? = nil
    ) throws(BatchError) -> BatchTally {
        let options = BatchOptions(
            workers: jobs, shard: shard.flatMap { Shard($0) }, resumes: resume, failsFast: failFast)
        return try BatchRun.run(
            plan, into: folder ?? scratch.out, options: options, work: (models ?? self.models).work)
    }

    func lines(_ name: String = "manifest.jsonl") throws -> [JSONObject] {
        let bytes = try #require(try scratch.store.read(name))
        return try bytes.split(separator: 0x0A).map { try #require(try JSONValue(parsing: Array($0)).object) }
    }

    @Test func `a run writes what the documentation lists, and verifies`() throws {
        let plan = try scratch.twelve()
        let tally = try run(plan, jobs: 2)
        #expect(tally.done == 12 && tally.failed == 0 && tally.isComplete)
        let top = scratch.store.entries(in: "").map(\.path)
        #expect(top == ["SHA256SUMS", "collection.json", "jobs", "manifest.jsonl", "plan.json", "timings.jsonl"])
        let ledger = try lines()
        #expect(ledger.map { $0["job_id"]?.text } == plan.jobs.map(\.id))
        let keys = ["job_id", "status", "parameters", "files", "bytes", "manifest_sha256", "error"]
        #expect(
            ledger.allSatisfy { $0.members.map(\.name) == keys && $0["error"] == .null && $0["files"] == .integer(4) })
        let first = try #require(ledger.first?["parameters"]?.object)
        #expect(first.members.map(\.name) == PlanKey.names.sorted())
        #expect(try lines("timings.jsonl").count == 12)
        let verification = try BatchVerification(of: scratch.out, threads: 2)
        #expect(verification.isSound && verification.checked == 12 * 4 + 3)
        let status = try BatchStatus(of: scratch.out)
        #expect(status.isComplete && status.done == 12 && status.pending == 0 && status.running == 0)
        #expect(status.bytes > 0 && status.failures.isEmpty)
    }

    @Test func `sha256sum agrees with the list of sums`() throws {
        try run(try scratch.twelve())
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/sha256sum")
        process.arguments = ["--check", "--strict", "--quiet", "SHA256SUMS"]
        process.currentDirectoryURL = URL(filePath: scratch.out)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test(arguments: ["flat", "hive"]) func `the bytes are the same at any number of jobs, shards and resumes`(
        _ layout: String
    ) throws {
        let plan = try scratch.twelve("layout: \(layout)\n")
        try run(plan)
        let expected = try scratch.tree()
        for jobs in [2, 5, 64] {
            let folder = scratch.path + "/jobs\(jobs)"
            try run(plan, into: folder, jobs: jobs)
            #expect(try scratch.tree(folder) == expected)
            try run(plan, into: folder, jobs: jobs, resume: true)
            #expect(try scratch.tree(folder) == expected)
        }
        let shared = scratch.path + "/shared"
        for shard in ["3/3", "1/3", "2/3"] {
            let tally = try run(plan, into: shared, shard: shard)
            #expect(tally.total == 4 && tally.done == 4 && !tally.isComplete)
        }
        #expect(try BatchStatus(of: shared).done == 12)
        #expect(FileManager.default.fileExists(atPath: shared + "/manifest.2of3.jsonl"))
        let others = FakeModels()
        #expect(try run(plan, into: shared, resume: true, models: others).isComplete)
        #expect(others.made.isEmpty)
        #expect(try scratch.tree(shared) == expected)
    }

    @Test func `jobs that share the dearest stages lie together`() throws {
        let plan = try scratch.plan(
            "format: 1\noutputs: [segments]\nmatrix: {slope_function: [rees, garmy], month: [1, 2, 3], seed: [1, 2]}\n")
        try run(plan)
        let names = models.made.compactMap { id in plan.jobs.first { $0.id == id }?[.slopeFunction].field }
        #expect(names == Array(repeating: "garmy", count: 6) + Array(repeating: "rees", count: 6))
    }

    @Test func `a failed job is recorded, leaves nothing, and the rest go on`() throws {
        let plan = try scratch.twelve()
        let bad = plan.jobs[4].id
        models.fail(bad, with: JobFailure(code: 3, message: "/packs/darien/legs.csv, row 3: bad\nline; mend it"))
        let tally = try run(plan, jobs: 3)
        #expect(tally.done == 11 && tally.failed == 1 && !tally.isComplete)
        let line = try #require(try lines().first { $0["job_id"]?.text == bad })
        #expect(line["status"]?.text == "failed" && line["files"] == .integer(0) && line["manifest_sha256"] == .null)
        let message = "darien/legs.csv, row 3: bad line; mend it in jobs/\(bad)/x"
        #expect(line["error"] == .object(["code": .integer(3), "message": .string(message)]))
        #expect(scratch.store.entry("jobs/\(bad)") == nil && scratch.store.jobFolders().partial.isEmpty)
        #expect(scratch.store.entry("SHA256SUMS") == nil && scratch.store.entry("collection.json") == nil)
        let status = try BatchStatus(of: scratch.out)
        #expect(status.failed == 1 && status.failures.first?.job == bad && status.pending == 0)
        #expect(try BatchVerification(of: scratch.out, threads: 1).faults.map(\.kind) == [.incomplete])
        // Tried again: only that one.
        models.fail(bad, with: nil)
        let again = FakeModels()
        #expect(try run(plan, resume: true, models: again).isComplete)
        #expect(again.made == [bad])
        let clean = scratch.path + "/clean"
        try run(plan, into: clean)
        #expect(try scratch.tree() == (try scratch.tree(clean)))
    }

    @Test func `--fail-fast begins nothing after the first failed job`() throws {
        let plan = try scratch.twelve()
        for job in plan.jobs { models.fail(job.id, with: JobFailure(code: 3, message: "bad")) }
        let tally = try run(plan, failFast: true)
        #expect(tally.failed == 1 && tally.done == 0 && models.made.count == 1)
        #expect(try BatchStatus(of: scratch.out).pending == 11)
    }

    @Test func `a folder with a ledger is refused without --resume, and another plan with it`() throws {
        let plan = try scratch.twelve()
        try run(plan)
        let before = try scratch.tree()
        #expect { try run(plan) } throws: { if case BatchError.begun = $0 { true } else { false } }
        #expect { try run(plan, shard: "1/2") } throws: { if case BatchError.begun = $0 { true } else { false } }
        let other = try scratch.plan("format: 1\nname: twelve\noutputs: [segments]\nmatrix: {month: [1, 2]}\n")
        #expect { try run(other, resume: true) } throws: { error in
            if case BatchError.otherPlan(_, let difference) = error { difference.contains("matrix") } else { false }
        }
        #expect(try scratch.tree() == before && scratch.store.entry("run.lock") == nil)
    }

    @Test func `a folder with something else is refused, an empty one is not`() throws {
        let plan = try scratch.twelve()
        _ = try scratch.write("mine", to: "out/notes.txt")
        for resume in [false, true] {
            #expect { try run(plan, resume: resume) } throws: {
                if case BatchError.foreign = $0 { true } else { false }
            }
        }
        #expect(scratch.store.entries(in: "").map(\.path) == ["notes.txt"])
        scratch.store.remove("notes.txt")
        #expect(try run(plan, resume: true).isComplete)
        #expect(throws: BatchError.self) { try run(plan, into: scratch.path + "/no/parent") }
        #expect(throws: BatchError.self) { try run(plan, into: scratch.path + "/plan.yaml") }
    }

    @Test func `two runs do not work in one folder, two shards do`() throws {
        try scratch.store.makeFolder("")
        let plan = try scratch.twelve()
        let whole = try FolderLock(scratch.store, shard: nil)
        for shard in [nil, "1/2"] {
            #expect { try run(plan, shard: shard, resume: true) } throws: { error in
                guard case BatchError.output(.inUse(_, let process)) = error else { return false }
                return process == Int(getpid())
            }
        }
        whole.release()
        let first = try FolderLock(scratch.store, shard: Shard("1/2"))
        #expect(throws: BatchError.self) { try run(plan) }
        #expect(throws: BatchError.self) { try run(plan, shard: "1/2") }
        #expect(try run(plan, shard: "2/2").done == 6)
        #expect(scratch.store.entry("run.lock") != nil && scratch.store.entry("run.2of2.lock") == nil)
        first.release()
        #expect(scratch.store.entry("run.lock") == nil && scratch.store.entry("run.1of2.lock") == nil)
    }

    @Test func `a shard is i of n`() {
        #expect(Shard("1/1") != nil && Shard("3/3")?.name == "3of3")
        for text in ["0/1", "2/1", "1", "1/", "/1", "a/b", "1/2/3", "-1/2", "01/2", " 1/2", "1.0/2"] {
            #expect(Shard(text) == nil, "\(text)")
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func `a folder without permission is an output error`()
        throws
    {
        try scratch.store.makeFolder("")
        chmod(scratch.out, 0o500)
        defer { chmod(scratch.out, 0o700) }
        #expect { try run(try scratch.twelve()) } throws: { error in
            if case BatchError.output(.noPermission) = error { true } else { false }
        }
    }

    @Test func `a job that cannot be written is recorded with code 7`() throws {
        let plan = try scratch.twelve()
        let bad = plan.jobs[2]
        // A file stands where the job's folder belongs.
        _ = try scratch.write("in the way", to: "out/\(bad.folder)")
        let tally = try run(plan)
        #expect(tally.failed == 1 && tally.unwritten == 1 && tally.done == 11)
        #expect(try lines().first { $0["job_id"]?.text == bad.id }?["error"]?.object?["code"] == .integer(7))
    }
}
