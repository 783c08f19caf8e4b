internal import Risk
internal import SpatialFormats

/// What of a table of units may leave the house.
///
/// Figures of the units that are shown come from these units alone and, where the total is shown, from the others taken
/// together: so nothing that is printed holds more of a hidden count than the total does.
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

    /// Units that are shown.
    var shown: [Int] { isHidden.indices.filter { isKnown[$0] && !isHidden[$0] } }

    /// Units of which only the sum is shown.
    var rest: [Int] { isTotalHidden ? [] : isHidden.indices.filter { isHidden[$0] } }

    /// Values of the units that are shown, set among all units; NaN for hidden ones.
    func spread(_ values: [Double]) -> [Double] {
        var result = [Double](repeating: .nan, count: isHidden.count)
        for (unit, value) in zip(shown, values) { result[unit] = value }
        return result
    }
}
