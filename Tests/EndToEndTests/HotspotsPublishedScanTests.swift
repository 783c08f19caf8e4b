import Foundation
import Testing

/// `hotspots scan` on leukemia in upstate New York against what SaTScan 9.6 prints (runs published with R smerc).
///
/// Ellipses and the chance of circles; the tests of the method hold the circles themselves.
@Suite struct HotspotsPublishedScanTests {
    private let tracts = Repository.root.appending(path: "Tests/HotspotsTests/Fixtures/new_york_leukemia.csv").path

    private func clusters(_ options: String) throws -> [[String: Any]] {
        let folder = try TemporaryFolder()
        let words = options.split(separator: " ").map(String.init)
        let outcome = try TrochaCommand.run(
            [
                "hotspots", "scan", tracts, "--crs", "planar", "--xy", "lon,lat", "--id", "tract", "--cases", "cases",
                "--population", "population", "--json", "--quiet", "-o", folder.file("clusters.csv"),
            ] + words)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let summary = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(summary["total_cases"] as? Int == 552)
        return try #require(summary["clusters"] as? [[String: Any]])
    }

    private struct Published {
        var penalty: Double
        var share: Double
        /// Six decimals are printed.
        var statistics: [Double]
        var ratios: [Double]
        var cases: [Int]
        var shapes: [Double]
        var angles: [Double]
    }

    /// SaTScan calls these penalties none and medium; it prints -60 where the same direction is 120 here.
    private static let runs = [
        Published(
            penalty: 0, share: 0.1, statistics: [15.416469, 11.061167, 9.562963, 6.154083, 5.244377],
            ratios: [15.416469, 11.061167, 9.562963, 6.154083, 5.244377], cases: [96, 55, 55, 17, 28],
            shapes: [4, 5, 4, 4, 4], angles: [90, 60, 75, 120, 30]),
        // Of the fifth on, SaTScan compares the best ellipse of every centre only, and so passes over one that we list.
        Published(
            penalty: 0.5, share: 0.1, statistics: [14.474236, 9.296518, 8.095512, 4.923266],
            ratios: [14.772705, 9.860447, 9.347892, 6.154083], cases: [93, 37, 57, 17], shapes: [1.5, 2, 3, 4],
            angles: [90, 120, 80, 120]),
        Published(
            penalty: 0, share: 0.5, statistics: [22.034279], ratios: [22.034279], cases: [337], shapes: [4],
            angles: []),
        Published(
            penalty: 0.5, share: 0.5, statistics: [17.627423], ratios: [22.034279], cases: [337], shapes: [4],
            angles: []),
    ]

    @Test(arguments: runs.indices) func `ellipses are the published ones`(_ index: Int) throws {
        let run = Self.runs[index]
        let found = try clusters(
            "--shape ellipse --penalty \(run.penalty) --max-population \(run.share) --permutations 0")
        try #require(found.count >= run.statistics.count)
        for (place, cluster) in found.prefix(run.statistics.count).enumerated() {
            #expect(abs((cluster["statistic"] as? Double ?? 0) - run.statistics[place]) <= 0.5000001e-6)
            #expect(abs((cluster["llr"] as? Double ?? 0) - run.ratios[place]) <= 0.5000001e-6)
            #expect(cluster["cases"] as? Int == run.cases[place] && cluster["shape"] as? Double == run.shapes[place])
            if place < run.angles.count { #expect(cluster["angle"] as? Double == run.angles[place]) }
        }
        if run.penalty == 0 && run.share == 0.1 {
            let members = try #require(found[0]["members"] as? [String])
            #expect(
                Set(members.compactMap(Int.init)) == [
                    46, 53, 45, 41, 44, 38, 52, 43, 54, 39, 50, 15, 40, 49, 16, 14, 1, 48, 37, 13, 17, 11, 2, 12, 47,
                ])
        }
    }

    /// SaTScan prints 0.00015 (by a Gumbel tail), 0.016, 0.248 and 0.645 from other replicates than ours.
    @Test func `the chance of circles is that of the published run`() throws {
        let found = try clusters("--permutations 1999 --seed 3")
        let p = found.compactMap { $0["p"] as? Double }
        for (found, printed) in zip(p.dropFirst(), [0.016, 0.248, 0.645]) {
            let noise = (printed * (1 - printed) * (1.0 / 999 + 1.0 / 1999)).squareRoot()
            #expect(abs(found - printed) <= 4 * noise + 0.001)
        }
        let tail = try #require(try clusters("--permutations 1999 --seed 3 --p-value gumbel").first?["p"] as? Double)
        #expect(tail > 0.00005 && tail < 0.0005)
    }
}
