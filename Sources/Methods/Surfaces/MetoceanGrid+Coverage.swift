public import SpatialEngine

extension MetoceanGrid {
    /// How many values the source has, lacks but a near one stands in for, and lacks for good.
    ///
    /// A value is one point of the grid at one time; points count where `counts` says so (at sea, within an extent).
    public func coverage(_ counts: (GeographicPoint) -> Bool = { _ in true }) -> MetoceanCoverage {
        let nodes = (0..<lattice.count).filter { counts(lattice.place($0)) }
        // Levels with one mask are alike, but for what stands in from other times.
        let reached = known.map { known in
            nodes.map { known[$0] || known.nearest(to: lattice.place($0), on: lattice, within: gapRadius.value) != nil }
        }
        var coverage = MetoceanCoverage()
        for (level, mask) in masks.enumerated() {
            for (i, node) in nodes.enumerated() {
                if known[mask][node] {
                    coverage.known += 1
                } else if reached[mask][i] || isReachedInTime(level, { reached[$0][i] }) {
                    coverage.filled += 1
                } else {
                    coverage.missing += 1
                }
            }
        }
        return coverage
    }

    private func isReachedInTime(_ level: Int, _ isReached: (Int) -> Bool) -> Bool {
        guard !times.isEmpty else { return false }
        for step in [-1, 1] {
            var other = level + step
            while times.indices.contains(other), abs(times[other] - times[level]) <= Self.gapSeconds {
                if isReached(masks[other]) { return true }
                other += step
            }
        }
        return false
    }
}

/// How much of a source is known.
public struct MetoceanCoverage: Hashable, Sendable {
    /// Values that the source has.
    public var known = 0
    /// Values that it lacks and a near one stands in for.
    public var filled = 0
    /// Values that it lacks without one near enough.
    public var missing = 0

    /// No value at all.
    public init() {}

    /// Both counts together.
    public static func + (a: MetoceanCoverage, b: MetoceanCoverage) -> MetoceanCoverage {
        var sum = a
        sum.known += b.known
        sum.filled += b.filled
        sum.missing += b.missing
        return sum
    }

    /// Filled over all; 0 of nothing.
    public var filledShare: Double { share(filled) }
    /// Missing over all; 0 of nothing.
    public var missingShare: Double { share(missing) }

    private func share(_ part: Int) -> Double {
        let all = known + filled + missing
        return all > 0 ? Double(part) / Double(all) : 0
    }
}
