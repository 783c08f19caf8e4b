import Flows
import Glibc
import Incidents
import Ingest
import SpatialEngine

/// Closures of trails that follow each other within a month.
struct ClosureEpisode: Sendable {
    let measures: [Measure]
    /// The month of the first.
    let start: YearMonth
    /// Corridors that they name, sorted.
    let corridorIDs: [String]
}

/// What the model of path choice, fed with nothing later than the month before, expected of some closures, beside what sources
/// say of the months after.
struct ClosureForecast: Sendable {
    let episode: ClosureEpisode
    let direction: TravelDirection
    let ways: [ClosureWay]
    /// Persons of 1,000 who would stay away.
    let stayAway: FlowInterval
}

/// One way in a ``ClosureForecast``.
struct ClosureWay: Sendable {
    let corridorID: String
    let isClosed: Bool
    /// Share of those who travel, in the month before.
    let before: FlowInterval
    /// The same as predicted for the months after.
    let predicted: FlowInterval
    /// Persons gained of 1,000 who travelled before.
    let gained: FlowInterval
    let probabilityGains: Double
    /// Probability that no other way gains as many.
    let probabilityReceives: Double
    /// Share that all sources together give for the six months from the closures on, which the prediction did not see.
    let later: FlowInterval?
    let reported: ReportedShift
}

/// Which way a corridor's share went, by statements of sources before and after.
enum ReportedShift: String, Sendable {
    case up, down
    /// Statements go both ways.
    case contradictory
    /// No statement before or none after.
    case none

    /// - Parameter statements: Of one corridor alone, with shares.
    init(_ statements: [ShareStatement], at start: YearMonth) {
        let before = statements.filter { $0.months.contains(YearMonth(ordinal: start.ordinal - 1)) }.compactMap(
            \.middleShare)
        let after = statements.filter {
            $0.months.lowerBound >= start && $0.months.lowerBound.ordinal <= start.ordinal + 2
        }
        .compactMap(\.middleShare)
        guard let first = before.max(), let least = before.min(), !after.isEmpty else {
            self = .none
            return
        }
        let (rises, falls) = (after.contains { $0 > first }, after.contains { $0 < least })
        self = rises == falls ? .contradictory : rises ? .up : .down
    }
}

extension ShareStatement {
    fileprivate var middleShare: Double? { share.map { ($0.lowerBound + $0.upperBound) / 2 } }
}

extension RiskJob {
    /// What each series of trail closures was expected to do to the ways, from what was known before it.
    static func forecastClosures(
        _ inputs: JobInputs, over segments: [Segment], _ flows: MonthlyFlowFindings
    ) throws(JobError) -> [ClosureForecast] {
        var forecasts: [ClosureForecast] = []
        for episode in closureEpisodes(inputs) {
            for flow in flows.directions {
                guard let month = inputs.months.firstIndex(of: episode.start), month >= 1,
                    flow.counts[month - 1].persons != nil,
                    let forecast = try forecast(episode, inputs, segments, flow, month: month)
                else { continue }
                forecasts.append(forecast)
            }
        }
        return forecasts
    }

    static func closureEpisodes(_ inputs: JobInputs) -> [ClosureEpisode] {
        let closures = inputs.pack.measures.filter {
            $0.type == "trail_closure" && $0.start >= inputs.firstDay && $0.start <= inputs.lastDay
        }.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
        var groups: [[Measure]] = []
        for measure in closures {
            if let last = groups.last?.last, measure.start.daysSince1970 - last.start.daysSince1970 <= 31 {
                groups[groups.count - 1].append(measure)
            } else {
                groups.append([measure])
            }
        }
        return groups.map { measures in
            ClosureEpisode(
                measures: measures, start: measures[0].start.yearMonth,
                corridorIDs: Set(measures.flatMap(\.corridorIDs)).sorted())
        }
    }

