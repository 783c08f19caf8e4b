import Flows
import Glibc
import Incidents
import Ingest
import SpatialEngine

extension RiskJob {
    /// The flows of each direction with the scenario's legs shut; none where all stay open.
    static func divertedFlows(
        _ inputs: JobInputs, over segments: [Segment], _ monthly: MonthlyFlowFindings
    ) throws(JobError) -> [DivertedFlow] {
        guard let scenario = inputs.settings.scenario, !scenario.closedLegs.isEmpty else { return [] }
        let model = try RouteModel(inputs, segments, closedLegs: scenario.closedLegs)
        let settings = try MonthlyFlowSettings(inputs)
        let outside = try inputs.parameter("outside_cost_hours")
        var flows: [DivertedFlow] = []
        for flow in monthly.directions {
            let stage = MonthlyFlowModel(inputs, settings, flow.direction, segments)
            let thetas = (0..<settings.draws).map { draw in
                var random = inputs.random(.closures).stream(UInt64(draw))
                return random.next(logBetween: settings.theta.lowerBound, settings.theta.upperBound)
            }
            flows.append(
                DivertedFlow(flow: flow, network: try stage.network(model), thetas: thetas, outsideHours: outside))
        }
        return flows
    }

    /// Legs of a closure must be the region's, and months those of a year.
    static func check(_ scenario: Scenario?, _ inputs: JobInputs) throws(JobError) {
        guard let scenario else { return }
        for id in scenario.closedLegs where !inputs.pack.legs.contains(where: { $0.id == id }) {
            throw .badOption(
                name: "closure", problem: "\(id) is no leg of \(inputs.pack.settings.id)", mend: "see legs.csv")
        }
        guard let months = scenario.months else { return }
        guard !months.isEmpty, months.allSatisfy({ 1...12 ~= $0 }) else {
            throw .badOption(name: "month", problem: "\(months) are no months of a year", mend: "use 1 to 12")
        }
        guard inputs.months.contains(where: { months.contains($0.month) }) else {
            throw .badOption(
                name: "month",
                problem: "no month \(months.map(String.init).joined(separator: ", ")) lies in the window",
                mend: "widen from and to")
        }
    }
}

/// A direction whose people find some legs shut.
///
/// Pair by pair and month by month, those whose way costs more or is gone choose among what is left, or stay away, in proportion
/// to their weights before times exp(−θ × added cost): a multinomial logit whose constants are those that the shares imply, with
/// θ drawn even in the logarithm over its range. Staying away has the weight of the best way times exp(−θ × (outside cost − its
/// cost)). People whose ways are outside the counts choose among such ways alone.
struct DivertedFlow: RouteUses {
    /// As it was.
    let flow: DirectionFlow
    /// The ways without the shut legs.
    let network: WayNetwork
    /// θ per hour of each draw.
    let thetas: [Double]
    let outsideHours: Double
    /// Pairs that some counted way serves.
    private let countedPairs: Set<Int>

    init(flow: DirectionFlow, network: WayNetwork, thetas: [Double], outsideHours: Double) {
        (self.flow, self.network, self.thetas, self.outsideHours) = (flow, network, thetas, outsideHours)
        countedPairs = Set(
            flow.network.months.flatMap { month in
                month.routes.prefix(flow.network.counted.count).joined().map(\.pair)
            })
    }

    var pairs: [ODPair] { flow.network.pairs }

    func uses(ofPair pair: Int, month: Int) -> [RouteUse] {
        let change = diversion(ofPair: pair, month: month)
        return change.ways.flatMap { way -> [RouteUse] in
            guard let routes = way.routesAfter else { return [] }
            return routes.routes.map { route in
                RouteUse(
                    route: route, persons: way.after.map { $0 * route.share },
                    isCounted: way.isCounted && flow.counts[month].persons != nil)
            }
        }
    }

