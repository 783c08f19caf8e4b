import SpatialEngine
import TestSupport
import Testing

/// What an assessment of the embedded region holds.
@Suite struct AssessmentContentTests {
    @Test(arguments: Assessed.Scenario.allCases)
    func `land corridors C1, C2, C3 and C6 are traced`(_ scenario: Assessed.Scenario) throws {
        let traced = Set(try scenario.assessed.features("corridors").map { $0.text("corridor_id") })
        #expect(traced.isSuperset(of: ["C1", "C2", "C3", "C6"]))
    }

    @Test(arguments: [
        (Assessed.Scenario.standard, ["north", "south"]), (.north, ["north"]), (.south, ["south"]),
        (.elevation, ["north", "south"]),
    ])
    func `every leg of the directions asked for is a segment`(_ scenario: Assessed.Scenario, _ asked: [String]) throws {
        let segments = Set(try scenario.assessed.segments().keys)
        let legs = try Pack.rows("legs.csv")
        let expected = legs.flatMap { leg in
            (leg["direction"] == "both" ? ["north", "south"] : [leg["direction"] ?? ""]).filter(asked.contains)
                .map { "\(leg["leg_id"] ?? ""):\($0)" }
        }
        #expect(segments == Set(expected))
        #expect(expected.count > 10)
    }

    @Test func `segments carry the facts of their legs`() throws {
        let legs = try Pack.rows("legs.csv", by: "leg_id")
        for segment in try Assessed.Scenario.standard.assessed.features("segments") {
            let leg = try #require(legs[segment.text("leg_id")])
            for (key, column) in [
                ("corridor_id", "corridor_id"), ("mode", "mode"), ("craft", "craft"), ("active_from", "active_from"),
                ("active_to", "active_to"),
            ] { #expect(segment.text(key) == leg[column], "\(segment.name) \(key)") }
            let ends = [segment.text("from_id"), segment.text("to_id")]
            let written = [leg["from_id"] ?? "", leg["to_id"] ?? ""]
            #expect(ends == written || leg["direction"] == "both" && ends == written.reversed(), "\(segment.name)")
        }
    }

    @Test func `San Andrés to Corn Island is about 83 nautical miles`() throws {
        let segment = try #require(try Assessed.Scenario.standard.assessed.segments()["L049:north"])
        #expect(isClose((segment.number("length_m") ?? 0) / 1852, 83, within: 5))
    }

    @Test func `published passages are as long as published, within a tenth`() throws {
        let segments = try Assessed.Scenario.standard.assessed.segments()
        for leg in try Pack.rows("legs.csv") where leg["distance_basis"] == "published" && leg["mode"] == "sea" {
            let segment = try #require(segments["\(leg["leg_id"] ?? ""):\(leg["direction"] ?? "")"])
            let published = 1000 * (Double(leg["distance_km"] ?? "") ?? .nan)
            #expect(isClose(segment.number("length_m") ?? 0, published, within: 0.1 * published), "\(segment.name)")
        }
    }

    @Test func `incidents are shown as the table has them, and sensitive ones not at all`() throws {
        let rows = try Pack.rows("incidents.csv", by: "incident_id")
        for incident in try Assessed.Scenario.standard.assessed.features("incidents") {
            #expect(incident.isTrue("used") == (incident.properties["not_used_reason"] == .null), "\(incident.name)")
            if ["sexual_violence", "kidnapping"].contains(incident.text("category")) {
                #expect(incident.text("date_precision") == "quarter", "\(incident.name)")
            }
            guard let row = rows[incident.text("incident_id")] else { continue }
            for key in ["date_start", "date_end", "date_precision", "category", "mode", "channel", "confidence"] {
                #expect(incident.text(key) == row[key], "\(incident.name) \(key)")
            }
            for key in ["dead", "missing", "injured", "survivors", "aboard"] {
                #expect(incident.number(key) == Double(row[key] ?? ""), "\(incident.name) \(key)")
            }
        }
    }

    @Test func `patrol-discovered and duplicate incidents are not used`() throws {
        for incident in try Assessed.Scenario.standard.assessed.features("incidents")
        where incident.text("channel") == "patrol_discovered" {
            #expect(!incident.isTrue("used") && incident.text("not_used_reason") == "patrol_discovered")
        }
    }

    @Test func `a portfolio holds as many measures as the budget, and none is chosen without one`() throws {
        let chosen = try Assessed.Scenario.north.assessed.features("priorities").filter { $0.isTrue("selected") }
        #expect((1...3).contains(chosen.count))
        #expect(
            try Assessed.Scenario.north.assessed.features("priorities").allSatisfy {
                $0.properties["selected"] != .null || $0.text("status") == "refused"
            })
        #expect(
            try Assessed.Scenario.standard.assessed.features("priorities").allSatisfy {
                $0.properties["selected"] == .null
            })
    }

    @Test func `a user's table replaces the sample; a row outside the region is rejected`() throws {
        let assessed = try Assessed.Scenario.south.assessed
        #expect(try assessed.features("incidents").map(\.name) == ["incident:X1", "incident:X2"])
        let counts = assessed.manifest["counts"]?.object?["incidents"]?.object
        #expect(counts?["read"] == .integer(3))
        #expect(counts?["rejected"] == .integer(1))
    }

    @Test func `two incidents are too few for a hotspot analysis that stands on its own`() throws {
        for feature in try Assessed.Scenario.south.assessed.features("hotspots") {
            #expect(feature.text("status") != "supported", "\(feature.name)")
        }
    }
}
