import Flows
import Incidents
import Ingest

/// Middle and intervals of the draws of a figure.
struct FlowInterval: Hashable, Sendable {
    let median: Double
    let low50: Double
    let high50: Double
    let low90: Double
    let high90: Double

    /// - Precondition: At least one draw.
    init(_ draws: [Double]) {
        let sorted = draws.sorted()
        func quantile(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1)
            let low = min(Int(place), sorted.count - 1)
            let high = min(low + 1, sorted.count - 1)
            return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
        }
        (median, low50, high50) = (quantile(0.5), quantile(0.25), quantile(0.75))
        (low90, high90) = (quantile(0.05), quantile(0.95))
    }

    var figures: [Double] { [median, low50, high50, low90, high90] }
}

/// Whether a source bounds a flow.
enum FlowStatus: String, Sendable {
    case estimated
    /// No source bounds it: the interval is what we state, never zero.
    case unknown
}

/// A flow with how it is known.
struct StatedFlow: Hashable, Sendable {
    let status: FlowStatus
    let interval: FlowInterval
}

/// The people of one direction on one way, month by month.
struct WayFlow: Sendable {
    /// `unlocated` for ways that are not in the legs.
    let corridorID: String
    /// Whether its people are within the counts.
    let isCounted: Bool
    /// Draws by month; nil where the way is closed.
    let persons: [[Double]?]
    let status: [FlowStatus]
    /// Kilometres that a person goes by foot, river, sea and road, by month.
    let kilometres: [[TravelMode: Double]]
}

/// One direction by month.
struct DirectionFlow: Sendable {
    let direction: TravelDirection
    /// What the sources count.
    let counts: [MonthlyCount]
    /// Draws of the people counted, by month.
    let totals: [[Double]]
    let ways: [WayFlow]
    /// The routes of each way, in the order of ``ways``.
    let network: WayNetwork
    /// By segment of the job, by month; nil where the leg is not in use.
    let segments: [Int: [StatedFlow?]]
    /// How many independent draws the candidates of the share model were worth, and how many there were.
    let effectiveCandidates: Double
    let candidates: Int

    /// All draws of the share of the counted people who take some corridors in a month; nil where all are closed.
    func share(of corridorIDs: [String], month: Int) -> [Double]? {
        let taken = ways.filter { $0.isCounted && corridorIDs.contains($0.corridorID) }.compactMap { $0.persons[month] }
        guard !taken.isEmpty else { return nil }
        return totals[month].indices.map { draw in
            totals[month][draw] > 0 ? taken.reduce(0) { $0 + $1[draw] } / totals[month][draw] : 0
        }
    }

    /// All draws of the people on some corridors in a month; nil where all are closed.
    func persons(on corridorIDs: [String], month: Int) -> [Double]? {
        let taken = ways.filter { corridorIDs.contains($0.corridorID) }.compactMap { $0.persons[month] }
        guard let first = taken.first else { return nil }
        return first.indices.map { draw in taken.reduce(0) { $0 + $1[draw] } }
    }
}

/// Flow by month in all directions of the run.
struct MonthlyFlowFindings: Sendable {
    let months: [YearMonth]
    let directions: [DirectionFlow]
    let forecasts: [FlowForecast]
}

/// A count that was held back, forecast from those before.
struct FlowForecast: Sendable {
    let direction: TravelDirection
    let origin: YearMonth
    let month: YearMonth
    let ahead: Int
    let observed: Double
    let interval: FlowInterval
    let score: ForecastScore
    /// The last count before.
    let naive: Double
    /// The same as last month, with the scatter of past changes.
    let naiveScore: ForecastScore
}
