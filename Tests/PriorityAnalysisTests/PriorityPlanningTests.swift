import Foundation
import PriorityAnalysis
import SpatialEngine
import TestSupport
import Testing

@Suite struct PriorityPlanningTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `two routes by hand`() throws {
        // Shares ½, ½ before and ¼, ¾ after: direct −5, displacement 10, net 5.
        var job = PriorityPlanning(
            routes: try folder.file(
                "r.csv", "od,route,cost,persons,harm_per_person\na,pass,4,1000,0.02\na,sea,4,1000,0.05\n"),
            sites: try folder.file("s.csv", "site_id,lever\npost,enforcement\n"),
            effects: try folder.file(
                "e.csv", "site_id,route,added_cost,harm_multiplier\npost,pass,1.0986122886681098,0.5\n"),
            theta: 1, output: folder.url.appending(path: "out.csv").path)
        job.budget = 1
        let outcome = try job.run { _, _, _ in }
        let text = try String(contentsOf: URL(fileURLWithPath: job.output), encoding: .utf8)
        let fields = text.split(separator: "\n")[1].split(separator: ",", omittingEmptySubsequences: false)
        #expect(fields[0] == "post" && fields[7] == "true" && fields[9] == "sea")
        #expect(abs((Double(fields[5]) ?? 0) - 5) < 1e-12)
        #expect(outcome.summary["portfolio"]?.object?["sites"] == .array([]))
    }
}
