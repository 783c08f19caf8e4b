import Foundation
import Testing

/// What a user gives of waves, winds and currents, right and wrong.
@Suite struct SeaInputTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func route(_ arguments: [String]) throws -> TrochaCommand.Outcome {
        try TrochaCommand.run(
            [
                "sea", "route", "--from", "-76.7893,8.4263", "--to", "-77.3330,8.6340", "--snap", "3000", "--json",
                "--overwrite", "-o", folder.file("way.geojson"),
            ] + arguments)
    }

    private func table(_ header: String, _ rest: String...) throws -> String {
        let rows = rest.flatMap { rest in ["-78,8", "-76,8", "-78,10", "-76,10"].map { "\($0)\(rest)" } }
        return try folder.write(([header] + rows).joined(separator: "\n") + "\n", to: "\(UUID().uuidString).csv")
    }

    private func properties() throws -> [String: Any] {
        try #require(features(of: folder.file("way.geojson")).first?["properties"] as? [String: Any])
    }

    @Test func `zones hold by month, and a sea without data is not entered`() throws {
        let zones = try folder.write(
            """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"zone_id":"gulf"},"geometry":
            {"type":"Polygon","coordinates":[[[-78,8],[-76,8],[-76,9.5],[-78,9.5],[-78,8]]]}}]}
            """, to: "zones.geojson")
        let waves = try folder.write(
            "zone_id,month,hs_m,tp_s,wave_from_deg,note\ngulf,1,1.25,7,45,rough\n", to: "waves.csv")
        let given = try route(["--sea-state", waves, "--zones", zones, "--month", "1"])
        #expect(given.status == 0 && given.errors.contains("columns left alone: note"))
        let heights = try #require(try properties()["vertex_hs_m"] as? [Double])
        #expect(!heights.isEmpty && heights.allSatisfy { $0 == 1.25 })
        let summary = try given.json()
        #expect(summary["sea_state"] as? String == "given")
        #expect(
            (summary["input"] as? [[String: Any]])?.map { $0["variable"] as? String } == [
                "hs_m", "tp_s", "wave_from_deg",
            ])
        let other = try route(["--sea-state", waves, "--zones", zones, "--month", "2"])
        #expect(try other.status == 0 && properties()["status"] as? String == "unreachable")
        #expect(try route(["--sea-state", waves, "--zones", zones]).status == 2)
        #expect(try route(["--sea-state", waves, "--month", "1"]).status == 3)
    }

    @Test func `times are those of their zone, and a departure outside them is refused`() throws {
        let waves = try table("lon,lat,time,hs_m", ",2026-01-10T00:00Z,1", ",2026-01-10T18:00-06:00,2")
        let half = try route(["--sea-state", waves, "--depart", "2026-01-10T12:00Z"])
        #expect(half.status == 0)
        let first = try #require((try properties()["vertex_hs_m"] as? [Double])?.first)
        #expect(abs(first - 1.5) < 1e-9)
        let late = try route(["--sea-state", waves, "--depart", "2026-01-11T00:00:01Z"])
        #expect(late.status == 3 && late.errors.contains("outside its times 2026-01-10T00:00:00Z…2026-01-11T00:00:00Z"))
        let naive = try table("lon,lat,time,hs_m", ",2026-01-10T00:00,1", ",2026-01-11T00:00,2")
        let refused = try route(["--sea-state", naive, "--depart", "2026-01-10T12:00Z"])
        #expect(refused.status == 3 && refused.errors.contains("row 2, field time"))
        #expect(try route(["--sea-state", naive, "--depart", "2026-01-10T12:00Z", "--tz", "UTC"]).status == 0)
        #expect(try route(["--sea-state", naive, "--depart", "2026-01-10T12:00", "--tz", "UTC"]).status == 0)
        #expect(try route(["--sea-state", naive, "--depart", "2026-01-10T12:00"]).status == 2)
    }

    @Test(arguments: [
        ("lon,lat,hs_m", ",nan", "field hs_m: \"nan\" is not a finite number"),
        ("lon,lat,hs_m", ",inf", "field hs_m"), ("lon,lat,hs_m", ",-1", "field hs_m: -1 lies outside 0…40"),
        ("lon,lat,hs_m", ",120", "check the value and its unit"), ("lon,lat,hs_m", ",", "no wave height in it"),
        ("lon,lat,height", ",1", "--sea-state needs hs_m"), ("x,y,hs_m", ",1", "add --crs planar"),
        ("lon,lat,hs_m,current_u_mps", ",1,1", "current_v_mps is missing beside it"),
    ])
    func `a table at fault is one line that names the place`(_ header: String, _ rest: String, _ text: String) throws {
        let path = try table(header, rest)
        let outcome = try route(["--sea-state", path])
        #expect(outcome.status == 3 && outcome.errors.hasPrefix("error: \(path)"))
        #expect(outcome.errors.contains(text) && outcome.errors.split(separator: "\n").count == 1)
    }

    @Test func `files that are missing, empty or cut are told apart`() throws {
        #expect(try route(["--sea-state", folder.file("none.nc")]).status == 4)
        let empty = try folder.write("", to: "empty.csv")
        #expect(try route(["--wind", empty]).status == 3)
        let cut = try folder.write("CDF\u{1}", to: "cut.nc")
        #expect(try route(["--currents", cut]).status == 3)
        #expect(try route(["--gap-radius", "-1"]).status == 2)
        #expect(try route(["--tz", "CET"]).status == 2)
    }
}
