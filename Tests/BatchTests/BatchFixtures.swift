import Export
import Foundation
import SpatialEngine
import Synchronization
import TestSupport

@testable import Batch

/// A scratch folder with plans and a region that needs no pack.
struct Scratch {
    let folder = try? TemporaryFolder()
    var path: String { folder?.url.path ?? "/nowhere" }

    static let region = PlanRegion(
        id: "darien", folder: "/packs/darien", sum: String(repeating: "a", count: 64),
        monthGroups: ["dry": [1, 2, 3, 4], "wet": [5, 6, 7, 8, 9, 10, 11, 12]], legs: ["L001", "L008", "L009"],
        firstMonth: "2014-01", lastMonth: "2026-02")

    func write(_ text: String, to name: String) throws -> String {
        let file = path + "/" + name
        try FileManager.default.createDirectory(
            atPath: URL(filePath: file).deletingLastPathComponent().path, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    func plan(_ text: String, name: String = "plan.yaml") throws -> BatchPlan {
        try Self.read(try write(text, to: name))
    }

    static func read(_ path: String) throws(PlanError) -> BatchPlan {
        try BatchPlan.read(path) { (name, _) throws(RegionFault) in
            guard name == "darien" else {
                throw RegionFault(isMissing: true, problem: "there is no region \"\(name)\"")
            }
            return region
        }
    }

    /// The error of a plan; nil when it is sound.
    func fault(_ text: String) throws -> PlanError? {
        do { _ = try plan(text) } catch let error as PlanError { return error }
        return nil
    }

    /// A plan with twelve jobs.
    func twelve(_ more: String = "") throws -> BatchPlan {
        try plan(
            "format: 1\nname: twelve\noutputs: [segments]\n\(more)matrix: {month: [1, 2, 3], direction: [north, south], seed: [1, 2]}\n"
        )
    }

    var out: String { path + "/out" }
    var store: BatchStore { BatchStore(out) }

    /// Every file outside times and locks, with its bytes.
    func tree(_ folder: String? = nil) throws -> [String: Data] {
        let root = folder ?? out
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        var files: [String: Data] = [:]
        for name in names where name != "timings.jsonl" && !(name.hasPrefix("run.") && name.hasSuffix(".lock")) {
            // Folders count too, without bytes.
            files[name] = (try? Data(contentsOf: URL(filePath: root + "/" + name))) ?? Data()
        }
        return files
    }
}

/// Makes folders as the main job would, without its models.
final class FakeModels: Sendable {
    private struct State {
        var made: [String] = []
        var failing: [String: JobFailure] = [:]
    }
    private let state = Mutex(State())
    private let delay: Double

    init(delay: Double = 0) { self.delay = delay }

    /// Ids in the order in which they were begun.
    var made: [String] { state.withLock(\.made) }

    /// Lets a job fail from now on; nil lets it succeed.
    func fail(_ job: String, with failure: JobFailure?) { state.withLock { $0.failing[job] = failure } }

    var work: BatchWork {
        BatchWork(
            make: { [self] (job, folder) throws(JobFailure) in
                let failure = state.withLock { state in
                    state.made.append(job.id)
                    return state.failing[job.id]
                }
                let data = Array(job.fields.joined(separator: ",").utf8)
                try? FileManager.default.createDirectory(atPath: folder + "/styles", withIntermediateDirectories: true)
                var files: [JSONValue] = []
                for name in ["segments.geojson", "styles/segments.sld", "item.json"] {
                    let bytes = Array(name.utf8) + data
                    if !FileManager.default.createFile(atPath: folder + "/" + name, contents: Data(bytes)) {
                        throw JobFailure(code: 7, message: "cannot write \(folder)/\(name): no space left")
                    }
                    if delay > 0 { usleep(UInt32(delay * 1e6 / 3)) }
                    files.append(
                        .object([
                            "path": .string(name), "sha256": .string(SHA256.hexDigest(of: bytes)),
                            "bytes": .integer(bytes.count),
                        ]))
                }
                if let failure { throw JobFailure(code: failure.code, message: failure.message + " in \(folder)/x") }
                let manifest = Array(JSONValue.object(["files": .array(files)]).page.utf8)
                if !FileManager.default.createFile(atPath: folder + "/manifest.json", contents: Data(manifest)) {
                    throw JobFailure(code: 7, message: "cannot write \(folder)/manifest.json: no space left")
                }
                let bytes =
                    manifest.count + files.compactMap { $0.object?["bytes"]?.double }.map { Int($0) }.reduce(0, +)
                let written = WrittenJob(
                    files: files.count + 1, bytes: bytes, manifestSHA256: SHA256.hexDigest(of: manifest))
                return MadeJob(written: written, stages: [])
            },
            catalogue: { name, items in "\(name) \(items.map(\.path))\n" })
    }
}
