import Foundation
import Testing

@Suite struct NetworkCalibrationTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        _ = try folder.write("link_id,from,to,cost\ncheap,O,D,1\ndear,O,D,3\n", to: "l.csv")
        _ = try folder.write(
            "from,to,period,persons,log_sd\nO,D,2024-01,1000,0.7\nO,D,2024-02,1000,0.7\nO,D,2024-03,500,1\n",
            to: "d.csv")
        _ = try folder.write(
            """
            link_id,period,count,quality,page
            cheap,2024-01,1200,official,3
            dear,2024-01,300,derived,
            cheap,2024-02,500,official_quoted,
            dear,2024-02,250,,
            dear,2024-02,900,alternative,

            """, to: "c.csv")
    }

    private func calibrate(_ arguments: String...) throws -> TrochaCommand.Outcome {
        try TrochaCommand.run(
            [
                "network", "flows", "--model", "calibrate", "--links", folder.file("l.csv"), "--demand",
                folder.file("d.csv"), "--counts", folder.file("c.csv"), "--nb-size", "30", "--overwrite", "-o",
                folder.file("out.csv"),
            ] + arguments)
    }

    private func rows(_ name: String) throws -> [[String]] {
        try String(contentsOfFile: folder.file(name), encoding: .utf8).split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// Figures: quadrature in three dimensions, see `FlowCalibrationTests`.
    @Test func `theta and two months of demand are what quadrature says, the third month is its prior`() throws {
        let outcome = try calibrate("--theta-prior", "0.5,1", "--json", "--link-flows", folder.file("f.csv"))
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("column page says nothing"))
        let rows = try rows("out.csv")
        #expect(rows.map { $0[3] } == ["estimated", "estimated", "unknown"])
        let expected = [
            [1403.425, 1387.428, 1270.090, 1519.292, 1123.379, 1738.927],
            [830.489, 819.364, 744.449, 904.309, 651.553, 1047.591],
            [824.361, 500, 254.708, 981.516, 96.520, 2590.126],
        ]
        for (row, figures) in zip(rows, expected) {
            for (text, figure) in zip(row[4...9], figures) {
                #expect(abs((Double(text) ?? .nan) - figure) < 0.02 * figure, "\(row)")
            }
        }
        #expect(rows[2][10...] == ["", ""] && rows[0][10...].allSatisfy { Double($0) != nil })
        let summary = try outcome.json()
        let theta = try #require(summary["theta"] as? [String: Any])
        #expect(theta["estimated"] as? Bool == true)
        for (key, figure) in ["value": 0.50474, "lo90": 0.34760, "hi90": 0.66208] {
            #expect(abs((theta[key] as? Double ?? .nan) - figure) < 0.02 * figure)
        }
        let counts = try #require(summary["counts"] as? [String: Any])
        #expect(counts["used"] as? Int == 4 && (counts["left_out"] as? [String: Int])?["alternative"] == 1)
        #expect(summary["divergences"] as? Int ?? 99 < 20 && summary["max_rhat"] as? Double ?? 9 < 1.01)
        let flows = try self.rows("f.csv")
        #expect(flows.map { $0[0] + $0[1] + $0[2] }.last == "dear2024-03unknown" && flows.count == 6)
    }

    @Test func `a fixed theta has no interval and stands among the assumptions`() throws {
        let outcome = try calibrate("--theta", "0.5", "--json", "--threads", "1")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let bytes = try rows("out.csv")
        let summary = try outcome.json()
        let theta = try #require(summary["theta"] as? [String: Any])
        #expect(theta["estimated"] as? Bool == false && theta["interval"] is NSNull && theta["value"] as? Double == 0.5)
        #expect((summary["assumptions"] as? [String: Any])?["theta"] as? Double == 0.5)
        #expect(try calibrate("--theta", "0.5", "--threads", "3").status == 0)
        #expect(try rows("out.csv") == bytes)
    }

    @Test(arguments: [
        (["--theta", "0.5", "--theta-prior", "1,1"], 2, "exclude each other"), ([], 2, "name --theta"),
        (["--theta-prior", "1"], 2, "write it like"), (["--theta", "-1"], 2, "--theta is -1"),
        (["--theta", "1", "--nb-size", "0"], 2, "--nb-size is 0"), (["--theta", "1", "--k", "0"], 2, "--k is 0"),
        (["--theta", "1", "--counts", "none.csv"], 4, "none.csv"),
        (["--theta", "1", "--routes", "r.csv"], 2, "--routes does not go with"),
    ])
    func `wrong options are refused in one line`(arguments: [String], status: Int, problem: String) throws {
        let outcome = try TrochaCommand.run(
            [
                "network", "flows", "--model", "calibrate", "--links", folder.file("l.csv"), "--demand",
                folder.file("d.csv"), "-o", folder.file("out.csv"),
            ] + (arguments.contains("--counts") ? [] : ["--counts", folder.file("c.csv")])
                + (arguments.contains("--nb-size") ? [] : ["--nb-size", "30"]) + arguments)
        #expect(Int(outcome.status) == status && outcome.errors.contains(problem), "\(outcome.errors)")
    }

    @Test func `a bad count exits with 3 and names its place`() throws {
        _ = try folder.write("link_id,period,count\ncheap,2024-01,1.5\n", to: "c.csv")
        let outcome = try calibrate("--theta", "1")
        #expect(outcome.status == 3 && outcome.errors.contains("line 2, column count"), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("out.csv")))
    }
}
