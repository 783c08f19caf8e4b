import Foundation
import SpatialEngine
import SpatialFormats
import Testing

@Suite struct LandEnsembleTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try LandRaster.write(
            folder.file("z.tif"), rows: 40, columns: 60, crs: .wgs84,
            transform: .init(originX: -77.5, originY: 8.5, cellWidth: 1.0 / 1200, cellHeight: 1.0 / 1200)
        ) { row, column in
            if row > 15 && row < 25 && column == 30 { return .nan }
            return Float(50 * sin(Double(column) / 8) + 40 * cos(Double(row) / 9))
        }
    }

    private let ends = ["--from", "-77.495,8.485", "--to", "-77.455,8.48"]

    private func ensemble(_ more: String...) throws -> TrochaCommand.Outcome {
        try TrochaCommand.run(
            [
                "land", "ensemble", "--dem", folder.file("z.tif"), "--slope-function", "toblerOffPath",
                "--correlation-length", "300", "--overwrite", "--json", "-o", folder.file("p.tif"),
            ] + ends + more)
    }

    @Test func `in double precision shares are doubles`() throws {
        #expect(try ensemble("--rmse", "9", "--members", "3", "--exact").status == 0)
        let shares = Set(try LandRaster.values(folder.file("p.tif")).filter(\.isFinite))
        #expect(shares.contains(1) && shares.isSubset(of: [0, 1.0 / 3, 2.0 / 3, 1]))
    }

    @Test func `without errors every member takes the one path`() throws {
        let summary = try ensemble("--rmse", "0", "--members", "4").json()
        let path = try TrochaCommand.run(
            ["land", "path", "--dem", folder.file("z.tif"), "--slope-function", "toblerOffPath"] + ends + [
                "-o", folder.file("p.csv"),
            ])
        #expect(path.status == 0)
        let rows = try String(contentsOfFile: folder.file("p.csv"), encoding: .utf8).split(separator: "\n").dropFirst()
        let cells = Set(
            rows.map { row -> Int in
                let fields = row.split(separator: ",").compactMap { Double($0) }
                return Int(fields[1]) * 60 + Int(fields[2])
            })
        let probability = try LandRaster.values(folder.file("p.tif"))
        for (cell, value) in probability.enumerated() where value.isFinite {
            #expect(value == (cells.contains(cell) ? 1 : 0))
        }
        #expect(summary["members_reachable"] as? Int == 4)
        #expect(summary["cost_q05"] as? Double == summary["cost_q95"] as? Double)
    }

    @Test func `three bands hold the share of members and Wilson's interval`() throws {
        let summary = try ensemble("--rmse", "5", "--members", "20").json()
        let bands = try (1...3).map { try LandRaster.values(folder.file("p.tif"), band: $0) }
        #expect(try RasterFile(folder.file("p.tif")).bandCount == 3)
        for cell in bands[0].indices where bands[0][cell].isFinite {
            let (share, n, z) = (bands[0][cell], 20.0, 1.959963984540054)
            #expect(abs((share * 20).rounded() - share * 20) < 1e-5)
            let centre = (share + z * z / (2 * n)) / (1 + z * z / n)
            let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
            #expect(abs(bands[1][cell] - max(0, centre - half)) < 1e-6)
            #expect(abs(bands[2][cell] - min(1, centre + half)) < 1e-6)
        }
        #expect(bands[0][20 * 60 + 30].isNaN)
        let costs = ["cost_q05", "cost_median", "cost_q95"].compactMap { summary[$0] as? Double }
        #expect(costs.count == 3 && costs == costs.sorted() && costs[0] < costs[2])
    }

    @Test func `error fields have the deviation asked for and fall to 1/e at the correlation length`() throws {
        let outcome = try ensemble(
            "--rmse", "4", "--members", "60", "--error-fields", folder.file("e.tif"), "--seed", "3")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let width = 91.8
        let lag = 3
        var (sum, square, product, count, pairs) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for band in 1...60 {
            let values = try LandRaster.values(folder.file("e.tif"), band: band)
            for cell in values.indices {
                (sum, square, count) = (sum + values[cell], square + values[cell] * values[cell], count + 1)
                if cell % 60 + lag < 60 { (product, pairs) = (product + values[cell] * values[cell + lag], pairs + 1) }
            }
        }
        let deviation = (square / count).squareRoot()
        #expect(abs(sum / count) < 0.25 && abs(deviation - 4) < 0.15)
        #expect(abs(product / pairs / (square / count) - exp(-Double(lag) * width / 300)) < 0.04)
    }

    @Test func `threads do not change a byte, the seed does`() throws {
        func bytes(_ more: String...) throws -> Data {
            _ = try TrochaCommand.run(
                [
                    "land", "ensemble", "--dem", folder.file("z.tif"), "--slope-function", "rees", "--rmse", "6",
                    "--correlation-length", "200", "--covariance", "gaussian", "--members", "9", "--overwrite", "-o",
                    folder.file("t.tif"),
                ] + ends + more)
            return try Data(contentsOf: URL(filePath: folder.file("t.tif")))
        }
        let one = try bytes("--threads", "1")
        #expect(try bytes("--threads", "3") == one)
        #expect(try bytes("--seed", "2") != one)
    }
}
