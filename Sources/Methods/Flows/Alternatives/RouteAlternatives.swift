/// Which of the cheapest paths count as alternatives.
public struct AlternativeRules: Hashable, Sendable {
    /// How many to keep at most.
    public var count: Int
    /// Largest share of any route already kept that a further one may use (0…1, by length).
    public var maxOverlap: Double
    /// Largest cost as a multiple of the cheapest (1 or more).
    public var maxStretch: Double
    /// Every stretch that costs less than this share of the cheapest route must itself be a cheapest way; 0 asks nothing.
    public var localOptimality: Double
    /// How many paths may be looked at before the search gives up.
    public var examinedLimit: Int

    /// Rules with the defaults of the method: three routes, half shared at most, a quarter dearer at most.
    public init(
        count: Int = 3, maxOverlap: Double = 0.5, maxStretch: Double = 1.25, localOptimality: Double = 0,
        examinedLimit: Int = 20_000
    ) {
        self.count = count
        self.maxOverlap = maxOverlap
        self.maxStretch = maxStretch
        self.localOptimality = localOptimality
        self.examinedLimit = examinedLimit
    }
}

/// A path that is different enough from the better ones, and not much dearer.
public struct RouteAlternative: Hashable, Sendable {
    /// The links and places.
    public var path: RoutePath
    /// Cost over the cheapest cost; 1 for the first (and for all when the cheapest costs nothing).
    public var stretch: Double
    /// The largest share, by length, of a better alternative that this one uses too; 0 for the first.
    public var overlap: Double
}

/// The alternatives between two places, cheapest first.
public struct RouteAlternatives: Hashable, Sendable {
    /// Cheapest first; empty when there is no way at all.
    public var routes: [RouteAlternative]
    /// False when the search stopped at the limit of paths looked at, so that further alternatives may exist.
    public var isComplete: Bool
}

extension RoutingGraph {
    /// Goes through the loopless paths in order and keeps each that differs enough from all kept before it.
    ///
    /// The overlap with a kept path is the length of the links in both over the length of the kept path. A path without
    /// length overlaps with nothing.
    ///
    /// - Throws: ``RoutingError/badParameter(name:value:allowed:)`` for rules outside their ranges.
    /// - Complexity: O(*examined* · *n* · *m* log *m*) at worst.
    public func alternatives(
        from start: Int, to end: Int, rules: AlternativeRules = AlternativeRules()
    ) throws(RoutingError) -> RouteAlternatives {
        try rules.check()
        var kept = RouteAlternatives(routes: [], isComplete: true)
        var examined = 0
        var paths = looplessPaths(from: start, to: end)
        while kept.routes.count < rules.count, let path = paths.next() {
            examined += 1
            let stretch = stretch(of: path, over: kept.routes.first?.path)
            if stretch > rules.maxStretch { break }
            if let route = alternative(path, stretch: stretch, beside: kept.routes, rules: rules) {
                kept.routes.append(route)
            }
            if examined == rules.examinedLimit && kept.routes.count < rules.count {
                kept.isComplete = false
                break
            }
        }
        return kept
    }

    private func stretch(of path: RoutePath, over cheapest: RoutePath?) -> Double {
        guard let cheapest, path.cost > 0 else { return 1 }
        return path.cost / cheapest.cost
    }

    private func alternative(
        _ path: RoutePath, stretch: Double, beside kept: [RouteAlternative], rules: AlternativeRules
    ) -> RouteAlternative? {
        var overlap = 0.0
        for better in kept where better.path.lengthMetres > 0 {
            overlap = max(overlap, sharedLength(path, better.path) / better.path.lengthMetres)
        }
        guard overlap <= rules.maxOverlap else { return nil }
        let threshold = rules.localOptimality * (kept.first?.path ?? path).cost
        guard threshold == 0 || isLocallyOptimal(path, below: threshold) else { return nil }
        return RouteAlternative(path: path, stretch: stretch, overlap: overlap)
    }

    private func sharedLength(_ path: RoutePath, _ other: RoutePath) -> Double {
        path.links.reduce(0) { other.links.contains($1) ? $0 + links[$1].lengthMetres : $0 }
    }

    /// Whether each stretch of the path that costs less than the threshold is a cheapest way between its ends.
    private func isLocallyOptimal(_ path: RoutePath, below threshold: Double) -> Bool {
        for last in 1..<path.places.count {
            let labels = labels(to: path.places[last], avoiding: [])
            var cost = 0
            for first in stride(from: last - 1, through: 0, by: -1) {
                cost += costUnits[path.links[first]]
                guard Double(cost) < threshold * unitsPerCost else { break }
                if labels[path.places[first]].cost < cost { return false }
            }
        }
        return true
    }
}

extension AlternativeRules {
    func check() throws(RoutingError) {
        guard count >= 1 else { throw .badParameter(name: "count", value: Double(count), allowed: "1 or more") }
        guard examinedLimit >= 1 else {
            throw .badParameter(name: "examined limit", value: Double(examinedLimit), allowed: "1 or more")
        }
        guard (0...1).contains(maxOverlap) else {
            throw .badParameter(name: "largest overlap", value: maxOverlap, allowed: "0 to 1")
        }
        guard maxStretch >= 1 else {
            throw .badParameter(name: "largest stretch", value: maxStretch, allowed: "1 or more")
        }
        guard localOptimality >= 0, localOptimality.isFinite else {
            throw .badParameter(name: "local optimality", value: localOptimality, allowed: "0 or more")
        }
    }
}
