internal import Risk
internal import SpatialFormats

/// What of a table of units may leave the house.
///
/// Where the total is hidden, and where figures hold sums over neighbours, what is shown is computed from the units that are
/// shown alone; otherwise hidden counts enter the prior and the ranks, as they do in the table that stays in the house.
struct Publication {
    /// Whether each unit's numbers are hidden.
    let isHidden: [Bool]
    /// Whether sums over all units are hidden too.
    let isTotalHidden: Bool
    /// Whether anything is known of each unit; figures of the others are neither shown nor hidden: there are none.
    let isKnown: [Bool]

    /// Everything is shown.
    init(showingAll isKnown: [Bool]) {
        self.isKnown = isKnown
        isHidden = isKnown.map { _ in false }
        isTotalHidden = false
    }

    /// The smallest counts, and others that would give them away, are hidden; a fraction of an event is a count too.
    init(events: [Double], isKnown: [Bool]) throws {
        self.isKnown = isKnown
        let counts = events.map { $0 < 1e-6 ? 0 : max(1, Int(min($0, 1e15).rounded(.down))) }
        do throws(RiskError) {
            let suppression = try Suppression(counts: counts, groups: [Array(counts.indices)])
            isHidden = suppression.isSuppressed
            isTotalHidden = suppression.isTotalSuppressed[0]
        } catch {
            throw RequestError(.badData, "\(error)")
        }
    }

    /// Counts below `fewest` are hidden, and with any of them the total.
    init(events: [Double], fewest: Int) {
        isKnown = events.map { _ in true }
        isHidden = events.map { $0 < Double(fewest) }
        isTotalHidden = isHidden.contains(true)
    }

    /// Units whose counts enter the figures.
    ///
    /// - Parameter sumsNeighbours: Whether a figure holds the sum of a few units, of which one may be hidden.
    func entering(sumsNeighbours: Bool) -> [Int] {
        let isRestricted = isTotalHidden || sumsNeighbours
        return isHidden.indices.filter { isKnown[$0] && !(isRestricted && isHidden[$0]) }
    }

    /// Values of some units, set among all units; NaN for the others.
    func spread(_ values: [Double], over units: [Int]) -> [Double] {
        var result = [Double](repeating: .nan, count: isHidden.count)
        for (unit, value) in zip(units, values) { result[unit] = value }
        return result
    }
}
