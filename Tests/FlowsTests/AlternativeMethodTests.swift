import SpatialEngine
import Testing

@testable import Flows

/// Every method against the definition of the limits, over all paths of small random graphs.
@Suite struct AlternativeMethodTests {
    private static let rules = [
        AlternativeRules(count: 4, maxOverlap: 0.5, maxStretch: 1.6),
        AlternativeRules(count: 6, maxOverlap: 0.8, maxStretch: 2, localOptimality: 0.4),
        AlternativeRules(count: 3, maxOverlap: 1, maxStretch: 1.3, localOptimality: 0.7),
        AlternativeRules(count: 5, maxOverlap: 0.2, maxStretch: 3, localOptimality: 1),
    ]

    private func cost(_ links: some Collection<Int>, _ graph: RoutingGraph) -> Double {
        links.reduce(0) { $0 + graph.links[$1].cost }
    }

    /// The share of `better` that `path` uses too.
    private func overlap(_ path: [Int], _ better: [Int], _ graph: RoutingGraph) -> Double {
        func length(_ links: [Int]) -> Double { links.reduce(0) { $0 + graph.links[$1].lengthMetres } }
        return length(better) > 0 ? length(path.filter(better.contains)) / length(better) : 0
    }

    /// Least costs between all places, by Floyd and Warshall; places that are not passed through only end ways.
    private func leastCosts(_ graph: RoutingGraph) -> [[Double]] {
        let count = graph.placeIDs.count
        var least = (0..<count).map { a in (0..<count).map { $0 == a ? 0.0 : .infinity } }
        for link in graph.links { least[link.from][link.to] = min(least[link.from][link.to], link.cost) }
        for via in graph.firstThroughPlace..<count {
            for a in 0..<count { for b in 0..<count { least[a][b] = min(least[a][b], least[a][via] + least[via][b]) } }
        }
        return least
    }

    private func isLocallyOptimal(_ path: [Int], below limit: Double, _ graph: RoutingGraph) -> Bool {
        let least = leastCosts(graph)
        for first in path.indices {
            for last in first..<path.count {
                let part = cost(path[first...last], graph)
                if part < limit, least[graph.links[path[first]].from][graph.links[path[last]].to] < part {
                    return false
                }
            }
        }
        return true
    }

    private func paths(_ graph: RoutingGraph) -> [[Int]] {
        RouteFixtures.enumerated(graph, from: 0, to: 6).filter { path in
            path.dropLast().allSatisfy { graph.links[$0].to >= graph.firstThroughPlace }
        }
    }

    /// The limits word for word, over the given candidates in order.
    private func kept(_ candidates: [[Int]], _ graph: RoutingGraph, _ rules: AlternativeRules) -> [[Int]] {
        var kept: [[Int]] = []
        guard let cheapest = candidates.first.map({ cost($0, graph) }) else { return [] }
        for path in candidates where kept.count < rules.count {
            guard cost(path, graph) <= rules.maxStretch * cheapest,
                kept.allSatisfy({ overlap(path, $0, graph) <= rules.maxOverlap }),
                isLocallyOptimal(path, below: rules.localOptimality * cheapest, graph)
            else { continue }
            kept.append(path)
        }
        return kept
    }

    private func graphs(_ count: Int, seed: UInt64, _ body: (Int, RoutingGraph) throws -> Void) throws {
        var random = SplitMix64(seed: seed)
        for trial in 0..<count {
            let graph = try RouteFixtures.randomGraph(
                places: 7, links: 26, largestCost: trial % 4 == 0 ? 3 : 20, random: &random)
            // In every third graph the first two places are not passed through.
            try body(
                trial,
                try RoutingGraph(
                    placeIDs: graph.placeIDs, links: graph.links, firstThroughPlace: trial % 3 == 0 ? 2 : 0))
        }
    }

    @Test func `overlap keeps what the limits, taken word for word, keep of all paths`() throws {
        try graphs(80, seed: 51) { trial, graph in
            for rules in Self.rules {
                let found = try graph.alternatives(from: 0, to: 6, rules: rules).routes.map(\.path.links)
                #expect(found == kept(paths(graph), graph, rules), "trial \(trial)")
            }
        }
    }

