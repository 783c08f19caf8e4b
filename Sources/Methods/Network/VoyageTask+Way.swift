internal import Glibc
internal import SpatialEngine
internal import Surfaces

extension VoyageTask {
    private var offset: LocalOffset { LocalOffset(space: planner.waters.space) }

    /// The best voyage by these weights: the search's way and the exact shortest passage, both drawn tight.
    func voyage(_ weights: VoyageWeights, departure: Double, wait: Double) -> Voyage? {
        if isPlain || shortest.length.value == 0 {
            return timed(shortest.line.points, departure: departure, wait: wait)
        }
        // A hair below the limit, so that rounding does not break it; a little more if a changing sea does.
        for margin in conditions.heightLimit == nil ? [0] : [1e-5, 0.03] {
            if let found = drawn(weights, departure: departure, wait: wait, margin: margin) { return found }
        }
        return nil
    }

    /// The best voyage whose waves stay below the limit by a share of it.
    private func drawn(_ weights: VoyageWeights, departure: Double, wait: Double, margin: Double) -> Voyage? {
        var careful = conditions
        careful.heightLimit = conditions.heightLimit.map { $0 * (1 - margin) }
        let line = line(careful)
        let approaches = Approaches(self)
        var candidates = [shortest.line.points]
        let search = VoyageSearch(
            graph: planner.graph, conditions: careful, weights: weights, departure: departure,
            fastest: fastest(from: departure), mayEnter: { approaches.mayEnter($0) },
            maySail: { approaches.maySail($0, $1) }, offset: offset, line: line)
        if let way = search.way(from: start, to: target).way { candidates.append(way.map { planner.graph.points[$0] }) }
        let refinement = VoyageRefinement(
            line: line, weights: weights, departure: departure,
            isClear: { a, b in approaches.allows(a, b) },
            rounded: planner.waters.rounded)
        var best: (voyage: Voyage, cost: Double)?
        for candidate in candidates {
            guard let points = refinement.tightened(candidate, vertices: VoyagePlanner.vertices),
                let voyage = timed(points, departure: departure, wait: wait)
            else { continue }
            let cost = weights.time * voyage.timing.time.value + weights.hazard * voyage.exposure
            if cost < best?.cost ?? .infinity { best = (voyage, cost) }
        }
        return best?.voyage
    }

    /// Whether nothing but land shapes the way, so that the shortest one is also the quickest and the safest.
    private var isPlain: Bool {
        planner.coast.isNone && conditions.isCalm
    }

    private func line(_ conditions: VoyageConditions) -> VoyageLine {
        VoyageLine(
            conditions: conditions, offset: offset, pieceMetres: min(1000, max(shortest.length.value / 400, 1e-9)))
    }

    /// No speed over the ground is above it: that on a flat sea and the strongest current at the places of the graph.
    private func fastest(from departure: Double) -> Double {
        conditions.calmSpeed + 1.1 * planner.strongestCurrent(conditions.metocean, from: departure)
    }

    private func timed(_ points: [GeographicPoint], departure: Double, wait: Double) -> Voyage? {
        let result = SeaTiming.along(
            LineString(points), line: line(conditions), departure: departure,
            isOverloaded: isOverloaded)
        guard case .timed(let timing) = result else { return nil }
        return Voyage(
            line: LineString(points), length: planner.waters.space.length(of: LineString(points)), timing: timing,
            departure: departure,
            wait: Seconds(wait))
    }

    /// Where near its ends a passage need not keep the least distance off the coast.
    struct Approaches {
        let task: VoyageTask
        let from: Double
        let to: Double

        init(_ task: VoyageTask) {
            self.task = task
            from = task.planner.coast.approach(to: task.leg.from, task.planner.graph, task.offset)
            to = task.planner.coast.approach(to: task.leg.to, task.planner.graph, task.offset)
        }

        func isNear(_ point: GeographicPoint) -> Bool {
            VoyagePlanner.metres(task.offset, task.leg.from, point) <= from
                || VoyagePlanner.metres(task.offset, task.leg.to, point) <= to
        }

        func mayEnter(_ place: Int) -> Bool {
            task.planner.coast.mayEnter(place) || isNear(task.planner.graph.points[place])
        }

        func maySail(_ a: Int, _ b: Int) -> Bool {
            let points = task.planner.graph.points
            return task.planner.coast.isNone || keepsOff(points[a], points[b])
        }

        func allows(_ a: GeographicPoint, _ b: GeographicPoint) -> Bool {
            task.planner.waters.isClear(a, b) && keepsOff(a, b)
        }

        private func keepsOff(_ a: GeographicPoint, _ b: GeographicPoint) -> Bool {
            task.planner.coast.allows(
                from: a, to: b, metres: VoyagePlanner.metres(task.offset, a, b), isNearEnd: isNear)
        }
    }

    // MARK: - Why there is none

    /// Takes the obstacles away one by one to name the one that matters.
    func obstruction(departure: Double) -> VoyageResult {
        var free = conditions
        free.heightLimit = nil
        if conditions.heightLimit != nil, isReachable(free, departure: departure) {
            return .unsafe(
                "on every way the waves are higher than the limit of \(ShortestNumber.text(conditions.heightLimit ?? 0)) m"
            )
        }
        let met = outcome(conditions, departure: departure)
        if met.metCurrent { return .unreachable("the current is stronger than the craft on every way") }
        if met.metGap {
            return .unreachable("the sea state is not known on every way (gaps, or the time is beyond the series)")
        }
        if !planner.coast.isNone {
            return .unreachable("no way keeps the limits on the distance off the coast")
        }
        return .unreachable("the waters at the two ends do not join")
    }

    private func isReachable(_ conditions: VoyageConditions, departure: Double) -> Bool {
        outcome(conditions, departure: departure).way != nil
    }

    private func outcome(_ conditions: VoyageConditions, departure: Double) -> VoyageSearch.Outcome {
        let approaches = Approaches(self)
        return VoyageSearch(
            graph: planner.graph, conditions: conditions, weights: .leastTime, departure: departure,
            fastest: fastest(from: departure), mayEnter: { approaches.mayEnter($0) },
            maySail: { approaches.maySail($0, $1) }, offset: offset,
            line: line(conditions)
        ).way(from: start, to: target)
    }
}

/// −log(1 − p), the exposure behind a chance.
func log1pOfMinus(_ p: Double) -> Double { log1p(-p) }
