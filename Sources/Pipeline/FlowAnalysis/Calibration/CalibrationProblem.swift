internal import Flows
internal import SpatialEngine
internal import SpatialFormats

/// Network, demand and counts as the method takes them, with the names to write beside the answers.
struct CalibrationProblem: Sendable {
    /// A pair with more simple routes than this needs `--k`.
    static let routeLimit = 10_000

    let links: LinkTable
    let demand: PeriodDemandTable
    let counts: CountTable
    /// All periods of the demand, sorted as texts.
    let periods: [String]
    let model: FlowCalibration
    /// Number in `counts.entries` of each count of the model.
    let usedCounts: [Int]

    init(
        links: LinkTable, demand: PeriodDemandTable, counts: CountTable, theta: CountCalibration.Theta, size: Double,
        routeCount: Int?
    ) throws {
        self.links = links
        self.demand = demand
        self.counts = counts
        let periods = Set(demand.entries.map(\.period)).sorted()
        self.periods = periods
        let numbers = Dictionary(uniqueKeysWithValues: periods.enumerated().map { ($1, $0) })
        let ends = Set(demand.entries.map { [$0.from, $0.to] }).sorted { $0.lexicographicallyPrecedes($1) }
        let pairs = Dictionary(uniqueKeysWithValues: ends.enumerated().map { ($1, $0) })
        let graph = try links.graph(weight: .cost)
        let routes = try ends.map { try links.routes(from: $0[0], to: $0[1], in: graph, count: routeCount) }
        usedCounts = counts.entries.indices.filter {
            counts.entries[$0].quality.isUsed && numbers[counts.entries[$0].period] != nil
        }
        model = FlowCalibration(
            routes: routes,
            demand: demand.entries.map {
                .init(pair: pairs[[$0.from, $0.to]] ?? 0, period: numbers[$0.period] ?? 0, prior: $0.prior)
            },
            counts: usedCounts.map {
                let count = counts.entries[$0]
                return .init(link: count.link, period: numbers[count.period] ?? 0, persons: count.persons)
            },
            sensitivity: theta.sensitivity, size: size)
    }

    /// Counts to be used that no route of any demand of their period explains, by their number in `counts.entries`.
    var unexplained: [Int] {
        let explained = Set(zip(usedCounts, model.isExplained).filter(\.1).map(\.0))
        return counts.entries.indices.filter { counts.entries[$0].quality.isUsed && !explained.contains($0) }
    }

    /// Demands without any route.
    var disconnected: [PeriodDemandTable.Entry] {
        zip(demand.entries, model.demand).filter { !model.routes[$0.1.pair].isConnected }.map(\.0)
    }
}

extension CountCalibration.Theta {
    fileprivate var sensitivity: FlowCalibration.Sensitivity {
        switch self {
        case .fixed(let theta): .fixed(theta)
        case .prior(let median, let deviation): .believed(LogNormal(median: median, logDeviation: deviation))
        }
    }
}

extension LinkTable {
    /// The simple routes of a pair, or the cheapest of them.
    fileprivate func routes(from start: Int, to end: Int, in graph: RoutingGraph, count: Int?) throws -> PairRoutes {
        var paths = graph.looplessPaths(from: start, to: end)
        var found: [RoutePath] = []
        while found.count < count ?? .max, let path = paths.next() {
            found.append(path)
            if count == nil && found.count > CalibrationProblem.routeLimit {
                throw RequestError(
                    .badData,
                    "\(self.path): from \(placeIDs[start]) to \(placeIDs[end]) there are more than "
                        + "\(CalibrationProblem.routeLimit) simple routes; name --k to use the cheapest of them")
            }
        }
        return PairRoutes(found)
    }
}
