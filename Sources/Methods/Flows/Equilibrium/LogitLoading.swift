internal import Glibc

/// Travellers who spread over given routes, on their way to the logit of the costs that they make.
struct LogitLoading {
    /// Shares, and what follows from them.
    struct Point {
        /// ln share of each route.
        let logs: [Double]
        /// ln share of those who stay away, by pair; −∞ without that choice.
        let outsideLogs: [Double]
        /// The shares themselves.
        let shares: [Double]
        let flows: [Double]
        let costs: [Double]
        /// Σ∫t + (1/θ)·Σ f·ln f.
        let value: Double
        /// Greatest distance of flows from what their costs call forth, as a share of the greatest demand.
        let gap: Double
    }

    let network: CongestedNetwork
    let demand: [TripDemand]
    let routes: RouteSets
    let theta: Double
    let outsideCost: Double?
    private let greatestDemand: Double

    private static let maxHalvings = 50
    private static let maxGradientSteps = 2000
    private static let maxStages = 60
    private static let maxStageSteps = 30
    private static let stageFactor = 2.0
    /// How far from its equilibrium a stage may end.
    private static let stageGap = 1e-2

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

    // MARK: - Points

    /// The logit of the costs without flow.
    func coldStart() -> Point {
        let (logs, outsideLogs) = logits(at: network.costs(at: [Double](repeating: 0, count: network.links.count)))
        return point(logs, outsideLogs)
    }

    /// The equilibrium of a small θ, taken on to this one in stages, each from the one before.
    func stagedStart() -> Point {
        let free = network.costs(at: [Double](repeating: 0, count: network.links.count))
        let greatest = (0..<routes.routeCount).reduce(outsideCost?.magnitude ?? 0) { max($0, sum(free, over: $1)) }
        var stages = [theta]
        while let last = stages.last, last * greatest > 1, stages.count < Self.maxStages {
            stages.append(last / Self.stageFactor)
        }
        var point = stage(theta: stages[stages.count - 1]).coldStart()
        for theta in stages.dropFirst().reversed() {
            let stage = stage(theta: theta)
            point = stage.point(point.logs, point.outsideLogs)
            for _ in 0..<Self.maxStageSteps where point.gap > Self.stageGap {
                guard let next = stage.step(from: point) else { break }
                point = next
            }
        }
        return self.point(point.logs, point.outsideLogs)
    }

    private func stage(theta: Double) -> LogitLoading {
        LogitLoading(network, demand, routes, theta: theta, outsideCost: outsideCost)
    }

    /// The logs of the shares that costs call forth.
    private func logits(at costs: [Double]) -> (routes: [Double], outside: [Double]) {
        var logs = (0..<routes.routeCount).map { -theta * sum(costs, over: $0) }
        var outside = [Double](repeating: outsideCost.map { -theta * $0 } ?? -.infinity, count: demand.count)
        for pair in demand.indices { normalise(&logs, &outside, pair) }
        return (logs, outside)
    }

    /// Makes the shares of a pair add up to 1.
    private func normalise(_ logs: inout [Double], _ outside: inout [Double], _ pair: Int) {
        let numbers = routes.routes(of: pair)
        guard !numbers.isEmpty else {
            outside[pair] = -.infinity
            return
        }
        let greatest = numbers.reduce(outside[pair]) { max($0, logs[$1]) }
        let all = numbers.reduce(exp(outside[pair] - greatest)) { $0 + exp(logs[$1] - greatest) }
        let level = greatest + log(all)
        for route in numbers { logs[route] -= level }
        outside[pair] -= level
    }

    private func point(_ logs: [Double], _ outsideLogs: [Double]) -> Point {
        let shares = logs.map { exp($0) }
        let flows = loaded(shares)
        let costs = network.costs(at: flows)
        var entropy = 0.0
        var value = network.objective(at: flows)
        for pair in demand.indices {
            let persons = demand[pair].persons
            for route in routes.routes(of: pair) { entropy += persons * shares[route] * logs[route] }
            guard let outsideCost, outsideLogs[pair] > -.infinity else { continue }
            entropy += persons * exp(outsideLogs[pair]) * outsideLogs[pair]
            value += persons * exp(outsideLogs[pair]) * outsideCost
        }
        if theta > 0 { value += entropy / theta }
        let answer = logits(at: costs)
        let gap = gap(shares, answer.routes.map { exp($0) }, outsideLogs, answer.outside, flows)
        return Point(
            logs: logs, outsideLogs: outsideLogs, shares: shares, flows: flows, costs: costs, value: value, gap: gap)
    }

    private func loaded(_ shares: [Double]) -> [Double] {
        var flows = [Double](repeating: 0, count: network.links.count)
        for pair in demand.indices {
            for route in routes.routes(of: pair) {
                let persons = demand[pair].persons * shares[route]
                for link in routes.links(of: route) { flows[Int(link)] += persons }
            }
        }
        return flows
    }

