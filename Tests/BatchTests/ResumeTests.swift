import Export
import Foundation
import SpatialEngine
import Testing

@testable import Batch

/// Whatever ends a run, going on gives the same folder.
@Suite struct ResumeTests {
    let scratch = Scratch()

    @discardableResult
    func run(_ plan: BatchPlan, into folder: String, jobs: Int = 2, resume: Bool, models: FakeModels) throws
        -> BatchTally
    {
        try BatchRun.run(
            plan, into: folder, options: BatchOptions(workers: jobs, resumes: resume), work: models.work)
    }

    @Test func `a copy taken at 50 random moments goes on to the same folder`() throws {
        let plan = try scratch.twelve()
        try run(plan, into: scratch.out, resume: false, models: FakeModels())
        let expected = try scratch.tree()
        var random = SplitMix64(seed: 8)
        for trial in 0..<50 {
            let live = scratch.path + "/live\(trial)"
            let copy = scratch.path + "/copy\(trial)"
            let thread = Thread { [self] in
                _ = try? run(plan, into: live, resume: false, models: FakeModels(delay: 0.006))
            }
            thread.start()
            usleep(UInt32(random.next() % 60_000))
            // What a kill would leave: no lock is held on the copy.
            let process = Process()
            process.executableURL = URL(filePath: "/bin/cp")
            process.arguments = ["-r", live, copy]
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            try run(plan, into: copy, resume: true, models: FakeModels())
            #expect(try scratch.tree(copy) == expected, "trial \(trial)")
            #expect(try BatchVerification(of: copy, threads: 1).isSound)
            while !thread.isFinished { usleep(1000) }
            #expect(try scratch.tree(live) == expected)
            for folder in [live, copy] { try FileManager.default.removeItem(atPath: folder) }
        }
    }

    /// A complete folder that a change is made to, then gone on with: the jobs done again.
    func redone(_ change: (BatchStore, BatchPlan) throws -> Void) throws -> [String] {
        let plan = try scratch.twelve()
        try run(plan, into: scratch.out, resume: false, models: FakeModels())
        let expected = try scratch.tree()
        try change(scratch.store, plan)
        let models = FakeModels()
        #expect(try run(plan, into: scratch.out, resume: true, models: models).isComplete)
        #expect(try scratch.tree() == expected)
        let first = plan.jobs[0].id
        return models.made.map { $0 == first ? "first" : "other" }
    }

    @Test func `a torn last line is cut off and its job taken up by its manifest`() throws {
        let jobs = try redone { store, _ in
            for name in [BatchFiles.sums, BatchFiles.collection] { store.remove(name) }
            let bytes = try #require(try store.read(BatchFiles.ledger))
            try store.write(Array(bytes.dropLast(40)), to: BatchFiles.ledger)
        }
        #expect(jobs.isEmpty)
    }

    @Test func `jobs without a ledger are taken up`() throws {
        #expect(try redone { store, _ in store.remove(BatchFiles.ledger) }.isEmpty)
    }

    @Test func `a flipped byte, a missing, a stray and a lost folder are each done again`() throws {
        #expect(
            try redone { store, plan in
                var bytes = try #require(try store.read("\(plan.jobs[0].folder)/styles/segments.sld"))
                bytes[3] ^= 1
                try store.write(bytes, to: "\(plan.jobs[0].folder)/styles/segments.sld")
            } == ["first"])
    }

    @Test(arguments: ["item.json", "manifest.json", "segments.geojson"]) func `a file that is gone is made again`(
        _ name: String
    ) throws {
        #expect(try redone { store, plan in store.remove("\(plan.jobs[0].folder)/\(name)") } == ["first"])
    }

    @Test func `a stray file in a job's folder and an empty one do not stay`() throws {
        #expect(
            try redone { store, plan in try store.write([1], to: "\(plan.jobs[0].folder)/junk") } == ["first"])
    }

    @Test func `what killed runs left is removed`() throws {
        let jobs = try redone { store, plan in
            try store.makeFolder("jobs/.\(plan.jobs[0].id).partial-999-1/styles")
            try store.write([1, 2], to: "jobs/.\(plan.jobs[0].id).partial-999-1/styles/x")
            try store.write([1], to: ".trocha-999-1-SHA256SUMS")
        }
        #expect(jobs.isEmpty)
    }

    @Test func `going on with a complete folder does nothing and changes nothing`() throws {
        #expect(try redone { _, _ in }.isEmpty)
    }
}
