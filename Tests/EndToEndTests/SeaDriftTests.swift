import Foundation
import Testing

@Suite struct SeaDriftTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func drift(_ arguments: String...) throws -> TrochaCommand.Outcome {
        try TrochaCommand.run(["sea", "drift", "-o", folder.file("p.csv"), "--overwrite", "--json"] + arguments)
    }

    /// The rows below the header: particle, hour, x, y, status, side.
    private func rows(_ name: String = "p.csv") throws -> [[String]] {
        try String(contentsOfFile: folder.file(name), encoding: .utf8).split(separator: "\n").dropFirst()
            .map { $0.split(separator: ",").map(String.init) }
    }

    @Test func `two particles without chance go downwind and to either side`() throws {
        let outcome = try drift(
            "--crs", "planar", "--land", "none", "--from", "100,200", "--class", "SKIFF-3", "--hours", "24",
            "--deterministic", "--wind-uniform", "8,180", "--current-uniform", "0.1,-0.2")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let text = try String(contentsOfFile: folder.file("p.csv"), encoding: .utf8)
        #expect(text.hasPrefix("particle,hour,x,y,status,side\n0,0,100,200,adrift,right\n"))
        let rows = try rows()
        #expect(rows.count == 50)
        // 1.65 % of 8 m/s north and 0.39 % east (right) or west (left), with the current, over 86,400 s.
        for (row, across) in [(rows[24], 0.0312), (rows[49], -0.0312)] {
            #expect(abs((Double(row[2]) ?? 0) - (100 + (across + 0.1) * 86_400)) < 1e-6)
            #expect(abs((Double(row[3]) ?? 0) - (200 + (0.132 - 0.2) * 86_400)) < 1e-6)
        }
        #expect(rows[49].suffix(2) == ["adrift", "left"])
    }

    @Test func `a current that turns brings the raft back after one turn`() throws {
        // u = −ωy, v = ωx with a period of 24 h, on a grid that is linear in x and y.
        let omega = 2 * Double.pi / 86_400
        var grid = "x,y,current_u_mps,current_v_mps\n"
        for y in stride(from: -20_000.0, through: 20_000, by: 5000) {
            for x in stride(from: -20_000.0, through: 20_000, by: 5000) {
                grid += "\(x),\(y),\(-omega * y),\(omega * x)\n"
            }
        }
        let file = try folder.write(grid, to: "c.csv")
        let outcome = try drift(
            "--crs", "planar", "--land", "none", "--from", "10000,0", "--class", "SLDMB", "--hours", "24",
            "--deterministic", "--currents", file)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let rows = try rows()
        let (x, y) = (try #require(Double(rows[24][2])), try #require(Double(rows[24][3])))
        // The midpoint rule errs by 2π·(ωΔt)²/6 of the radius along the circle: 20 m.
        #expect(abs(x - 10_000) < 2 && abs(y) < 25, "\(x), \(y)")
        let (qx, qy) = (Double(rows[6][2]) ?? 0, Double(rows[6][3]) ?? 0)
        #expect(abs(qx) < 10 && abs(qy - 10_000) < 2)
    }

    @Test func `particles strand where they meet the land of a file`() throws {
        let land = try folder.write(
            """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":\
            [[[3000,-50000],[9000,-50000],[9000,50000],[3000,50000],[3000,-50000]]]}}]}
            """, to: "land.geojson")
        let json = try drift(
            "--crs", "planar", "--land", land, "--from", "0,0", "--class", "SKIFF-1", "--hours", "6", "--particles",
            "50",
            "--wind-uniform", "10,270", "--areas", folder.file("a.geojson")
        ).json()
        #expect(json["stranded"] as? Int == 50 && json["particles"] as? Int == 50)
        let last = try rows().filter { $0[1] == "6" }
        #expect(last.allSatisfy { $0[4] == "stranded" && abs((Double($0[2]) ?? 0) - 3000) < 1e-9 })
        let areas = try features(of: folder.file("a.geojson")).compactMap { $0["properties"] as? [String: Any] }
        #expect(areas.count == 14)
        #expect(areas.compactMap { $0["hour"] as? Int } == (0...6).flatMap { [$0, $0] })
        #expect(areas.allSatisfy { ($0["area_km2"] as? Double ?? 0) > 0 })
        let onShore = try drift(
            "--crs", "planar", "--land", land, "--from", "4000,0", "--class", "SKIFF-1", "--hours", "6",
            "--wind-uniform",
            "10,270")
        #expect(onShore.isOneError(3) && onShore.errors.contains("3000.0,0.0, 1000.0 m away"), "\(onShore.errors)")
    }

    @Test func `in the region's January a body off San Andrés goes south-west, the same on any number of threads`()
        throws
    {
        func run(_ threads: String, _ name: String) throws -> TrochaCommand.Outcome {
            try TrochaCommand.run(
                "sea", "drift", "--from", "-82.2,12.4", "--time", "2025-01-17T06:00-05:00", "--class", "PIW-1",
                "--hours",
                "24", "--particles", "300", "--wind-sigma", "1", "--threads", threads, "-o", folder.file(name),
                "--json",
                "--density", folder.file(name + ".tif"))
        }
        let json = try run("1", "a.csv").json()
        #expect(json["wind"] as? String == "climatology" && json["beyond_known"] as? Int == 0)
        _ = try run("3", "b.csv")
        let files = try ["a.csv", "b.csv", "a.csv.tif", "b.csv.tif"].map {
            try Data(contentsOf: URL(filePath: folder.file($0)))
        }
        #expect(files[0] == files[1] && files[2] == files[3])
        let last = try rows("a.csv").filter { $0[1] == "24" }
        let (x, y) = (last.compactMap { Double($0[2]) }, last.compactMap { Double($0[3]) })
        #expect(x.reduce(0, +) / 300 < -82.22 && y.reduce(0, +) / 300 < 12.4)
        let shares = try LandRaster.values(folder.file("a.csv.tif"))
        #expect(abs(shares.reduce(0) { $0 + Double($1) } - 1) < 1e-5)
    }

    @Test func `a series of wind must cover the whole drift`() throws {
        var series = "lon,lat,time,wind_u_mps,wind_v_mps\n"
        for time in ["2025-01-17T00:00Z", "2025-01-18T00:00Z"] {
            for place in ["-82,12", "-81,12", "-82,13", "-81,13"] { series += "\(place),\(time),-5,0\n" }
        }
        let wind = try folder.write(series, to: "w.csv")
        func run(_ arguments: String...) throws -> TrochaCommand.Outcome {
            try TrochaCommand.run(
                [
                    "sea", "drift", "--from", "-81.5,12.4", "--class", "SKIFF-1", "--deterministic", "--wind", wind,
                    "-o",
                    folder.file("p.csv"), "--overwrite",
                ] + arguments)
        }
        #expect(try run("--time", "2025-01-17T06:00Z", "--hours", "18").status == 0)
        // 3.15 % of 5 m/s west and 0.0645 m/s north (right) over 64,800 s, at 108.8 and 110.6 km a degree.
        let last = try #require(try rows().first { $0[0] == "0" && $0[1] == "18" })
        #expect(abs((Double(last[2]) ?? 0) - (-81.5 - 0.1575 * 64.8 / 108.757)) < 1e-4)
        #expect(abs((Double(last[3]) ?? 0) - (12.4 + 0.0645 * 64.8 / 110.627)) < 1e-4)
        let late = try run("--time", "2025-01-17T06:00Z", "--hours", "19")
        #expect(late.isOneError(3) && late.errors.contains("outside the times"))
        #expect(try run("--time", "2025-01-19T06:00Z", "--hours", "1").isOneError(3))
        let never = try run("--hours", "1")
        #expect(never.isOneError(2) && never.errors.contains("--time is missing"))
    }

    @Test func `the list of classes is a table that can be given back`() throws {
        let list = try TrochaCommand.run("sea", "drift", "--class", "list")
        #expect(list.status == 0 && list.rows.count == 86)
        #expect(
            list.output.contains(
                "SKIFF-1,\"Skiff, modified V or cathedral hull, outboard runabout\",3.15,0,2.2,1.29,0,2.2,-1.29,0,2.2\n"
            ))
        let table = try folder.write(list.output, to: "classes.csv")
        let again = try TrochaCommand.run("sea", "drift", "--class", "list", "--class-table", table)
        #expect(again.output == list.output)
    }

    @Test(arguments: [("10", 176.7), ("22.9", 11_265.0)])
    func `survival in cold water is the published formula's`(water: String, minutes: Double) throws {
        let json = try drift(
            "--crs", "planar", "--land", "none", "--from", "0,0", "--class", "PIW-1", "--hours", "1", "--water-temp",
            water
        ).json()
        let survival = try #require(json["survival"] as? [String: Any])
        #expect(abs((survival["limit_min"] as? Double ?? 0) - minutes) < 0.1)
        let warm = try drift(
            "--crs", "planar", "--land", "none", "--from", "0,0", "--class", "PIW-1", "--hours", "1", "--water-temp",
            "23"
        ).json()
        let none = try #require(warm["survival"] as? [String: Any])
        #expect(none["limit_min"] is NSNull && none["note"] as? String == "not_hypothermia_limited")
    }

    @Test(arguments: [
        (["--from", "a,b"], 2, "--from"), (["--from", "-81.9,12.4"], 2, "--time is missing"),
        (["--from", "-81.9,12.4", "--time", "2025-01-17T06:00"], 2, "--tz UTC"),
        (["--from", "-76.9,7.9", "--wind-uniform", "5,5"], 3, "nearest water"),
        (["--from", "-81.9,12.4", "--wind-uniform", "inf,5"], 2, "MPS,FROM"),
        (["--from", "-81.9,12.4", "--wind-uniform", "5,5", "--step", "700"], 2, "--step"),
        (["--from", "-81.9,12.4", "--wind-uniform", "5,5", "--particles", "0"], 2, "--particles"),
        (["--from", "-81.9,12.4", "--wind-uniform", "5,5", "--water-temp", "300"], 2, "Celsius"),
        (["--from", "-81.9,12.4", "--wind", "none.csv", "--time", "2025-01-17T06:00Z"], 4, "none.csv"),
        (["--from", "-60,12.4", "--time", "2025-01-17T06:00Z"], 3, "no wind"),
    ])
    func `wrong options end with one line and their code`(arguments: [String], status: Int32, word: String) throws {
        let outcome = try TrochaCommand.run(
            ["sea", "drift", "--class", "PIW-1", "--hours", "6", "-o", folder.file("p.csv")] + arguments)
        #expect(outcome.isOneError(status) && outcome.errors.contains(word), "\(outcome.errors)")
        #expect(folder.names.isEmpty)
    }

    @Test(arguments: [
        "", "class\nA\n", "HEADER\nA,x,1,0,nan,1,0,1,-1,0,1\n", "HEADER\nA,x,1,0,-1,1,0,1,-1,0,1\n", "HEADER\n",
        "HEADER\nA,x,1,0,1,1,0,1,-1,0,1\nA,x,1,0,1,1,0,1,-1,0,1\n",
    ])
    func `a class table that cannot be used is refused`(text: String) throws {
        let header =
            "class,description,dw_slope,dw_offset,dw_sd,cwr_slope,cwr_offset,cwr_sd,cwl_slope,cwl_offset,cwl_sd"
        let table = try folder.write(text.replacing("HEADER", with: header), to: "t.csv")
        let outcome = try TrochaCommand.run(
            "sea", "drift", "--class", "A", "--class-table", table, "--hours", "1", "--from", "0,0", "--crs", "planar",
            "--land", "none", "-o", folder.file("p.csv"))
        #expect(outcome.isOneError(3) && outcome.errors.contains("t.csv"), "\(outcome.errors)")
    }
}
