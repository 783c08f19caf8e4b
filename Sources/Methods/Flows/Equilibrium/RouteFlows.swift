/// The routes in use by each pair, with their flows, and the links' flows and costs that follow.
final class RouteFlows {
    /// All that a shift touches of a link, in one place of the memory.
    private struct Link {
        let performance: LinkPerformance
        var flow = 0.0
        var cost = 0.0
        var slope = 0.0
        /// 1 for the links of the cheapest route of the pair at hand, 2 for those that the other route has too.
        var mark: UInt8 = 0

        @inline(__always)
        mutating func add(_ persons: Double) {
            flow += persons
            (cost, slope) = performance.costAndSlope(at: flow)
        }
    }

    private let demand: [TripDemand]
    private(set) var routes: [[AssignedRoute]]
    private let links: UnsafeMutableBufferPointer<Link>

    /// Inner sweeps at most between two searches for new routes.
    private static let maxSweeps = 40
    /// Share of the gap that is left to routes already known.
    private static let sweepTarget = 0.05
    /// Share of a difference in cost that a shift may leave or overshoot by.
    private static let shiftTolerance = 0.5
    private static let maxShiftTrials = 12

    init(_ network: CongestedNetwork, _ demand: [TripDemand]) {
        self.demand = demand
        routes = [[AssignedRoute]](repeating: [], count: demand.count)
        links = .allocate(capacity: network.links.count)
        _ = links.initialize(from: network.performance.map { Link(performance: $0) })
        for link in links.indices { links[link].add(0) }
    }

    deinit { links.deallocate() }

    /// The flow of each link.
    var flows: [Double] { links.map(\.flow) }
    /// The cost of each link at its flow.
    var costs: [Double] { links.map(\.cost) }

    /// Puts everybody of the pairs on one route each.
    func load(_ found: [RouteSearch.Found]) {
        for case let (pair, route?) in found.map({ ($0.pair, $0.links) }) where demand[pair].persons > 0 {
            routes[pair] = [AssignedRoute(links: route, flow: demand[pair].persons)]
            for link in route { links[Int(link)].add(demand[pair].persons) }
        }
    }

    /// Loads one batch of origins after the other, each at the costs that those before it leave.
    ///
    /// - Returns: The pairs that no route joins.
    /// - Throws: ``AssignmentError/costOverflow(link:flow:)``.
    func load(_ search: RouteSearch) throws(AssignmentError) -> [Int] {
        var disconnected: [Int] = []
        for origins in search.batches {
            let found = search.cheapestRoutes(ofOrigins: origins, at: costs)
            disconnected += found.filter { $0.links == nil }.map(\.pair)
            load(found)
            try requireFiniteCosts()
        }
        return disconnected.sorted()
    }

    func requireFiniteCosts() throws(AssignmentError) {
        guard let link = links.firstIndex(where: { !$0.cost.isFinite }) else { return }
        throw .costOverflow(link: link, flow: links[link].flow)
    }

    /// Adds the flows of the links up from the routes, in a fixed order, and drops routes that nobody uses.
    func reckon() {
        for link in links.indices { links[link].flow = 0 }
        for pair in routes.indices {
            routes[pair].removeAll { $0.flow <= 0 }
            for route in routes[pair] { for link in route.links { links[Int(link)].flow += route.flow } }
        }
        for link in links.indices { links[link].add(0) }
    }

    /// Looks for cheaper routes and adds them, without anybody on them; in batches it also shifts travellers to them.
    ///
    /// - Returns: (Σ x·t − Σ q·u) / Σ x·t at the costs met; 0 where nothing costs anything.
    func addRoutes(_ search: RouteSearch, inBatches: Bool) -> Double {
        let total = totalCost
        var excess = 0.0
        for origins in inBatches ? search.batches : [0..<search.originCount] {
            let found = search.cheapestRoutes(ofOrigins: origins, at: costs)
            for route in found { excess += add(route) }
            if inBatches { for route in found { _ = equilibrate(route.pair) } }
        }
        return total > 0 ? excess / total : 0
    }

    /// - Returns: Σ flow·(cost − least cost) of the pair.
    private func add(_ found: RouteSearch.Found) -> Double {
        let pair = found.pair
        guard let links = found.links, !routes[pair].isEmpty else { return 0 }
        let excess = routes[pair].reduce(0) { $0 + $1.flow * (cost(of: $1.links) - found.cost) }
        if !routes[pair].contains(where: { $0.links == links }) {
            routes[pair].append(AssignedRoute(links: links, flow: 0))
        }
        return excess
    }

