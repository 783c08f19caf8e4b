internal import Glibc
internal import SpatialEngine
internal import Surfaces

/// What a passage shall have little of: time, hazard, or a weighted sum of both.
struct VoyageWeights: Hashable, Sendable {
    /// For each second under way.
    var time: Double
    /// For each unit of ∫ hazard dt.
    var hazard: Double

    static let leastTime = VoyageWeights(time: 1, hazard: 0)
}

/// Best-first search over a graph of places at sea with labels in time (A*; Hart, Nilsson and Raphael 1968).
///
/// Every place has one label: the least weighted sum that reaches it, with its time of arrival. For least time that is exact
/// on the graph, because a boat that leaves a place later never arrives earlier (FIFO).
struct VoyageSearch {
    let graph: VoyageGraph
    let conditions: VoyageConditions
    let weights: VoyageWeights
    /// Seconds since 1970-01-01T00:00:00Z.
    let departure: Double
    /// No speed over the ground is above it, m/s.
    let fastest: Double
    /// Limits on the distance off the coast: whether a place may be entered, and whether a leg between two may be sailed.
    let mayEnter: (Int) -> Bool
    let maySail: (Int, Int) -> Bool
    let offset: LocalOffset
    /// How legs are followed where a limit on the waves must hold all along them.
    let line: VoyageLine

    /// Which obstacles the search met.
    struct Outcome {
        /// The places of the way; nil without one.
        var way: [Int]?
        var metGap = false
        var metHeight = false
        var metCurrent = false
    }

    private struct Label {
        var cost = Double.infinity
        var time = 0.0
        var parent: Int32 = -1
        var isSettled = false
    }

    func way(from start: Int, to target: Int) -> Outcome {
        var outcome = Outcome()
        var labels = [Label](repeating: Label(), count: graph.points.count)
        var queue = SeaQueue()
        labels[start] = Label(cost: 0, time: departure)
        queue.insert(start, key: 0)
        while let place = queue.popFirst() {
            guard !labels[place].isSettled else { continue }
            labels[place].isSettled = true
            if place == target {
                outcome.way = Self.chain(to: target, labels)
                return outcome
            }
            expand(place, target, &labels, &queue, &outcome)
        }
        return outcome
    }

    private func expand(
        _ place: Int, _ target: Int, _ labels: inout [Label], _ queue: inout SeaQueue, _ outcome: inout Outcome
    ) {
        let (cost, time) = (labels[place].cost, labels[place].time)
        guard let here = meeting(at: place, time: time, &outcome) else { return }
        for i in Int(graph.starts[place])..<Int(graph.starts[place + 1]) {
            let leg = graph.legs[i]
            let other = Int(leg.to)
            guard !labels[other].isSettled, other == target || mayEnter(other) else { continue }
            let metres = Double((leg.east * leg.east + leg.north * leg.north).squareRoot())
            guard metres > 0 else { continue }
            let (east, north) = (Double(leg.east) / metres, Double(leg.north) / metres)
            guard let first = conditions.groundSpeed(east: east, north: north, in: here.sea) else {
                outcome.metCurrent = true
                continue
            }
            guard let there = meeting(at: other, time: time + metres / first, &outcome) else { continue }
            guard let second = conditions.groundSpeed(east: east, north: north, in: there.sea) else {
                outcome.metCurrent = true
                continue
            }
            let seconds = 0.5 * (metres / first + metres / second)
            let hazard = 0.5 * (here.hazardPerHour + there.hazardPerHour) * seconds / 3600
            let reached = cost + weights.time * seconds + weights.hazard * hazard
            guard reached < labels[other].cost, maySail(place, other),
                isLow(from: graph.points[place], to: graph.points[other], metres: metres, time: time)
            else { continue }
            labels[other].cost = reached
            labels[other].time = time + seconds
            labels[other].parent = Int32(place)
            queue.insert(other, key: reached + least(from: other, to: target))
        }
    }

    /// Whether the waves keep below the limit also between the places.
    private func isLow(from a: GeographicPoint, to b: GeographicPoint, metres: Double, time: Double) -> Bool {
        guard conditions.heightLimit != nil else { return true }
        if case .success = line.share(from: a, to: b, metres: metres, time: time) { return true }
        return false
    }

    private func meeting(at place: Int, time: Double, _ outcome: inout Outcome) -> VoyageConditions.Meeting? {
        switch conditions.meeting(at: graph.points[place], time: time) {
        case .success(let meeting): return meeting
        case .failure(let obstruction):
            switch obstruction.obstacle {
            case .gap: outcome.metGap = true
            case .height: outcome.metHeight = true
            case .current: outcome.metCurrent = true
            }
            return nil
        }
    }

    /// A sum that no way from a place to the target goes below.
    private func least(from place: Int, to target: Int) -> Double {
        let way = offset(from: graph.points[place], to: graph.points[target])
        // The offset is a chord on a flat map: over some degrees it may be too long by a thousandth.
        let metres = 0.998 * (way.east * way.east + way.north * way.north).squareRoot()
        let seconds = metres / fastest
        return seconds * (weights.time + weights.hazard * conditions.leastHazardPerHour / 3600)
    }

    private static func chain(to target: Int, _ labels: [Label]) -> [Int] {
        var chain: [Int] = []
        var place = Int32(target)
        while place >= 0 {
            chain.append(Int(place))
            place = labels[Int(place)].parent
        }
        return chain.reversed()
    }
}
