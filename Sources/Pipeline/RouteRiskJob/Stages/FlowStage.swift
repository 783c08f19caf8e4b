import Glibc
import Incidents
import Ingest
import Network
import SpatialEngine

/// One alternative between an origin and a destination in one season, with its share of the travellers.
struct RouteOption: Sendable {
    /// Indices into the job's segments, in travel order.
    let segments: [Int]
    /// Share of the travellers between its ends, in this season of the window; the shares of a pair add to 1.
    let share: Double
    /// The share's range over the sensitivity of choice.
    let shareLow: Double
    let shareHigh: Double
    /// Persons who take it in the months of its season inside the window; nil when nobody counts them.
    let persons: Double?
    /// Travel time and, with the corridors' penalties, the cost that travellers weigh.
    let seconds: Double
    let costSeconds: Double
}

/// The alternatives of one origin–destination pair in one season.
struct RouteSet: Sendable {
    let pair: ODPair
    let monthGroup: Int
    /// Largest share first.
    let options: [RouteOption]
}

/// How many people use each part of the network.
struct NetworkFlows: Sendable {
    let routeSets: [RouteSet]
    /// Person-trips on each segment within the window; nil where no counted flow passes.
    let exposure: [Double?]
    /// The range of ``exposure`` over the counts' and the shares' ranges.
    let exposureLow: [Double?]
    let exposureHigh: [Double?]
    /// Standard deviation of the logarithm of the counts themselves, which all segments share.
    let countLogSD: Double
}

extension RiskJob {
    /// Spreads the monthly crossings over the alternatives that are in use in each month.
    static func spreadFlows(_ inputs: JobInputs, over segments: [Segment]) throws(JobError) -> NetworkFlows {
        let model = try RouteModel(inputs, segments)
        var tallies = FlowTallies(segments: segments.count)
        var routeSets: [RouteSet] = []
        for pair in inputs.pack.settings.odPairs where inputs.settings.directions.contains(pair.direction) {
            let counts = inputs.monthlyPersons(of: pair)
            for group in inputs.pack.settings.monthGroups.indices {
                let members = inputs.pack.settings.monthGroups[group].months
                let months = inputs.months.filter { members.contains($0.month) }
                var season = SeasonTally()
                for run in model.runs(of: months, pair: pair) {
                    let routes = try model.routes(for: pair, legsInUse: run.legs, monthGroup: group)
                    for month in run.months { season.add(routes, persons: counts[month], to: &tallies) }
                }
                let options = season.options
                if !options.isEmpty { routeSets.append(RouteSet(pair: pair, monthGroup: group, options: options)) }
            }
        }
        return NetworkFlows(
            routeSets: routeSets, exposure: tallies.typical, exposureLow: tallies.low, exposureHigh: tallies.high,
            countLogSD: countLogSD(inputs))
    }

    /// The range of all counts together, read as the middle 90 % of a log-normal number.
    private static func countLogSD(_ inputs: JobInputs) -> Double {
        let counts = inputs.settings.directions.flatMap { inputs.crossings[$0]?.months ?? [] }
        return logSD(
            low: counts.reduce(0) { $0 + ($1.low ?? 0) }, high: counts.reduce(0) { $0 + ($1.high ?? 0) })
    }

    /// The standard deviation of the logarithm of a number whose middle 90 % is `low` to `high`; 0 without a range.
    static func logSD(low: Double, high: Double) -> Double {
        low > 0 && high > low ? log(high / low) / (2 * 1.6449) : 0
    }
}

/// Persons with the range of what is known about them.
struct PersonRange: Sendable {
    var low: Double
    var typical: Double
    var high: Double
}

/// Person-trips gathered segment by segment.
private struct FlowTallies {
    private(set) var typical: [Double?]
    private(set) var low: [Double?]
    private(set) var high: [Double?]

    init(segments: Int) {
        typical = [Double?](repeating: nil, count: segments)
        (low, high) = (typical, typical)
    }

    mutating func add(_ persons: PersonRange, by option: WeighedRoute) {
        for segment in option.segments {
            typical[segment] = (typical[segment] ?? 0) + persons.typical * option.share
            low[segment] = (low[segment] ?? 0) + persons.low * option.shareLow
            high[segment] = (high[segment] ?? 0) + persons.high * option.shareHigh
        }
    }
}

/// One pair's routes over the months of a season: each month counts by its travellers, or evenly when nobody counts them.
private struct SeasonTally {
    private struct Sum {
        var route: WeighedRoute
        var weight = 0.0
        var low = 0.0
        var high = 0.0
        var persons: Double?
    }

    private var counted = 0.0
    private var monthly: [(routes: [WeighedRoute], persons: Double?)] = []

    mutating func add(_ routes: [WeighedRoute], persons: PersonRange?, to tallies: inout FlowTallies) {
        monthly.append((routes, persons?.typical))
        counted += persons?.typical ?? 0
        guard let persons else { return }
        for route in routes { tallies.add(persons, by: route) }
    }

    /// Largest share first; ties by segment order.
    var options: [RouteOption] {
        var sums: [[Int]: Sum] = [:]
        var order: [[Int]] = []
        var total = 0.0
        for (routes, persons) in monthly where !routes.isEmpty {
            let weight = counted > 0 ? persons ?? 0 : 1
            total += weight
            for route in routes {
                if sums[route.segments] == nil { order.append(route.segments) }
                var sum = sums[route.segments] ?? Sum(route: route)
                sum.weight += weight * route.share
                sum.low += weight * route.shareLow
                sum.high += weight * route.shareHigh
                if let persons { sum.persons = (sum.persons ?? 0) + persons * route.share }
                sums[route.segments] = sum
            }
        }
        guard total > 0 else { return [] }
        let options = order.compactMap { sums[$0] }.map { sum in
            let share = sum.weight / total
            return RouteOption(
                segments: sum.route.segments, share: share, shareLow: min(share, sum.low / total),
                shareHigh: max(share, sum.high / total), persons: sum.persons, seconds: sum.route.seconds,
                costSeconds: sum.route.costSeconds)
        }
        return options.sorted { a, b in
            a.share != b.share ? a.share > b.share : a.segments.lexicographicallyPrecedes(b.segments)
        }
    }
}