    /// One way of a pair in a month, before and after.
    struct Way {
        /// Index into the flow's ways.
        let index: Int
        let isCounted: Bool
        let routesAfter: CorridorRoutes?
        let before: [Double]
        var after: [Double]
        /// Hours that it costs more; nil where it is shut.
        let addedHours: Double?
        /// nil for people whose way is not in the legs.
        let hoursBefore: Double?

        var isUnlisted: Bool { hoursBefore == nil }
    }

    /// A pair in a month.
    struct Diversion {
        var ways: [Way]
        /// People of the pair who do not travel any more, draw by draw.
        var stayAway: [Double]
    }

    func diversion(ofPair pair: Int, month: Int) -> Diversion {
        let ways = listedWays(ofPair: pair, month: month) + unlistedWay(ofPair: pair, month: month)
        let draws = thetas.count
        guard ways.contains(where: { $0.addedHours != 0 }) else {
            return Diversion(ways: ways, stayAway: [Double](repeating: 0, count: draws))
        }
        var diversion = Diversion(ways: ways, stayAway: [Double](repeating: 0, count: draws))
        let best = ways.indices.filter { ways[$0].hoursBefore != nil }
            .min { (ways[$0].hoursBefore ?? 0) < (ways[$1].hoursBefore ?? 0) }
        for draw in 0..<draws {
            let theta = thetas[draw]
            let weights = ways.map { way in way.addedHours.map { way.before[draw] * exp(-theta * $0) } ?? 0 }
            let waiting = best.map { best in
                ways[best].before[draw] * exp(-theta * max(0, outsideHours - (ways[best].hoursBefore ?? 0)))
            }
            let (outside, left) = (waiting ?? 0, weights.reduce(0, +))
            let all = ways.reduce(0) { $0 + $1.before[draw] } + outside
            // Where nothing is left and nobody weighs staying away, all stay away.
            let scale = left + outside > 0 ? all / (left + outside) : 0
            for way in ways.indices { diversion.ways[way].after[draw] = weights[way] * scale }
            diversion.stayAway[draw] = all - outside - left * scale
        }
        return diversion
    }

    private func listedWays(ofPair pair: Int, month: Int) -> [Way] {
        flow.ways.indices.compactMap { index in
            let takers = flow.network.months[month].routes[index]
            guard let position = takers.firstIndex(where: { $0.pair == pair }),
                let persons = flow.ways[index].persons[month]
            else { return nil }
            let (weight, before) = (flow.network.weights(month, index)[position], takers[position].routes)
            let after = routes(flow.ways[index].corridorID, ofPair: pair, month: month)
            let own = persons.map { $0 * weight }
            return Way(
                index: index, isCounted: flow.ways[index].isCounted, routesAfter: after, before: own, after: own,
                addedHours: after.map { $0.costHours - before.costHours }, hoursBefore: before.costHours)
        }
    }

    /// The pair's part of those on ways that are not in the legs, which stay open.
    private func unlistedWay(ofPair pair: Int, month: Int) -> [Way] {
        guard let index = flow.ways.firstIndex(where: { $0.corridorID == RiskJob.unlistedWay }),
            let persons = flow.ways[index].persons[month], countedPairs.contains(pair)
        else { return [] }
        let all = countedPairs.sorted().reduce(0) { $0 + (pairs[$1].share?.typical ?? 1) }
        let own = persons.map { $0 * (pairs[pair].share?.typical ?? 1) / all }
        return [
            Way(
                index: index, isCounted: true, routesAfter: nil, before: own, after: own, addedHours: 0,
                hoursBefore: nil)
        ]
    }

    private func routes(_ corridorID: String, ofPair pair: Int, month: Int) -> CorridorRoutes? {
        guard let way = (network.counted + network.uncounted).firstIndex(of: corridorID) else { return nil }
        return network.months[month].routes[way].first { $0.pair == pair }?.routes
    }
}

extension SplitMix64 {
    /// A number even in the logarithm between two numbers above 0.
    mutating func next(logBetween low: Double, _ high: Double) -> Double { low * pow(high / low, nextUnit()) }
}
