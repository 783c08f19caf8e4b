/// The most events that a set of units can hold whose areas add up to no more than a limit.
///
/// Pairs of area and events that no other pair beats are kept while unit after unit is offered (Nemhauser and Ullmann 1969,
/// doi:10.1287/mnsc.15.9.494), densest units first, and dropped when even parts of the remaining units could not lift them
/// above the best set found (Dantzig 1957, doi:10.1287/opre.5.2.266).
public struct AreaKnapsack: Sendable {
    /// The answer, or how far it is known.
    public struct Bounds: Hashable, Sendable {
        /// Events of a set that exists.
        public var reached: Double
        /// No set has more; equal to ``reached`` when the search came to its end.
        public var limit: Double
        /// Whether the two are the same set's.
        public var isExact: Bool
    }

    /// A set: its area, its events.
    private struct Choice {
        var area: Double
        var events: Double
    }

    /// Units with events, most events for their area first.
    private let units: [Choice]
    /// Sums of area and events of the first units.
    private let sums: [Choice]
    private let areWhole: Bool

    /// - Parameters:
    ///   - events: Not negative.
    ///   - area: One a unit, above 0.
    public init(events: [Double], area: [Double]) {
        let units = zip(events, area).filter { $0.0 > 0 }.map { Choice(area: $0.1, events: $0.0) }
            .sorted { ($0.events / $0.area, $1.area) > ($1.events / $1.area, $0.area) }
        var sums = [Choice(area: 0, events: 0)]
        for unit in units {
            let last = sums[sums.count - 1]
            sums.append(Choice(area: last.area + unit.area, events: last.events + unit.events))
        }
        (self.units, self.sums) = (units, sums)
        areWhole = units.allSatisfy { $0.events == $0.events.rounded() }
    }

    /// The most events within an area; sums of areas may exceed it by 1e-12 of itself, the rounding of their terms.
    ///
    /// - Parameter nodes: Pairs that may be looked at.
    /// - Complexity: O(units + *nodes* · log units).
    public func most(within area: Double, nodes: Int = 5_000_000) -> Bounds {
        let capacity = area * (1 + 1e-12)
        var best = 0.0
        var choices = [Choice(area: 0, events: 0)]
        var left = nodes
        for (next, unit) in units.enumerated() {
            for choice in choices { best = max(best, choice.events + run(from: next, choice.area, capacity)) }
            choices = choices.filter { canBeat(best, $0.events + bound(from: next, $0.area, capacity)) }
            if choices.isEmpty { break }
            left -= 2 * choices.count
            guard left > 0 else {
                let bounds = choices.map { $0.events + bound(from: next, $0.area, capacity) }
                return Bounds(reached: best, limit: max(best, bounds.max() ?? 0), isExact: false)
            }
            choices = merged(choices, adding: unit, capacity)
        }
        best = max(best, choices.last?.events ?? 0)
        return Bounds(reached: best, limit: best, isExact: true)
    }

    private func canBeat(_ best: Double, _ bound: Double) -> Bool {
        areWhole ? (bound + 1e-6).rounded(.down) > best : bound > best * (1 + 1e-14)
    }

    /// How many units from `first` on fit one after the other.
    private func fitting(from first: Int, _ area: Double, _ capacity: Double) -> Int {
        var (low, high) = (first, units.count)
        while low < high {
            let middle = (low + high + 1) / 2
            if area + sums[middle].area - sums[first].area <= capacity { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// Events that units from `first` on add when taken in turn as long as they fit, then each that still fits of the next few.
    private func run(from first: Int, _ area: Double, _ capacity: Double) -> Double {
        let end = fitting(from: first, area, capacity)
        var used = area + sums[end].area - sums[first].area
        var events = sums[end].events - sums[first].events
        for unit in units[end..<min(units.count, end + 8)] where used + unit.area <= capacity {
            used += unit.area
            events += unit.events
        }
        return events
    }

    /// What units from `first` on could add if the last one could be cut.
    private func bound(from first: Int, _ area: Double, _ capacity: Double) -> Double {
        let end = fitting(from: first, area, capacity)
        let whole = sums[end].events - sums[first].events
        guard end < units.count else { return whole }
        let rest = max(0, capacity - area - (sums[end].area - sums[first].area))
        return whole + units[end].events * min(1, rest / units[end].area)
    }

    /// Both lists, by rising area, without pairs that another beats.
    private func merged(_ choices: [Choice], adding unit: Choice, _ capacity: Double) -> [Choice] {
        var merged: [Choice] = []
        merged.reserveCapacity(2 * choices.count)
        func append(_ choice: Choice) {
            if choice.events > merged.last?.events ?? -1 { merged.append(choice) }
        }
        var kept = 0
        for choice in choices {
            let grown = Choice(area: choice.area + unit.area, events: choice.events + unit.events)
            while kept < choices.count, choices[kept].area < grown.area {
                append(choices[kept])
                kept += 1
            }
            // Of equal areas the one with more events comes first, so that the other is dropped.
            while kept < choices.count, choices[kept].area == grown.area, choices[kept].events >= grown.events {
                append(choices[kept])
                kept += 1
            }
            if grown.area <= capacity { append(grown) }
        }
        while kept < choices.count {
            append(choices[kept])
            kept += 1
        }
        return merged
    }
}
