import Flows
import Incidents
import Ingest
import SpatialEngine

extension MonthlyFlowModel {
    /// People on every way and segment.
    func flow(_ network: WayNetwork) throws(JobError) -> DirectionFlow {
        let totals = totals()
        let shares = try shares(network)
        var ways = network.counted.indices.map { way in
            WayFlow(
                corridorID: network.counted[way], isCounted: true,
                persons: inputs.months.indices.map { month in
                    guard isOpen(network, month, way) else { return nil }
                    return totals[month].indices.map {
                        totals[month][$0] * shares.share(month: month, draw: $0, way: way)
                    }
                },
                status: inputs.months.indices.map { countedStatus($0) },
                kilometres: kilometres(network, way))
        }
        for (index, corridor) in network.uncounted.enumerated() {
            ways.append(uncountedWay(corridor, network, way: network.counted.count + index))
        }
        return DirectionFlow(
            direction: direction, counts: counts, totals: totals, ways: ways, network: network,
            segments: segmentFlows(network, ways), effectiveCandidates: shares.effectiveCandidates,
            candidates: shares.candidates)
    }

    /// Ways outside the legs are always open where people were counted or some way is.
    private func isOpen(_ network: WayNetwork, _ month: Int, _ way: Int) -> Bool {
        guard way == network.counted.count - 1 else { return !network.months[month].routes[way].isEmpty }
        return counts[month].persons != nil || network.months[month].routes.contains { !$0.isEmpty }
    }

    /// Estimated where people were counted and a statement on shares is not too far in time.
    private func countedStatus(_ month: Int) -> FlowStatus {
        let isBounded = statements.contains { $0.share != nil && isNear($0, month) }
        return counts[month].persons != nil && isBounded ? .estimated : .unknown
    }

    private func isNear(_ statement: ShareStatement, _ month: Int) -> Bool {
        let ordinal = inputs.months[month].ordinal
        return ordinal >= statement.months.lowerBound.ordinal - settings.reach
            && ordinal <= statement.months.upperBound.ordinal + settings.reach
    }

    private func uncountedWay(_ corridor: String, _ network: WayNetwork, way: Int) -> WayFlow {
        let own = statements.filter { $0.corridorIDs == [corridor] && $0.persons != nil }
        let draws = FlowDraws.uncounted(
            months: inputs.months.count, prior: settings.unknownPersons, memory: settings.memory,
            statements: own.compactMap { statement in
                guard let months = months(of: statement), let persons = statement.persons else { return nil }
                return (months, persons)
            },
            draws: settings.draws, random: random(2).stream(UInt64(way)))
        return WayFlow(
            corridorID: corridor, isCounted: false,
            persons: inputs.months.indices.map { network.months[$0].routes[way].isEmpty ? nil : draws[$0] },
            status: inputs.months.indices.map { month in own.contains { isNear($0, month) } ? .estimated : .unknown },
            kilometres: kilometres(network, way))
    }

    // MARK: - Segments

    /// The share of a way's people who use each segment in a month.
    private func uses(_ network: WayNetwork, _ month: Int, _ way: Int) -> [Int: Double] {
        var uses: [Int: Double] = [:]
        for (item, weight) in zip(network.months[month].routes[way], network.weights(month, way)) {
            for use in item.routes.uses { uses[use.segment, default: 0] += weight * use.share }
        }
        return uses
    }

    private func kilometres(_ network: WayNetwork, _ way: Int) -> [[TravelMode: Double]] {
        inputs.months.indices.map { month in
            var lengths: [TravelMode: Double] = [:]
            for (segment, share) in uses(network, month, way).sorted(by: { $0.key < $1.key }) {
                lengths[segments[segment].leg.mode, default: 0] += share * segments[segment].length.value / 1000
            }
            return lengths
        }
    }

    private func segmentFlows(_ network: WayNetwork, _ ways: [WayFlow]) -> [Int: [StatedFlow?]] {
        let own = segments.indices.filter { segments[$0].direction == direction }
        let free = StatedFlow(
            status: .unknown,
            interval: FlowInterval(
                FlowDraws.stated(settings.unknownPersons, draws: settings.draws, random: random(3))))
        var flows: [Int: [StatedFlow?]] = [:]
        for segment in own { flows[segment] = [StatedFlow?](repeating: nil, count: inputs.months.count) }
        for month in inputs.months.indices {
            let uses = ways.indices.map { self.uses(network, month, $0) }
            for segment in own where network.months[month].legs[segment] {
                let terms = ways.indices.compactMap { way in
                    ways[way].persons[month].flatMap { persons in uses[way][segment].map { (way, persons, $0) } }
                }
                guard let first = terms.first else {
                    flows[segment]?[month] = free
                    continue
                }
                let draws = first.1.indices.map { draw in terms.reduce(0) { $0 + $1.1[draw] * $1.2 } }
                let isBounded = terms.contains { ways[$0.0].status[month] == .estimated }
                flows[segment]?[month] = StatedFlow(
                    status: isBounded ? .estimated : .unknown, interval: FlowInterval(draws))
            }
        }
        return flows
    }

    // MARK: - Forecast

    /// Counted months that are held back.
    private static let heldBack = 6
    /// Counted months without a gap that a fit needs before them.
    private static let fewest = 12
    /// Counted months that a fit looks back on.
    private static let most = 60

    /// The last six counted months as forecast from those before; none where too few follow each other.
    func forecasts() -> [FlowForecast] {
        guard let last = counts.lastIndex(where: { $0.basis == .counted }) else { return [] }
        let first = counts[...last].lastIndex { $0.basis != .counted }.map { $0 + 1 } ?? 0
        let origin = last - Self.heldBack
        guard origin - first + 1 >= Self.fewest else { return [] }
        let seen = counts[max(first, origin - Self.most + 1)...origin].compactMap(\.persons)
        let model = CountForecast(
            after: seen, months: Self.heldBack, draws: settings.draws, random: random(4))
        let naive = CountForecast(
            after: seen, months: Self.heldBack, draws: settings.draws, keepsChange: false, random: random(5))
        return (1...Self.heldBack).compactMap { ahead in
            guard let observed = counts[origin + ahead].persons else { return nil }
            let same = naive.score(ahead - 1, observed: observed)
            return FlowForecast(
                direction: direction, origin: inputs.months[origin], month: inputs.months[origin + ahead],
                ahead: ahead, observed: observed, interval: FlowInterval(model.draws[ahead - 1]),
                score: model.score(ahead - 1, observed: observed), naive: seen[seen.count - 1], naiveScore: same)
        }
    }
}
