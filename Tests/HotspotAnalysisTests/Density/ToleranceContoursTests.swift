import Foundation
import HotspotAnalysis
import SpatialEngine
import SpatialFormats
import TestSupport
import Testing

@Suite struct ToleranceContoursTests {
    private let job: JobFolder

    init() throws { job = try JobFolder() }

    /// Cases round 10,10 and elsewhere one in four.
    private func estimation(_ output: String = "rr.tif") throws -> RelativeRiskEstimation {
        let rows = (0..<200).map { i -> String in
            let (x, y) = (Double(i * 37 % 101) / 2, Double(i * 53 % 97) / 2)
            let isCase = hypot(x - 15, y - 15) < 8 || i % 4 == 0
            return "\(x),\(y),\(isCase ? "a" : "b")"
        }
        var risk = RelativeRiskEstimation(
            try job.request("x,y,kind", rows, output: output), caseField: "kind", caseValue: "a", bandwidth: 10)
        (risk.target, risk.permutations) = (.cells(1), 199)
        risk.window = WindowSource(box: [0, 0, 50, 48])
        risk.contours = ToleranceContours(path: job.path("lines.geojson"))
        return risk
    }

    @Test func `contours lie where the raster's p passes the level`() throws {
        let outcome = try estimation().run()
        let p = try RasterFile.read(job.path("rr.tif"), band: 3).raster
        let features = try VectorFile.read(job.path("lines.geojson"), idColumn: nil, in: nil).features
        #expect(features.map { $0.properties["p"]?.double } == [0.05, 0.01])
        guard case .array(let summary)? = outcome.summary["contours"] else { throw CancellationError() }
        #expect(summary.count == 2)
        for feature in features {
            let level = try #require(feature.properties["p"]?.double)
            #expect(feature.properties["tail"]?.text == "upper")
            #expect(feature.properties["lines"]?.double == Double(feature.geometry?.lines.count ?? -1))
            // Cells of one square unit.
            let area = p.values.count { Double($0) <= level * 1.000_001 }
            #expect(feature.properties["area"]?.double == Double(area) && area > 0)
            for line in feature.geometry?.lines ?? [] {
                for point in line.points {
                    // On a side between two centres, linear in between.
                    let (x, y) = (point.longitude - 0.5, 47.5 - point.latitude)
                    let (left, top) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
                    let (right, bottom) = (Int(x.rounded(.up)), Int(y.rounded(.up)))
                    let first = Double(p.values[top * 50 + left])
                    let second = Double(p.values[bottom * 50 + right])
                    let share = max(x - Double(left), y - Double(top))
                    #expect(isClose(first + share * (second - first), level, within: 1e-5))
                }
            }
        }
    }

    @Test func `contours are the same at any number of threads`() throws {
        var risk = try estimation()
        _ = try risk.run()
        let first = try job.bytes("lines.geojson")
        risk.request.threads = 1
        _ = try risk.run()
        #expect(try job.bytes("lines.geojson") == first)
    }

    @Test func `a level that no permutation can reach has no line, and says so`() throws {
        var risk = try estimation()
        risk.permutations = 19
        risk.contours?.levels = [0.01]
        let outcome = try risk.run()
        #expect(outcome.warnings.count == 1 && outcome.warnings[0].contains("--permutations 99"))
        #expect(try VectorFile.read(job.path("lines.geojson"), idColumn: nil, in: nil).features.isEmpty)
    }

    @Test func `a file that is there already stops the verb before it computes`() throws {
        var risk = try estimation()
        risk.request.overwrite = false
        _ = try job.file("lines.geojson", "{}")
        #expect(throws: (any Error).self) { _ = try risk.run() }
        #expect(!job.exists("rr.tif"))
        risk.contours?.path = job.path("lines.shp")
        #expect(failure { try risk.run() }?.kind == .wrongUsage)
    }
}