    private static func forecast(
        _ episode: ClosureEpisode, _ inputs: JobInputs, _ segments: [Segment], _ flow: DirectionFlow, month: Int
    ) throws(JobError) -> ClosureForecast? {
        var past = inputs
        past.months = Array(inputs.months[..<month])
        let settings = try MonthlyFlowSettings(past)
        let model = MonthlyFlowModel(past, settings, flow.direction, segments, before: episode.start)
        let network = try model.network(try RouteModel(past, segments))
        let last = month - 1
        let open = network.counted.indices.filter { !network.months[last].routes[$0].isEmpty }
        let closed = Set(open.filter { episode.corridorIDs.contains(network.counted[$0]) })
        guard !closed.isEmpty, closed.count < open.count else { return nil }
        let shares = try model.shares(network)
        let draws = try ClosureDraws(
            shares: open.map { way in (0..<settings.draws).map { shares.share(month: last, draw: $0, way: way) } },
            costs: open.map { model.cost(network, last, $0) }, isClosed: open.map(closed.contains), settings: settings,
            inputs: past)
        let after = month..<min(inputs.months.count, month + 6)
        let ways = open.indices.map { index in
            let corridor = network.counted[open[index]]
            return draws.way(
                index, corridorID: corridor, later: later(corridor, flow, after),
                reported: ReportedShift(
                    inputs.pack.shareStatements.filter {
                        $0.direction == flow.direction && $0.corridorIDs == [corridor]
                    }, at: episode.start))
        }
        return ClosureForecast(
            episode: episode, direction: flow.direction, ways: ways, stayAway: FlowInterval(draws.stayAway))
    }

    /// A way's share of all who were counted in some months, by all that is known now.
    private static func later(_ corridor: String, _ flow: DirectionFlow, _ months: Range<Int>) -> FlowInterval? {
        let known = months.filter { flow.counts[$0].persons != nil }
        guard !known.isEmpty else { return nil }
        let persons = known.map { flow.persons(on: [corridor], month: $0) }
        return FlowInterval(
            flow.totals[known[0]].indices.map { draw in
                let all = known.reduce(0) { $0 + flow.totals[$1][draw] }
                let own = persons.reduce(0) { $0 + ($1?[draw] ?? 0) }
                return all > 0 ? own / all : 0
            })
    }
}

/// Shares of the open ways before and after a closure, draw by draw.
///
/// A closed way keeps the share of its passages that stay open; who cannot pass chooses among the others, or stays away, in
/// proportion to their weights (multinomial logit).
private struct ClosureDraws {
    private var before: [[Double]]
    private var after: [[Double]]
    private var gained: [[Double]]
    private(set) var stayAway: [Double] = []
    private let isClosed: [Bool]

    init(
        shares: [[Double]], costs: [Double?], isClosed: [Bool], settings: MonthlyFlowSettings, inputs: JobInputs
    ) throws(JobError) {
        self.isClosed = isClosed
        let outside = try inputs.parameter("outside_cost_hours")
        let stated = inputs.pack.settings.parameters.first { $0.name == "closure_passability" }
        // Six of seven passages were reported shut; a pack that says nothing gets the embedded one's figures.
        let passability = (low: stated?.low ?? 0.05, high: stated?.high ?? 0.5)
        let known = costs.indices.filter { costs[$0] != nil }
        let best = known.min { (costs[$0] ?? 0) < (costs[$1] ?? 0) } ?? 0
        let extra = max(0, outside - (costs[best] ?? outside))
        let empty = [[Double]](repeating: [], count: shares.count)
        (before, after, gained) = (empty, empty, empty)
        for draw in 0..<settings.draws {
            var random = inputs.random(.closures).stream(UInt64(draw))
            let theta = random.next(logBetween: settings.theta.lowerBound, settings.theta.upperBound)
            let open = random.next(logBetween: passability.low, passability.high)
            let own = shares.map { $0[draw] }
            let all = own.reduce(0, +)
            guard all > 0 else { continue }
            let weights = own.indices.map { own[$0] / all * (isClosed[$0] ? open : 1) }
            let away = own[best] / all * exp(-theta * extra)
            let left = weights.reduce(0, +)
            for way in own.indices {
                before[way].append(own[way] / all)
                after[way].append(weights[way] / left)
                gained[way].append(1_000 * (weights[way] / (left + away) * (1 + away) - own[way] / all))
            }
            stayAway.append(1_000 * (away / (left + away) * (1 + away) - away))
        }
    }

    func way(_ index: Int, corridorID: String, later: FlowInterval?, reported: ReportedShift) -> ClosureWay {
        let count = Double(max(1, gained[index].count))
        let receives = gained[index].indices.count { draw in
            gained[index][draw] > 0
                && gained.indices.allSatisfy { $0 == index || gained[$0][draw] < gained[index][draw] }
        }
        return ClosureWay(
            corridorID: corridorID, isClosed: isClosed[index], before: FlowInterval(before[index]),
            predicted: FlowInterval(after[index]), gained: FlowInterval(gained[index]),
            probabilityGains: Double(gained[index].count { $0 > 0 }) / count,
            probabilityReceives: Double(receives) / count, later: later, reported: reported)
    }
}
