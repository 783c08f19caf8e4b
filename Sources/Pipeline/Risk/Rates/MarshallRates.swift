/// Rates drawn towards the overall rate or that of the neighbourhood, the more the smaller the exposure.
///
/// Empirical Bayes by moments (Marshall 1991, doi:10.2307/2347593): over the units of a pool with events y and exposure E,
/// m = Σy/ΣE, a = max(0, ΣE(r − m)²/ΣE − m/Ē), and a unit's rate is m + (r − m)·a/(a + m/E).
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
    /// - Parameter exposure: Above 0 for each.
    public static func pool(
        _ members: some Collection<Int>, events: [Double], exposure: [Double]
    ) -> Pool {
        let totalEvents = members.reduce(0) { $0 + events[$1] }
        let total = members.reduce(0) { $0 + exposure[$1] }
        let mean = totalEvents / total
        let spread = members.reduce(0) { sum, unit in
            let offset = events[unit] / exposure[unit] - mean
            return sum + exposure[unit] * offset * offset
        }
        return Pool(mean: mean, variance: max(0, spread / total - mean / (total / Double(members.count))))
    }

    /// The rate of one unit within its pool; 0 where nothing happened in the whole pool.
    public static func rate(events: Double, exposure: Double, in pool: Pool) -> Double {
        guard pool.mean > 0 else { return 0 }
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
}
