public import Incidents

/// How the number of people of a month is known.
public enum FlowBasis: String, CaseIterable, Sendable {
    /// An authority counted the month.
    case counted
    /// Made from a longer, shorter or derived figure; an assumption.
    case estimated
    /// Nobody gave a figure. That is not zero.
    case unknown
}

/// The number of people who crossed in a month.
public struct MonthlyCount: Hashable, Sendable {
    /// The month.
    public let month: YearMonth
    /// nil exactly when ``basis`` is `unknown`; an estimate may be a fraction.
    public let persons: Double?
    /// The lowest figure that a source supports, at most ``persons``.
    public let low: Double?
    /// The highest figure that a source supports, at least ``persons``.
    public let high: Double?
    /// How the number is known.
    public let basis: FlowBasis

    /// A month that nobody gave a figure for.
    public static func unknown(_ month: YearMonth) -> MonthlyCount {
        MonthlyCount(month: month, persons: nil, low: nil, high: nil, basis: .unknown)
    }
}

/// Monthly numbers of people in one direction, made from counts of months, ranges and years.
public struct MonthlyFlow: Hashable, Sendable {
    /// One entry for each month of the window, in order.
    public let months: [MonthlyCount]

    /// The count of a month; unknown outside the window.
    public subscript(month: YearMonth) -> MonthlyCount {
        guard let first = months.first?.month else { return .unknown(month) }
        let index = month.ordinal - first.ordinal
        return months.indices.contains(index) ? months[index] : .unknown(month)
    }

    /// The flow in `direction` over the months of `window`.
    ///
    /// 1. A count of a whole month by the authority, or quoted from it, stands as it is; the difference of two totals for a
    ///    month is an estimate.
    /// 2. A count of the first days of a month is scaled up by its days; its own figure is the low end.
    /// 3. Counts of several whole months, shorter ones first: what they hold beyond the months that have a figure is spread
    ///    evenly over the months that have none. A range that holds less than its months is contradicted and not used.
    ///
    /// Running totals and alternative or doubtful figures are never added. They set the low and high ends: an alternative
    /// for the same month directly; a running total through the share that it would leave for the months of step 3.
    ///
    /// - Complexity: O(*c* × *m*) for *c* counts and *m* months.
    public static func monthly(
        _ crossings: [Crossing], direction: TravelDirection, window: ClosedRange<YearMonth>
    ) -> MonthlyFlow {
        var builder = FlowBuilder(crossings.filter { $0.direction == direction })
        builder.takeWholeMonths()
        builder.scalePartMonths()
        builder.spreadRanges()
        builder.widen()
        let ordinals = window.lowerBound.ordinal...window.upperBound.ordinal
        return MonthlyFlow(months: ordinals.map { builder.count(of: YearMonth(ordinal: $0)) })
    }
}

/// What is known of a month while the counts are gone through.
private struct FlowEntry {
    var persons: Double
    var low: Double
    var high: Double
    var isCounted: Bool
    /// Whether the figure is an even share of a longer period.
    var isSpread = false
}

private struct FlowBuilder {
    private let counts: [Crossing]
    /// Keyed by ``YearMonth/ordinal``; looked up, never iterated.
    private var entries: [Int: FlowEntry] = [:]

    /// Keeps the order of the file for counts of the same rank and length.
    init(_ counts: [Crossing]) { self.counts = counts }

    func count(of month: YearMonth) -> MonthlyCount {
        guard let entry = entries[month.ordinal] else {
            return MonthlyCount(month: month, persons: nil, low: nil, high: nil, basis: .unknown)
        }
        return MonthlyCount(
            month: month, persons: entry.persons, low: entry.low, high: entry.high,
            basis: entry.isCounted ? .counted : .estimated)
    }

    private var additive: [Crossing] { counts.filter { $0.isAdditive } }

    mutating func takeWholeMonths() {
        for quality in [CrossingQuality.official, .officialQuoted, .derived] {
            for count in additive where count.quality == quality {
                guard let months = count.wholeMonths, months.count == 1, entries[months.lowerBound] == nil else {
                    continue
                }
                let persons = Double(count.persons)
                entries[months.lowerBound] = FlowEntry(
                    persons: persons, low: persons, high: persons, isCounted: quality != .derived)
            }
        }
    }

    mutating func scalePartMonths() {
        for count in additive where count.wholeMonths == nil {
            let month = count.start.yearMonth
            guard count.start.day == 1, count.end.yearMonth == month, entries[month.ordinal] == nil else { continue }
            let persons = Double(count.persons)
            let scaled = persons * Double(month.lastDay.day) / Double(count.end.day)
            entries[month.ordinal] = FlowEntry(persons: scaled, low: persons, high: scaled, isCounted: false)
        }
    }

    mutating func spreadRanges() {
        let ranges = additive.compactMap { count in count.wholeMonths.map { (count, $0) } }.filter { $0.1.count > 1 }
        let ordered = ranges.enumerated().sorted { ($0.element.1.count, $0.offset) < ($1.element.1.count, $1.offset) }
        for (count, months) in ordered.map(\.element) {
            let open = months.filter { entries[$0] == nil }
            let rest = Double(count.persons) - months.reduce(0) { $0 + (entries[$1]?.persons ?? 0) }
            guard !open.isEmpty, rest >= 0 else { continue }
            let share = rest / Double(open.count)
            for month in open {
                entries[month] = FlowEntry(persons: share, low: share, high: share, isCounted: false, isSpread: true)
            }
        }
    }

    mutating func widen() {
        for count in counts where !count.isAdditive {
            guard let months = count.wholeMonths else { continue }
            if months.count == 1 && count.cumulativeFrom == nil {
                entries[months.lowerBound]?.include(Double(count.persons))
            } else {
                widen(by: count, months)
            }
        }
    }

    /// Lets a running or doubtful total say what it would leave for the months that were spread.
    private mutating func widen(by count: Crossing, _ months: ClosedRange<Int>) {
        let spread = months.filter { entries[$0]?.isSpread == true }
        guard !spread.isEmpty, months.allSatisfy({ entries[$0] != nil }) else { return }
        let known = months.reduce(0.0) { $0 + (entries[$1].map { $0.isSpread ? 0 : $0.persons } ?? 0) }
        let share = max(0, Double(count.persons) - known) / Double(spread.count)
        for month in spread { entries[month]?.include(share) }
    }
}

extension FlowEntry {
    mutating func include(_ figure: Double) {
        low = min(low, figure)
        high = max(high, figure)
    }
}

extension Crossing {
    /// Whether the figure is of its own period alone and may be added to those of others.
    fileprivate var isAdditive: Bool {
        cumulativeFrom == nil && [.official, .officialQuoted, .derived].contains(quality)
    }

    /// The months of the period (``YearMonth/ordinal``) when it begins and ends with a month.
    fileprivate var wholeMonths: ClosedRange<Int>? {
        guard start == start.yearMonth.firstDay, end == end.yearMonth.lastDay else { return nil }
        return start.yearMonth.ordinal...end.yearMonth.ordinal
    }
}
