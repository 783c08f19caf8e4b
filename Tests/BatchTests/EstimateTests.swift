import Foundation
import Testing

@testable import Batch

@Suite struct EstimateTests {
    let scratch = Scratch()

    @Test func `a thousand scenarios cost far less than a thousand assessments`() throws {
        let seeds = (1...100).map(String.init).joined(separator: ", ")
        let plan = try scratch.plan(
            "format: 1\noutputs: [segments]\nmatrix: {closure: [none, [L008]], budget: [\(seeds)], lever: [enforcement, none]}\n"
        )
        let estimates = JobEstimate.estimates(for: plan, of: plan.jobs)
        #expect(estimates.count == 400)
        let dearest = try #require(estimates.values.map(\.processorSeconds).max())
        let total = estimates.values.map(\.processorSeconds).reduce(0, +)
        #expect(total < dearest * 400 / 4)
        #expect(estimates.values.allSatisfy { $0.bytes > 0 && $0.processorSeconds > 0 })
    }

    @Test func `the table has a row a job and a column a key`() throws {
        let plan = try scratch.twelve()
        let file = scratch.path + "/table.csv"
        let total = try JobTable.write(plan.jobs(of: Shard("2/3")), of: plan, to: file)
        let rows = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: ",")
        }
        #expect(rows.count == 1 + 4 && rows.allSatisfy { $0.count == 1 + 13 + 2 })
        #expect(rows[0].first == "job_id" && rows[0].suffix(2) == ["estimated_cpu_s", "estimated_bytes"])
        #expect(rows.dropFirst().map { String($0[0]) } == [1, 4, 7, 10].map { plan.jobs[$0].id })
        #expect(total.bytes == rows.dropFirst().compactMap { Int($0[15]) }.reduce(0, +))
    }

    @Test(arguments: [
        ("month", "mnth", 1), ("month", "month", 0), ("", "abc", 3), ("ab", "ba", 1), ("kitten", "sitting", 3),
    ])
    func `the distance of names counts edits`(_ a: String, _ b: String, _ edits: Int) {
        #expect(NearestName.distance(a, b) == edits && NearestName.distance(b, a) == edits)
    }
}
