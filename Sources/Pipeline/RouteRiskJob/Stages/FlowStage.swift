import Glibc
import Incidents
import Ingest
import SpatialEngine

/// One alternative between an origin and a destination in one season, with its share of the travellers.
struct RouteOption: Sendable {
    /// Indices into the job's segments, in travel order.
    let segments: [Int]
    /// Share of the travellers between its ends, in this season of the window; the shares of a pair add to 1.
    let share: Double
    /// The share's range over all that is uncertain of the flows.
    let shareLow: Double
    let shareHigh: Double
    /// Persons who take it in the counted months of its season inside the window; nil when nobody counts them.
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

/// People on one segment over the counted months of the window.
struct SegmentExposure: Sendable {
    /// Person-trips, the mean of ``draws``.
    let personTrips: Double
    /// What all that is uncertain of the flows makes of them.
    let draws: [Double]
    /// Mean person-trips by month of the analysis.
    let monthly: [Double]
    /// The share of them in months in which all who report did so, months of lost observation counting in part.
    let observedShare: Double
}

/// How many people use each part of the network.
struct NetworkFlows: Sendable {
    let routeSets: [RouteSet]
    /// By segment; nil where no counted flow passes.
    let exposure: [SegmentExposure?]
    /// What the scenario changes; nil without one.
    let change: ScenarioChange?
}

extension RiskJob {
    /// Puts the flows of the months together: routes by pair and season, and people by segment.
    ///
    /// People by segment are those who went there; routes are those of the scenario, where there is one.
    static func gatherFlows(
        _ inputs: JobInputs, over segments: [Segment], _ monthly: MonthlyFlowFindings
    ) throws(JobError) -> NetworkFlows {
        let diverted = try divertedFlows(inputs, over: segments, monthly)
        let supposed: [any RouteUses] = diverted.isEmpty ? monthly.directions : diverted
        return NetworkFlows(
            routeSets: supposed.flatMap { routeSets(inputs, $0) },
            exposure: exposure(inputs, over: segments, monthly),
            change: inputs.settings.scenario == nil
                ? nil : ScenarioChange(inputs, before: monthly.directions, after: diverted))
    }

    /// The routes of every pair in each season of the run.
    private static func routeSets(_ inputs: JobInputs, _ flow: any RouteUses) -> [RouteSet] {
        var sets: [RouteSet] = []
        for pair in flow.pairs.indices {
            for group in inputs.wantedGroups {
                let wanted = inputs.months(ofGroup: group)
                var season = SeasonTally()
                for month in inputs.months.indices where wanted.contains(inputs.months[month].month) {
                    for use in flow.uses(ofPair: pair, month: month) { season.add(use) }
                }
                let options = season.options
                if !options.isEmpty {
                    sets.append(RouteSet(pair: flow.pairs[pair], monthGroup: group, options: options))
                }
            }
        }
        return sets
    }

    /// The counted people on each segment over all months.
    private static func exposure(
        _ inputs: JobInputs, over segments: [Segment], _ monthly: MonthlyFlowFindings
    ) -> [SegmentExposure?] {
        var tallies = [ExposureTally](repeating: ExposureTally(), count: segments.count)
        let losses = ObservationLosses(inputs)
        for flow in monthly.directions {
            for pair in flow.pairs.indices {
                for month in inputs.months.indices {
                    for use in flow.uses(ofPair: pair, month: month) where use.isCounted {
                        for index in use.route.segments {
                            let observed = losses.factor(segments[index].leg.corridorID, inputs.months[month])
                            tallies[index].add(use.persons, month: month, of: inputs.months.count, observed: observed)
                        }
                    }
                }
            }
        }
        return tallies.map(\.exposure)
    }
}

/// The part of what happened that was reported in months without some of the observers.
private struct ObservationLosses {
    private let losses: [(corridorIDs: [String], months: ClosedRange<YearMonth>)]
    private let share: Double

    init(_ inputs: JobInputs) {
        // A pack that does not name it gets the value of the embedded one.
        share = inputs.optionalParameter("observation_loss_factor") ?? 0.5
        losses = inputs.pack.measures.filter { $0.type == "observation_loss" && $0.start <= inputs.lastDay }.map {
            ($0.corridorIDs, $0.start.yearMonth...max($0.start, $0.end ?? inputs.lastDay).yearMonth)
        }
    }

