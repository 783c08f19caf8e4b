/// The routes in use by each pair, with their flows, and the links' flows and costs that follow.
struct RouteFlows {
    private let network: CongestedNetwork
    private let demand: [TripDemand]
    private(set) var routes: [[AssignedRoute]]
    private(set) var flows: [Double]
    private(set) var costs: [Double]
    private var slopes: [Double]
    /// 1 for the links of the cheapest route of the pair at hand.
    private var isShared: [UInt8]

    /// Inner sweeps at most between two searches for new routes.
    private static let maxSweeps = 40
    /// Share of the gap that is left to routes already known.
    private static let sweepTarget = 0.05
    /// Share of a difference in cost that a shift may leave or overshoot by.
    private static let shiftTolerance = 0.5
    private static let maxShiftTrials = 12

    init(_ network: CongestedNetwork, _ demand: [TripDemand]) {
        self.network = network
        self.demand = demand
        routes = [[AssignedRoute]](repeating: [], count: demand.count)
        flows = [Double](repeating: 0, count: network.links.count)
        costs = network.costs(at: flows)
        slopes = flows
        isShared = [UInt8](repeating: 0, count: network.links.count)
    }

    /// Puts everybody of a pair on one route; nil leaves them where they are.
    mutating func load(_ route: [Int32]?, onto pair: Int) {
        guard let route, demand[pair].persons > 0 else { return }
        routes[pair] = [AssignedRoute(links: route, flow: demand[pair].persons)]
    }

    /// Adds the flows of the links up from the routes, in a fixed order, and drops routes that nobody uses.
    mutating func reckon() {
        for link in flows.indices { flows[link] = 0 }
        for pair in routes.indices {
            routes[pair].removeAll { $0.flow <= 0 }
            for route in routes[pair] { for link in route.links { flows[Int(link)] += route.flow } }
        }
        for link in flows.indices { refresh(link) }
    }

    private mutating func refresh(_ link: Int) {
        (costs[link], slopes[link]) = network.performance[link].costAndSlope(at: flows[link])
    }

    /// (Σ x·t − Σ q·u) / Σ x·t; 0 where nothing costs anything.
    func relativeGap(_ cheapest: [Double]) -> Double {
        var (total, least) = (0.0, 0.0)
        for link in flows.indices { total += flows[link] * costs[link] }
        for pair in routes.indices where !routes[pair].isEmpty { least += demand[pair].persons * cheapest[pair] }
        return total > 0 ? max(0, (total - least) / total) : 0
    }

    /// The routes that carry somebody.
    func assignedRoutes() -> [[AssignedRoute]] { routes }

    /// Adds routes that are not yet known, without anybody on them.
    mutating func add(_ found: [[Int32]?]) {
        for pair in routes.indices where !routes[pair].isEmpty {
            guard let route = found[pair], !routes[pair].contains(where: { $0.links == route }) else { continue }
            routes[pair].append(AssignedRoute(links: route, flow: 0))
        }
    }

    /// Shifts travellers between known routes until little of the gap is left to them.
    mutating func equilibrate(from gap: Double, to target: Double) {
        let enough = max(gap * Self.sweepTarget, target * 0.25)
        for _ in 0..<Self.maxSweeps {
            var (excess, total) = (0.0, 0.0)
            for pair in routes.indices where routes[pair].count > 1 { excess += equilibrate(pair) }
            for link in flows.indices { total += flows[link] * costs[link] }
            if excess <= enough * total { break }
        }
    }

    /// Moves travellers of one pair towards its cheapest route.
    ///
    /// - Returns: Σ flow·(cost − least cost) before.
    private mutating func equilibrate(_ pair: Int) -> Double {
        let persons = demand[pair].persons
        let routeCosts = routes[pair].map { cost(of: $0.links) }
        let best = routeCosts.indices.reduce(0) { routeCosts[$1] < routeCosts[$0] ? $1 : $0 }
        let bestLinks = routes[pair][best].links
        for link in bestLinks { isShared[Int(link)] = 1 }
        var (excess, others) = (0.0, 0.0)
        for index in routes[pair].indices where index != best {
            let flow = routes[pair][index].flow
            excess += flow * (routeCosts[index] - routeCosts[best])
            if flow > 0 {
                routes[pair][index].flow = flow - shift(from: routes[pair][index].links, to: bestLinks, atMost: flow)
            }
            others += routes[pair][index].flow
        }
        for link in bestLinks { isShared[Int(link)] = 0 }
        routes[pair][best].flow = max(0, persons - others)
        return excess
    }

    private func cost(of route: [Int32]) -> Double {
        var sum = 0.0
        for link in route { sum += costs[Int(link)] }
        return sum
    }

    /// Moves travellers from a route to a cheaper one whose links are marked, until both cost about the same.
    ///
    /// A Newton step; where that goes far wrong, as it may from a link without flow, the root is bracketed.
    /// - Returns: How many moved.
    private mutating func shift(from: [Int32], to: [Int32], atMost flow: Double) -> Double {
        // 2 marks what both have in common: nothing changes there.
        for link in from where isShared[Int(link)] != 0 { isShared[Int(link)] = 2 }
        defer { for link in from where isShared[Int(link)] != 0 { isShared[Int(link)] = 1 } }
        var (excess, steepness) = (0.0, 0.0)
        for link in from where isShared[Int(link)] == 0 {
            excess += costs[Int(link)]
            steepness += slopes[Int(link)]
        }
        for link in to where isShared[Int(link)] == 1 {
            excess -= costs[Int(link)]
            steepness += slopes[Int(link)]
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
    private mutating func move(_ persons: Double, from: [Int32], to: [Int32]) -> Double {
        var excess = 0.0
        for link in from where isShared[Int(link)] == 0 {
            flows[Int(link)] -= persons
            refresh(Int(link))
            excess += costs[Int(link)]
        }
        for link in to where isShared[Int(link)] == 1 {
            flows[Int(link)] += persons
            refresh(Int(link))
            excess -= costs[Int(link)]
        }
        return excess
    }
}
