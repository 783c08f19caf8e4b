/// Rates drawn towards the overall rate or that of the neighbourhood, the more the smaller the exposure.
///
/// Empirical Bayes by moments (Marshall 1991, doi:10.2307/2347593): over the units of a pool with events y and exposure E,
/// m = Σy/ΣE, a = max(0, ΣE(r − m)²/ΣE − m/Ē), and a unit's rate is m + (r − m)·a/(a + m/E). Units without exposure enter no
/// pool; their rate is the pool's mean. Where a pool has no exposure at all the rate is NaN.
public enum MarshallRates {
    /// What a pool of units says of its rates.
    public struct Pool: Hashable, Sendable {
        /// Σy/ΣE.
        public var mean: Double
        /// Variance of the rates between units, beyond that of counts; 0 where counts vary no more than by chance.
        public var variance: Double
    }

    /// The pool of the units `members`.
    ///
    /// - Parameter exposure: 0 or more for each.
    public static func pool(
        _ members: some Collection<Int>, events: [Double], exposure: [Double]
    ) -> Pool {
        let mean = meanRate(members, events: events, exposure: exposure)
        return pool(members, mean: mean, centres: nil, events: events, exposure: exposure)
    }

    /// - Parameter centres: What each unit's rate is held against; nil for the pool's mean.
    private static func pool(
        _ members: some Collection<Int>, mean: Double, centres: [Double]?, events: [Double], exposure: [Double]
    ) -> Pool {
        let members = members.filter { exposure[$0] > 0 }
        let total = members.reduce(0) { $0 + exposure[$1] }
        let spread = members.reduce(0) { sum, unit in
            let offset = events[unit] / exposure[unit] - (centres?[unit] ?? mean)
            return sum + exposure[unit] * offset * offset
        }
        guard total > 0 else { return Pool(mean: .nan, variance: .nan) }
        return Pool(mean: mean, variance: max(0, spread / total - mean / (total / Double(members.count))))
    }

    private static func meanRate(
        _ members: some Collection<Int>, events: [Double], exposure: [Double]
    ) -> Double {
        let totalEvents = members.reduce(0) { $0 + events[$1] }
        return totalEvents / members.reduce(0) { $0 + exposure[$1] }
    }

    /// The rate of one unit within its pool; 0 where nothing happened in the whole pool.
    public static func rate(events: Double, exposure: Double, in pool: Pool) -> Double {
        guard pool.mean > 0, exposure > 0 else { return pool.mean }
        return pool.mean + (events / exposure - pool.mean) * pool.variance / (pool.variance + pool.mean / exposure)
    }

    /// Rates of all units in one pool.
    public static func global(events: [Double], exposure: [Double]) -> (rates: [Double], pool: Pool) {
        let pool = pool(events.indices, events: events, exposure: exposure)
        return (zip(events, exposure).map { rate(events: $0, exposure: $1, in: pool) }, pool)
    }

    /// Rates of units, each in the pool of itself and its neighbours.
    ///
    /// - Parameter neighbours: Per unit the indices of others.
    public static func spatial(events: [Double], exposure: [Double], neighbours: [[Int]]) -> [Double] {
        events.indices.map { unit in
            let pool = pool([unit] + neighbours[unit], events: events, exposure: exposure)
            return rate(events: events[unit], exposure: exposure[unit], in: pool)
        }
    }

    /// Rates of units, each in the pool of itself and its neighbours, whose variance is that of every unit about the mean of
    /// its own neighbourhood: s² = ΣE_j(r_j − m_j)²/ΣE_j (Bailey and Gatrell 1995, Interactive spatial data analysis, 8.3).
    ///
    /// - Parameter neighbours: Per unit the indices of others.
    public static func local(events: [Double], exposure: [Double], neighbours: [[Int]]) -> [Double] {
        let pools = events.indices.map { [$0] + neighbours[$0] }
        let means = pools.map { meanRate($0, events: events, exposure: exposure) }
        return events.indices.map { unit in
            let pool = pool(pools[unit], mean: means[unit], centres: means, events: events, exposure: exposure)
            return rate(events: events[unit], exposure: exposure[unit], in: pool)
        }
    }
}
