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
    private let limit: Int
    private let open: SearchTree
    private var detours: DetourSearch
    /// Candidates not yet returned, best last.
    private var waiting: [Candidate] = []
    /// The path returned last, whose branches are still to be found.
    private var latest: Candidate?
    private var isPassed: [Bool]

    /// Paths that cost at most `stretch` times the cheapest, or a rounding error more.
    ///
    /// - Parameter open: The ways of the whole graph to `end`.
    init(graph: RoutingGraph, start: Int, end: Int, stretch: Double, open: SearchTree) {
        self.graph = graph
        self.start = start
        self.end = end
        self.open = open
        detours = DetourSearch(places: graph.placeIDs.count)
        isPassed = [Bool](repeating: false, count: graph.placeIDs.count)
        let label = open.labels[start]
        limit = label.isReached ? graph.bound(label.cost, stretch: stretch) : 0
        guard label.isReached else { return }
        let links = graph.links(from: start, to: end, along: open)
        waiting = [Candidate(cost: label.cost, links: links, branch: 0, barred: [])]
    }

    /// The next path in order, or nil when all have been given.
    public mutating func next() -> RoutePath? {
        if let latest { addBranches(of: latest) }
        latest = waiting.popLast()
        return latest.map { RoutePath($0.links, from: start, in: graph) }
    }

    private mutating func addBranches(of path: Candidate) {
        var passedCost = 0
        var place = start
        for (index, link) in path.links.enumerated() {
            close(place, true)
            if index >= path.branch {
                let barred = index == path.branch ? path.barred + [link] : [link]
                if let rest = continuation(from: place, barred: barred, limit: limit - passedCost) {
                    let links = Array(path.links[..<index]) + rest.links
                    insert(Candidate(cost: passedCost + rest.cost, links: links, branch: index, barred: barred))
                }
            }
            passedCost += graph.costUnits[link]
            place = Int(graph.heads[link])
        }
        close(start, false)
        for link in path.links { close(Int(graph.heads[link]), false) }
    }

    private mutating func close(_ place: Int, _ isClosed: Bool) {
        isPassed[place] = isClosed
        detours.block(place, isClosed)
    }

    /// The best way on from `place` that starts with none of the barred links and meets none of the passed places.
    private mutating func continuation(from place: Int, barred: [Int], limit: Int) -> (cost: Int, links: [Int])? {
        guard let (first, least) = firstLink(from: place, barred: barred), least <= limit else { return nil }
        let guess = [first] + graph.links(from: Int(graph.heads[first]), to: end, along: open)
        if !guess.contains(where: { isPassed[Int(graph.heads[$0])] }) { return (least, guess) }
        let found = detours.path(from: place, to: end, barred: barred, in: graph, open: open, limit: limit)
        return found.map { ($0.label.cost, $0.links) }
    }

    /// The first link of the cheapest way on, and its cost, if passed places did not matter further on.
    private func firstLink(from place: Int, barred: [Int]) -> (link: Int, cost: Int)? {
        var best: (label: PathLabel, link: Int)?
        for entry in graph.outgoing.links(at: place) where !isPassed[Int(entry.place)] {
            let onward = open.labels[Int(entry.place)]
            guard onward.isReached, Int(entry.place) == end || Int(entry.place) >= graph.firstThroughPlace,
                !barred.contains(Int(entry.link))
            else { continue }
            let label = onward.adding(entry.cost)
            if label < best?.label ?? .unreached { best = (label, Int(entry.link)) }
        }
        return best.map { ($0.link, $0.label.cost) }
    }

    private mutating func insert(_ candidate: Candidate) {
        var (low, high) = (0, waiting.count)
        while low < high {
            let middle = (low + high) / 2
            let other = waiting[middle]
            let isBefore =
                candidate.cost != other.cost
                ? candidate.cost < other.cost : graph.precedes(candidate.links, other.links)
            if isBefore { low = middle + 1 } else { high = middle }
        }
        waiting.insert(candidate, at: low)
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
        precondition(
            placeIDs.indices.contains(start) && placeIDs.indices.contains(end),
            "places \(start) and \(end) must lie in 0..<\(placeIDs.count)")
        var open = SearchTree(.toRoot, places: placeIDs.count)
        open.grow(end, in: self)
        return LooplessPaths(graph: self, start: start, end: end, stretch: .infinity, open: open)
    }

    /// The links of a tree from a place to the root, in travel order.
    func links(from start: Int, to root: Int, along tree: SearchTree) -> [Int] {
        var path: [Int] = []
        var place = start
        while place != root {
            let link = Int(tree.links[place])
            path.append(link)
            place = Int(heads[link])
        }
        return path
    }
}
