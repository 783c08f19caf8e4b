import Incidents
import Ingest
import SpatialEngine

/// Counted people on each route in the scenario's months of the whole window, as they went and as they would go.
struct ScenarioChange: Sendable {
    /// One direction.
    struct Direction: Sendable {
        let direction: TravelDirection
        /// Routes in the order of their segments, with draws of their people.
        let before: [RouteUse]
        let after: [RouteUse]
        /// People whose way is not in the legs.
        let unlistedBefore: [Double]
        let unlistedAfter: [Double]
        /// People who would not travel.
        let stayAway: [Double]
    }

    let directions: [Direction]

    /// - Parameter after: Empty where nothing is shut: then everybody goes as they went.
    init(_ inputs: JobInputs, before: [DirectionFlow], after: [DivertedFlow]) {
        let wanted = inputs.wantedGroups.flatMap { inputs.months(ofGroup: $0) }
        let months = inputs.months.indices.filter { wanted.contains(inputs.months[$0].month) }
        directions = before.indices.map { index in
            let flow = before[index]
            let diverted = after.isEmpty ? nil : after[index]
            var (unlisted, unlistedAfter, away) = (Self.none(flow), Self.none(flow), Self.none(flow))
            for month in months where flow.counts[month].persons != nil {
                let persons = flow.persons(on: [RiskJob.unlistedWay], month: month) ?? []
                add(persons, to: &unlisted)
                add(diverted?.unlisted(month: month) ?? persons, to: &unlistedAfter)
                for pair in flow.pairs.indices {
                    if let diverted { add(diverted.stayAway(ofPair: pair, month: month), to: &away) }
                }
            }
            let went = Self.routes(of: flow, months)
            return Direction(
                direction: flow.direction, before: went, after: diverted.map { Self.routes(of: $0, months) } ?? went,
                unlistedBefore: unlisted, unlistedAfter: unlistedAfter, stayAway: away)
        }
    }

    private static func none(_ flow: DirectionFlow) -> [Double] {
        [Double](repeating: 0, count: flow.totals.first?.count ?? 0)
    }

    private static func routes(of flow: any RouteUses, _ months: [Int]) -> [RouteUse] {
        var sums: [[Int]: RouteUse] = [:]
        for pair in flow.pairs.indices {
            for month in months {
                for use in flow.uses(ofPair: pair, month: month) where use.isCounted {
                    var persons = sums[use.route.segments]?.persons ?? use.persons.map { _ in 0 }
                    add(use.persons, to: &persons)
                    sums[use.route.segments] = RouteUse(route: use.route, persons: persons, isCounted: true)
                }
            }
        }
        return sums.values.sorted { $0.route.segments.lexicographicallyPrecedes($1.route.segments) }
    }
}

private func add(_ persons: [Double], to sum: inout [Double]) {
    for draw in persons.indices { sum[draw] += persons[draw] }
}

extension DivertedFlow {
    /// People of all pairs whose way is not in the legs.
    fileprivate func unlisted(month: Int) -> [Double] {
        pairs.indices.reduce(into: [Double](repeating: 0, count: thetas.count)) { sum, pair in
            for way in diversion(ofPair: pair, month: month).ways where way.isUnlisted { add(way.after, to: &sum) }
        }
    }

    /// People of a pair who would not travel; none of those whom nobody counts.
    fileprivate func stayAway(ofPair pair: Int, month: Int) -> [Double] {
        let change = diversion(ofPair: pair, month: month)
        return change.ways.contains(where: \.isCounted) ? change.stayAway : []
    }
}
