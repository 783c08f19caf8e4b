import Foundation
import SpatialEngine
import Testing

/// What `assess` writes to explain its figures: closures, activity, sensitivity, contributions, skill, card and log.
@Suite struct ExplanationTests {
    private func table(_ name: String, _ scenario: Assessed.Scenario = .standard) throws -> AssessedTable {
        try AssessedTable(try scenario.assessed, name)
    }

    @Test func `the closures of July 2024 are forecast from what was known before`() throws {
        let table = try table("closures")
        let rows = try table.rows.filter { row in
            let isThere = try table.text(row, "month") == "2024-07" && table.text(row, "direction") == "north"
            return try isThere && table.text(row, "corridor_id") != "outside"
        }
        #expect(rows.count >= 2)
        for share in ["share_before_lo90", "share_predicted_lo90"] {
            #expect(try rows.allSatisfy { (0...1).contains(try table.number($0, share)) })
        }
        // One way receives most in almost every draw, and the sources name the same one.
        let receiver = try #require(
            try rows.max { try table.number($0, "p_receives_most") < table.number($1, "p_receives_most") })
        #expect(try table.text(receiver, "corridor_id") == "C1" && table.text(receiver, "agrees") == "yes")
        for row in rows where try table.text(row, "closed") == "true" {
            #expect(try table.number(row, "share_predicted") < table.number(row, "share_before"))
            #expect(try table.number(row, "gained_per_1000_hi90") < 0)
        }
        // Who leaves one way is on another, or stays away: by draw exactly, so by median nearly.
        let gained = try rows.reduce(0) { try $0 + table.number($1, "gained_per_1000") }
        #expect(abs(gained) < 30)
    }

    @Test func `programme counters are dated lower bounds with the rate of their own interval`() throws {
        let table = try table("activity")
        let arrests = try #require(try table.rows.first { try table.text($0, "measure_id") == "M019" })
        #expect(try table.text(arrests, "bound") == "at_least" && table.number(arrests, "quantity") == 300)
        // 2021-06-07 to 2024-05-31: 1,089 days.
        #expect(abs(try table.number(arrests, "monthly_rate") - 300 / (1089 / 30.436875)) < 1e-4)
        #expect(try table.rows.allSatisfy { try table.text($0, "unit") != "percent" })
    }

    @Test(arguments: [Assessed.Scenario.standard, .north])
    func `the sensitivity of every priority has both ends and ranks within its lever`(
        _ scenario: Assessed.Scenario
    ) throws {
        let table = try table("priority_sensitivity", scenario)
        var ranks: [String: [Int]] = [:]
        for row in table.rows {
            let key = try ["lever", "parameter", "end"].map { try table.text(row, $0) }.joined(separator: " ")
            ranks[key, default: []].append(Int(try table.number(row, "rank")))
        }
        #expect(ranks.count == 28)
        for (key, places) in ranks { #expect(places.sorted() == Array(1...places.count), "\(key)") }
        let priorities = try scenario.assessed.features("priorities")
        for feature in priorities {
            #expect((feature.text("stability") == "not_assessed") == (feature.number("rank") == nil), "\(feature.name)")
        }
    }

    @Test func `contributions of a route's legs add to 1 in the order of the route`() throws {
        let table = try table("route_contributions")
        let routes = try Assessed.Scenario.standard.assessed.features("routes")
        for route in routes {
            let rows = try table.rows.filter { try table.text($0, "route_id") == route.text("route_id") }
            #expect(try rows.map { try table.text($0, "segment_id") } == route.list("segment_ids"))
            guard route.number("risk_per_1000") != nil else { continue }
            let shares = try rows.map { try table.number($0, "share_of_hazard") }
            #expect(abs(shares.reduce(0, +) - 1) < 1e-4, "\(route.name)")
            for row in rows {
                #expect((0...1).contains(try table.number(row, "prior_share")))
                let events = try table.text(row, "n_events")
                #expect(
                    events.isEmpty || Double(events) == 0 || (Double(events) ?? 0) >= 5, "1 to 4 events stay hidden")
            }
        }
    }

    @Test func `risk by month lies about the season's risk`() throws {
        let table = try table("route_months")
        for route in try Assessed.Scenario.standard.assessed.features("routes") {
            let rows = try table.rows.filter { try table.text($0, "route_id") == route.text("route_id") }
            #expect(try rows.map { try table.text($0, "month") } == route.list("months"))
            guard let risk = route.number("risk_per_1000") else { continue }
            for row in rows {
                let month = try table.number(row, "risk_per_1000")
                #expect(month > 0 && month < 20 * risk && month > risk / 20, "\(route.name)")
            }
        }
    }

    @Test func `skill on what was held back is told for every model`() throws {
        let table = try table("skill")
        #expect(try table.rows.map { try table.text($0, "model") } == ["gamma_poisson", "mean", "last", "kde"])
        for row in table.rows {
            #expect(try table.number(row, "crps") > 0)
            // Empty where an event came that a model held impossible.
            let logScore = try table.text(row, "log_score")
            #expect(logScore.isEmpty ? try table.text(row, "model") == "kde" : (Double(logScore) ?? 0) > 0)
            #expect((0...1).contains(try table.number(row, "hits_20")))
        }
        #expect(try table.number(table.rows[0], "log_score_gain_of_gamma_poisson") == 0)
    }

    @Test func `the card says what the model is not for in two languages, and the log is one object a line`() throws {
        let assessed = try Assessed.Scenario.standard.assessed
        let card = try assessed.text("model_card.md")
        for words in ["# Model card", "# Ficha del modelo", "Advice to travellers", "Aconsejar a viajeros"] {
            #expect(card.contains(words))
        }
        let lines = try assessed.text("audit.jsonl").split(separator: "\n")
        let decisions = try lines.map { line in
            try #require(try JSONValue(parsing: Array(line.utf8)).object?["decision"]?.text)
        }
        #expect(
            Set(["read", "incident_rows", "not_used", "withheld", "gate", "suppressed", "assumed"]).isSubset(
                of: decisions))
    }

    @Test func `measures are drawn on the corridors that they concern`() throws {
        let assessed = try Assessed.Scenario.standard.assessed
        let features = try GeoJSON.decoded(try assessed.bytes("context/measures.geojson")).features
        let rows = try Pack.rows("measures.csv", by: "measure_id")
        let closure = try #require(features.first { $0.text("measure_id") == "M030" })
        #expect(closure.list("corridor_ids") == ["C2", "C3"] && closure.text("group") == "closure")
        #expect(features.allSatisfy { rows[$0.text("measure_id")] != nil && !$0.lines.isEmpty })
    }
}
