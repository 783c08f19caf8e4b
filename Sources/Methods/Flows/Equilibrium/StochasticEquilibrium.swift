internal import Glibc

extension CongestedNetwork {
    /// The flows at which travellers choose by logit at the costs that they themselves make (Fisk 1980,
    /// doi:10.1016/0191-2615(80)90004-1): f = q·P(c(x)), P ∝ exp(−θ·cost).
    ///
    /// Newton's method on the links' flows, each step by conjugate gradients, for x − V(c(x)) = 0, where V are the flows
    /// that costs call forth: its derivative 1 + θ·Cov·t′ has no eigenvalue below 1 (Sheffi and Powell 1982,
    /// doi:10.1002/net.3230120209, for the programme behind it). The gap is the greatest |f − q·P(c(x))| over routes, links
    /// and the outside option, as a share of the greatest q.
    ///
    /// - Parameter routes: What the travellers of each pair choose from.
    /// - Parameter theta: θ, per unit of cost; 0 or more.
    /// - Parameter outsideCost: Cost of staying away, one more choice of every pair; nil: all travel.
    /// - Precondition: `routes` has a set for each pair of the demand.
    /// - Throws: ``AssignmentError``.
    /// - Complexity: O(links of all routes) for each step of the conjugate gradients.
    public func stochasticEquilibrium(
        of demand: [TripDemand], among routes: RouteSets, theta: Double, outsideCost: Double? = nil,
        until rule: StoppingRule = StoppingRule(), progress: (Int, Double) -> Void = { _, _ in }
    ) throws(AssignmentError) -> Assignment {
        try rule.check()
        for (name, value) in [("theta", theta), ("outside", outsideCost ?? 0)] where !(value.magnitude < .infinity) {
            throw .badParameter(name: name, value: value, allowed: "finite")
        }
        guard theta >= 0 else { throw .badParameter(name: "theta", value: theta, allowed: "0 or more") }
        let choice = LogitLoading(self, demand, routes, theta: theta, outsideCost: outsideCost)
        var point = choice.point(at: choice.start())
        var iteration = 1
        while true {
            if let link = point.costs.firstIndex(where: { !$0.isFinite }) {
                throw .costOverflow(link: link, flow: point.flows[link])
            }
            let gap = choice.gap(of: point)
            progress(iteration, gap)
            let next = gap > rule.gap && iteration < rule.maxIterations ? choice.step(from: point) : nil
            guard let next else {
                return assignment(choice, point, gap, iteration, isConverged: gap <= rule.gap)
            }
            point = next
            iteration += 1
        }
    }

    private func assignment(
        _ choice: LogitLoading, _ point: LogitLoading.Point, _ gap: Double, _ iteration: Int, isConverged: Bool
    ) -> Assignment {
        let (demand, routes) = (choice.demand, choice.routes)
        let disconnected = demand.indices.filter { demand[$0].from != demand[$0].to && routes.routes(of: $0).isEmpty }
        var found = Assignment(
            flows: point.loaded,
            routes: demand.indices.map { pair in
                routes.routes(of: pair).map {
                    AssignedRoute(links: Array(routes.links(of: $0)), flow: demand[pair].persons * point.shares[$0])
                }
            },
            disconnected: disconnected, gap: gap, iterations: iteration, isConverged: isConverged)
        found.outside = demand.indices.map { demand[$0].persons * point.outside[$0] }
        return found
    }
}

/// How travellers spread over given routes at given costs.
struct LogitLoading {
    /// Flows, and what travellers do at their costs.
    struct Point {
        let flows: [Double]
        let costs: [Double]
        /// The probability of each route.
        let shares: [Double]
        /// The probability of staying away, by pair.
        let outside: [Double]
        /// The links' flows that follow.
        let loaded: [Double]
        /// Σ (flow − loaded)².
        let error: Double
    }

    let network: CongestedNetwork
    let demand: [TripDemand]
    let routes: RouteSets
    let theta: Double
    let outsideCost: Double?
    private let greatestDemand: Double

    private static let maxHalvings = 40
    private static let maxStages = 40
    private static let maxStageSteps = 30
    /// How far from its equilibrium a stage may end.
    private static let stageGap = 1e-3
    private static let maxGradientSteps = 2000

    init(
        _ network: CongestedNetwork, _ demand: [TripDemand], _ routes: RouteSets, theta: Double, outsideCost: Double?
    ) {
        precondition(routes.pairCount == demand.count, "\(routes.pairCount) sets for \(demand.count) pairs")
        self.network = network
        self.demand = demand
        self.routes = routes
        self.theta = theta
        self.outsideCost = outsideCost
        greatestDemand = demand.reduce(0) { max($0, $1.persons) }
    }

