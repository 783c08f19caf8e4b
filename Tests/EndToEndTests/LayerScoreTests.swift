import SpatialEngine
import TestSupport
import Testing

/// The rules that tie the figures of a feature, of a layer and of layers to each other.
@Suite struct LayerScoreTests {
    private static let quantiles = ["_q05", "_q25", "", "_q75", "_q95"]

    @Test(arguments: Assessed.Scenario.allCases)
    func `quantiles rise, and are null when their figure is`(_ scenario: Assessed.Scenario) throws {
        for feature in try scenario.assessed.layers.flatMap(\.features) {
            for base in ["risk_per_1000", "rate_per_100k", "net_harm_per_year", "share"]
            where feature.properties[base] != nil {
                let keys = Self.quantiles.map { base + $0 }.filter { feature.properties[$0] != nil }
                let values = keys.compactMap { feature.number($0) }
                #expect(values.count == (feature.number(base) == nil ? 0 : keys.count), "\(feature.name) \(base)")
                #expect(values == values.sorted(), "\(feature.name) \(base)")
            }
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `status, exposure and measure agree in every score`(_ scenario: Assessed.Scenario) throws {
        let assessed = try scenario.assessed
        for feature in try ["segments", "routes", "hotspots", "priorities"].flatMap(assessed.features) {
            #expect((feature.text("status") == "supported") == (feature.properties["status_reason"] == .null))
            let isUnknown = feature.text("exposure_status") == "unknown"
            #expect(isUnknown == (feature.properties["exposure_person_trips"] == .null), "\(feature.name)")
            if feature.properties["measure"] != nil {
                #expect(feature.text("measure") == (isUnknown ? "count_density" : "risk"), "\(feature.name)")
            }
            for key in ["rate_per_100k", "risk_per_1000"] where feature.properties[key] != nil {
                let isRefused = feature.text("status") == "refused"
                #expect((feature.number(key) == nil) == (isUnknown || isRefused), "\(feature.name)")
            }
            #expect(feature.text("parameter_hash") == assessed.manifest["parameter_hash"]?.text)
            #expect(feature.text("data_hash") == assessed.manifest["data_hash"]?.text)
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `a refused feature stays without figures`(_ scenario: Assessed.Scenario) throws {
        let figures = ["rate_", "risk_", "rank", "bin", "p_norm", "p_sim", "q_fdr"]
        for feature in try scenario.assessed.layers.flatMap(\.features) where feature.text("status") == "refused" {
            for member in feature.properties.members
            where figures.contains(where: member.name.hasPrefix) || member.name == "z"
                || member.name.contains("harm_per_year")
            {
                #expect(member.value == .null, "\(feature.name) \(member.name)")
            }
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `ranks run from one without a gap and lie in their interval`(_ scenario: Assessed.Scenario) throws {
        let assessed = try scenario.assessed
        let priorities = try assessed.features("priorities")
        for group in [
            try assessed.features("segments"), priorities.filter { $0.text("lever") == "enforcement" },
            priorities.filter { $0.text("lever") == "protection" },
        ] {
            let ranked = group.filter { $0.number("rank") != nil }
            #expect(ranked.compactMap { $0.number("rank") }.sorted() == ranked.indices.map { Double($0 + 1) })
            for feature in ranked {
                let ranks = ["rank_low", "rank", "rank_high"].compactMap(feature.number)
                #expect(ranks.count == 3 && ranks == ranks.sorted(), "\(feature.name) \(ranks)")
            }
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `no count of one to four events stands in a layer`(_ scenario: Assessed.Scenario) throws {
        for feature in try scenario.assessed.layers.flatMap(\.features) {
            if let events = feature.number("n_events") {
                #expect(events == 0 || events >= 5, "\(feature.name) \(events)")
            }
            if feature.isTrue("suppressed") {
                #expect(feature.properties["n_events"] == .null && feature.properties["value"] == .null)
            }
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `the class of a hotspot stands only beside its z, and follows its corrected p`(
        _ scenario: Assessed.Scenario
    ) throws {
        for feature in try scenario.assessed.features("hotspots") {
            #expect((feature.number("z") == nil) == (feature.number("bin") == nil), "\(feature.name)")
            guard let z = feature.number("z"), let bin = feature.number("bin") else { continue }
            #expect(bin == 0 || (bin > 0) == (z > 0), "\(feature.name)")
            let probabilities = ["p_norm", "p_sim", "q_fdr"].compactMap(feature.number)
            #expect(probabilities.count == 3 && probabilities.allSatisfy { (0...1).contains($0) }, "\(feature.name)")
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `shares of alternatives add to one and modes, corridors and times are those of the segments`(
        _ scenario: Assessed.Scenario
    ) throws {
        let assessed = try scenario.assessed
        let segments = try assessed.segments()
        let groups = Dictionary(grouping: try assessed.features("routes")) {
            $0.name.split(separator: ":").dropLast().joined(separator: ":")
        }
        for (name, routes) in groups {
            #expect(isClose(routes.compactMap { $0.number("share") }.reduce(0, +), 1, within: 1e-9), "\(name)")
            #expect(routes.compactMap { $0.number("alternative") }.sorted() == routes.indices.map { Double($0 + 1) })
        }
        for route in groups.values.flatMap(\.self) {
            let parts = route.list("segment_ids").compactMap { segments[$0] }
            #expect(Set(route.list("modes")) == Set(parts.map { $0.text("mode") }), "\(route.name)")
            #expect(Set(route.list("corridor_ids")) == Set(parts.map { $0.text("corridor_id") }), "\(route.name)")
            let length = parts.compactMap { $0.number("length_m") }.reduce(0, +)
            #expect(isClose(route.number("length_m") ?? 0, length, within: 1e-5 * length), "\(route.name)")
            let times = ["time_low_s", "time_s", "time_high_s"].compactMap(route.number)
            #expect(times.count == 3 && times == times.sorted(), "\(route.name)")
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `direct and displaced harm add to net harm, and protection moves nobody`(
        _ scenario: Assessed.Scenario
    ) throws {
        for feature in try scenario.assessed.features("priorities") {
            guard let direct = feature.number("direct_harm_per_year"),
                let displaced = feature.number("displaced_harm_per_year"), let net = feature.number("net_harm_per_year")
            else {
                #expect(feature.text("status") == "refused", "\(feature.name)")
                continue
            }
            let scale = max(1, abs(direct), abs(displaced))
            #expect(isClose(direct + displaced, net, within: 1e-9 * scale), "\(feature.name)")
            #expect(feature.isTrue("backfire") == (net > 0), "\(feature.name)")
            if direct != 0, let ratio = feature.number("displacement_ratio") {
                #expect(isClose(ratio, -displaced / direct, within: 1e-4 * max(1, abs(ratio))), "\(feature.name)")
            }
            if feature.text("lever") == "protection" {
                #expect(displaced == 0 && feature.number("persons_diverted_per_year") == 0, "\(feature.name)")
            }
        }
    }

    @Test(arguments: Assessed.Scenario.allCases)
    func `a rate per person-kilometre is the rate over the length`(_ scenario: Assessed.Scenario) throws {
        for segment in try scenario.assessed.features("segments") {
            guard let rate = segment.number("rate_per_100k"), let length = segment.number("length_m"),
                let perKilometre = segment.number("rate_per_1000_person_km")
            else { continue }
            let expected = rate / 100 / (length / 1000)
            #expect(isClose(perKilometre, expected, within: 1e-3 * expected), "\(segment.name)")
        }
    }
}
