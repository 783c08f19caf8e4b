/// How many of the events fell where a forecast said most would.
///
/// Units are ranked by forecast, ties in the order given. Prediction accuracy index (Chainey et al. 2008,
/// doi:10.1057/palgrave.sj.8350066), prediction efficiency index (Hunt 2016), recapture rate index (Levine 2008).
public struct HotspotSkill: Sendable {
    /// Figures of the `k` units with the highest forecasts; nil where they would divide by 0.
    public struct Top: Hashable, Sendable {
        /// Units selected.
        public var k: Int
        /// Events in them.
        public var events: Double
        /// Share of all events.
        public var hitRate: Double?
        /// Share of the whole area.
        public var areaShare: Double
        /// Share of events over share of area.
        public var pai: Double?
        /// Share of events over share of length.
        public var paiLength: Double?
        /// Events over the most in any `k` units.
        public var pei: Double?
        /// Events over the most in any set with no more area; where that is known only within bounds, over the higher one.
        public var peiArea: Double?
        /// The most events in any set with no more area.
        public var mostInArea: AreaKnapsack.Bounds
        /// (events/past events here)/(all events/all past events).
        public var rri: Double?
    }

    /// A place on the curve of hits.
    public struct CurvePoint: Hashable, Sendable {
        /// Units selected.
        public var k: Int
        /// Share of the whole area in them.
        public var areaShare: Double
        /// Share of the whole length in them; nil without lengths.
        public var lengthShare: Double?
        /// Events in them.
        public var events: Double
        /// Share of all events in them; nil without events.
        public var hitRate: Double?
    }

    /// Sums over the first units of the ranking, from none to all.
    private let (events, past, area, length): ([Double], [Double]?, [Double], [Double]?)
    /// Sums of the largest counts, from none to all.
    private let most: [Double]
    private let knapsack: AreaKnapsack

    /// Ranks units.
    ///
    /// - Parameters:
    ///   - forecast: One a unit, finite.
    ///   - actual: Events, not negative.
    ///   - past: Events of the period that the forecast was made from, not negative.
    ///   - area: Above 0; nil for units of equal area.
    ///   - length: Not negative.
    /// - Complexity: O(*n* log *n*).
    public init(
        forecast: [Double], actual: [Double], past: [Double]? = nil, area: [Double]? = nil, length: [Double]? = nil
    ) {
        let order = forecast.indices.sorted { forecast[$0] != forecast[$1] ? forecast[$0] > forecast[$1] : $0 < $1 }
        func sums(_ values: [Double]) -> [Double] {
            order.reduce(into: [0]) { $0.append($0[$0.count - 1] + values[$1]) }
        }
        let area = area ?? [Double](repeating: 1, count: forecast.count)
        events = sums(actual)
        self.past = past.map(sums)
        self.area = sums(area)
        self.length = length.map(sums)
        most = actual.sorted(by: >).reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        knapsack = AreaKnapsack(events: actual, area: area)
    }

    /// How many units there are.
    public var unitCount: Int { events.count - 1 }

    /// All events.
    public var total: Double { events[unitCount] }

    /// Figures of the first `k` units.
    ///
    /// - Precondition: 1 ≤ k ≤ ``unitCount``.
    public func top(_ k: Int) -> Top {
        precondition(k >= 1 && k <= unitCount, "the top \(k) of \(unitCount) units")
        let share = area[k] / area[unitCount]
        let hitRate = Self.ratio(events[k], total)
        let mostInArea = knapsack.most(within: area[k])
        let captured = past.flatMap { Self.ratio(events[k], $0[k]) }
        let overall = past.flatMap { Self.ratio(total, $0[unitCount]) }
        return Top(
            k: k, events: events[k], hitRate: hitRate, areaShare: share, pai: hitRate.map { $0 / share },
            paiLength: length.flatMap { length in
                hitRate.flatMap { hit in Self.ratio(length[k], length[unitCount]).flatMap { Self.ratio(hit, $0) } }
            },
            pei: Self.ratio(events[k], most[k]), peiArea: Self.ratio(events[k], mostInArea.limit),
            mostInArea: mostInArea, rri: captured.flatMap { captured in overall.flatMap { Self.ratio(captured, $0) } })
    }

    /// Hits of the first k units for every k from 0 on.
    public var curve: [CurvePoint] {
        (0...unitCount).map { k in
            CurvePoint(
                k: k, areaShare: area[k] / area[unitCount],
                lengthShare: length.flatMap { Self.ratio($0[k], $0[unitCount]) }, events: events[k],
                hitRate: Self.ratio(events[k], total))
        }
    }

    /// The curve of hits over several periods together; shares of area and length are means over the periods.
    ///
    /// - Parameter curves: Of as many units each.
    public static func pooled(_ curves: [[CurvePoint]]) -> [CurvePoint] {
        let count = Double(curves.count)
        let total = curves.reduce(0) { $0 + ($1.last?.events ?? 0) }
        return (curves.first ?? []).indices.map { k in
            let points = curves.map { $0[k] }
            let lengths = points.compactMap(\.lengthShare)
            let hits = points.reduce(0) { $0 + $1.events }
            return CurvePoint(
                k: k, areaShare: points.reduce(0) { $0 + $1.areaShare } / count,
                lengthShare: lengths.isEmpty ? nil : lengths.reduce(0, +) / Double(lengths.count), events: hits,
                hitRate: ratio(hits, total))
        }
    }

    private static func ratio(_ a: Double, _ b: Double) -> Double? { b > 0 ? a / b : nil }
}
