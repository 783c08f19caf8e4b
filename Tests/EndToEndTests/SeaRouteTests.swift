import Foundation
import SpatialEngine
import SpatialFormats
import Testing

@Suite struct SeaRouteTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The gulf from Necoclí to Capurganá.
    private static let gulf = ["--from", "-76.7893,8.4263", "--to", "-77.3330,8.6340", "--snap", "3000"]

    private func route(_ arguments: [String], to name: String = "way.geojson") throws -> TrochaCommand.Outcome {
        try TrochaCommand.run(["sea", "route", "-o", folder.file(name), "--overwrite", "--json"] + arguments)
    }

    private func figures(_ name: String = "way.geojson") throws -> [[String: Any]] {
        try features(of: folder.file(name)).compactMap { $0["properties"] as? [String: Any] }
    }

    /// Hs by hour over the gulf, the same everywhere.
    private func sea(_ height: (Int) -> Double) throws -> String {
        var table = "lon,lat,time,hs_m,tp_s,wave_from_deg\n"
        for hour in stride(from: 0, through: 48, by: 6) {
            for lon in [-78, -77, -76] {
                for lat in [8, 9, 10] {
                    let time = "2026-01-\(10 + hour / 24)T" + (hour % 24 < 10 ? "0" : "") + "\(hour % 24):00:00Z"
                    table += "\(lon),\(lat),\(time),\(height(hour)),6,45\n"
                }
            }
        }
        return try folder.write(table, to: "sea.csv")
    }

    // MARK: - Shape

    @Test func `a passage has the keys, units and arrays of the contract`() throws {
        let summary = try route(Self.gulf + ["--month", "1"]).json()
        #expect(summary["pairs"] as? Int == 1 && summary["ok"] as? Int == 1)
        for key in ["unreachable", "unsafe", "invalid", "query_s", "gaps", "assumptions"] {
            #expect(summary[key] != nil)
        }
        #expect(summary["sea_state"] as? String == "modelled" && summary["model_error"] != nil)
        let feature = try #require(features(of: folder.file("way.geojson")).first)
        let properties = try #require(feature["properties"] as? [String: Any])
        let keys: Set<String> = [
            "id", "pair_id", "objective", "status", "reason", "depart", "arrive", "wait_s", "time_s", "length_m",
            "hazard",
            "overloaded", "from_moved_m", "to_moved_m", "gap_share", "vertex_time_s", "vertex_hs_m",
            "vertex_hazard_per_h",
        ]
        #expect(keys.isSubset(of: properties.keys))
        let line = try #require((feature["geometry"] as? [String: Any])?["coordinates"] as? [[Double]])
        let times = try #require(properties["vertex_time_s"] as? [Double])
        let hazards = try #require(properties["vertex_hazard_per_h"] as? [Double])
        #expect(times.count == line.count && hazards.count == line.count && times.first == 0)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
        let total = try #require(properties["time_s"] as? Double)
        #expect(abs((times.last ?? 0) - total) <= 1e-9 * total)
        // 1 − exp(−∫ h dt), the integral by trapezoids.
        var exposure = 0.0
        for i in 1..<times.count {
            let hours: Double = (times[i] - times[i - 1]) / 3600
            exposure += hours * (hazards[i] + hazards[i - 1]) / 2
        }
        let hazard = try #require(properties["hazard"] as? Double)
        #expect(abs(1 - exp(-exposure) - hazard) <= 1e-3 * hazard)
        let points = line.map { GeographicPoint(longitude: $0[0], latitude: $0[1]) }
        let length = try #require(properties["length_m"] as? Double)
        #expect(abs(Geodesic.length(of: LineString(points)).value - length) <= 1e-9 * length)
    }

    @Test func `the table has the figures of the features without their arrays`() throws {
        _ = try route(Self.gulf + ["--month", "7"], to: "way.csv")
        _ = try route(Self.gulf + ["--month", "7"])
        let rows = try String(contentsOfFile: folder.file("way.csv"), encoding: .utf8).split(separator: "\n")
        #expect(rows.count == 2 && rows[0].hasPrefix("id,pair_id,objective,status,reason,depart,arrive,wait_s,time_s,"))
        let time = Double(rows[1].split(separator: ",", omittingEmptySubsequences: false)[8])
        #expect(time == (try figures()[0]["time_s"] as? Double))
    }

    @Test func `same bytes at one and two threads`() throws {
        for (threads, name) in [("1", "a.geojson"), ("2", "b.geojson")] {
            let outcome = try route(
                Self.gulf + ["--month", "2", "--objective", "pareto", "--threads", threads], to: name)
            #expect(outcome.status == 0)
        }
        #expect(
            try Data(contentsOf: URL(filePath: folder.file("a.geojson")))
                == Data(contentsOf: URL(filePath: folder.file("b.geojson"))))
    }

    // MARK: - Land

    /// Checked by GEOS against the coast at its full resolution.
    @Test(arguments: ["time", "hazard"]) func `no segment crosses land, also where waves bend the way`(
        objective: String
    ) throws {
        let table = """
            pair_id,from_lon,from_lat,to_lon,to_lat
            guna_yala,-77.333,8.634,-79.3357,9.5754
            corn,-81.7064,12.5832,-83.0615,12.1758
            tuira,-78.07,8.45,-78.5,7.5
            """
        let pairs = try folder.write(table, to: "pairs.csv")
        let outcome = try route(["--pairs", pairs, "--snap", "5000", "--month", "1", "--objective", objective])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let coast = try VectorFile.read(Repository.root.path + "/geodata/darien/coast.fgb").features
        let land = MultiPolygon(
            coast.flatMap { feature -> [Polygon] in
                switch feature.geometry {
                case .polygon(let polygon): [polygon]
                case .multiPolygon(let several): several.polygons
                default: []
                }
            })
        let topology = TopologyContext()
        let region = try PreparedRegion(land, in: topology)
        for feature in try features(of: folder.file("way.geojson")) {
            let line = try #require((feature["geometry"] as? [String: Any])?["coordinates"] as? [[Double]])
            let points = line.map { GeographicPoint(longitude: $0[0], latitude: $0[1]) }
            for (a, b) in zip(points, points.dropFirst()) where a != b {
                #expect(try !region.crossesInterior(from: a, to: b), "\(a) to \(b)")
            }
        }
    }

    @Test func `a prepared structure gives the same passages, and is refused for other water or cut off`() throws {
        let land = try folder.write(
            """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon",
            "coordinates":[[[4000,-2000],[6000,-2000],[5500,3000],[4000,2500],[4000,-2000]]]}}]}
            """, to: "land.geojson")
        let water = ["--crs", "planar", "--land", land, "--extent", "-1000,-5000,11000,5000"]
        let (file, cut) = (folder.file("sea.bin"), folder.file("cut.bin"))
        let made = try TrochaCommand.run(["sea", "route", "--prepare", "-o", file, "--json"] + water)
        let summary = try made.json()
        #expect(made.status == 0 && summary["prepare_s"] is Double, "\(made.errors)")
        let ends = ["--from", "0,0", "--to", "10000,100"]
        _ = try route(ends + water, to: "a.geojson")
        let outcome = try route(ends + water + ["--prepared", file], to: "b.geojson")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lengths = try ["a.geojson", "b.geojson"].map { try figures($0)[0]["length_m"] as? Double ?? 0 }
        #expect(lengths[0] > 10_000 && abs(lengths[0] - lengths[1]) <= 1e-6 * lengths[0])
        let other = ["--crs", "planar", "--land", "none", "--extent", "-1000,-5000,11000,5000", "--prepared", file]
        #expect(try route(ends + other, to: "c.geojson").isOneError(3))
        try Data(contentsOf: URL(filePath: file)).dropLast(100).write(to: URL(filePath: cut))
        #expect(try route(ends + water + ["--prepared", cut], to: "c.geojson").isOneError(3))
        #expect(try route(ends + water + ["--prepared", folder.file("none.bin")], to: "c.geojson").isOneError(4))
        #expect(!FileManager.default.fileExists(atPath: folder.file("c.geojson")))
    }

    /// Hs falls from the middle of the straight way to both sides, and the limit is met on a circle round it.
    @Test func `a forbidden sea on the straight way is passed round`() throws {
        var table = "x,y,hs_m\n"
        for x in stride(from: -6000.0, through: 16_000, by: 500) {
            for y in stride(from: -6000.0, through: 6000, by: 500) {
                let east: Double = x - 5000
                let metres: Double = (east * east + y * y).squareRoot()
                table += "\(x),\(y),\(max(0.1, 3 - metres / 1000))\n"
            }
        }
        let disc = try folder.write(table, to: "disc.csv")
        let outcome = try route([
            "--crs", "planar", "--land", "none", "--from", "0,0", "--to", "10000,0", "--speed", "5", "--sea-state",
            disc,
            "--max-hs", "1", "--extent", "-6000,-6000,16000,6000",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let way = try figures()[0]
        // Tangents to the circle of 2 km and the arc between them.
        let (touch, angle) = ((25e6 - 4e6).squareRoot(), Double.pi - 2 * acos(2000.0 / 5000))
        let least = (2 * touch + 2000 * angle) / 5
        let time = way["time_s"] as? Double ?? .infinity
        #expect(time < least * 1.01 && time > least * 0.99)
        #expect((way["vertex_hs_m"] as? [Double] ?? [9]).allSatisfy { $0 <= 1 })
        let still = ["--crs", "planar", "--land", "none", "--from", "0,0", "--to", "0,0", "--sea-state", disc]
        #expect(try route(still).status == 0)
        #expect(try figures()[0]["time_s"] as? Double == 0)
    }

    @Test func `locks are no passage: Colón and Panamá do not join`() throws {
        _ = try route(["--from", "-79.92,9.38", "--to", "-79.53,8.9", "--snap", "5000"])
        let result = try figures()[0]
        #expect(result["status"] as? String == "unreachable" && result["time_s"] is NSNull)
    }

    @Test func `a square island is passed at its corners`() throws {
        let land = try folder.write(
            """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon",
            "coordinates":[[[4000,-2000],[6000,-2000],[6000,3000],[4000,3000],[4000,-2000]]]}}]}
            """, to: "land.geojson")
        _ = try route(["--from", "0,0", "--to", "10000,0", "--crs", "planar", "--land", land, "--speed", "4"])
        let way = try figures()[0]
        let shortest = 2 * (16e6 + 4e6).squareRoot() + 2000
        #expect(abs((way["length_m"] as? Double ?? 0) - shortest) <= 1e-6 * shortest)
        #expect(abs((way["time_s"] as? Double ?? 0) - shortest / 4) <= 1e-6 * shortest)
    }

    // MARK: - Limits

    @Test func `waves above the limit make every way unsafe, and a boat may wait ashore until they fall`() throws {
        let sea = try sea { $0 <= 6 ? 3 : 1 }
        let departure = ["--sea-state", sea, "--depart", "2026-01-10T03:00Z", "--max-hs", "2"]
        _ = try route(Self.gulf + departure)
        let unsafe = try figures()[0]
        #expect(unsafe["status"] as? String == "unsafe" && unsafe["reason"] is String && unsafe["time_s"] is NSNull)
        _ = try route(Self.gulf + departure + ["--max-wait", "12"])
        let patient = try figures()[0]
        // Hs falls through 2 m at 09:00.
        #expect(abs((patient["wait_s"] as? Double ?? 0) - 6 * 3600) <= 15)
        #expect((patient["vertex_hs_m"] as? [Double] ?? [9]).allSatisfy { $0 <= 2 })
    }

    @Test func `a window has a result for each departure, both ends included`() throws {
        let sea = try sea { 2 - Double($0) / 48 }
        _ = try route(
            Self.gulf + ["--sea-state", sea, "--depart-window", "2026-01-10T00:00Z/2026-01-10T12:00Z/PT6H"])
        let departures = try figures().compactMap { $0["depart"] as? String }
        #expect(departures == ["2026-01-10T00:00:00Z", "2026-01-10T06:00:00Z", "2026-01-10T12:00:00Z"])
        let hazards = try figures().compactMap { $0["hazard"] as? Double }
        #expect(hazards.count == 3)
    }

    @Test func `a passage keeps its distance off the coast but for its ends`() throws {
        _ = try route(Self.gulf + ["--coast-distance", "500,60000"])
        let far = try figures()[0]
        _ = try route(Self.gulf)
        let near = try figures()[0]
        let (longer, shorter) = (far["length_m"] as? Double ?? 0, near["length_m"] as? Double ?? 0)
        #expect(far["status"] as? String == "ok" && longer > shorter && longer < 1.2 * shorter)
        _ = try route(Self.gulf + ["--coast-distance", "500,3000"])
        #expect(try figures()[0]["status"] as? String == "unreachable")
    }

    // MARK: - Pareto sets

    /// A storm lies on the straight way: the quick boat goes through it and the safe one round it.
    @Test func `no voyage of a set beats another, from the quickest to the safest`() throws {
        var table = "x,y,hs_m,tp_s,wave_from_deg\n"
        for x in stride(from: -50_000.0, through: 150_000, by: 10_000) {
            for y in stride(from: -50_000.0, through: 50_000, by: 10_000) {
                let east: Double = x - 50_000
                let height: Double = 0.4 + 2 * exp(-(east * east + y * y) / 4e8)
                table += "\(x),\(y),\(height),6,0\n"
            }
        }
        let outcome = try route([
            "--from", "0,0", "--to", "100000,0", "--crs", "planar", "--land", "none", "--sea-state",
            try folder.write(table, to: "storm.csv"), "--objective", "pareto", "--resolution", "1000",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let set = try figures()
        let times = set.compactMap { $0["time_s"] as? Double }
        let hazards = set.compactMap { $0["hazard"] as? Double }
        #expect(set.count >= 4)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
        #expect(zip(hazards, hazards.dropFirst()).allSatisfy { $0 > $1 })
        #expect(hazards[hazards.count - 1] < 0.6 * hazards[0])
    }

    // MARK: - Wrong input

    @Test func `a start on land names the nearest water and how far it is`() throws {
        let outcome = try route(["--from", "-76.6,8.3", "--to", "-77.333,8.634"])
        #expect(outcome.isOneError(3) && outcome.errors.contains(" m") && outcome.errors.contains("-76."))
    }

    @Test func `bad rows of a table are told and the others answered`() throws {
        let pairs = try folder.write(
            """
            pair_id,from_lon,from_lat,to_lon,to_lat
            a,-76.80,8.44,-77.33,8.65
            b,-76.80,8.44,x,8.65
            c,8.44,-76.80,8.65,-177.33
            a,-76.80,8.44,-77.33,8.65
            """, to: "pairs.csv")
        let outcome = try route(["--pairs", pairs, "--snap", "3000"])
        #expect(outcome.status == 3 && outcome.errors.contains("line 3"))
        let statuses = try figures().compactMap { $0["status"] as? String }
        #expect(statuses == ["ok", "invalid", "invalid", "invalid"])
        let ids = try features(of: folder.file("way.geojson")).compactMap { $0["id"] as? String }
        #expect(Set(ids).count == 4)
    }

    @Test func `times without a zone, other options and boats are refused`() throws {
        #expect(try route(Self.gulf + ["--depart", "2026-01-10T03:00"]).isOneError(2))
        #expect(try route(Self.gulf + ["--depart", "2026-01-10T03:00", "--tz", "UTC"]).status == 0)
        #expect(try route(Self.gulf + ["--month", "13"]).isOneError(2))
        #expect(try route(Self.gulf + ["--craft", "ferry"]).isOneError(2))
        #expect(try route(Self.gulf + ["--persons", "31"]).isOneError(3))
        #expect(try route(Self.gulf + ["--objective", "cheap"]).isOneError(2))
        #expect(try route(Self.gulf + ["--depart-window", "2026-01-10T00:00Z/2026-01-09T00:00Z/PT1H"]).isOneError(2))
        let old = ["--sea-state", try sea { _ in 1 }, "--depart", "2020-01-10T03:00Z"]
        #expect(try route(Self.gulf + old).isOneError(3))
    }
}
