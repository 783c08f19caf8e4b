public import Hotspots

/// Counts and exposures of units over periods, every unit in every period.
public struct CountPanel: Sendable {
    /// How many units there are.
    public let unitCount: Int
    /// How many periods there are, in order of time.
    public let periodCount: Int
    /// Period by period, the units of each in order.
    public let counts: [Double]
    /// In the same order.
    public let exposure: [Double]
    /// One a unit; nil for units of equal area.
    public var area: [Double]?
    /// One a unit; nil where lengths are not known.
    public var length: [Double]?
    /// Where the units are; nil where that is not known.
    public var positions: Positions?

    /// A panel.
    ///
    /// - Parameters:
    ///   - counts: Period by period; not negative.
    ///   - exposure: In the same order; not negative.
    /// - Throws: ``RiskError`` for arrays of the wrong length, numbers out of range, events without exposure.
    public init(unitCount: Int, counts: [Double], exposure: [Double]) throws(RiskError) {
        guard unitCount > 0, counts.count.isMultiple(of: unitCount) else {
            throw .lengthMismatch(what: "counts", given: counts.count, expected: max(1, unitCount))
        }
        guard exposure.count == counts.count else {
            throw .lengthMismatch(what: "exposures", given: exposure.count, expected: counts.count)
        }
        for (what, values) in [("count", counts), ("exposure", exposure)] {
            if let index = values.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
                throw .badValue(what: what, index: index, value: values[index], allowed: "finite and not negative")
            }
        }
        if let index = counts.indices.first(where: { counts[$0] > 0 && exposure[$0] == 0 }) {
            throw .eventsWithoutExposure(unit: index % unitCount, events: counts[index])
        }
        (self.unitCount, self.counts, self.exposure) = (unitCount, counts, exposure)
        periodCount = counts.count / unitCount
    }

    /// Counts of all units in one period.
    public func counts(in period: Int) -> ArraySlice<Double> { counts[period * unitCount..<(period + 1) * unitCount] }

    /// Exposures of all units in one period.
    public func exposure(in period: Int) -> ArraySlice<Double> {
        exposure[period * unitCount..<(period + 1) * unitCount]
    }

    /// Counts and exposures of each unit over the periods before `period`.
    func totals(before period: Int) -> (counts: [Double], exposure: [Double]) {
        var totals = (
            counts: [Double](repeating: 0, count: unitCount), exposure: [Double](repeating: 0, count: unitCount)
        )
        for index in 0..<period * unitCount {
            totals.counts[index % unitCount] += counts[index]
            totals.exposure[index % unitCount] += exposure[index]
        }
        return totals
    }
}
