/// Where candidates for alternatives come from.
public enum AlternativeMethod: String, CaseIterable, Sendable {
    /// The cheapest loopless paths, whatever they share.
    case yen
    /// All loopless paths in order; exact, for small networks.
    case overlap
    /// Cheapest paths while the links of those found before become dearer.
    case penalty
    /// Ways that the trees from the origin and to the destination have in common.
    case plateau
}

/// Which paths count as alternatives.
public struct AlternativeRules: Hashable, Sendable {
    /// How many to keep at most.
    public var count: Int
    /// Largest share of any route already kept that a further one may use (0…1, by length).
    public var maxOverlap: Double
    /// Largest cost as a multiple of the cheapest (1 or more).
    public var maxStretch: Double
    /// Every stretch that costs less than this share of the cheapest route must itself be a cheapest way; 0 asks nothing.
    public var localOptimality: Double
    /// How many paths the method `overlap` may look at before it gives up.
    public var examinedLimit: Int
    /// By how much the method `penalty` multiplies the costs of the links of a path found (above 1).
    public var penaltyFactor: Double
    /// How many paths the method `penalty` looks for.
    public var penaltySearches: Int

    /// Rules with the defaults of the method: three routes, half shared at most, a quarter dearer at most.
    public init(
        count: Int = 3, maxOverlap: Double = 0.5, maxStretch: Double = 1.25, localOptimality: Double = 0,
        examinedLimit: Int = 20_000, penaltyFactor: Double = 1.4, penaltySearches: Int = 20
    ) {
        self.count = count
        self.maxOverlap = maxOverlap
        self.maxStretch = maxStretch
        self.localOptimality = localOptimality
        self.examinedLimit = examinedLimit
        self.penaltyFactor = penaltyFactor
        self.penaltySearches = penaltySearches
    }

    func check() throws(RoutingError) {
        for (name, value) in [
            ("count", count), ("examined limit", examinedLimit), ("number of penalty searches", penaltySearches),
        ] where value < 1 {
            throw .badParameter(name: name, value: Double(value), allowed: "1 or more")
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
        guard penaltyFactor > 1, penaltyFactor <= 100 else {
            throw .badParameter(name: "penalty", value: penaltyFactor, allowed: "above 1 and at most 100")
        }
    }
}

/// A path that is different enough from the better ones, and not much dearer.
public struct RouteAlternative: Hashable, Sendable {
    /// The links and places.
    public var path: RoutePath
    /// Cost over the cheapest cost; 1 for the first, and for all that cost nothing either when it costs nothing.
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
