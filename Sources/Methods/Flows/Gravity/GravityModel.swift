internal import Glibc

/// A doubly constrained gravity model that was fitted.
public struct GravityTrips: Sendable {
    /// Persons of each cell, and how well the margins are met.
    public var trips: FittedTrips
    /// How fast trips fall with cost, per unit of cost.
    public var beta: Double
    /// Σ persons·cost / Σ persons; nil without persons.
    public var meanCost: Double?
}

extension TripTable {
    /// Trips aᵢ·bⱼ·exp(−β·cost) that meet the margins (Wilson 1967, doi:10.1016/0041-1647(67)90035-4).
    ///
    /// - Parameter costs: Of each cell, finite.
    /// - Throws: ``TripTableError``.
    public func gravity(costs: [Double], beta: Double) throws(TripTableError) -> GravityTrips {
        let trips = try fitted(logWeights: costs.map { -beta * $0 })
        return GravityTrips(trips: trips, beta: beta, meanCost: Self.mean(costs, trips.persons))
    }

    /// The gravity model whose trips have a given mean cost; β is found (Hyman 1969).
    ///
    /// The mean falls as β rises, so the root is bracketed, then narrowed by false position.
    /// - Throws: ``TripTableError``; ``TripTableError/unreachableMean(wanted:nearest:beta:)`` where no β has this mean.
    public func gravity(costs: [Double], meanCost wanted: Double) throws(TripTableError) -> GravityTrips {
        var best = try gravity(costs: costs, beta: 0)
        guard let level = best.meanCost, let least = costs.min(), let most = costs.max() else { return best }
        let tolerance = Self.meanTolerance * max(wanted.magnitude, most - least)
        guard abs(level - wanted) > tolerance else { return best }
        let sign = level > wanted ? 1.0 : -1.0
        var near = (beta: 0.0, excess: level - wanted)
        var step = most > least ? 1 / (most - least) : 1
        var far = near
        while far.excess * sign > 0 {
            guard most > least, step * (most - least) <= Self.greatestRange else {
                throw .unreachableMean(wanted: wanted, nearest: wanted + far.excess, beta: far.beta)
            }
            near = far
            do {
                best = try gravity(costs: costs, beta: sign * step)
            } catch {
                throw .unreachableMean(wanted: wanted, nearest: wanted + far.excess, beta: far.beta)
            }
            far = (best.beta, (best.meanCost ?? wanted) - wanted)
            step *= 2
        }
        // Which end was kept twice, whose excess is then halved so that it moves too (Illinois).
        var last = 0
        for _ in 0..<Self.maxTrials where abs((best.meanCost ?? wanted) - wanted) > tolerance {
            let width = far.beta - near.beta
            let share = near.excess / (near.excess - far.excess)
            best = try gravity(costs: costs, beta: near.beta + width * min(max(share, 0.02), 0.98))
            let excess = (best.meanCost ?? wanted) - wanted
            let side = excess * sign > 0 ? 1 : -1
            if side > 0 { near = (best.beta, excess) } else { far = (best.beta, excess) }
            if side == last, side > 0 { far.excess /= 2 }
            if side == last, side < 0 { near.excess /= 2 }
            last = side
        }
        return best
    }

    /// A seed scaled to the margins; its β is 0 and it has no costs.
    ///
    /// - Parameter seed: Weight of each cell, finite and not negative; 0 keeps a cell empty.
    /// - Throws: ``TripTableError``.
    public func fitted(seed: [Double]) throws(TripTableError) -> GravityTrips {
        GravityTrips(trips: try fitted(logWeights: seed.map { log($0) }), beta: 0, meanCost: nil)
    }

    /// Distance from the mean cost asked for that counts as none, as a share.
    private static let meanTolerance = 1e-11
    /// β times the range of the costs beyond which the mean no longer changes.
    private static let greatestRange = 2000.0
    private static let maxTrials = 200

    private static func mean(_ costs: [Double], _ persons: [Double]) -> Double? {
        let total = persons.reduce(0, +)
        return total > 0 ? zip(costs, persons).reduce(0) { $0 + $1.0 * $1.1 } / total : nil
    }
}
