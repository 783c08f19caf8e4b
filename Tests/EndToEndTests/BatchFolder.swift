import Foundation
import SpatialEngine
import Testing

/// A plan of four jobs, and what running it gives.
enum BatchFolder {
    static let plan = """
        format: 1
        name: four
        outputs: [segments, routes, priorities]
        formats: [geojson, csv]
        matrix: {month: [1, 7], closure: [none, [L009]], direction: [north]}
        """

    /// The plan, run once with one job at a time; never changed by a test.
    static let complete: Result<TemporaryFolder, any Error> = Result {
        let folder = try TemporaryFolder()
        let file = try folder.write(plan, to: "plan.yaml")
        let outcome = try TrochaCommand.run("batch", "run", file, "-o", folder.file("out"), "--jobs", "1", "--quiet")
        try #require(outcome.status == 0, "\(outcome)")
        return folder
    }

    /// Every file outside times and locks, with its sum.
    static func tree(_ root: String) throws -> [String: String] {
        var sums: [String: String] = [:]
        for case let name as String in FileManager.default.enumerator(atPath: root) ?? .init() {
            if name == "timings.jsonl" || (name.hasPrefix("run.") && name.hasSuffix(".lock")) { continue }
            sums[name] = (try? SHA256.hexDigest(ofFile: root + "/" + name)) ?? "folder"
        }
        return sums
    }
}
