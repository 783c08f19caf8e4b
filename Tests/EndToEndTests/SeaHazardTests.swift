import Foundation
import Testing

@Suite struct SeaHazardTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func hazard(_ arguments: String...) throws -> TrochaCommand.Outcome {
        try TrochaCommand.run(["sea", "hazard", "-o", folder.file("h.csv"), "--overwrite"] + arguments)
    }

    /// The rows of the output by column.
    private func rows() throws -> [[String: String]] {
        let text = try String(contentsOfFile: folder.file("h.csv"), encoding: .utf8)
        let lines = text.split(separator: "\n").map { line in
            // Reasons are quoted and hold commas; they are the third field of an invalid row, whose figures are empty.
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return lines.dropFirst().map { fields in
            Dictionary(zip(lines[0], fields)) { first, _ in first }
        }
    }

    private func expect(_ row: [String: String], _ expected: [String: Double]) {
        for (column, value) in expected {
            let actual = Double(row[column] ?? "") ?? .nan
            #expect(abs(actual - value) <= 1e-12 * max(1e-30, abs(value)), "\(column): \(actual), not \(value)")
        }
    }

    /// Expected figures: the formulas of the rules that are cited, evaluated apart in double precision.
    @Test func `every figure of three boats is what its formula says`() throws {
        let states = try folder.write(
            """
            id,hs_m,tp_s,tz_s,wave_from_deg,heading_deg,speed_mps,wind_mps,wind_from_deg,current_u_mps,current_v_mps,night,hours,persons,craft,height_m,waves
            a,1.2,6,,30,190,9,28.5,45,0.5,0.5,true,2.5,28,,,
            b,2.5,,6.5,350,10,5,10.8,0,0,-0.4,false,10,,fast_launch,3,
            c,0.25,4,,90,0,0,7.9,,,,,,0,fast_launch,,100

            """, to: "states.csv")
        let outcome = try hazard("--states", states)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let rows = try rows()
        #expect(rows.map { $0["id"] } == ["a", "b", "c"] && rows.allSatisfy { $0["status"] == "ok" })
        expect(
            rows[0],
            [
                "wavelength_m": 56.18796561619688, "critical_height_m": 1.0507890961262554,
                "p_exceed": 0.2157678117234137, "waves": 1923.076923076923, "p_at_least_one": 1,
                "encounter_deg": 160, "encounter_period_s": 69.21066839036325, "surf_riding_kn": 5.584652458983604,
                "wind_capsize_per_h": 0.2689414213699951, "p_wind_capsize": 0.5430376235845751,
                "hazard_per_h": 0.0007722431638066128, "hazard": 0.0019287454847964902, "wave_speed_min_kn": 15.4,
                "wave_speed_max_kn": 19, "beaufort": 11,
            ])
        expect(
            rows[1],
            [
                "wavelength_m": 65.9428207578977, "critical_height_m": 1.8, "p_exceed": 0.056134762834133725,
                "waves": 5538.461538461538, "encounter_deg": 20, "encounter_period_s": 4.426697819288397,
                "wind_capsize_per_h": 2.7607649502048304e-06, "p_wind_capsize": 2.760730652251464e-05,
                "hazard_per_h": 0.00042892992116861826, "hazard": 0.0042801133062146945, "beaufort": 6,
            ])
        expect(rows[2], ["waves": 100, "encounter_deg": 90, "encounter_period_s": 4, "beaufort": 4])
        #expect(rows.map { $0["critical_cause"] } == ["swamping", "swamping", "swamping"])
        #expect(rows.map { $0["surf_riding"] } == ["true", "false", "false"])
        #expect(rows.map { $0["design_category"] } == ["A", "B", "D"])
        #expect(rows.map { $0["high_wave_group"] } == ["true", "true", "false"])
        #expect(rows.map { $0["wave_speed_min_kn"] ?? "" }[2] == "")
        #expect(rows.map { $0["overloaded"] } == ["true", "false", "false"])
    }

    @Test func `a row that is wrong is answered with its reason, the others with figures, and the code is 3`() throws {
        let states = try folder.write(
            "id,hs_m,persons,colour\nfull,1,31,red\nnan,NaN,,red\ngood,1,16,red\nnone,,,red\n", to: "states.csv")
        let outcome = try hazard("--states", states)
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("error: 3 of 4 states are invalid"))
        #expect(outcome.errors.contains("columns not used: colour") && outcome.errors.contains("id good"))
        let rows = try rows()
        #expect(rows.map { $0["status"] } == ["invalid", "invalid", "ok", "invalid"])
        let text = try String(contentsOfFile: folder.file("h.csv"), encoding: .utf8)
        #expect(text.contains("states.csv, line 2, column persons: 31 persons on"))
    }

    @Test func `what is not known is empty`() throws {
        #expect(try hazard("--hs-m", "1").status == 0)
        let row = try #require(try rows().first)
        for column in [
            "wavelength_m", "waves", "p_at_least_one", "beaufort", "design_category", "encounter_deg",
            "encounter_period_s", "surf_riding_kn", "surf_riding", "wind_capsize_per_h", "p_wind_capsize",
        ] {
            #expect(row[column] == "", "\(column)")
        }
        #expect(Double(row["hazard_per_h"] ?? "") ?? 0 > 0 && row["critical_height_m"] == "1.2")
    }

    @Test func `coefficients of a file are used and named with their source`() throws {
        let file = try folder.write("name,value\nb0,-3\nb1,0\nb2,0\nb3,0\n", to: "b.csv")
        let json = try hazard("--hs-m", "2", "--coefficients", file, "--json").json()
        #expect(abs((Double(try rows()[0]["hazard_per_h"] ?? "") ?? 0) - 0.049787068367863944) < 1e-15)
        let base = (json["coefficients"] as? [String: [String: Any]])?["b0"]
        #expect(base?["value"] as? Double == -3 && base?["source"] as? String == file)
        #expect((json["assumptions"] as? [String: Double])?["tz_over_tp"] == 0.78)
    }

    @Test(arguments: [
        (["--hs-m", "nan"], 2, "--hs-m"), (["--hs-m", "-1"], 2, "0 or more"),
        (["--states", "none.csv"], 4, "none.csv"),
        (["--hs-m", "1", "--craft", "ark"], 2, "open_skiff"), (["--hs-m", "1", "--persons", "31"], 3, "made for 15"),
        (["--hs-m", "1", "--tp-s", "0"], 2, "above 0"), ([], 2, "--states"),
        (["--hs-m", "1", "--wave-table", "x"], 2, "ocean"),
        (["--hs-m", "1", "--capsize-scale", "0"], 2, "--capsize-scale"), (["--hs-m", "1", "--night", "x"], 2, "true"),
    ])
    func `wrong options end with one line and their code`(arguments: [String], status: Int32, word: String) throws {
        let outcome = try TrochaCommand.run(
            ["sea", "hazard", "-o", folder.file("h.csv"), "--overwrite", "--quiet"] + arguments)
        #expect(outcome.isOneError(status) && outcome.errors.contains(word), "\(outcome.errors)")
    }

    @Test(arguments: [
        "name,value\nb9,1\n", "name,value\nb0,1\nb0,2\n", "name,value\nb0,inf\n", "name,value\n", "value\n1\n",
    ])
    func `a coefficient table that cannot be used is refused`(text: String) throws {
        let file = try folder.write(text, to: "b.csv")
        let outcome = try hazard("--hs-m", "1", "--coefficients", file)
        #expect(outcome.isOneError(3) && outcome.errors.contains("b.csv"))
    }
}

