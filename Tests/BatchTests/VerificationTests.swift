import Export
import Foundation
import SpatialEngine
import Testing

@testable import Batch

@Suite struct VerificationTests {
    let scratch = Scratch()

    func made() throws -> BatchPlan {
        let plan = try scratch.twelve()
        _ = try BatchRun.run(plan, into: scratch.out, options: BatchOptions(), work: FakeModels().work)
        return plan
    }

    func faults() throws -> [String] {
        try BatchVerification(of: scratch.out, threads: 2).faults.map { "\($0.kind.rawValue) \($0.path)" }
    }

    @Test func `any flipped bit of any file is found`() throws {
        _ = try made()
        var random = SplitMix64(seed: 5)
        let files = scratch.store.tree("").filter { $0.kind == .file && $0.path != BatchFiles.timings && $0.bytes > 0 }
        for file in files {
            let bytes = try #require(try scratch.store.read(file.path))
            var flipped = bytes
            flipped[Int(random.next() % UInt64(bytes.count))] ^= UInt8(1 << (random.next() % 8))
            try scratch.store.write(flipped, to: file.path)
            let found = try faults()
            #expect(!found.isEmpty, "\(file.path)")
            if file.path != BatchFiles.sums { #expect(found.contains("changed \(file.path)")) }
            try scratch.store.write(bytes, to: file.path)
        }
        #expect(try faults().isEmpty)
    }

    @Test func `every bit of the list of sums counts`() throws {
        _ = try made()
        let bytes = try #require(try scratch.store.read(BatchFiles.sums))
        var random = SplitMix64(seed: 6)
        for _ in 0..<200 {
            var flipped = bytes
            flipped[Int(random.next() % UInt64(bytes.count))] ^= UInt8(1 << (random.next() % 8))
            try scratch.store.write(flipped, to: BatchFiles.sums)
            #expect(try !faults().isEmpty)
        }
    }

    @Test func `strays, links, empty folders and missing files are each named`() throws {
        let plan = try made()
        let (a, b) = (plan.jobs[0].folder, plan.jobs[1].folder)
        try scratch.store.write([1], to: "\(a)/stray.txt")
        try scratch.store.makeFolder("\(a)/empty")
        try scratch.store.makeFolder("jobs/0123456789abcdef")
        try scratch.store.write([1], to: "notes")
        scratch.store.remove("\(b)/item.json")
        let linked = "\(b)/segments.geojson"
        try FileManager.default.moveItem(atPath: scratch.store.place(linked), toPath: scratch.path + "/elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.store.place(linked), withDestinationPath: scratch.path + "/elsewhere")
        #expect(
            Set(try faults()) == [
                "stray \(a)/stray.txt", "stray \(a)/empty", "stray jobs/0123456789abcdef", "stray notes",
                "missing \(b)/item.json", "changed \(linked)",
            ])
    }

    @Test func `times and locks stand outside`() throws {
        _ = try made()
        scratch.store.remove(BatchFiles.timings)
        try scratch.store.write([], to: BatchFiles.lock)
        try scratch.store.write([], to: "run.1of4.lock")
        #expect(try faults().isEmpty)
        try scratch.store.write([], to: "run.other.lock")
        #expect(try faults() == ["stray run.other.lock"])
    }

    @Test func `a folder that is not complete is checked by its ledger and says so`() throws {
        let plan = try made()
        for name in [BatchFiles.sums, BatchFiles.collection] { scratch.store.remove(name) }
        #expect(try faults() == ["incomplete SHA256SUMS"])
        scratch.store.remove("\(plan.jobs[0].folder)/item.json")
        scratch.store.remove(plan.jobs[1].folder)
        try scratch.store.write([1], to: "\(plan.jobs[2].folder)/segments.geojson")
        #expect(
            Set(try faults()) == [
                "incomplete SHA256SUMS", "missing \(plan.jobs[0].folder)/item.json", "missing \(plan.jobs[1].folder)",
                "changed \(plan.jobs[2].folder)/segments.geojson",
            ])
    }

    @Test func `a list and a folder that were shortened together do not agree with the plan`() throws {
        let plan = try made()
        let text = String(decoding: try #require(try scratch.store.read(BatchFiles.sums)), as: UTF8.self)
        let ledger = String(decoding: try #require(try scratch.store.read(BatchFiles.ledger)), as: UTF8.self)
        let kept = ledger.split(separator: "\n").filter { !$0.contains(plan.jobs[0].id) }.map { $0 + "\n" }.joined()
        try scratch.store.write(Array(kept.utf8), to: BatchFiles.ledger)
        scratch.store.remove(plan.jobs[0].folder)
        let lines = text.split(separator: "\n").filter { !$0.contains(plan.jobs[0].id) }.map { line in
            line.hasSuffix(BatchFiles.ledger) ? "\(SHA256.hexDigest(of: kept))  \(BatchFiles.ledger)" : String(line)
        }
        try scratch.store.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: BatchFiles.sums)
        #expect(try faults() == ["incomplete manifest.jsonl"])
    }

    @Test func `a folder without a batch is an error of its own`() {
        for path in [scratch.path, scratch.path + "/nowhere"] {
            #expect { try BatchVerification(of: path, threads: 1) } throws: {
                if case BatchError.noBatch = $0 { true } else { false }
            }
            #expect { try BatchStatus(of: path) } throws: { if case BatchError.noBatch = $0 { true } else { false } }
        }
    }

    @Test func `a living job is running, a dead one's folder is not`() throws {
        let plan = try made()
        let job = plan.jobs[3]
        scratch.store.remove(job.folder)
        scratch.store.remove(BatchFiles.sums)
        let kept = try Ledger.lines(of: BatchFiles.ledger, in: scratch.store).filter { $0.job != job.id }
        try scratch.store.write(Array(kept.map { $0.text + "\n" }.joined().utf8), to: BatchFiles.ledger)
        #expect(try BatchStatus(of: scratch.out).pending == 1)
        do {
            let living = try AtomicFolder(
                path: scratch.store.place(job.folder), overwrite: false, marker: "manifest.json",
                removingAbandoned: false)
            let status = try BatchStatus(of: living.path.isEmpty ? "" : scratch.out)
            #expect(status.running == 1 && status.pending == 0 && status.done == 11)
            #expect((status.secondsLeft ?? -1) >= 0)
        }
        try scratch.store.makeFolder("jobs/.\(job.id).partial-1-1")
        #expect(try BatchStatus(of: scratch.out).running == 0)
    }
}