    func point(at flows: [Double]) -> Point {
        let costs = network.costs(at: flows)
        var shares = [Double](repeating: 0, count: routes.routeCount)
        var outside = [Double](repeating: 0, count: demand.count)
        var loaded = [Double](repeating: 0, count: flows.count)
        for pair in demand.indices where !routes.routes(of: pair).isEmpty {
            let numbers = routes.routes(of: pair)
            var utilities = numbers.map { -theta * sum(costs, over: $0) }
            if let outsideCost { utilities.append(-theta * outsideCost) }
            let found = RouteChoice.logitShares(utilities)
            if outsideCost != nil { outside[pair] = found[found.count - 1] }
            for (route, share) in zip(numbers, found) {
                shares[route] = share
                for link in routes.links(of: route) { loaded[Int(link)] += demand[pair].persons * share }
            }
        }
        let error = zip(flows, loaded).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return Point(flows: flows, costs: costs, shares: shares, outside: outside, loaded: loaded, error: error)
    }

    private func sum(_ values: [Double], over route: Int) -> Double {
        var sum = 0.0
        for link in routes.links(of: route) { sum += values[Int(link)] }
        return sum
    }

    /// How far the flows loaded at a point are from what their own costs call forth.
    func gap(of point: Point) -> Double {
        guard greatestDemand > 0 else { return 0 }
        let answer = self.point(at: point.loaded)
        var greatest = 0.0
        for link in answer.loaded.indices { greatest = max(greatest, abs(point.loaded[link] - answer.loaded[link])) }
        for pair in demand.indices {
            for route in routes.routes(of: pair) {
                greatest = max(greatest, demand[pair].persons * abs(point.shares[route] - answer.shares[route]))
            }
            greatest = max(greatest, demand[pair].persons * abs(point.outside[pair] - answer.outside[pair]))
        }
        return greatest / greatestDemand
    }

    /// Flows to begin with: those of smaller and smaller doubts, each stage from the one before.
    ///
    /// At a great θ all would rush to and fro between routes of nearly the same cost.
    func start() -> [Double] {
        let empty = point(at: [Double](repeating: 0, count: network.links.count))
        var flows = empty.loaded
        let greatest = (0..<routes.routeCount).reduce(0) { max($0, sum(empty.costs, over: $1)) }
        var stages: [Double] = []
        var share = 0.5
        while theta * greatest * share > 1 && stages.count < Self.maxStages {
            stages.append(theta * share)
            share *= 0.5
        }
        for theta in stages.reversed() {
            let stage = LogitLoading(network, demand, routes, theta: theta, outsideCost: outsideCost)
            var point = stage.point(at: flows)
            for _ in 0..<Self.maxStageSteps where stage.gap(of: point) > Self.stageGap {
                guard let next = stage.step(from: point) else { break }
                point = next
            }
            flows = point.flows
        }
        return flows
    }

    /// A step of Newton's method, halved until the error falls; nil if it does not, since rounding has the last word.
    func step(from point: Point) -> Point? {
        let direction = direction(at: point)
        var length = 1.0
        for _ in 0..<Self.maxHalvings {
            let next = self.point(at: zip(point.flows, direction).map { $0 + length * $1 })
            if next.error < (1 - 1e-4 * length) * point.error { return next }
            length /= 2
        }
        return nil
    }

    /// The step d with (1 + θ·Cov·t′)·d = V − x, by conjugate gradients on 1 + θ·√t′·Cov·√t′.
    private func direction(at point: Point) -> [Double] {
        let roots = point.flows.indices.map { link -> Double in
            let slope = network.performance[link].costAndSlope(at: point.flows[link]).slope
            // A link without flow whose cost rises infinitely fast is on no route.
            return slope < .infinity ? slope.squareRoot() : 0
        }
        let gaps = zip(point.loaded, point.flows).map { $0 - $1 }
        var solution = [Double](repeating: 0, count: gaps.count)
        var rest = zip(roots, gaps).map { $0 * $1 }
        var search = rest
        var square = rest.reduce(0) { $0 + $1 * $1 }
        let relative = point.error.squareRoot() / max(greatestDemand, 1e-300)
        let enough = square * max(1e-20, min(1e-2, relative * relative))
        for _ in 0..<Self.maxGradientSteps where square > enough {
            let spread = covariance(zip(roots, search).map { $0 * $1 }, point)
            let image = search.indices.map { search[$0] + theta * roots[$0] * spread[$0] }
            let length = square / zip(search, image).reduce(0) { $0 + $1.0 * $1.1 }
            for link in rest.indices {
                solution[link] += length * search[link]
                rest[link] -= length * image[link]
            }
            let next = rest.reduce(0) { $0 + $1 * $1 }
            for link in rest.indices { search[link] = rest[link] + next / square * search[link] }
            square = next
        }
        let spread = covariance(zip(roots, solution).map { $0 * $1 }, point)
        return gaps.indices.map { gaps[$0] - theta * spread[$0] }
    }

    /// Σ q·Cov(links on the route taken)·`costs`: minus 1/θ of how loaded flows answer to a change of costs.
    private func covariance(_ costs: [Double], _ point: Point) -> [Double] {
        var result = [Double](repeating: 0, count: costs.count)
        for pair in demand.indices {
            let numbers = routes.routes(of: pair)
            var mean = 0.0
            for route in numbers { mean += point.shares[route] * sum(costs, over: route) }
            for route in numbers where point.shares[route] > 0 {
                let weight = demand[pair].persons * point.shares[route] * (sum(costs, over: route) - mean)
                for link in routes.links(of: route) { result[Int(link)] += weight }
            }
        }
        return result
    }
}
