internal import SpatialEngine

extension CongestedNetwork {
    /// The flows at which nobody has a cheaper route (Wardrop 1952, doi:10.1680/ipeds.1952.11259): the least
    /// ``objective(at:)``.
    ///
    /// Each pass finds the cheapest routes at the present costs, adds them to those known, and shifts travellers between the
    /// known ones by Newton steps (gradient projection: Jayakrishnan and others 1994; order of the pairs and inner sweeps as
    /// in Xie, Nie and Liu 2018, doi:10.1287/trsc.2017.0788). The relative gap is (Σ x·t − Σ q·u) / Σ x·t, u the cost of the
    /// cheapest route. Link flows are unique where costs rise; the routes that make them up are not.
    ///
    /// - Parameter progress: Called with the number of the pass and the gap before it.
    /// - Returns: Pairs without travellers or with from = to have no routes. The answer does not depend on `threads`.
    /// - Throws: ``AssignmentError``.
    /// - Complexity: O(*s* *m* log *n*) for each pass, with *s* origins; memory for every route in use.
    public func userEquilibrium(
        of demand: [TripDemand], until rule: StoppingRule = StoppingRule(), threads: Int = 1,
        progress: (Int, Double) -> Void = { _, _ in }
    ) throws(AssignmentError) -> Assignment {
        try rule.check()
        var state = RouteFlows(self, demand)
        let search = RouteSearch(self, demand, threads: threads)
        var found = search.cheapestRoutes(at: state.costs)
        for pair in demand.indices { state.load(found.routes[pair], onto: pair) }
        let disconnected = search.askedPairs.filter { found.routes[$0] == nil }
        var gap = Double.infinity
        var iteration = 1
        while true {
            state.reckon()
            if let link = state.costs.firstIndex(where: { !$0.isFinite }) {
                throw .costOverflow(link: link, flow: state.flows[link])
            }
            found = search.cheapestRoutes(at: state.costs)
            gap = state.relativeGap(found.costs)
            progress(iteration, gap)
            if gap <= rule.gap || iteration == rule.maxIterations { break }
            state.add(found.routes)
            state.equilibrate(from: gap, to: rule.gap)
            iteration += 1
        }
        return Assignment(
            flows: state.flows, routes: state.assignedRoutes(), outside: [Double](repeating: 0, count: demand.count),
            disconnected: disconnected, relativeGap: gap, iterations: iteration, isConverged: gap <= rule.gap)
    }

    /// Everybody on a cheapest route at the costs without flow.
    ///
    /// Equally cheap ways go by fewer links, then by the lower number of the place before, then of the link.
    public func allOrNothing(of demand: [TripDemand], threads: Int = 1) -> Assignment {
        var state = RouteFlows(self, demand)
        let search = RouteSearch(self, demand, threads: threads)
        let found = search.cheapestRoutes(at: state.costs)
        for pair in demand.indices { state.load(found.routes[pair], onto: pair) }
        state.reckon()
        return Assignment(
            flows: state.flows, routes: state.assignedRoutes(), outside: [Double](repeating: 0, count: demand.count),
            disconnected: search.askedPairs.filter { found.routes[$0] == nil }, relativeGap: nil, iterations: 1,
            isConverged: true)
    }
}

/// The cheapest routes of all pairs, one tree for each origin.
struct RouteSearch {
    private let network: CongestedNetwork
    /// Pairs by origin, origins in the order of their first pair.
    private let groups: [(origin: Int, pairs: [Int], targets: [Int32])]
    private let pairCount: Int
    private let threads: Int
    /// Pairs that travel: with persons, and not from a place to itself.
    let askedPairs: [Int]

    /// The routes and costs of all pairs; nil and 0 for those that have none or were not asked for.
    struct Found {
        var routes: [[Int32]?]
        var costs: [Double]
    }

    init(_ network: CongestedNetwork, _ demand: [TripDemand], threads: Int) {
        self.network = network
        self.threads = threads
        pairCount = demand.count
        askedPairs = demand.indices.filter { demand[$0].from != demand[$0].to }
        var number: [Int: Int] = [:]
        var groups: [(origin: Int, pairs: [Int], targets: [Int32])] = []
        for pair in askedPairs {
            let trip = demand[pair]
            if number[trip.from] == nil {
                number[trip.from] = groups.count
                groups.append((trip.from, [], []))
            }
            let group = number[trip.from] ?? 0
            groups[group].pairs.append(pair)
            groups[group].targets.append(Int32(trip.to))
        }
        self.groups = groups
    }

    func cheapestRoutes(at costs: [Double]) -> Found {
        var routes = [[Int32]?](repeating: nil, count: pairCount)
        var routeCosts = [Double](repeating: 0, count: pairCount)
        let workers = max(1, min(threads, groups.count))
        costs.withUnsafeBufferPointer { costs in
            routes.withUnsafeMutableBufferPointer { routes in
                routeCosts.withUnsafeMutableBufferPointer { routeCosts in
                    let (routes, routeCosts) = (SharedBuffer(routes), SharedBuffer(routeCosts))
                    let costs = SharedCosts(costs)
                    inParallel(workers, threads: workers) { worker in
                        guard let linkCosts = costs.pointer else { return }
                        let tree = CheapestTree(network)
                        for group in stride(from: worker, to: groups.count, by: workers) {
                            let (origin, pairs, targets) = groups[group]
                            tree.grow(from: origin, to: targets, at: linkCosts)
                            for (pair, target) in zip(pairs, targets) {
                                guard let cost = tree.cost(to: Int(target)) else { continue }
                                routes.buffer[pair] = tree.links(to: Int(target))
                                routeCosts.buffer[pair] = cost
                            }
                        }
                    }
                }
            }
        }
        return Found(routes: routes, costs: routeCosts)
    }
}

/// Link costs that all threads read while nobody writes them.
private struct SharedCosts: @unchecked Sendable {
    let pointer: UnsafePointer<Double>?

    init(_ buffer: UnsafeBufferPointer<Double>) { pointer = buffer.baseAddress }
}
