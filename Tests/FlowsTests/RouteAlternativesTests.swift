import Flows
import SpatialEngine
import TestSupport
import Testing

@Suite struct RouteAlternativesTests {
    @Test func `alternatives are the paths that keep within overlap and stretch, in order`() throws {
        var random = SplitMix64(seed: 23)
        for trial in 0..<40 {
            let graph = try RouteFixtures.randomGraph(places: 7, links: 26, largestCost: 9, random: &random)
            let rules = AlternativeRules(count: 4, maxOverlap: 0.5, maxStretch: 1.6)
            let found = try graph.alternatives(from: 0, to: 6, rules: rules)
            #expect(found.isComplete)
            #expect(found.routes.map(\.path.links) == kept(graph, rules: rules), "trial \(trial)")
        }
    }

    /// The rule word for word, over all paths.
    private func kept(_ graph: RoutingGraph, rules: AlternativeRules) -> [[Int]] {
        func sum(_ path: [Int], _ value: (RoutingLink) -> Double) -> Double {
            path.reduce(0) { $0 + value(graph.links[$1]) }
        }
        var kept: [[Int]] = []
        for path in RouteFixtures.enumerated(graph, from: 0, to: 6) where kept.count < rules.count {
            let cheapest = sum(kept.first ?? path, \.cost)
            guard sum(path, \.cost) <= rules.maxStretch * cheapest else { continue }
            let isApart = kept.allSatisfy { better in
                let shared = sum(path.filter(better.contains), \.lengthMetres)
                return shared <= rules.maxOverlap * sum(better, \.lengthMetres)
            }
            if isApart { kept.append(path) }
        }
        return kept
    }

    @Test func `overlap and stretch are measured against better routes`() throws {
        let graph = try RouteFixtures.graph(
            ["O", "M", "D"], [("O", "M", 5), ("M", "D", 5), ("M", "D", 6), ("O", "D", 12)])
        let found = try graph.alternatives(
            from: 0, to: 2, rules: AlternativeRules(count: 3, maxOverlap: 0.5, maxStretch: 1.2))
        #expect(found.routes.map(\.overlap) == [0, 0.5, 0])
        #expect(found.routes.map(\.stretch) == [1, 1.1, 1.2])
        let apart = try graph.alternatives(
            from: 0, to: 2, rules: AlternativeRules(count: 3, maxOverlap: 0.49, maxStretch: 1.2))
        #expect(apart.routes.map(\.path.cost) == [10, 12])
    }

    @Test func `local optimality drops a route with a needless detour inside`() throws {
        // O–A–D is cheapest; O–B–C–D is an alternative; O–B–X–C–D takes 2.5 from B to C where 2 would do.
        let graph = try RouteFixtures.graph(
            ["O", "A", "D", "B", "C", "X"],
            [
                ("O", "A", 5), ("A", "D", 5), ("O", "B", 4), ("B", "C", 2), ("C", "D", 4.5), ("B", "X", 1),
                ("X", "C", 1.5),
            ])
        let loose = AlternativeRules(count: 3, maxOverlap: 1, maxStretch: 1.25)
        #expect(try graph.alternatives(from: 0, to: 2, rules: loose).routes.count == 3)
        var strict = loose
        strict.localOptimality = 0.3
        #expect(try graph.alternatives(from: 0, to: 2, rules: strict).routes.map(\.path.cost) == [10, 10.5])
    }

    @Test func `a search that gives up says so, and bad rules are refused`() throws {
        let graph = try RouteFixtures.graph(
            ["O", "M", "D"], [("O", "M", 5), ("M", "D", 5), ("M", "D", 6), ("M", "D", 7), ("M", "D", 8)])
        let rules = AlternativeRules(count: 2, maxOverlap: 0, maxStretch: 100, examinedLimit: 3)
        #expect(try graph.alternatives(from: 0, to: 2, rules: rules).isComplete == false)
        #expect(throws: RoutingError.badParameter(name: "largest stretch", value: 0.9, allowed: "1 or more")) {
            try graph.alternatives(from: 0, to: 2, rules: AlternativeRules(maxStretch: 0.9))
        }
    }
}