@Suite struct SeaHazardCalibrationTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func calibrate(_ trips: String, _ more: String...) throws -> TrochaCommand.Outcome {
        try TrochaCommand.run(
            ["sea", "hazard", "--calibrate", trips, "-o", folder.file("p.csv"), "--overwrite", "--json"] + more)
    }

    @Test func `the posterior of the region serves as coefficients and says how little the trips tell`() throws {
        let outcome = try calibrate("region", "--trips-table", folder.file("t.csv"))
        let json = try outcome.json()
        #expect(outcome.status == 0, "\(outcome.errors)")
        let statements = try #require(json["statements"] as? [String])
        #expect(statements.contains { $0.hasPrefix("b5 is its prior") })
        #expect(json["losses"] as? Double == 23 && json["reported_losses"] as? Double == 20)
        let text = try String(contentsOfFile: folder.file("p.csv"), encoding: .utf8)
        let rows = text.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
        #expect(rows[0].prefix(6) == ["name", "value", "prior_mean", "prior_sd", "mean", "sd"] && rows.count == 7)
        let used = try TrochaCommand.run(
            "sea", "hazard", "--hs-m", "1", "--coefficients", folder.file("p.csv"), "-o", folder.file("h.csv"), "--json"
        )
        let base = try (used.json()["coefficients"] as? [String: [String: Any]])?["b0"]
        #expect(abs((base?["value"] as? Double ?? 0) - (Double(rows[1][1]) ?? .nan)) < 1e-12)
        // The table of trips that it wrote gives the same posterior.
        #expect(try calibrate(folder.file("t.csv")).status == 0)
        let again = try String(contentsOfFile: folder.file("p.csv"), encoding: .utf8)
        #expect(again == text)
    }

    @Test(arguments: [
        ("trip_id,hs_m,hours,lost\na,1,2,true\na,1,2,false\n", "appears twice"),
        ("trip_id,hs_m,hours,lost\na,1,,true\n", "hours"), ("trip_id,hs_m,hours,lost\na,1,2,\n", "lost"),
        ("trip_id,hs_m,hours,lost\na,1,2,maybe\n", "neither true nor false"), ("trip_id,hs_m,hours,lost\n", "no trip"),
        ("trip_id,hs_m,lost\na,1,true\n", "hours"), ("trip_id,hs_m,hours,lost\na,inf,2,true\n", "finite"),
        ("trip_id,hs_m,hours,lost,persons\na,1,2,true,31\n", "made for 15"), ("", "empty"),
    ])
    func `a trip table that cannot be used is refused in one line`(table: String, word: String) throws {
        let outcome = try calibrate(try folder.write(table, to: "t.csv"))
        #expect(outcome.isOneError(3) && outcome.errors.contains(word), "\(outcome.errors)")
        #expect(folder.names == ["t.csv"])
    }
}
