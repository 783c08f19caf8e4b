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
        places = [start] + links.map { graph.links[$0].to }
        cost = links.reduce(0) { $0 + graph.links[$1].cost }
        lengthMetres = links.reduce(0) { $0 + graph.links[$1].lengthMetres }
    }
}

extension RoutingGraph {
    /// The cheapest path, or nil when `end` cannot be reached.
    ///
    /// Ties go to fewer links, then to the lower place ids in travel order, then to the lower link ids.
    ///
    /// - Complexity: O(*m* log *m*) for *m* links.
    public func shortestPath(from start: Int, to end: Int) -> RoutePath? {
        var paths = looplessPaths(from: start, to: end)
        return paths.next()
    }

    /// The `count` cheapest loopless paths, cheapest first; fewer when there are no more.
    ///
    /// - Complexity: O(*count* · *n* · *m* log *m*) at worst for *n* places and *m* links.
    public func shortestPaths(from start: Int, to end: Int, count: Int) -> [RoutePath] {
        var paths = looplessPaths(from: start, to: end)
        var found: [RoutePath] = []
        while found.count < count, let path = paths.next() { found.append(path) }
        return found
    }

    /// All loopless paths one after the other, cheapest first.
    ///
    /// - Precondition: Both are place indices of this graph.
    public func looplessPaths(from start: Int, to end: Int) -> LooplessPaths {
        LooplessPaths(graph: self, start: start, end: end)
    }
}

/// The loopless paths between two places in order of cost, then fewer links, then place ids, then link ids.
///
/// Yen's method (1971, doi:10.1287/mnsc.17.11.712) with Lawler's partition (1972, doi:10.1287/mnsc.18.7.401), so that no
/// candidate turns up twice. Each candidate is first tried without a search: the cheapest continuation in the whole graph
/// is right whenever it happens to avoid the places already passed.
public struct LooplessPaths: Sequence, IteratorProtocol, Sendable {
    private struct Candidate: Sendable {
        var cost: Int
        var links: [Int]
        /// Links up to here are shared with the path that this one branches off.
        var branch: Int
        /// Links that may not follow the shared part.
        var barred: [Int]
    }

    private let graph: RoutingGraph
    private let start: Int
    private let end: Int
    private let open: [PathLabel]
    /// Candidates not yet returned, best last.
    private var waiting: [Candidate] = []

    init(graph: RoutingGraph, start: Int, end: Int) {
        precondition(
            graph.placeIDs.indices.contains(start) && graph.placeIDs.indices.contains(end),
            "places \(start) and \(end) must lie in 0..<\(graph.placeIDs.count)")
        self.graph = graph
        self.start = start
        self.end = end
        open = graph.labels(to: end, avoiding: [])
        if let links = graph.walk(from: start, to: end, along: open, barred: []) {
            waiting = [Candidate(cost: open[start].cost, links: links, branch: 0, barred: [])]
        }
    }

    /// The next path in order, or nil when all have been given.
    public mutating func next() -> RoutePath? {
        guard let best = waiting.popLast() else { return nil }
        addBranches(of: best)
        return RoutePath(best.links, from: start, in: graph)
    }

    private mutating func addBranches(of path: Candidate) {
        var passed: [Int] = []
        var passedCost = 0
        var place = start
        for (index, link) in path.links.enumerated() {
            if index >= path.branch {
                let barred = index == path.branch ? path.barred + [link] : [link]
                if let rest = continuation(from: place, passed: passed, barred: barred) {
                    let links = Array(path.links[..<index]) + rest.links
                    insert(Candidate(cost: passedCost + rest.cost, links: links, branch: index, barred: barred))
                }
            }
            passed.append(place)
            passedCost += graph.costUnits[link]
            place = graph.links[link].to
        }
    }

    /// The best way on from `place` that starts with none of the barred links and meets none of the passed places.
    private func continuation(from place: Int, passed: [Int], barred: [Int]) -> (cost: Int, links: [Int])? {
        guard let guess = graph.walk(from: place, to: end, along: open, barred: barred) else { return nil }
        let meetsPassed = guess.contains { passed.contains(graph.links[$0].to) || graph.links[$0].to == place }
        if !meetsPassed { return (graph.units(of: guess), guess) }
        let labels = graph.labels(to: end, avoiding: passed + [place])
        guard let links = graph.walk(from: place, to: end, along: labels, barred: barred) else { return nil }
        return (graph.units(of: links), links)
    }

    private mutating func insert(_ candidate: Candidate) {
        var (low, high) = (0, waiting.count)
        while low < high {
            let middle = (low + high) / 2
            if precedes(candidate, waiting[middle]) { low = middle + 1 } else { high = middle }
        }
        waiting.insert(candidate, at: low)
    }

    private func precedes(_ a: Candidate, _ b: Candidate) -> Bool {
        if a.cost != b.cost { return a.cost < b.cost }
        if a.links.count != b.links.count { return a.links.count < b.links.count }
        func order(_ links: [Int]) -> [Int] { links.map { graph.placeRank[graph.links[$0].to] } }
        let (placesOfA, placesOfB) = (order(a.links), order(b.links))
        if placesOfA != placesOfB { return placesOfA.lexicographicallyPrecedes(placesOfB) }
        return a.links.lexicographicallyPrecedes(b.links) { graph.linkRank[$0] < graph.linkRank[$1] }
    }
}
