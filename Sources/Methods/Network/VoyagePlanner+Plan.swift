public import SpatialEngine
public import Surfaces

/// A planned passage.
public struct Voyage: Sendable {
    /// The drawn way.
    public let line: LineString
    /// The sum of the geodesics (on a plane of the straight lines) between its vertices.
    public let length: Metres
    /// Time and hazard along it, from the departure below.
    public let timing: SeaTiming
    /// When the boat leaves the beach: seconds since 1970-01-01T00:00:00Z.
    public let departure: Double
    /// How long it waited ashore before.
    public let wait: Seconds
}

/// The answer to a question for a passage.
public enum VoyageResult: Sendable {
    /// One voyage; for a Pareto set several by ascending time, none of which another beats in time and hazard.
    case voyages([Voyage])
    /// No way at all, and why.
    case unreachable(String)
    /// Only the limit on wave height stands in the way, and where it is met.
    case unsafe(String)
}

extension VoyagePlanner {
    /// Plans one leg.
    ///
    /// - Parameters:
    ///   - index: Which of the legs given at the start.
    ///   - departure: Seconds since 1970-01-01T00:00:00Z; of no account where the sea does not change.
    /// - Throws: ``SeaStateError`` for more persons than the craft can take.
    /// - Complexity: O(*n* log *n*) for *n* places, for each wait and each member of a Pareto set.
    public func plan(
        leg index: Int, objective: Objective, departure: Double, conditions: VoyageConditions
    ) throws(SeaStateError) -> VoyageResult {
        let isOverloaded = try conditions.craft.isOverloaded(persons: conditions.persons)
        let task = VoyageTask(
            planner: self, leg: legs[index], start: Int(graph.places[2 * index]),
            target: Int(graph.places[2 * index + 1]), shortest: legs[index].shortest, conditions: conditions,
            isOverloaded: isOverloaded)
        return task.result(objective, departure: departure, longestWait: limits.longestWait.value)
    }
}

/// One leg with one boat on one sea.
struct VoyageTask {
    let planner: VoyagePlanner
    let leg: VoyagePlanner.Leg
    let start: Int
    let target: Int
    let shortest: SeaPassage
    let conditions: VoyageConditions
    let isOverloaded: Bool

    func result(_ objective: VoyagePlanner.Objective, departure: Double, longestWait: Double) -> VoyageResult {
        var waits = [0.0]
        if longestWait > 0, conditions.metocean.span != nil || conditions.night == .sun {
            if objective == .time {
                return quickest(departure: departure, longestWait: longestWait)
            }
            // A hazard changes with the hour; every hour is looked at.
            waits = Array(stride(from: 0, through: longestWait, by: 3600))
        }
        var best: [Voyage] = []
        var failure: VoyageResult?
        for wait in waits {
            let found = planned(objective, departure: departure + wait, wait: wait)
            if case .voyages(let voyages) = found {
                best = Self.undominated(best + voyages)
            } else {
                failure = failure ?? found
            }
        }
        guard !best.isEmpty else { return failure ?? .unreachable("no way was found") }
        if objective == .hazard { best = [best[best.count - 1]] }
        return .voyages(best)
    }

    /// The earliest arrival: leaving later never helps unless the sea is closed at first.
    private func quickest(departure: Double, longestWait: Double) -> VoyageResult {
        let first = planned(.time, departure: departure, wait: 0)
        if case .voyages = first { return first }
        var closed = 0.0
        var wait = min(VoyagePlanner.waitStep.value, longestWait)
        while true {
            if case .voyages(let found) = planned(.time, departure: departure + wait, wait: wait) {
                var (open, best) = (wait, found)
                while open - closed > 1 {
                    let middle = 0.5 * (open + closed)
                    if case .voyages(let earlier) = planned(.time, departure: departure + middle, wait: middle) {
                        (open, best) = (middle, earlier)
                    } else {
                        closed = middle
                    }
                }
                return .voyages(best)
            }
            if wait >= longestWait { return first }
            closed = wait
            wait = min(wait + VoyagePlanner.waitStep.value, longestWait)
        }
    }

    private func planned(_ objective: VoyagePlanner.Objective, departure: Double, wait: Double) -> VoyageResult {
        let weights =
            objective == .hazard ? VoyageWeights(time: 1e-12, hazard: 1) : VoyageWeights.leastTime
        guard let first = voyage(weights, departure: departure, wait: wait) else {
            return obstruction(departure: departure)
        }
        guard objective == .pareto else { return .voyages([first]) }
        guard let safest = voyage(VoyageWeights(time: 1e-12, hazard: 1), departure: departure, wait: wait) else {
            return .voyages([first])
        }
        var found = [first, safest]
        weigh(first, safest, departure: departure, wait: wait, depth: 3, into: &found)
        return .voyages(Self.undominated(found))
    }

    // MARK: - Pareto sets

    /// Looks for voyages between two by the weights at which both are equally good (Cohon, Church and Sheer 1979,
    /// doi:10.1029/WR015i004p00725).
    private func weigh(
        _ quick: Voyage, _ safe: Voyage, departure: Double, wait: Double, depth: Int, into found: inout [Voyage]
    ) {
        let (dt, dh) = (safe.timing.time.value - quick.timing.time.value, quick.exposure - safe.exposure)
        guard depth > 0, dt > 1e-3 * quick.timing.time.value, dh > 1e-3 * quick.exposure else { return }
        guard let middle = voyage(VoyageWeights(time: dh, hazard: dt), departure: departure, wait: wait) else { return }
        let sum = { (v: Voyage) in dh * v.timing.time.value + dt * v.exposure }
        guard sum(middle) < sum(quick) * (1 - 1e-4) else { return }
        found.append(middle)
        weigh(quick, middle, departure: departure, wait: wait, depth: depth - 1, into: &found)
        weigh(middle, safe, departure: departure, wait: wait, depth: depth - 1, into: &found)
    }

    /// By ascending time, each with less hazard than all before it.
    static func undominated(_ voyages: [Voyage]) -> [Voyage] {
        let ordered = voyages.sorted { a, b in
            (a.timing.time.value, a.exposure, a.wait.value) < (b.timing.time.value, b.exposure, b.wait.value)
        }
        var result: [Voyage] = []
        for voyage in ordered where voyage.timing.hazard < result.last?.timing.hazard ?? .infinity {
            result.append(voyage)
        }
        return result
    }
}

extension Voyage {
    /// ∫ hazard dt.
    var exposure: Double { -log1pOfMinus(timing.hazard) }
}
