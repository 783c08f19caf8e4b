/// A way through a graph that visits no place twice.
public struct RoutePath: Hashable, Sendable {
    /// Link indices in travel order; empty when start and end are the same place.
    public var links: [Int]
    /// Place indices in travel order, one more than links.
    public var places: [Int]
    /// Sum of the links' costs, added in travel order.
    public var cost: Double
    /// Sum of the links' lengths, added in travel order.
    public var lengthMetres: Double

    init(_ links: [Int], from start: Int, in graph: RoutingGraph) {
        self.links = links
        places = [start] + links.map { Int(graph.heads[$0]) }
        cost = links.reduce(0) { $0 + graph.links[$1].cost }
        lengthMetres = links.reduce(0) { $0 + graph.links[$1].lengthMetres }
    }
}

extension RoutingGraph {
    /// The cost of links in the graph's own units.
    func units(of links: [Int]) -> Int { links.reduce(0) { $0 + costUnits[$1] } }

    /// Whether one list of links comes before another that costs the same: fewer links, then place ids, then link ids.
    func precedes(_ a: [Int], _ b: [Int]) -> Bool {
        if a.count != b.count { return a.count < b.count }
        for (one, other) in zip(a, b) where one != other {
            let (to, otherTo) = (links[one].to, links[other].to)
            if to != otherTo { return placeRank[to] < placeRank[otherTo] }
        }
        return a.lexicographicallyPrecedes(b) { linkRank[$0] < linkRank[$1] }
    }
}
