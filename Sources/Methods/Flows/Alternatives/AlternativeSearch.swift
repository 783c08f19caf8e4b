/// Finds alternatives between any number of pairs of places; what a search needs is kept for the next.
public struct AlternativeSearch: Sendable {
    let graph: RoutingGraph
    let method: AlternativeMethod
    let rules: AlternativeRules
    /// The ways to the destination.
    var open: SearchTree
    /// The ways from the origin; only for plateaus.
    var reached: SearchTree
    var detours: DetourSearch
    var penalties: PenaltySearch

    /// A search in a graph.
    ///
    /// - Throws: ``RoutingError/badParameter(name:value:allowed:)`` for rules outside their ranges.
    public init(
        _ graph: RoutingGraph, method: AlternativeMethod, rules: AlternativeRules = AlternativeRules()
    ) throws(RoutingError) {
        try rules.check()
        self.graph = graph
        self.method = method
        self.rules = rules
        let places = graph.placeIDs.count
        open = SearchTree(.toRoot, places: places)
        reached = SearchTree(.fromRoot, places: method == .plateau ? places : 0)
        detours = DetourSearch(places: places)
        penalties = PenaltySearch(graph: method == .penalty ? graph : nil)
    }

    /// The alternatives from `start` to `end`, cheapest first; ties go to fewer links, then place ids, then link ids.
    ///
    /// The first is the cheapest path. Every further one keeps the rules against all before it; the method `yen` knows none
    /// but the count. The overlap with a route is the length of the links in both over the length of that route; a route
    /// without length is overlapped by none.
    ///
    /// - Precondition: Both are place indices of the graph.
    /// - Complexity: plateau O(*m* log *n*), penalty that times the number of searches, overlap and yen O(*examined* · *n* ·
    ///   *m* log *n*) at worst, for *n* places and *m* links within the stretch.
    public mutating func routes(from start: Int, to end: Int) -> RouteAlternatives {
        precondition(
            graph.placeIDs.indices.contains(start) && graph.placeIDs.indices.contains(end),
            "places \(start) and \(end) must lie in 0..<\(graph.placeIDs.count)")
        switch method {
        case .yen: return cheapest(from: start, to: end)
        case .overlap: return inOrder(from: start, to: end)
        case .penalty: return penalised(from: start, to: end)
        case .plateau: return overPlateaus(from: start, to: end)
        }
    }

    private mutating func cheapest(from start: Int, to end: Int) -> RouteAlternatives {
        open.grow(end, in: graph)
        var paths = LooplessPaths(graph: graph, start: start, end: end, stretch: .infinity, open: open)
        var kept = KeptRoutes()
        while kept.routes.count < rules.count, let path = paths.next() {
            kept.append(path, stretch: kept.stretch(of: path, in: graph), in: graph)
        }
        return RouteAlternatives(routes: kept.routes, isComplete: true)
    }

    private mutating func inOrder(from start: Int, to end: Int) -> RouteAlternatives {
        open.grow(end, in: graph, target: start, stretch: rules.maxStretch)
        var paths = LooplessPaths(graph: graph, start: start, end: end, stretch: rules.maxStretch, open: open)
        var kept = KeptRoutes()
        var examined = 0
        while kept.routes.count < rules.count, let path = paths.next() {
            guard examined < rules.examinedLimit else {
                return RouteAlternatives(routes: kept.routes, isComplete: false)
            }
            examined += 1
            offer(path, to: &kept)
        }
        return RouteAlternatives(routes: kept.routes, isComplete: true)
    }

    /// Keeps a path if it keeps the rules; paths must come in order.
    mutating func offer(_ path: RoutePath, to kept: inout KeptRoutes) {
        let stretch = kept.stretch(of: path, in: graph)
        guard stretch <= rules.maxStretch, kept.overlap(of: path, in: graph) <= rules.maxOverlap else { return }
        let cheapest = Double(kept.cheapestUnits ?? graph.units(of: path.links))
        guard isLocallyOptimal(path, below: rules.localOptimality * cheapest) else { return }
        kept.append(path, stretch: stretch, in: graph)
    }

    /// Whether each stretch of the path that costs less than the threshold, in units, is a cheapest way between its ends.
    ///
    /// Only the longest stretches are looked at: the parts of a cheapest way are cheapest ways.
    private mutating func isLocallyOptimal(_ path: RoutePath, below threshold: Double) -> Bool {
        guard threshold > 0 else { return true }
        var (last, cost) = (0, 0)
        for first in path.links.indices {
            let former = last
            while last < path.links.count {
                let longer = cost + graph.costUnits[path.links[last]]
                guard Double(longer) < threshold else { break }
                cost = longer
                last += 1
            }
            if last > former, last > first {
                let (from, to) = (path.places[first], path.places[last])
                if detours.hasWay(from: from, to: to, below: cost, in: graph, open: open) { return false }
            }
            if last > first { cost -= graph.costUnits[path.links[first]] } else { last = first + 1 }
        }
        return true
    }
}

extension RoutingGraph {
    /// Goes through the loopless paths in order and keeps each that differs enough from all kept before it.
    ///
    /// - Throws: ``RoutingError/badParameter(name:value:allowed:)`` for rules outside their ranges.
    /// - Complexity: That of ``AlternativeSearch/routes(from:to:)`` by the method `overlap`.
    public func alternatives(
        from start: Int, to end: Int, rules: AlternativeRules = AlternativeRules()
    ) throws(RoutingError) -> RouteAlternatives {
        var search = try AlternativeSearch(self, method: .overlap, rules: rules)
        return search.routes(from: start, to: end)
    }
}

/// The routes kept so far between two places.
struct KeptRoutes {
    private(set) var routes: [RouteAlternative] = []
    /// The cost of the first in units.
    private(set) var cheapestUnits: Int?
    private var links: [Set<Int>] = []

    /// Cost over the cheapest.
    func stretch(of path: RoutePath, in graph: RoutingGraph) -> Double {
        let units = graph.units(of: path.links)
        guard let cheapestUnits, units > 0 else { return 1 }
        return Double(units) / Double(cheapestUnits)
    }

    /// The largest share of a kept route that the path uses too.
    func overlap(of path: RoutePath, in graph: RoutingGraph) -> Double {
        var overlap = 0.0
        for (route, used) in zip(routes, links) where route.path.lengthMetres > 0 {
            let shared = path.links.reduce(0.0) { used.contains($1) ? $0 + graph.links[$1].lengthMetres : $0 }
            overlap = max(overlap, shared / route.path.lengthMetres)
        }
        return overlap
    }

    mutating func append(_ path: RoutePath, stretch: Double, in graph: RoutingGraph) {
        routes.append(RouteAlternative(path: path, stretch: stretch, overlap: overlap(of: path, in: graph)))
        links.append(Set(path.links))
        if cheapestUnits == nil { cheapestUnits = graph.units(of: path.links) }
    }
}
