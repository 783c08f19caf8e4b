import Glibc

/// A self-exciting process: the rate at time t is μ + Σ αβe^(−β(t−tᵢ)) over the events before t.
///
/// Hawkes 1971, doi:10.1093/biomet/58.1.83. Events at one and the same time do not excite each other.
public struct HawkesProcess: Hashable, Sendable {
    /// Events a unit of time without excitation.
    public var mu: Double
    /// How many events each event brings about on average; below 1 unless the process runs away.
    public var alpha: Double
    /// How fast excitation fades, a unit of time.
    public var beta: Double

    /// A process.
    public init(mu: Double, alpha: Double, beta: Double) { (self.mu, self.alpha, self.beta) = (mu, alpha, beta) }

    /// Σ ln λ(tᵢ) − ∫λ over the period; −∞ where an event has no rate.
    ///
    /// - Complexity: O(*n*), by the recursion of Ozaki 1979, doi:10.1007/BF02480272.
    public func logLikelihood(_ events: EventTimes) -> Double { score(events).value }

    /// The log-likelihood with its derivatives by μ, α and β.
    func score(_ events: EventTimes) -> (value: Double, gradient: SIMD3<Double>) {
        var (logs, gradient) = (0.0, SIMD3<Double>.zero)
        // Σe^(−β(t−tᵢ)) and Σ(t−tᵢ)e^(−β(t−tᵢ)) over the events before t.
        var (excitation, delay, before) = (0.0, 0.0, events.start)
        for group in events.groups {
            let (time, count) = (group.time, group.count)
            let (gap, fading) = (time - before, exp(-beta * (time - before)))
            delay = fading * (delay + gap * excitation)
            excitation *= fading
            let rate = mu + alpha * beta * excitation
            logs += count * log(rate)
            gradient += SIMD3(1, beta * excitation, alpha * (excitation - beta * delay)) * (count / rate)
            excitation += count
            before = time
        }
        let (gap, fading) = (events.end - before, exp(-beta * (events.end - before)))
        delay = fading * (delay + gap * excitation)
        let brought = Double(events.count) - fading * excitation
        let length = events.end - events.start
        gradient -= SIMD3(length, brought, alpha * delay)
        return (logs - mu * length - alpha * brought, gradient)
    }
}

/// The times of events in a period, in order.
public struct EventTimes: Hashable, Sendable {
    /// Where the period starts.
    public let start: Double
    /// Where it ends.
    public let end: Double
    /// The distinct times, rising, and how many events each has.
    let groups: [Group]

    /// One time.
    struct Group: Hashable, Sendable {
        let time: Double
        let count: Double
    }

    /// How many events there are.
    public var count: Int { Int(groups.reduce(0) { $0 + $1.count }) }

    /// Events in any order; nil if one lies outside the period or is not finite, or the period has no length.
    public init?(_ times: [Double], from start: Double, to end: Double) {
        guard start < end, start.isFinite, end.isFinite, times.allSatisfy({ $0 >= start && $0 <= end }) else {
            return nil
        }
        self.init(sorted: times.sorted(), from: start, to: end)
    }

    private init(sorted: [Double], from start: Double, to end: Double) {
        var groups: [Group] = []
        for time in sorted {
            if let last = groups.last, last.time == time {
                groups[groups.count - 1] = Group(time: time, count: last.count + 1)
            } else {
                groups.append(Group(time: time, count: 1))
            }
        }
        (self.start, self.end, self.groups) = (start, end, groups)
    }
}