    func factor(_ corridorID: String, _ month: YearMonth) -> Double {
        losses.contains { $0.months.contains(month) && $0.corridorIDs.contains(corridorID) } ? share : 1
    }
}

/// Who can tell the routes of a direction with the people on them.
protocol RouteUses: Sendable {
    var pairs: [ODPair] { get }

    /// The routes of a pair in a month of the analysis.
    func uses(ofPair pair: Int, month: Int) -> [RouteUse]
}

/// People on one route in one month, draw by draw.
struct RouteUse: Sendable {
    let route: CorridorRoute
    let persons: [Double]
    /// Whether somebody counted them.
    let isCounted: Bool
}

extension DirectionFlow: RouteUses {
    var pairs: [ODPair] { network.pairs }

    func uses(ofPair pair: Int, month: Int) -> [RouteUse] {
        ways.indices.flatMap { way -> [RouteUse] in
            let takers = network.months[month].routes[way]
            guard let position = takers.firstIndex(where: { $0.pair == pair }), let people = ways[way].persons[month]
            else { return [] }
            let weight = network.weights(month, way)[position]
            return takers[position].routes.routes.map { route in
                RouteUse(
                    route: route, persons: people.map { $0 * weight * route.share },
                    isCounted: ways[way].isCounted && counts[month].persons != nil)
            }
        }
    }
}

/// Person-trips gathered month by month.
private struct ExposureTally {
    private var draws: [Double] = []
    private var monthly: [Double] = []
    private var observed = 0.0

    mutating func add(_ persons: [Double], month: Int, of months: Int, observed share: Double) {
        if draws.isEmpty {
            draws = [Double](repeating: 0, count: persons.count)
            monthly = [Double](repeating: 0, count: months)
        }
        monthly[month] += mean(persons)
        for draw in persons.indices { draws[draw] += persons[draw] }
        observed += share * mean(persons)
    }

    /// nil where nobody passes in any draw.
    var exposure: SegmentExposure? {
        let all = mean(draws)
        guard all > 0 else { return nil }
        // A draw without anybody would make rates without bound.
        return SegmentExposure(
            personTrips: all, draws: draws.map { max($0, all * 1e-9) }, monthly: monthly,
            observedShare: min(1, observed / all))
    }
}

/// One pair's routes over the months of a season.
private struct SeasonTally {
    private struct Sum {
        var route: CorridorRoute
        var persons: [Double]
    }

    /// Routes whose people were counted, and the others, by their segments.
    private var counted: [[Int]: Sum] = [:]
    private var others: [[Int]: Sum] = [:]

    mutating func add(_ use: RouteUse) {
        func join(_ sums: inout [[Int]: Sum]) {
            var sum = sums[use.route.segments] ?? Sum(route: use.route, persons: use.persons.map { _ in 0 })
            for draw in sum.persons.indices { sum.persons[draw] += use.persons[draw] }
            sums[use.route.segments] = sum
        }
        if use.isCounted { join(&counted) } else { join(&others) }
    }

    /// Largest share first; ties by segment order.
    ///
    /// Months that nobody counted tell nothing where others were counted.
    var options: [RouteOption] {
        let sums = (counted.isEmpty ? others : counted).values.sorted {
            $0.route.segments.lexicographicallyPrecedes($1.route.segments)
        }
        guard let first = sums.first else { return [] }
        let totals = first.persons.indices.map { draw in sums.reduce(0) { $0 + $1.persons[draw] } }
        let all = totals.reduce(0, +)
        guard all > 0 else { return [] }
        let options = sums.map { sum in
            let share = sum.persons.reduce(0, +) / all
            let range = FlowInterval(totals.indices.map { totals[$0] > 0 ? sum.persons[$0] / totals[$0] : share })
            return RouteOption(
                segments: sum.route.segments, share: share, shareLow: min(share, range.low90),
                shareHigh: max(share, range.high90), persons: counted.isEmpty ? nil : mean(sum.persons),
                seconds: sum.route.seconds, costSeconds: sum.route.costSeconds)
        }
        return options.sorted { a, b in
            a.share != b.share ? a.share > b.share : a.segments.lexicographicallyPrecedes(b.segments)
        }
    }
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
