internal import Flows
internal import SpatialEngine
internal import SpatialFormats

extension FlowAssignment {
    /// How many pairs share the arrays of one search.
    private static let block = 16

    /// The alternatives of each pair; none for those that start where they end.
    private func alternatives(
        of trips: [TripDemand], in graph: RoutingGraph, method: AlternativeMethod, rules: AlternativeRules,
        _ progress: FlowProgress
    ) throws -> [[RoutePath]] {
        let search: AlternativeSearch
        do { search = try AlternativeSearch(graph, method: method, rules: rules) } catch {
            throw RequestError(.wrongUsage, "\(error)")
        }
        var routes: [[RoutePath]] = []
        routes.reserveCapacity(trips.count)
        let step = Self.block * threads * 4
        for first in stride(from: 0, to: trips.count, by: step) {
            progress("routes", first, trips.count)
            let blocks = stride(from: first, to: min(trips.count, first + step), by: Self.block).map {
                trips[$0..<min($0 + Self.block, trips.count, first + step)]
            }
            let some = parallelMap(blocks, threads: threads) { block in
                var search = search
                return block.map { trip in
                    trip.from == trip.to ? [] : search.routes(from: trip.from, to: trip.to).routes.map(\.path)
                }
            }
            for block in some { routes += block }
        }
        return routes
    }

    /// The cheapest routes of each pair without flow, whatever they share.
    func cheapestRoutes(
        of trips: [TripDemand], over table: LinkTable, count: Int, _ progress: FlowProgress
    ) throws -> RouteSets {
        let found = try alternatives(
            of: trips, in: try table.graph(weight: .cost), method: .yen, rules: AlternativeRules(count: count), progress
        )
        var sets = RouteSets()
        for routes in found { sets.appendPair(routes.map { $0.links.map { Int32($0) } }) }
        return sets
    }

    /// Spreads the persons of each pair over its alternatives at the costs without flow.
    func load(
        _ trips: [TripDemand], over table: LinkTable, by shares: RouteShares, _ progress: FlowProgress
    ) throws -> Assignment {
        let graph = try table.graph(weight: .cost, lengthNeededFor: shares.needOfLengths)
        let found = try alternatives(
            of: trips, in: graph, method: shares.method.candidates, rules: shares.limits.rules, progress)
        var assignment = Assignment(pairs: trips.count, links: table.links.count)
        for (pair, routes) in found.enumerated() {
            let persons = trips[pair].persons
            if routes.isEmpty {
                if trips[pair].from != trips[pair].to { assignment.disconnected.append(pair) }
                continue
            }
            let choice: RouteChoice
            do throws(RoutingError) {
                choice = try graph.choice(
                    among: routes, sensitivity: shares.choice.theta,
                    model: shares.choice.model.choiceModel(beta: shares.beta), outsideCost: outsideCost)
            } catch {
                throw RequestError(.wrongUsage, "\(error)")
            }
            assignment.outside[pair] = persons * (choice.outsideShare ?? 0)
            assignment.routes[pair] = zip(routes, choice.shares).map { route, share in
                AssignedRoute(links: route.links.map { Int32($0) }, flow: persons * share)
            }
            for route in assignment.routes[pair] {
                for link in route.links { assignment.flows[Int(link)] += route.flow }
            }
        }
        return assignment
    }
}

extension FlowAssignment.RouteShares {
    /// What cannot do without the length of every link; nil for nothing.
    fileprivate var needOfLengths: String? {
        if choice.model != .mnl { return "--choice \(choice.model.rawValue)" }
        return method != .yen && limits.maxOverlap < 1 && limits.count > 1 ? "--max-overlap" : nil
    }
}
