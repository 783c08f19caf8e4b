import SpatialEngine
import Testing

@testable import Flows

@Suite struct RouteShortestPathsTests {
    /// The six-node example that accompanies most descriptions of Yen's algorithm (C to H, three paths of 5, 7 and 8).
    private func textbook() throws -> RoutingGraph {
        let edges: [(String, String, Double)] = [
            ("C", "D", 3), ("C", "E", 2), ("D", "F", 4), ("E", "D", 1), ("E", "F", 2), ("E", "G", 3), ("F", "G", 2),
            ("F", "H", 1), ("G", "H", 2),
        ]
        return try RouteFixtures.graph("CDEFGH".map(String.init), edges)
    }

    @Test func `Yen's textbook example gives its three paths in order`() throws {
        let graph = try textbook()
        let paths = graph.shortestPaths(from: 0, to: 5, count: 3)
        #expect(paths.map { RouteFixtures.names($0, graph) } == ["CEFH", "CEGH", "CDFH"])
        #expect(paths.map(\.cost) == [5, 7, 8])
    }

    @Test func `paths of equal cost come with fewer links first, then by place ids`() throws {
        let graph = try textbook()
        let all = graph.shortestPaths(from: 0, to: 5, count: 100)
        #expect(
            all.map { RouteFixtures.names($0, graph) } == ["CEFH", "CEGH", "CDFH", "CEDFH", "CEFGH", "CDFGH", "CEDFGH"])
        #expect(all.map(\.cost) == [5, 7, 8, 8, 8, 11, 11])
    }

    @Test func `every loopless path comes out once, in order, as enumeration finds them`() throws {
        var random = SplitMix64(seed: 7)
        for trial in 0..<60 {
            let graph = try RouteFixtures.randomGraph(
                places: 6, links: 18, largestCost: trial % 3 == 0 ? 2 : 9, random: &random)
            let found = Array(graph.looplessPaths(from: 0, to: 5)).map(\.links)
            #expect(found == RouteFixtures.enumerated(graph, from: 0, to: 5), "trial \(trial)")
        }
    }

    @Test func `the order of places and links in the input does not change the paths`() throws {
        var random = SplitMix64(seed: 11)
        let graph = try RouteFixtures.randomGraph(places: 7, links: 24, largestCost: 3, random: &random)
        let count = graph.placeIDs.count
        let turned = try RoutingGraph(
            placeIDs: graph.placeIDs.reversed(),
            links: graph.links.reversed().map {
                RoutingLink(
                    id: $0.id, from: count - 1 - $0.from, to: count - 1 - $0.to, cost: $0.cost,
                    lengthMetres: $0.lengthMetres)
            })
        let here = graph.shortestPaths(from: 0, to: 6, count: 50).map { $0.links.map { graph.links[$0].id } }
        let there = turned.shortestPaths(from: 6, to: 0, count: 50).map { $0.links.map { turned.links[$0].id } }
        #expect(!here.isEmpty)
        #expect(here == there)
    }

    @Test func `decimal costs that are equal on paper tie`() throws {
        // 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in binary; on paper both are 0.6, and A-B-C-Z is first by place ids.
        let graph = try RouteFixtures.graph(
            ["A", "B", "C", "D", "E", "Z"],
            [("A", "B", 0.3), ("B", "C", 0.2), ("C", "Z", 0.1), ("A", "D", 0.1), ("D", "E", 0.2), ("E", "Z", 0.3)])
        let paths = graph.shortestPaths(from: 0, to: 5, count: 2)
        #expect(paths[0].cost != paths[1].cost)
        #expect(paths.map { RouteFixtures.names($0, graph) } == ["ABCZ", "ADEZ"])
    }

    @Test func `a place reaches itself by no link and an island not at all`() throws {
        let graph = try RouteFixtures.graph(["A", "B", "C"], [("A", "B", 0), ("B", "A", 0)])
        #expect(graph.shortestPaths(from: 0, to: 0, count: 5).map(\.links) == [[]])
        #expect(graph.shortestPath(from: 0, to: 2) == nil)
        #expect(graph.shortestPath(from: 0, to: 1)?.cost == 0)
    }

    @Test func `links that cannot be are refused by name`() {
        #expect(throws: RoutingError.repeatedPlace(id: "A")) { try RoutingGraph(placeIDs: ["A", "A"], links: []) }
        #expect(throws: RoutingError.unknownPlace(link: "x", index: 4, places: 2)) {
            try RoutingGraph(
                placeIDs: ["A", "B"],
                links: [RoutingLink(id: "x", from: 0, to: 4, cost: 1, lengthMetres: 1)])
        }
        for value in [-1.0, .infinity] {
            #expect(throws: RoutingError.badNumber(link: "x", field: "cost", value: value)) {
                try RoutingGraph(
                    placeIDs: ["A", "B"],
                    links: [RoutingLink(id: "x", from: 0, to: 1, cost: value, lengthMetres: 1)])
            }
        }
        #expect(throws: RoutingError.repeatedLink(id: "x")) {
            let link = RoutingLink(id: "x", from: 0, to: 1, cost: 1, lengthMetres: 1)
            return try RoutingGraph(placeIDs: ["A", "B"], links: [link, link])
        }
    }

    @Test func `a grid of ten thousand places answers fifty paths at once`() throws {
        let side = 100
        var random = SplitMix64(seed: 3)
        var links: [RoutingLink] = []
        for row in 0..<side {
            for column in 0..<side {
                let here = row * side + column
                for next in [column + 1 < side ? here + 1 : -1, row + 1 < side ? here + side : -1] where next >= 0 {
                    links.append(
                        RoutingLink(
                            id: "\(here)-\(next)", from: here, to: next, cost: 1 + random.nextUnit(),
                            lengthMetres: 1))
                }
            }
        }
        let graph = try RoutingGraph(placeIDs: (0..<side * side).map(String.init), links: links)
        let costs = graph.shortestPaths(from: 0, to: side * side - 1, count: 50).map(\.cost)
        #expect(costs.count == 50)
        #expect(costs == costs.sorted())
    }
}
