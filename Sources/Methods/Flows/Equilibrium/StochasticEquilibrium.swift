internal import Glibc

extension CongestedNetwork {
    /// The flows at which travellers choose by logit at the costs that they themselves make (Fisk 1980,
    /// doi:10.1016/0191-2615(80)90004-1): f = q·P(c(x)), P ∝ exp(−θ·cost).
    ///
    /// Newton's method for Fisk's programme, min Σ∫t + (1/θ)·Σ f·ln f, on the logs of the shares, each step by conjugate
    /// gradients over the links; θ rises to its value in stages, as the parameter of an interior-point method does. The gap
    /// is the greatest |f − q·P(c(x))| over routes, links and the outside option, as a share of the greatest q.
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
        var (point, taken) = try descend(
            choice, from: choice.coldStart(),
            StoppingRule(
                gap: rule.gap, maxIterations: min(rule.maxIterations, Self.coldSteps)), before: 0, progress)
        if point.gap > rule.gap, taken < rule.maxIterations {
            (point, taken) = try descend(choice, from: choice.stagedStart(), rule, before: taken, progress)
        }
        return assignment(choice, point, taken, isConverged: point.gap <= rule.gap)
    }

    /// Steps until the gap is reached or nothing more is gained.
    private func descend(
        _ choice: LogitLoading, from start: LogitLoading.Point, _ rule: StoppingRule, before: Int,
        _ progress: (Int, Double) -> Void
    ) throws(AssignmentError) -> (point: LogitLoading.Point, taken: Int) {
        var (point, taken) = (start, before + 1)
        var best = (gap: point.gap, value: point.value, taken: taken)
        while true {
            if let link = point.costs.firstIndex(where: { !$0.isFinite }) {
                throw .costOverflow(link: link, flow: point.flows[link])
            }
            progress(taken, point.gap)
            if point.gap < 0.9 * best.gap || point.value < best.value - Self.trifle * best.value.magnitude {
                best = (min(point.gap, best.gap), min(point.value, best.value), taken)
            }
            // Where neither has fallen for long, rounding has the last word.
            guard point.gap > rule.gap, taken < min(rule.maxIterations, best.taken + Self.patience),
                let next = choice.step(from: point)
            else { return (point, taken) }
            point = next
            taken += 1
        }
    }

    /// Share of the value that counts as no progress.
    private static let trifle = 1e-9
    /// Steps from a start without stages, which small θ do not need.
    private static let coldSteps = 25

    /// Steps without a lower gap after which none is expected.
    private static let patience = 300

    private func assignment(
        _ choice: LogitLoading, _ point: LogitLoading.Point, _ iteration: Int, isConverged: Bool
    ) -> Assignment {
        let (demand, routes) = (choice.demand, choice.routes)
        let disconnected = demand.indices.filter { demand[$0].from != demand[$0].to && routes.routes(of: $0).isEmpty }
        var found = Assignment(
            flows: point.flows,
            routes: demand.indices.map { pair in
                routes.routes(of: pair).map {
                    AssignedRoute(links: Array(routes.links(of: $0)), flow: demand[pair].persons * point.shares[$0])
                }
            },
            disconnected: disconnected, gap: point.gap, iterations: iteration, isConverged: isConverged)
        found.outside = demand.indices.map {
            point.outsideLogs[$0] > -.infinity ? demand[$0].persons * exp(point.outsideLogs[$0]) : 0
        }
        return found
    }
}
