import Flows
import Glibc
import Incidents
import Ingest
import SpatialEngine

extension RiskJob {
    /// The corridor of people whose way is not in the legs.
    static let unlistedWay = "unlocated"

    /// The standard deviation of the logarithm of a number whose middle 90 % is `low` to `high`; 0 without a range.
    static func logSD(low: Double, high: Double) -> Double {
        low > 0 && high > low ? log(high / low) / (2 * 1.6449) : 0
    }

    /// People on each way and segment, month by month, from counts and from what sources say of the corridors.
    static func estimateMonthlyFlows(
        _ inputs: JobInputs, over segments: [Segment]
    ) throws(JobError) -> MonthlyFlowFindings {
        let model = try RouteModel(inputs, segments)
        let settings = try MonthlyFlowSettings(inputs)
        var directions: [DirectionFlow] = []
        var forecasts: [FlowForecast] = []
        for direction in inputs.settings.directions {
            let stage = MonthlyFlowModel(inputs, settings, direction, segments)
            directions.append(try stage.flow(try stage.network(model)))
            forecasts += stage.forecasts()
        }
        return MonthlyFlowFindings(months: inputs.months, directions: directions, forecasts: forecasts)
    }
}

/// The ways of one direction in one month.
struct WayMonth: Sendable {
    /// For each way the routes of the pairs that can take it, by index of pair; empty where it is closed.
    let routes: [[(pair: Int, routes: CorridorRoutes)]]
    /// Whether every counted pair has a way.
    let isComplete: Bool
    /// Whether each segment is in use.
    let legs: [Bool]
}

/// The ways of one direction over all months.
struct WayNetwork: Sendable {
    /// Corridors whose people are within the counts, in order of their ids; the last is ``RiskJob/unlistedWay``.
    let counted: [String]
    /// Corridors whose people nobody counts.
    let uncounted: [String]
    let pairs: [ODPair]
    let months: [WayMonth]

    /// How the people of a way come from the pairs that can take it: shares that add to 1, in the order of its routes.
    func weights(_ month: Int, _ way: Int) -> [Double] {
        let shares = months[month].routes[way].map { pairs[$0.pair].share?.typical ?? 1 }
        let sum = shares.reduce(0, +)
        return shares.map { sum > 0 ? $0 / sum : 0 }
    }
}

/// Flow by month in one direction.
struct MonthlyFlowModel {
    let inputs: JobInputs
    let settings: MonthlyFlowSettings
    let direction: TravelDirection
    let segments: [Segment]
    let counts: [MonthlyCount]
    let statements: [ShareStatement]

    /// - Parameter written: What was said of months before this one alone counts; nil for all that was said.
    init(
        _ inputs: JobInputs, _ settings: MonthlyFlowSettings, _ direction: TravelDirection, _ segments: [Segment],
        before written: YearMonth? = nil
    ) {
        (self.inputs, self.settings, self.direction, self.segments) = (inputs, settings, direction, segments)
        counts = inputs.months.map { month in
            inputs.crossings[direction]?[month]
                ?? .unknown(month)
        }
        statements = inputs.pack.shareStatements.filter { statement in
            statement.direction == direction && written.map { statement.months.lowerBound < $0 } ?? true
        }
    }

    func random(_ part: UInt64) -> SplitMix64 {
        inputs.random(.monthlyFlows).stream(direction == .north ? 0 : 1).stream(part)
    }

    /// The months of the run that a statement speaks of, as indices; nil when there are none.
    func months(of statement: ShareStatement) -> Range<Int>? {
        let first = max(0, statement.months.lowerBound.ordinal - inputs.months[0].ordinal)
        let last = min(inputs.months.count - 1, statement.months.upperBound.ordinal - inputs.months[0].ordinal)
        return first <= last ? first..<(last + 1) : nil
    }

    // MARK: - Network

    /// Which ways there are in each month.
    ///
    /// Pairs without a count of their own share what the counted pairs of their direction leave; where these leave nothing
    /// they lie outside the count.
    func network(_ model: RouteModel) throws(JobError) -> WayNetwork {
        let pairs = inputs.pack.settings.odPairs.filter { $0.direction == direction }
        let taken = pairs.reduce(0) { $0 + ($1.share?.typical ?? 0) }
        let sharesCount = pairs.map { $0.share != nil || taken < 0.999 }
        var found: [[[CorridorRoutes]]] = []
        for pair in pairs { found.append(try monthlyRoutes(of: pair, model)) }
        func corridors(_ isCounted: Bool) -> Set<String> {
            Set(pairs.indices.filter { sharesCount[$0] == isCounted }.flatMap { found[$0].joined().map(\.corridorID) })
        }
        let counted = corridors(true).sorted() + [RiskJob.unlistedWay]
        let uncounted = corridors(false).subtracting(counted).sorted()
        let months = inputs.months.indices.map { month in
            let routes = (counted + uncounted).enumerated().map { index, corridor in
                pairs.indices.filter { sharesCount[$0] == (index < counted.count) }.compactMap { pair in
                    found[pair][month].first { $0.corridorID == corridor }.map { (pair: pair, routes: $0) }
                }
            }
            return WayMonth(
                routes: routes,
                isComplete: pairs.indices.allSatisfy { pairs[$0].share == nil || !found[$0][month].isEmpty },
                legs: model.legsInUse(in: inputs.months[month], direction))
        }
        return WayNetwork(counted: counted, uncounted: uncounted, pairs: pairs, months: months)
    }

