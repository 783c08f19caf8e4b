import Export
import Foundation
import SpatialEngine
import SpatialFormats
import Testing

@testable import Batch

/// A batch in an object store; memory stands in for one, which cannot append or rename either.
@Suite struct ObjectStoreTests {
    let scratch = Scratch()
    let models = FakeModels()
    let place = "/vsimem/batch-\(UInt64.random(in: 0 ... .max))"

    func run(_ plan: BatchPlan, into folder: String, shard: String? = nil, resume: Bool = false) throws -> BatchTally {
        let options = BatchOptions(
            workers: 2, shard: shard.flatMap { Shard($0) }, resumes: resume, failsFast: false)
        return try BatchRun.run(plan, into: folder, options: options, work: models.work)
    }

    /// Every file but times, with its sum.
    func sums(_ store: BatchStore) -> [String: String] {
        var sums: [String: String] = [:]
        for entry in store.tree("") where entry.kind == .file && entry.path != "timings.jsonl" {
            sums[entry.path] = store.sum(entry.path)?.hex
        }
        return sums
    }

    @Test func `a store holds the same files as a folder, in one run or in shards`() throws {
        let plan = try scratch.twelve()
        _ = try run(plan, into: scratch.out)
        let tally = try run(plan, into: place)
        #expect(tally.done == 12 && tally.isComplete)
        let expected = sums(scratch.store)
        #expect(expected.count == 12 * 4 + 4)
        #expect(sums(BatchStore(place)) == expected)
        #expect(try BatchVerification(of: place, threads: 2).isSound)
        let shared = place + "-shared"
        for shard in ["2/2", "1/2"] { _ = try run(plan, into: shared, shard: shard, resume: true) }
        #expect(try run(plan, into: shared, resume: true).kept == 12)
        #expect(sums(BatchStore(shared)) == expected)
    }

    @Test func `what is missing or changed is found, and made again`() throws {
        let plan = try scratch.twelve()
        _ = try run(plan, into: place)
        let store = BatchStore(place)
        let expected = sums(store)
        store.remove("\(plan.jobs[3].folder)/manifest.json")
        try store.write([1, 2, 3], to: "\(plan.jobs[5].folder)/segments.geojson")
        let found = try BatchVerification(of: place, threads: 2)
        #expect(Set(found.faults.map(\.kind)).isSuperset(of: [.missing, .changed]))
        #expect(try run(plan, into: place, resume: true).kept == 10)
        #expect(sums(store) == expected)
        #expect(throws: BatchError.self) { try run(plan, into: place) }
    }

    @Test func `lines that were appended are sent in order`() throws {
        let store = BatchStore(place)
        try store.append("one", to: "log")
        try store.append("two", to: "log")
        try store.flush()
        #expect(try BatchStore(place).read("log") == Array("one\ntwo\n".utf8))
        try store.append("three", to: "log")
        try store.flush()
        #expect(try BatchStore(place).read("log") == Array("one\ntwo\nthree\n".utf8))
    }

    @Test func `files are whole, listed and removed`() throws {
        let file = VirtualFile(place + "/a/b.txt")
        #expect(file.status == nil)
        #expect(try file.read() == nil)
        try file.write(Array("text".utf8))
        #expect(file.status?.bytes == 4)
        #expect(VirtualFile(place).names == ["a"])
        #expect(try file.digest()?.hex == SHA256.hexDigest(of: Array("text".utf8)))
        VirtualFile(place + "/a").remove()
        #expect(file.status == nil)
        #expect(throws: FormatError.self) { try VirtualFile("/nowhere/at/all/file").write([1]) }
    }
}
