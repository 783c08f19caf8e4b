public import SpatialEngine

/// How many die or go missing in one fatal event, by group (a mode of travel), apart from how often such events happen.
///
/// No family is assumed for the sizes: the posterior is a Bayesian bootstrap (Rubin 1981, doi:10.1214/aos/1176345338) of the
/// group's own events and of a few pseudo-events spread over the events of all groups, so that a group with hardly any
/// events of its own leans on the others.
public struct Severity: Hashable, Sendable {
    /// Sizes of the fatal events of each group, in the order given.
    private let own: [[Double]]
    /// Sizes of all fatal events.
    private let pooled: [Double]
    /// Pseudo-events that all groups together lend to each.
    public let pooledEvents: Double
    /// From this size on an event is a mass-casualty event.
    public let massCasualtySize: Int

    /// Sizes of events by group.
    ///
    /// - Parameter sizes: `sizes[group]` lists persons dead or missing of each fatal event; numbers below 1 are left out.
    /// - Parameter pooledEvents: Above 0.
    public init(sizes: [[Int]], pooledEvents: Double = 2, massCasualtySize: Int = 10) {
        own = sizes.map { group in group.filter { $0 >= 1 }.map(Double.init) }
        pooled = own.flatMap(\.self)
        self.pooledEvents = pooledEvents
        self.massCasualtySize = massCasualtySize
    }

    /// Number of fatal events of each group.
    public var eventCounts: [Int] { own.map(\.count) }

    /// Expected size of the next fatal event of a group; 1 when no fatal event is known at all.
    public func meanSize(group: Int) -> Double {
        let pooledMean = pooled.isEmpty ? 1 : pooled.reduce(0, +) / Double(pooled.count)
        return (own[group].reduce(0, +) + pooledEvents * pooledMean) / (Double(own[group].count) + pooledEvents)
    }

    /// The probability that a fatal event of a group reaches the mass-casualty size: posterior mean.
    public func massCasualtyShare(group: Int) -> Double {
        let (a, b) = massCasualtyShape(group)
        return a / (a + b)
    }

    /// One plausible mean size of a group.
    public func drawMeanSize(group: Int, from random: inout SplitMix64) -> Double {
        guard !pooled.isEmpty else { return 1 }
        var (weights, weighted) = (0.0, 0.0)
        func add(_ size: Double, shape: Double, _ random: inout SplitMix64) {
            let weight = random.nextGamma(shape: shape)
            weights += weight
            weighted += weight * size
        }
        for size in own[group] { add(size, shape: 1, &random) }
        for size in pooled { add(size, shape: pooledEvents / Double(pooled.count), &random) }
        return weights > 0 ? weighted / weights : meanSize(group: group)
    }

    /// One plausible probability that a fatal event of a group reaches the mass-casualty size (Beta posterior).
    public func drawMassCasualtyShare(group: Int, from random: inout SplitMix64) -> Double {
        let (a, b) = massCasualtyShape(group)
        let (x, y) = (random.nextGamma(shape: a), random.nextGamma(shape: b))
        return x + y > 0 ? x / (x + y) : a / (a + b)
    }

    private func massCasualtyShape(_ group: Int) -> (Double, Double) {
        func large(_ sizes: [Double]) -> Double { Double(sizes.count { $0 >= Double(massCasualtySize) }) }
        let pooledShare = (large(pooled) + 0.5) / (Double(pooled.count) + 1)
        let (n, k) = (Double(own[group].count), large(own[group]))
        return (pooledEvents * pooledShare + k, pooledEvents * (1 - pooledShare) + n - k)
    }
}
