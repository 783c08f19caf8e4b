/// A directed link that an interdiction may hit.
public struct InterdictionLink: Hashable, Sendable {
    /// Index of the place where it starts.
    public var from: Int
    /// Index of the place where it ends.
    public var to: Int
    /// What it costs to travel, finite and not negative.
    public var cost: Double
    /// What a hit adds to the cost, finite and not negative; not used where a hit removes the link.
    public var delay: Double
    /// The most that flows along it, not negative; `.infinity` for no limit.
    public var capacity: Double

    /// A link from one place index to another.
    public init(from: Int, to: Int, cost: Double = 0, delay: Double = 0, capacity: Double = .infinity) {
        (self.from, self.to) = (from, to)
        (self.cost, self.delay, self.capacity) = (cost, delay, capacity)
    }
}

/// Places and the directed links between them, of which an interdictor hits some.
public struct InterdictionNetwork: Sendable {
    /// How many places there are.
    public let placeCount: Int
    /// The links as they were given; two places may be joined by several.
    public let links: [InterdictionLink]
    /// Places before this one begin and end journeys but are not passed through.
    public let firstThroughPlace: Int

    /// A network of checked links.
    ///
    /// - Throws: ``AllocationError`` for unknown places and numbers that are negative, NaN or infinite (a capacity may
    ///   be).
    public init(placeCount: Int, links: [InterdictionLink], firstThroughPlace: Int = 0) throws(AllocationError) {
        for (index, link) in links.enumerated() {
            for place in [link.from, link.to] where !(0..<placeCount).contains(place) {
                throw .unknown(field: "place", index: place, count: placeCount)
            }
            for (field, value) in [("the cost of link", link.cost), ("the delay of link", link.delay)]
            where !(value >= 0 && value.isFinite) {
                throw .badNumber(field: field, index: index, value: value)
            }
            guard link.capacity >= 0 else {
                throw .badNumber(field: "the capacity of link", index: index, value: link.capacity)
            }
        }
        self.placeCount = placeCount
        self.links = links
        self.firstThroughPlace = firstThroughPlace
    }

    /// Parts of a search that take some minutes at most: 20,000, fewer for many links.
    public var affordableNodes: Int { min(20_000, max(500, 200_000_000 / max(1, links.count))) }

    /// Links that can be of use on a way from one place to another.
    ///
    /// - Throws: ``AllocationError`` for a place that is not there, equal ends or a negative budget.
    func useful(from origin: Int, to destination: Int, budget: Int) throws(AllocationError) -> [Int] {
        for place in [origin, destination] where !(0..<placeCount).contains(place) {
            throw .unknown(field: "place", index: place, count: placeCount)
        }
        guard origin != destination else { throw .sameEnds(place: origin) }
        guard budget >= 0 else { throw .negativeBudget(budget) }
        return links.indices.filter { index in
            let link = links[index]
            return link.from != link.to && link.to != origin && link.from != destination
                && (link.from >= firstThroughPlace || link.from == origin)
        }
    }
}

/// What a budget of hits does to the cheapest way between two places.
public struct PathInterdiction: Sendable {
    /// The cost of the cheapest way when nothing is hit; nil where there is none.
    public let base: Double?
    /// The cost of the cheapest way that is left; nil where there is none.
    public let value: Double?
    /// The links hit, ascending; no more than the budget.
    public let links: [Int]
    /// No set of as many links makes the cheapest way dearer; nil where ``value`` is.
    public let bound: Double?
    /// Whether ``value`` is shown to be the worst, to 10⁻⁹ of itself.
    public let isProven: Bool
    /// Parts of the search that were bounded.
    public let nodes: Int
}

/// What a budget of removals does to the largest flow between two places.
public struct FlowInterdiction: Sendable {
    /// The largest flow when nothing is removed; `.infinity` where nothing limits it.
    public let base: Double
    /// The largest flow that is left; `.infinity` where nothing limits it.
    public let value: Double
    /// The links removed, ascending; no more than the budget.
    public let links: [Int]
    /// No set of as many links leaves a smaller flow.
    public let bound: Double
    /// Whether ``value`` is shown to be the smallest, to 10⁻⁹ of itself.
    public let isProven: Bool
    /// Parts of the search that were bounded.
    public let nodes: Int
}
