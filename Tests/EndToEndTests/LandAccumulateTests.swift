import Foundation
import SpatialEngine
import Testing

@Suite struct LandAccumulateTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try LandRaster.friction(folder.file("f.tif"))
    }

    private func accumulate(_ more: String...) throws -> TrochaCommand.Outcome {
        try TrochaCommand.run(
            [
                "land", "accumulate", "--friction", folder.file("f.tif"), "--from", "8.5,5.5", "-o",
                folder.file("a.tif"), "--overwrite", "--json",
            ] + more)
    }

    @Test func `eight neighbours cost what scikit-image's MCP_Geometric finds`() throws {
        let summary = try accumulate("--neighbours", "8", "--exact").json()
        let cost = try LandRaster.values(folder.file("a.tif"))
        // scikit-image 0.25, find_costs from row 6, column 8.
        let expected = [
            (1, 26.90990257669732), (14, 24.89213562373095), (165, 30.856601717798213), (179, 24.25304832720494),
        ]
        for (cell, value) in expected { #expect(abs(cost[cell] - value) < 1e-12) }
        #expect(cost[78].isNaN && cost[0].isNaN && cost[98] == 0)
        #expect(abs(cost.filter(\.isFinite).reduce(0, +) - 2841.4779746265376) < 1e-9)
        #expect(summary["cells_reached"] as? Int == 170 && summary["cells_unreachable"] as? Int == 0)
        #expect(summary["neighbours"] as? Int == 8 && summary["unit"] as? String == "cost")
        #expect(summary["length_rule"] as? String == "grid" && summary["seed"] as? Int == 1)
        #expect(abs((summary["elongation_bound"] as? Double ?? 0) - 1.0823922) < 1e-7)
        #expect(summary["max_cost"] as? Double == cost.filter(\.isFinite).max())
    }

    @Test func `four neighbours do too`() throws {
        _ = try accumulate("--neighbours", "4", "--exact")
        let cost = try LandRaster.values(folder.file("a.tif"))
        #expect([1, 14, 165, 179].map { cost[$0] } == [34.25, 34.25, 37.25, 28.25])
        #expect(abs(cost.filter(\.isFinite).reduce(0, +) - 3481.5) < 1e-9)
    }

    @Test(arguments: ["16", "32", "48"]) func `more neighbours never cost more`(_ neighbours: String) throws {
        _ = try accumulate("--neighbours", "8", "--exact")
        let few = try LandRaster.values(folder.file("a.tif"))
        _ = try accumulate("--neighbours", neighbours, "--exact")
        let many = try LandRaster.values(folder.file("a.tif"))
        for (a, b) in zip(many, few) where a.isFinite || b.isFinite { #expect(a <= b + 1e-12) }
    }

    @Test func `predecessors lead back to the source over every reached cell`() throws {
        _ = try accumulate("--predecessors", folder.file("p.tif"), "--exact")
        let before = try LandRaster.values(folder.file("p.tif"))
        let cost = try LandRaster.values(folder.file("a.tif"))
        for cell in cost.indices {
            #expect(cost[cell].isNaN == before[cell].isNaN)
            var (here, steps) = (cell, 0)
            while cost[here].isFinite, before[here] >= 0, steps < 200 {
                #expect(cost[Int(before[here])] < cost[here])
                (here, steps) = (Int(before[here]), steps + 1)
            }
            if cost[cell].isFinite { #expect(here == 98 && before[here] == -1) }
        }
    }

    @Test func `cells beyond the greatest cost have no value`() throws {
        _ = try accumulate("--exact")
        let all = try LandRaster.values(folder.file("a.tif"))
        _ = try accumulate("--exact", "--max-cost", "10")
        let near = try LandRaster.values(folder.file("a.tif"))
        for (a, b) in zip(all, near) { #expect(a <= 10 ? a == b : b.isNaN) }
    }

    @Test func `friction alone costs the same in both directions, slopes do not`() throws {
        _ = try accumulate("--exact")
        let from = try LandRaster.values(folder.file("a.tif"))
        _ = try accumulate("--exact", "--toward")
        let to = try LandRaster.values(folder.file("a.tif"))
        for (a, b) in zip(from, to) where a.isFinite { #expect(abs(a - b) < 1e-12 * max(1, a)) }
        try LandRaster.write(folder.file("z.tif"), rows: 3, columns: 9) { _, column in Float(column) / 10 }
        func ramp(_ more: String...) throws -> Double {
            _ = try TrochaCommand.run(
                [
                    "land", "accumulate", "--dem", folder.file("z.tif"), "--slope-function", "toblerOnPath", "--from",
                    "0.5,1.5", "-o", folder.file("r.tif"), "--overwrite", "--exact",
                ] + more)
            return try LandRaster.values(folder.file("r.tif"))[17]
        }
        // Eight metres at a slope of ±0.1; the heights are floats.
        #expect(abs(try ramp() - 8 / (6 * exp(-3.5 * 0.15) / 3.6)) < 1e-5)
        #expect(abs(try ramp("--toward") - 8 / (6 * exp(-3.5 * 0.05) / 3.6)) < 1e-5)
    }

    @Test func `the same bytes come at any number of threads`() throws {
        _ = try accumulate("--threads", "1")
        let one = try Data(contentsOf: URL(filePath: folder.file("a.tif")))
        _ = try accumulate("--threads", "4")
        #expect(try Data(contentsOf: URL(filePath: folder.file("a.tif"))) == one)
    }

    @Test func `lengths on the ground are those of the ellipsoid`() throws {
        try LandRaster.write(
            folder.file("z.tif"), rows: 1, columns: 3, crs: .wgs84,
            transform: .init(originX: -77.5, originY: 8.5, cellWidth: 0.01, cellHeight: 0.01)
        ) { _, _ in 100 }
        _ = try TrochaCommand.run(
            "land", "accumulate", "--dem", folder.file("z.tif"), "--slope-function", "toblerOffPath",
            "--from=-77.495,8.495", "-o", folder.file("g.tif"), "--exact")
        // pyproj 3.7: two steps of 1101.0622051864393 m, over 0.6 of Tobler's speed on the flat.
        #expect(abs(try LandRaster.values(folder.file("g.tif"))[2] - 2623.2723723664117) < 1e-8)
    }
}