    /// The corridors of a pair in each month; months with the same legs in the same season have the same.
    private func monthlyRoutes(of pair: ODPair, _ model: RouteModel) throws(JobError) -> [[CorridorRoutes]] {
        let groups = inputs.pack.settings.monthGroups
        var known: [(group: Int, legs: [Bool], routes: [CorridorRoutes])] = []
        var result: [[CorridorRoutes]] = []
        for month in inputs.months {
            guard let group = groups.firstIndex(where: { $0.months.contains(month.month) }) else {
                result.append([])
                continue
            }
            let legs = model.legsInUse(in: month, direction)
            if let same = known.first(where: { $0.group == group && $0.legs == legs }) {
                result.append(same.routes)
            } else {
                let routes = try model.corridors(for: pair, legsInUse: legs, monthGroup: group)
                known.append((group, legs, routes))
                result.append(routes)
            }
        }
        return result
    }

    // MARK: - Totals and shares

    /// Draws of the people of each month within the counts.
    func totals() -> [[Double]] {
        counts.indices.map { month in
            let count = counts[month]
            let random = random(0).stream(UInt64(month))
            guard let persons = count.persons else {
                return FlowDraws.stated(settings.unknownPersons, draws: settings.draws, random: random)
            }
            let scatter = 1 / (count.basis == .counted ? settings.countedSize : settings.estimatedSize)
            let range = RiskJob.logSD(low: count.low ?? persons, high: count.high ?? persons)
            return FlowDraws.counted(
                persons, size: 1 / (scatter + range * range), draws: settings.draws, random: random)
        }
    }

    /// Draws of the shares of the counted ways.
    func shares(_ network: WayNetwork) throws(JobError) -> CorridorShareDraws {
        let ways = network.counted
        let months = inputs.months.indices.map { month in
            let compared = ways.indices.map { cost(network, month, $0) }
            let least = compared.compactMap(\.self).min() ?? 0
            let costs = ways.indices.map { way in
                network.months[month].routes[way].isEmpty ? nil : compared[way] ?? least
            }
            let breaks = ways.map { isBroken($0, inputs.months[month]) }
            let last = ways.count - 1
            return CorridorShareModel.Month(
                // People on unlisted ways bear the cost of the best listed one; their constant makes them few where all
                // pairs have a listed way.
                costs: costs.indices.map { $0 == last ? least : costs[$0] },
                offsets: costs.indices.map {
                    $0 == last && network.months[month].isComplete ? settings.unlistedLogit : 0
                },
                steps: ways.indices.map { $0 == last ? 0.02 : breaks[$0] ? settings.breakStep : settings.walk })
        }
        let model = CorridorShareModel(
            months: months, statements: shareStatements(network), theta: settings.theta,
            levelDeviation: settings.level)
        guard let draws = model.draw(settings.draws, random: random(1)) else {
            throw .method(
                stage: JobStage.flows.rawValue,
                problem: "the shares of corridors \(direction.rawValue) cannot be fitted; look at share_statements.csv")
        }
        return draws
    }

    /// Least cost of a way, over the counted pairs that can take it; nil where there are none.
    ///
    /// Journeys of other pairs begin and end elsewhere, so that their costs cannot be compared.
    func cost(_ network: WayNetwork, _ month: Int, _ way: Int) -> Double? {
        let routes = network.months[month].routes[way].filter { network.pairs[$0.pair].share != nil }
        let weights = routes.map { network.pairs[$0.pair].share?.typical ?? 0 }
        let sum = weights.reduce(0, +)
        guard sum > 0 else { return nil }
        return zip(routes, weights).reduce(0) { $0 + $1.0.routes.costHours * $1.1 } / sum
    }

    /// Whether a measure that closes trails or a change of control concerns a corridor in a month.
    private func isBroken(_ corridor: String, _ month: YearMonth) -> Bool {
        inputs.pack.measures.contains {
            ["trail_closure", "control_event"].contains($0.type) && $0.corridorIDs.contains(corridor)
                && $0.start.yearMonth == month
        }
    }

    private func shareStatements(_ network: WayNetwork) -> [CorridorShareModel.Statement] {
        statements.compactMap { statement in
            let ways = network.counted.indices.filter { statement.corridorIDs.contains(network.counted[$0]) }
            guard !ways.isEmpty, let period = months(of: statement), let share = share(of: statement, period) else {
                return nil
            }
            return CorridorShareModel.Statement(months: period, ways: ways, share: share)
        }
    }

    /// The share that a statement gives, or that its persons make of those counted.
    private func share(of statement: ShareStatement, _ months: Range<Int>) -> ClosedRange<Double>? {
        if let share = statement.share { return share }
        let people = months.compactMap { counts[$0].persons }
        guard let persons = statement.persons, people.count == months.count else { return nil }
        let mean = people.reduce(0, +) / Double(people.count)
        guard mean > 0 else { return nil }
        let low = min(0.98, max(0.0005, persons.lowerBound / mean))
        return low...min(0.999, max(low * 1.01, persons.upperBound / mean))
    }
}
