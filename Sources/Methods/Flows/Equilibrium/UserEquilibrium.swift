extension CongestedNetwork {
    /// The flows at which nobody has a cheaper route (Wardrop 1952, doi:10.1680/ipeds.1952.11259): the least
    /// ``objective(at:)``.
    ///
    /// Each pass finds the cheapest routes of a few origins at the present costs, adds them to those known, shifts travellers
    /// of these origins and goes on to the next; then travellers move between known routes until little is left to gain
    /// (gradient projection by Newton steps: Jayakrishnan and others 1994; order of the pairs and inner sweeps as in Xie, Nie
    /// and Liu 2018, doi:10.1287/trsc.2017.0788). The relative gap is (Σ x·t − Σ q·u) / Σ x·t, u the cost of the cheapest
    /// route. Link flows are unique where costs rise; the routes that make them up are not.
    ///
    /// - Parameter progress: Called with the number of the pass and an estimate of the gap in it.
    /// - Returns: Pairs without travellers or with from = to have no routes. The answer does not depend on `threads`.
    /// - Throws: ``AssignmentError``.
    /// - Complexity: O(*s* *m* log *n*) for each pass, with *s* origins; memory for every route in use.
    public func userEquilibrium(
        of demand: [TripDemand], until rule: StoppingRule = StoppingRule(), threads: Int = 1,
        progress: (Int, Double) -> Void = { _, _ in }
    ) throws(AssignmentError) -> Assignment {
        try rule.check()
        let state = RouteFlows(self, demand)
        let search = RouteSearch(self, demand, threads: threads)
        let disconnected = try state.load(search)
        var (iteration, isNear) = (1, false)
        while true {
            state.reckon()
            try state.requireFiniteCosts()
            let isLast = iteration >= rule.maxIterations
            // The gap itself needs one set of costs for all; else costs change from one batch of origins to the next.
            let isExact = isNear || isLast
            let gap = state.addRoutes(search, inBatches: !isExact)
            progress(iteration, gap)
            if isExact && (gap <= rule.gap || isLast) {
                return assignment(
                    state, disconnected: disconnected, gap: gap, iterations: iteration,
                    isConverged: gap <= rule.gap)
            }
            state.equilibrate(from: gap, to: rule.gap)
            isNear = gap <= Self.nearness * rule.gap
            iteration += 1
        }
    }

    /// Everybody on a cheapest route at the costs without flow.
    ///
    /// Equally cheap ways: the one whose last place before the end was reached first.
    public func allOrNothing(of demand: [TripDemand], threads: Int = 1) -> Assignment {
        let state = RouteFlows(self, demand)
        let search = RouteSearch(self, demand, threads: threads)
        let found = search.cheapestRoutes(ofOrigins: 0..<search.originCount, at: state.costs)
        state.load(found)
        state.reckon()
        return assignment(
            state, disconnected: found.filter { $0.links == nil }.map(\.pair).sorted(), gap: nil, iterations: 1,
            isConverged: true)
    }

    /// Multiple of the gap asked for at which an estimate is worth checking.
    private static let nearness = 4.0

    private func assignment(
        _ state: RouteFlows, disconnected: [Int], gap: Double?, iterations: Int, isConverged: Bool
    ) -> Assignment {
        Assignment(
            flows: state.flows, routes: state.routes.map { $0.filter { $0.flow > 0 } }, disconnected: disconnected,
            gap: gap, iterations: iterations, isConverged: isConverged)
    }
}
