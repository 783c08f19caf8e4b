import Flows
import SpatialEngine

/// Small graphs for the route tests, and the slow obvious way to list their paths.
enum RouteFixtures {
    /// A graph of named places; links are named by their ends, their length is their cost unless given.
    static func graph(_ places: [String], _ edges: [(String, String, Double)]) throws -> RoutingGraph {
        let links = edges.enumerated().map { index, edge in
            RoutingLink(
                id: "\(edge.0)\(edge.1)\(index)", from: places.firstIndex(of: edge.0) ?? -1,
                to: places.firstIndex(of: edge.1) ?? -1, cost: edge.2, lengthMetres: edge.2)
        }
        return try RoutingGraph(placeIDs: places, links: links)
    }

    static func names(_ path: RoutePath, _ graph: RoutingGraph) -> String {
        path.places.map { graph.placeIDs[$0] }.joined()
    }

    /// Links between random places (parallel ones and loops included) with whole costs, so that ties abound.
    static func randomGraph(
        places: Int, links: Int, largestCost: Int, random: inout SplitMix64
    ) throws -> RoutingGraph {
        let list = (0..<links).map { index in
            RoutingLink(
                id: "l\(100 + index)", from: Int.random(in: 0..<places, using: &random),
                to: Int.random(in: 0..<places, using: &random),
                cost: Double(Int.random(in: 0...largestCost, using: &random)),
                lengthMetres: Double(Int.random(in: 1...9, using: &random)))
        }
        return try RoutingGraph(placeIDs: (0..<places).map { "p\($0)" }, links: list)
    }

    /// All loopless paths by depth-first search, sorted by cost, number of links, place ids, link ids.
    static func enumerated(_ graph: RoutingGraph, from start: Int, to end: Int) -> [[Int]] {
        var found: [[Int]] = []
        func extend(_ path: [Int], _ visited: [Int]) {
            let here = visited[visited.count - 1]
            if here == end { return found.append(path) }
            for (index, link) in graph.links.enumerated() where link.from == here && !visited.contains(link.to) {
                extend(path + [index], visited + [link.to])
            }
        }
        extend([], [start])
        return found.sorted { a, b in
            func cost(_ path: [Int]) -> Double { path.reduce(0) { $0 + graph.links[$1].cost } }
            func places(_ path: [Int]) -> [String] { path.map { graph.placeIDs[graph.links[$0].to] } }
            func ids(_ path: [Int]) -> [String] { path.map { graph.links[$0].id } }
            if cost(a) != cost(b) { return cost(a) < cost(b) }
            if a.count != b.count { return a.count < b.count }
            if places(a) != places(b) { return places(a).lexicographicallyPrecedes(places(b)) }
            return ids(a).lexicographicallyPrecedes(ids(b))
        }
    }
}