    @Test func `yen gives the first paths of the enumeration`() throws {
        try graphs(60, seed: 52) { trial, graph in
            var search = try AlternativeSearch(graph, method: .yen, rules: AlternativeRules(count: 9))
            #expect(
                search.routes(from: 0, to: 6).routes.map(\.path.links) == Array(paths(graph).prefix(9)),
                "trial \(trial)"
            )
        }
    }

    @Test(arguments: [AlternativeMethod.penalty, .plateau])
    func `candidates of other methods keep the same limits, the cheapest path first`(
        method: AlternativeMethod
    ) throws {
        var further = 0
        try graphs(120, seed: 53) { trial, graph in
            let all = paths(graph)
            for rules in Self.rules {
                var search = try AlternativeSearch(graph, method: method, rules: rules)
                let found = search.routes(from: 0, to: 6).routes
                let links = found.map(\.path.links)
                #expect(links.first == all.first, "trial \(trial)")
                // What is kept out of what was found, taken word for word, is what was found: in order, and within limits.
                let places = links.map { all.firstIndex(of: $0) ?? -1 }
                #expect(places == places.sorted() && places.first != -1, "trial \(trial)")
                #expect(kept(links, graph, rules) == links, "trial \(trial)")
                for (index, route) in found.enumerated() {
                    let shares = links[..<index].map { overlap(route.path.links, $0, graph) }
                    #expect(route.overlap == shares.max() ?? 0)
                }
                further += max(0, found.count - 1)
            }
        }
        #expect(further > 100)
    }

    @Test(arguments: AlternativeMethod.allCases)
    func `one search answers many pairs as so many searches do`(method: AlternativeMethod) throws {
        try graphs(10, seed: 54) { _, graph in
            let rules = AlternativeRules(maxOverlap: 0.7, maxStretch: 2, localOptimality: 0.3)
            var one = try AlternativeSearch(graph, method: method, rules: rules)
            for start in 0..<7 {
                for end in 0..<7 {
                    var fresh = try AlternativeSearch(graph, method: method, rules: rules)
                    #expect(one.routes(from: start, to: end) == fresh.routes(from: start, to: end))
                }
            }
        }
    }

    @Test(arguments: AlternativeMethod.allCases)
    func `the order of places and links in the input changes no method`(method: AlternativeMethod) throws {
        var random = SplitMix64(seed: 55)
        for _ in 0..<30 {
            let graph = try RouteFixtures.randomGraph(places: 7, links: 24, largestCost: 4, random: &random)
            let turned = try RoutingGraph(
                placeIDs: graph.placeIDs.reversed(),
                links: graph.links.reversed().map {
                    RoutingLink(
                        id: $0.id, from: 6 - $0.from, to: 6 - $0.to, cost: $0.cost, lengthMetres: $0.lengthMetres)
                })
            let rules = AlternativeRules(count: 4, maxOverlap: 0.75, maxStretch: 2)
            var (here, there) = (
                try AlternativeSearch(graph, method: method, rules: rules),
                try AlternativeSearch(turned, method: method, rules: rules)
            )
            #expect(
                here.routes(from: 0, to: 5).routes.map { $0.path.links.map { graph.links[$0].id } }
                    == there.routes(from: 6, to: 1).routes.map { $0.path.links.map { turned.links[$0].id } })
        }
    }

    @Test(arguments: AlternativeMethod.allCases)
    func `no way gives no route and staying one without links`(method: AlternativeMethod) throws {
        let graph = try RouteFixtures.graph(["A", "B", "C"], [("A", "B", 1), ("B", "A", 1)])
        var search = try AlternativeSearch(graph, method: method)
        #expect(search.routes(from: 0, to: 2).routes.isEmpty)
        #expect(search.routes(from: 1, to: 1).routes.map(\.path.links) == [[]])
    }

    @Test(arguments: AlternativeMethod.allCases)
    func `parallel links and a direct link are ways of their own`(method: AlternativeMethod) throws {
        let graph = try RouteFixtures.graph(
            ["O", "M", "D"], [("O", "M", 5), ("O", "M", 5.5), ("M", "D", 5), ("M", "D", 5.5), ("O", "D", 12)])
        var search = try AlternativeSearch(graph, method: method, rules: AlternativeRules(count: 9, maxOverlap: 0.5))
        let routes = search.routes(from: 0, to: 2).routes.map(\.path.links)
        #expect(routes.first == [0, 2] && routes.contains([4]))
        #expect(routes.contains { $0.contains(1) || $0.contains(3) })
    }

    @Test func `a penalty that is none is refused`() throws {
        let graph = try RouteFixtures.graph(["A", "B"], [("A", "B", 1)])
        #expect(
            throws: RoutingError.badParameter(name: "penalty", value: 1, allowed: "above 1 and at most 100")
        ) {
            try AlternativeSearch(graph, method: .penalty, rules: AlternativeRules(penaltyFactor: 1))
        }
    }
}
