internal import SpatialEngine

/// Weighted events spread over space and time by the product of two kernels: Σ w k(d) κ(t − tᵢ), in events a square unit
/// and unit of time (Brunsdon, Corcoran & Higgs 2007, doi:10.1016/j.compenvurbsys.2005.10.001; Nakaya & Yano 2010,
/// doi:10.1111/j.1467-9671.2010.01194.x).
///
/// Events before or after the period take no part, like those outside the window. With
/// ``EdgeCorrection/jonesDiggle`` each event's kernel is divided by its own mass in window and period.
public struct SpaceTimeDensity: Sendable {
    /// The period in which events could have been seen; infinite where it has no end.
    public let period: (from: Double, to: Double)
    private let space: PlanarDensity
    private let times: [Double]
    private let kernel: TimeKernel
    private let bandwidth: Double
    /// What each kernel is multiplied by in time; 0 for events that take no part.
    private let factors: [Double]
    /// Events that take part, by time.
    private let order: [Int]
    /// What each event has in the window, over all time.
    private let masses: [Double]

    /// The density of events with times.
    ///
    /// - Parameters:
    ///   - space: Their density over all time; not with ``EdgeCorrection/uniform``.
    ///   - times: One an event, finite.
    ///   - bandwidth: In the unit of the times, above 0.
    ///   - period: The half-open period; `-.infinity` or `.infinity` where it has no end.
    /// - Throws: ``HotspotError``: numbers that do not match, a bandwidth or period that is none, a time that is none.
    /// - Complexity: O(*n* log *n*), and the spatial mass of each event.
    public init(
        _ space: PlanarDensity, times: [Double], kernel: TimeKernel, bandwidth: Double,
        period: (from: Double, to: Double) = (-.infinity, .infinity), threads: Int
    ) throws(HotspotError) {
        guard times.count == space.positions.count else {
            throw .countMismatch(expected: space.positions.count, found: times.count)
        }
        guard bandwidth > 0, bandwidth.isFinite else { throw .notPositive("the bandwidth in time", bandwidth) }
        guard period.to > period.from else { throw .notPositive("the length of the period", period.to - period.from) }
        if let unit = times.firstIndex(where: { !$0.isFinite }) { throw .invalidValue(unit: unit) }
        precondition(space.edge != .uniform, "events' kernels are scaled, places are not")
        (self.space, self.times, self.kernel, self.bandwidth, self.period) = (space, times, kernel, bandwidth, period)
        let factors = times.map { time in
            guard time >= period.from, time < period.to else { return 0.0 }
            guard space.edge == .jonesDiggle else { return 1 }
            return 1
                / (kernel.share(before: (period.to - time) / bandwidth)
                    - kernel.share(before: (period.from - time) / bandwidth))
        }
        self.factors = factors
        order = times.indices.filter { factors[$0] > 0 && space.scaled[$0] > 0 }.sorted {
            (times[$0], $0) < (times[$1], $1)
        }
        masses = space.eventMasses(threads: threads)
    }

    /// Events in the window and the period.
    public var inside: Int { times.indices.count { factors[$0] > 0 && space.isInside[$0] } }

    /// The weight of the events in the window and the period.
    public var weight: Double { times.indices.reduce(0) { factors[$1] > 0 ? $0 + space.weights[$1] : $0 } }

    /// The mean density over a slice of the period: a density in space, over the unit of time.
    ///
    /// A mean rather than a value at one moment, so that slices of any length together hold all of each event's mass.
    /// - Complexity: O(events within reach of the slice).
    public func slice(from start: Double, to end: Double) -> PlanarDensity {
        let (events, shares) = events(from: start, to: end)
        return space.selecting(events, factors: shares.map { $0 / (end - start) })
    }

    /// The integral over the window and a slice of the period.
    public func mass(from start: Double, to end: Double) -> Double {
        let (events, shares) = events(from: start, to: end)
        return zip(events, shares).reduce(0) { $0 + masses[$1.0] * $1.1 }
    }

    /// Events that are felt in a slice, by time, and the part of each that lies in it.
    private func events(from start: Double, to end: Double) -> (events: [Int], shares: [Double]) {
        let reach = kernel.reach * bandwidth
        let first = order.partition { times[$0] < start - reach }
        let last = order.partition { times[$0] <= end + reach }
        let near = Array(order[first..<max(first, last)])
        let shares = near.map { event in
            let before = kernel.share(before: (start - times[event]) / bandwidth)
            return factors[event] * (kernel.share(before: (end - times[event]) / bandwidth) - before)
        }
        return (near, shares)
    }
}
