import Glibc

/// How much of the time each target is covered, and who then attacks what.
public enum PatrolCoverage {
    /// The coverage that makes the largest reward of an attack, (1 − x)·reward, as small as it can be.
    ///
    /// Targets are covered from the largest reward down until all that are covered leave the same v: x = 1 − v/reward,
    /// with v = (m − resources)/Σ(1/reward) over the *m* largest (a security game of equal penalties: Kiekintveld and
    /// others 2009, doi:10.5555/1558013.1558108). What the targets of a positive reward cannot take goes evenly to the
    /// others.
    ///
    /// - Parameter resources: Σx, from 0 to the number of targets.
    /// - Returns: Per target x in 0…1, and the largest (1 − x)·reward.
    /// - Throws: ``AllocationError`` for a reward that is negative or not finite, and for resources that cannot be
    ///   spread.
    /// - Complexity: O(*n* log *n*).
    public static func minimax(
        rewards: [Double], resources: Double
    ) throws(AllocationError) -> (coverage: [Double], value: Double) {
        for (target, reward) in rewards.enumerated() where !(reward >= 0 && reward.isFinite) {
            throw .badNumber(field: "the reward of target", index: target, value: reward)
        }
        guard resources >= 0, resources <= Double(rewards.count) else {
            throw .infeasibleResources(resources, targets: rewards.count)
        }
        let order = rewards.indices.sorted { (rewards[$1], $0) < (rewards[$0], $1) }
        let positive = order.count { rewards[$0] > 0 }
        guard resources < Double(positive) else {
            let rest = positive < rewards.count ? (resources - Double(positive)) / Double(rewards.count - positive) : 0
            return (rewards.map { $0 > 0 ? 1 : rest }, 0)
        }
        let level = level(of: order.map { rewards[$0] }, resources: resources)
        let coverage = rewards.map { $0 > level ? 1 - level / $0 : 0 }
        let value = zip(rewards, coverage).reduce(0) { max($0, (1 - $1.1) * $1.0) }
        return (coverage, value)
    }

    /// What every covered target leaves, from rewards in descending order.
    private static func level(of rewards: [Double], resources: Double) -> Double {
        guard resources > 0 else { return rewards.first ?? 0 }
        var inverses = 0.0
        for (index, reward) in rewards.enumerated() {
            inverses += 1 / reward
            let level = (Double(index + 1) - resources) / inverses
            let next = index + 1 < rewards.count ? rewards[index + 1] : 0
            if level >= next { return level }
        }
        return 0
    }

    /// The shares of attacks by subjective utility quantal response: ∝ exp(w₁·coverage + w₂·reward + w₃·penalty)
    /// (Nguyen and others 2013).
    ///
    /// - Parameter weights: w₁, w₂, w₃.
    /// - Returns: Per target; they add up to 1. Empty without targets.
    public static func attackProbabilities(
        coverage: [Double], rewards: [Double], penalties: [Double], weights: (Double, Double, Double)
    ) -> [Double] {
        let utilities = coverage.indices.map {
            weights.0 * coverage[$0] + weights.1 * rewards[$0] + weights.2 * penalties[$0]
        }
        // The largest is taken off so that no exponential overflows.
        let largest = utilities.max() ?? 0
        let odds = utilities.map { exp($0 - largest) }
        let total = odds.reduce(0, +)
        return odds.map { $0 / total }
    }
}