    private var totalCost: Double { links.reduce(0) { $0 + $1.flow * $1.cost } }

    /// Shifts travellers between known routes until little of the gap is left to them.
    func equilibrate(from gap: Double, to target: Double) {
        let enough = max(gap * Self.sweepTarget, target * 0.25)
        for _ in 0..<Self.maxSweeps {
            let total = totalCost
            var excess = 0.0
            for pair in routes.indices { excess += equilibrate(pair) }
            if excess <= enough * total { break }
        }
    }

    /// Moves travellers of one pair towards its cheapest route.
    ///
    /// - Returns: Σ flow·(cost − least cost) before.
    private func equilibrate(_ pair: Int) -> Double {
        guard routes[pair].count > 1 else { return 0 }
        let persons = demand[pair].persons
        let routeCosts = routes[pair].map { cost(of: $0.links) }
        let best = routeCosts.indices.reduce(0) { routeCosts[$1] < routeCosts[$0] ? $1 : $0 }
        let bestLinks = routes[pair][best].links
        for link in bestLinks { links[Int(link)].mark = 1 }
        var (excess, others) = (0.0, 0.0)
        for index in routes[pair].indices where index != best {
            let flow = routes[pair][index].flow
            excess += flow * (routeCosts[index] - routeCosts[best])
            if flow > 0 {
                routes[pair][index].flow = flow - shift(from: routes[pair][index].links, to: bestLinks, atMost: flow)
            }
            others += routes[pair][index].flow
        }
        for link in bestLinks { links[Int(link)].mark = 0 }
        routes[pair][best].flow = max(0, persons - others)
        return excess
    }

    private func cost(of route: [Int32]) -> Double {
        var sum = 0.0
        for link in route { sum += links[Int(link)].cost }
        return sum
    }

    /// Moves travellers from a route to a cheaper one whose links are marked, until both cost about the same.
    ///
    /// A Newton step; where that goes far wrong, as it may from a link without flow, the root is bracketed.
    /// - Returns: How many moved.
    private func shift(from: [Int32], to: [Int32], atMost flow: Double) -> Double {
        var (excess, steepness) = (0.0, 0.0)
        for link in from {
            if links[Int(link)].mark == 0 {
                excess += links[Int(link)].cost
                steepness += links[Int(link)].slope
            } else {
                links[Int(link)].mark = 2
            }
        }
        defer { for link in from where links[Int(link)].mark == 2 { links[Int(link)].mark = 1 } }
        for link in to where links[Int(link)].mark == 1 {
            excess -= links[Int(link)].cost
            steepness += links[Int(link)].slope
        }
        guard excess > 0 else { return 0 }
        let tolerance = excess * Self.shiftTolerance
        var moved = 0.0
        var (low, lowExcess) = (0.0, excess)
        var high: (moved: Double, excess: Double)?
        var goal = steepness > 0 && steepness < .infinity ? min(flow, excess / steepness) : flow
        for _ in 0..<Self.maxShiftTrials {
            let rest = move(goal - moved, from: from, to: to)
            moved = goal
            if abs(rest) <= tolerance || (rest > 0 && moved == flow) { break }
            if rest > 0 { (low, lowExcess) = (moved, rest) } else { high = (moved, rest) }
            guard let high else {
                goal = min(flow, moved > 0 ? moved * 4 : flow)
                continue
            }
            let width = high.moved - low
            let secant = low + width * lowExcess / (lowExcess - high.excess)
            goal = min(max(secant, low + 0.1 * width), high.moved - 0.1 * width)
        }
        return moved
    }

    /// Moves travellers between the parts that the routes do not share.
    ///
    /// - Returns: By how much the first is still dearer.
    private func move(_ persons: Double, from: [Int32], to: [Int32]) -> Double {
        var excess = 0.0
        for link in from where links[Int(link)].mark == 0 {
            links[Int(link)].add(-persons)
            excess += links[Int(link)].cost
        }
        for link in to where links[Int(link)].mark == 1 {
            links[Int(link)].add(persons)
            excess -= links[Int(link)].cost
        }
        return excess
    }
}