    private func gap(
        _ shares: [Double], _ answer: [Double], _ outside: [Double], _ outsideAnswer: [Double], _ flows: [Double]
    ) -> Double {
        guard greatestDemand > 0 else { return 0 }
        var greatest = 0.0
        for (flow, other) in zip(flows, loaded(answer)) { greatest = max(greatest, abs(flow - other)) }
        for pair in demand.indices {
            let persons = demand[pair].persons
            for route in routes.routes(of: pair) {
                greatest = max(greatest, persons * abs(shares[route] - answer[route]))
            }
            greatest = max(greatest, persons * abs(exp(outside[pair]) - exp(outsideAnswer[pair])))
        }
        return greatest.isNaN ? .infinity : greatest / greatestDemand
    }

    private func sum(_ values: [Double], over route: Int) -> Double {
        var sum = 0.0
        for link in routes.links(of: route) { sum += values[Int(link)] }
        return sum
    }

    // MARK: - Steps

    /// A step of Newton's method, halved until the value or the gap falls; nil if rounding has the last word.
    func step(from point: Point) -> Point? {
        let direction = direction(at: point)
        var length = 1.0
        for _ in 0..<Self.maxHalvings {
            var logs = zip(point.logs, direction.routes).map { $0 + length * $1 }
            var outside = zip(point.outsideLogs, direction.outside).map { $0 + length * $1 }
            for pair in demand.indices { normalise(&logs, &outside, pair) }
            let next = self.point(logs, outside)
            let falls = next.value <= point.value + 1e-4 * length * direction.slope && direction.slope < 0
            if next.gap < (1 - 0.1 * length) * point.gap || (falls && next.value < point.value) { return next }
            length /= 2
        }
        return nil
    }

    /// How the logs of the shares change, and by how much the value falls at first.
    private func direction(at point: Point) -> (routes: [Double], outside: [Double], slope: Double) {
        let roots = point.flows.indices.map { link -> Double in
            let slope = network.performance[link].costAndSlope(at: point.flows[link]).slope
            // A link without flow whose cost rises infinitely fast carries next to nobody.
            return slope < .infinity ? slope.squareRoot() : 0
        }
        // θ times the marginal values: θ·cost + ln share, the same for all routes of a pair at the equilibrium.
        let values = point.logs.indices.map { theta * sum(point.costs, over: $0) + point.logs[$0] }
        let outside = point.outsideLogs.map { $0 > -.infinity ? theta * (outsideCost ?? 0) + $0 : 0 }
        let pull = covariance(values, outside, point)
        let right = zip(roots, pull).map { -$0 * $1 }
        let shift = zip(roots, solve(right, roots, point)).map { $0 * $1 }
        var (steps, outsideSteps) = (values, outside)
        var slope = 0.0
        for pair in demand.indices {
            let numbers = routes.routes(of: pair)
            for route in numbers { steps[route] += theta * sum(shift, over: route) }
            let mean = mean(steps, outside, point, pair)
            let level = self.mean(values, outside, point, pair)
            for route in numbers {
                steps[route] = mean - steps[route]
                slope += demand[pair].persons * point.shares[route] * steps[route] * (values[route] - level)
            }
            outsideSteps[pair] = mean - outside[pair]
            slope += demand[pair].persons * exp(point.outsideLogs[pair]) * outsideSteps[pair] * (outside[pair] - level)
        }
        return (steps, outsideSteps, theta > 0 ? slope / theta : 0)
    }

    /// The solution of (1 + θ·√t′·Cov·√t′)·y = right by conjugate gradients.
    private func solve(_ right: [Double], _ roots: [Double], _ point: Point) -> [Double] {
        let nowhere = [Double](repeating: 0, count: demand.count)
        var solution = [Double](repeating: 0, count: right.count)
        var (rest, search) = (right, right)
        var square = right.reduce(0) { $0 + $1 * $1 }
        let enough = square * max(1e-24, min(1e-4, point.gap * point.gap))
        for _ in 0..<Self.maxGradientSteps where square > enough {
            let costs = zip(roots, search).map { $0 * $1 }
            let spread = covariance((0..<routes.routeCount).map { sum(costs, over: $0) }, nowhere, point)
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
        return solution
    }

    /// The mean of a pair's values by its shares.
    private func mean(_ values: [Double], _ outside: [Double], _ point: Point, _ pair: Int) -> Double {
        routes.routes(of: pair).reduce(exp(point.outsideLogs[pair]) * outside[pair]) {
            $0 + point.shares[$1] * values[$1]
        }
    }

    /// Σ q·Cov(link is on the route taken, value of the choice) of each link.
    private func covariance(_ values: [Double], _ outside: [Double], _ point: Point) -> [Double] {
        var result = [Double](repeating: 0, count: network.links.count)
        for pair in demand.indices {
            let mean = mean(values, outside, point, pair)
            for route in routes.routes(of: pair) {
                let weight = demand[pair].persons * point.shares[route] * (values[route] - mean)
                for link in routes.links(of: route) { result[Int(link)] += weight }
            }
        }
        return result
    }
}
