/// The routes from which the travellers of each pair choose.
public struct RouteSets: Sendable {
    /// The routes of pair *p* are `pairStarts[p]..<pairStarts[p + 1]`.
    private(set) var pairStarts = [0]
    /// The links of route *r* are `links[routeStarts[r]..<routeStarts[r + 1]]`.
    private(set) var routeStarts = [0]
    private(set) var links: [Int32] = []

    /// No pairs yet.
    public init() {}

    /// How many pairs there are.
    public var pairCount: Int { pairStarts.count - 1 }
    /// How many routes there are in all.
    public var routeCount: Int { routeStarts.count - 1 }

    /// Adds the routes of the next pair, each as link indices in travel order; none for a pair without any.
    public mutating func appendPair(_ routes: some Sequence<[Int32]>) {
        for route in routes {
            links += route
            routeStarts.append(links.count)
        }
        pairStarts.append(routeStarts.count - 1)
    }

    /// The numbers of the routes of a pair.
    func routes(of pair: Int) -> Range<Int> { pairStarts[pair]..<pairStarts[pair + 1] }

    /// The links of a route.
    func links(of route: Int) -> ArraySlice<Int32> { links[routeStarts[route]..<routeStarts[route + 1]] }
}

extension CongestedNetwork {
    /// All routes of each pair that pass no place twice, the cheapest without flow first.
    ///
    /// - Parameter limit: How many routes a pair may have; the search for them also ends after 1000 times as many steps.
    /// - Returns: None for pairs without persons or with from = to.
    /// - Throws: ``AssignmentError/tooManyRoutes(from:to:limit:)``.
    public func simpleRoutes(of demand: [TripDemand], limit: Int = 20_000) throws(AssignmentError) -> RouteSets {
        var sets = RouteSets()
        for trip in demand {
            guard trip.from != trip.to else {
                sets.appendPair([])
                continue
            }
            var walk = SimpleRouteWalk(self, from: trip.from, to: trip.to)
            guard walk.listAll(limit: limit) else {
                throw .tooManyRoutes(from: trip.from, to: trip.to, limit: limit)
            }
            let costs = walk.found.map { $0.reduce(0) { $0 + links[Int($1)].freeCost } }
            let order = costs.indices.sorted {
                (costs[$0], walk.found[$0].count, $0) < (costs[$1], walk.found[$1].count, $1)
            }
            sets.appendPair(order.map { walk.found[$0] })
        }
        return sets
    }
}

/// Depth-first search for all simple routes between two places.
private struct SimpleRouteWalk {
    private let network: CongestedNetwork
    private let start: Int
    private let end: Int
    /// Places from which the end can be reached.
    private let isOpen: [Bool]
    private(set) var found: [[Int32]] = []

    init(_ network: CongestedNetwork, from start: Int, to end: Int) {
        self.network = network
        self.start = start
        self.end = end
        isOpen = network.canReach(end)
    }

    /// Lists the routes; false if there are more than `limit`.
    mutating func listAll(limit: Int) -> Bool {
        guard isOpen[start] else { return true }
        var isPassed = [Bool](repeating: false, count: network.placeCount)
        isPassed[start] = true
        var route: [Int32] = []
        var waiting = [network.leaving(start)]
        var steps = 0
        while !waiting.isEmpty {
            guard let link = waiting[waiting.count - 1].popFirst() else {
                waiting.removeLast()
                if let last = route.popLast() { isPassed[network.links[Int(last)].to] = false }
                continue
            }
            steps += 1
            let head = network.links[Int(link)].to
            guard isOpen[head], !isPassed[head] else { continue }
            if head == end {
                found.append(route + [link])
                if found.count > limit { return false }
            } else if head >= network.firstThroughPlace {
                isPassed[head] = true
                route.append(link)
                waiting.append(network.leaving(head))
            }
            if steps > 1000 * limit { return false }
        }
        return true
    }
}

extension CongestedNetwork {
    /// The links that leave a place.
    func leaving(_ place: Int) -> ArraySlice<Int32> {
        outgoing[Int(outgoingStart[place])..<Int(outgoingStart[place + 1])]
    }

    /// Whether each place has a way to `end` that passes only places which may be passed.
    func canReach(_ end: Int) -> [Bool] {
        var arriving = [[Int32]](repeating: [], count: placeCount)
        for link in links { arriving[link.to].append(Int32(link.from)) }
        var isOpen = [Bool](repeating: false, count: placeCount)
        isOpen[end] = true
        var front = [end]
        while let place = front.popLast() {
            guard place == end || place >= firstThroughPlace else { continue }
            for tail in arriving[place] where !isOpen[Int(tail)] {
                isOpen[Int(tail)] = true
                front.append(Int(tail))
            }
        }
        return isOpen
    }
}
