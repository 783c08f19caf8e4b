import Flows
import Sampling
import SpatialEngine

/// A network whose demand, route choice and counts are drawn from the very model that is then asked for them.
struct SimulatedNetwork {
    let model: FlowCalibration
    /// The truth behind the counts.
    let theta: Double
    let persons: [Double]
    /// The true mean flow of each link, by period.
    let flows: [[Double]]

    /// Nine places in a square, ways to the right and down, five pairs in two periods, counts on about a third of the links.
    init(isThetaKnown: Bool, random: inout SplitMix64) throws {
        var links: [RoutingLink] = []
        for place in 0..<9 {
            for (next, exists) in [(place + 1, place % 3 < 2), (place + 3, place < 6)] where exists {
                let cost = 1 + 4 * random.nextUnit()
                links.append(RoutingLink(id: "\(place)-\(next)", from: place, to: next, cost: cost, lengthMetres: 1))
            }
        }
        let graph = try RoutingGraph(placeIDs: (0..<9).map { "\($0)" }, links: links)
        let routes = [(0, 8), (0, 5), (1, 8), (3, 8), (0, 4)].map {
            PairRoutes(graph.shortestPaths(from: $0.0, to: $0.1, count: 100))
        }
        let belief = LogNormal(median: 0.5, logDeviation: 0.5)
        let theta = isThetaKnown ? 0.5 : belief.value(at: random.nextNormal())
        var demand: [FlowCalibration.Demand] = []
        for period in 0..<2 {
            for pair in routes.indices where random.nextUnit() < 0.8 {
                let prior = LogNormal(
                    median: 200 + 3000 * random.nextUnit(), logDeviation: 0.4 + 0.8 * random.nextUnit())
                demand.append(.init(pair: pair, period: period, prior: prior))
            }
        }
        let persons = demand.map { $0.prior.value(at: random.nextNormal()) }
        var flows = [[Double]](repeating: [0, 0], count: links.count)
        for (item, persons) in zip(demand, persons) {
            for link in routes[item.pair].links {
                flows[link][item.period] += persons * routes[item.pair].share(of: link, sensitivity: theta)
            }
        }
        var counts: [FlowCalibration.Count] = []
        for link in links.indices {
            for period in 0..<2 where random.nextUnit() < 0.35 {
                let count = random.nextNegativeBinomial(mean: flows[link][period], size: 20)
                counts.append(.init(link: link, period: period, persons: count))
            }
        }
        model = FlowCalibration(
            routes: routes, demand: demand, counts: counts,
            sensitivity: isThetaKnown ? .fixed(theta) : .believed(belief), size: 20)
        (self.theta, self.persons, self.flows) = (theta, persons, flows)
    }
}
