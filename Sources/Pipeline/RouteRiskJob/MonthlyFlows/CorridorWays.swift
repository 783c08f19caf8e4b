import Flows
import Incidents
import Ingest
import SpatialEngine

/// One route through a corridor.
struct CorridorRoute: Sendable {
    /// Indices into the job's segments, in travel order.
    let segments: [Int]
    /// Share of the corridor's travellers.
    let share: Double
    let seconds: Double
    /// Seconds with penalties.
    let costSeconds: Double
}

/// The routes of one pair of places through one corridor.
struct CorridorRoutes: Sendable {
    let corridorID: String
    /// Least cost in hours, penalties included.
    let costHours: Double
    let routes: [CorridorRoute]

    /// Segments with the share of the corridor's travellers who use them, by index.
    var uses: [(segment: Int, share: Double)] {
        var uses: [Int: Double] = [:]
        for route in routes { for segment in route.segments { uses[segment, default: 0] += route.share } }
        return uses.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension RouteModel {
    /// Routes looked at, and routes kept in each corridor.
    private static let examined = 400
    private static let kept = 3

    /// The routes between the ends of a pair, put together by corridor; in the order of corridor ids.
    func corridors(
        for pair: ODPair, legsInUse: [Bool], monthGroup: Int
    ) throws(JobError) -> [CorridorRoutes] {
        let network = try network(legsInUse: legsInUse, monthGroup: monthGroup)
        var byCorridor: [String: [RoutePath]] = [:]
        do {
            let paths = network.graph.looplessPaths(from: rank(pair.originID), to: rank(pair.destinationID))
            for path in paths.prefix(Self.examined) {
                guard let corridor = corridor(of: path.links.map { network.used[$0] }, monthGroup) else { continue }
                if byCorridor[corridor, default: []].count < Self.kept {
                    byCorridor[corridor, default: []].append(path)
                }
            }
            return try byCorridor.sorted { $0.key < $1.key }.map { corridor, found in
                let shares = try network.graph.choice(
                    among: found, sensitivity: sensitivity, model: .pathSize(beta: beta)
                ).shares
                return CorridorRoutes(
                    corridorID: corridor, costHours: (found.map(\.cost).min() ?? 0) / 3600,
                    routes: zip(found, shares).map { path, share in
                        let route = path.links.map { network.used[$0] }
                        return CorridorRoute(
                            segments: route, share: share,
                            seconds: route.reduce(0) { $0 + segments[$1].seconds[monthGroup] }, costSeconds: path.cost)
                    })
            }
        } catch {
            throw .method(stage: JobStage.flows.rawValue, problem: "\(pair.id): \(error)")
        }
    }

    private func corridor(of route: [Int], _ monthGroup: Int) -> String? {
        RiskJob.mainCorridor(of: route, segments, monthGroup)
    }
}

extension RiskJob {
    /// The corridor of the first leg on foot, or of the longest leg where nobody walks.
    static func mainCorridor(of route: [Int], _ segments: [Segment], _ monthGroup: Int) -> String? {
        if let walked = route.first(where: { segments[$0].leg.mode == .foot }) {
            return segments[walked].leg.corridorID
        }
        return route.max { segments[$0].seconds[monthGroup] < segments[$1].seconds[monthGroup] }
            .map { segments[$0].leg.corridorID }
    }
}
