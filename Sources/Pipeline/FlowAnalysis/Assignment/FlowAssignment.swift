internal import Export
internal import Flows
internal import Foundation
internal import SpatialFormats

/// `network flows`: how many people use each link of a network.
public struct FlowAssignment: Sendable {
    /// How people choose their routes.
    public enum Model: Sendable {
        /// Nobody has a cheaper route.
        case userEquilibrium
        /// All on the cheapest route at the costs without flow.
        case allOrNothing
        /// Logit at the costs that flows make, over the `cheapest` routes without flow or, for nil, over all simple routes.
        case stochasticEquilibrium(theta: Double, cheapest: Int?)
        /// Shares of alternative routes at the costs without flow.
        case routeChoice(RouteShares)
        /// All walks at the costs without flow, none listed.
        case randomisedWalks(theta: Double, reference: Reference)
    }

    /// How likely walks are before costs count.
    public enum Reference: String, CaseIterable, Sendable {
        /// All alike.
        case none
        /// As a random walk takes them.
        case uniform
    }

    /// Which routes are chosen from, and how.
    public struct RouteShares: Sendable {
        /// Where candidates come from.
        public var method = NetworkAlternatives.Method.overlap
        /// Which of them are kept.
        public var limits = NetworkAlternatives.Limits()
        /// How travellers choose.
        public var choice: NetworkAlternatives.Choice
        /// The weight of what routes share.
        public var beta = 1.0

        /// A choice among the usual alternatives.
        public init(_ choice: NetworkAlternatives.Choice) { self.choice = choice }
    }

    /// How people choose their routes.
    public var model: Model
    /// A table of links, a GeoJSON file or a TNTP network.
    public var links: String
    /// A table `from,to,persons` or a TNTP trip table.
    public var demand: String
    /// Where flows go: a `.csv`, or a `.geojson` if links have lines.
    public var output: String
    /// Where the routes go; a `.csv`.
    public var routes: String?
    /// The gap at which an equilibrium is reached; 0 or more.
    public var gap = 1e-6
    /// Iterations at most; 1 or more.
    public var maxIterations = 10_000
    /// Cost of staying away, in the models of routes with shares; nil: all travel.
    public var outsideCost: Double?
    /// How many simple routes a pair may have.
    public var maxRoutes = 20_000
    /// Whether existing outputs are replaced.
    public var overwrite = false
    /// Threads to use; results do not depend on it.
    public var threads = 1

    /// A job with the defaults of the command line.
    public init(model: Model, links: String, demand: String, output: String) {
        self.model = model
        self.links = links
        self.demand = demand
        self.output = output
    }

    /// Reads, assigns and writes.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run(_ progress: @escaping FlowProgress) throws -> Outcome {
        let format = try checkOutputs()
        progress("reading", 0, 1)
        let table = try LinkTable(links)
        let pairs = try DemandTable(demand, places: table, needsPersons: true)
        if format == .geojson { try table.requireLines() }
        let network = try CongestedNetwork(table)
        let trips = pairs.pairs.map { TripDemand(from: $0.from, to: $0.to, persons: $0.persons) }
        let found = try assign(trips, to: network, table, progress)
        progress("writing", 0, 1)
        let report = AssignmentReport(table, trips, found, costs: network.costs(at: found.flows))
        try report.write(to: output, as: format, overwrite: overwrite)
        if let routes { try report.writeRoutes(to: routes, overwrite: overwrite) }
        return Outcome(report, pairs, path: demand, objective: network.objective(at: found.flows))
    }

    private func checkOutputs() throws -> OutputFormat {
        let format = try OutputFormat(of: output, allowed: [.csv, .geojson])
        try OutputFormat.requirePlace(output, overwrite: overwrite)
        if let routes {
            _ = try OutputFormat(of: routes, allowed: [.csv])
            try OutputFormat.requirePlace(routes, overwrite: overwrite)
        }
        guard gap >= 0, gap < .infinity else {
            throw RequestError(.wrongUsage, "--gap is \(gap); it must be a finite number of 0 or more")
        }
        guard maxIterations >= 1 else {
            throw RequestError(.wrongUsage, "--max-iterations is \(maxIterations); it must be 1 or more")
        }
        return format
    }

    /// How far a gap has come on the way from 1 to the one asked for, in powers of ten.
    private func percent(of reached: Double) -> Int {
        guard reached > 0, reached < 1 else { return reached > 0 ? 0 : 100 }
        return Int(min(99, 100 * log(reached) / log(max(gap, 1e-16))))
    }

    private func assign(
        _ trips: [TripDemand], to network: CongestedNetwork, _ table: LinkTable, _ progress: @escaping FlowProgress
    ) throws -> Assignment {
        if case .routeChoice(let shares) = model {
            return try load(trips, over: table, by: shares, progress)
        }
        let rule = StoppingRule(gap: gap, maxIterations: maxIterations)
        do {
            switch model {
            case .userEquilibrium:
                return try network.userEquilibrium(of: trips, until: rule, threads: threads) { _, gap in
                    progress("assigning", percent(of: gap), 100)
                }
            case .stochasticEquilibrium(let theta, let cheapest):
                let routes =
                    try cheapest.map { try cheapestRoutes(of: trips, over: table, count: $0, progress) }
                    ?? network.simpleRoutes(of: trips, limit: maxRoutes)
                return try network.stochasticEquilibrium(
                    of: trips, among: routes, theta: theta, outsideCost: outsideCost, until: rule
                ) { _, gap in progress("assigning", percent(of: gap), 100) }
            case .randomisedWalks(let theta, let reference):
                return try network.randomisedWalks(
                    of: trips, theta: theta, reference: reference == .none ? .none : .uniform, threads: threads
                ) { progress("assigning", $0, $1) }
            case .allOrNothing, .routeChoice: return network.allOrNothing(of: trips, threads: threads)
            }
        } catch let error as AssignmentError {
            throw table.request(error)
        }
    }
}

extension CongestedNetwork {
    /// The links of a table, which must all have a cost.
    init(_ table: LinkTable) throws {
        var links: [CongestedLink] = []
        links.reserveCapacity(table.links.count)
        for (link, ends) in zip(table.links, table.ends) {
            guard let cost = link.cost else {
                throw RequestError(.badData, "\(table.path), link \(link.id): it has no cost; fill the column cost")
            }
            links.append(
                CongestedLink(
                    from: ends.from, to: ends.to, freeCost: cost, capacity: link.capacity ?? .infinity, b: link.b,
                    power: link.power))
        }
        do throws(AssignmentError) {
            try self.init(
                placeCount: table.placeIDs.count, links: links, firstThroughPlace: table.firstThroughPlace)
        } catch {
            throw table.request(error)
        }
    }
}

extension LinkTable {
    /// An error of an assignment in the words of the file.
    func request(_ error: AssignmentError) -> RequestError {
        switch error {
        case .badNumber(let link, let field, let value):
            RequestError(.badData, "\(path), link \(links[link].id): \(field) \(value) is outside its range")
        case .costOverflow(let link, let flow):
            RequestError(
                .badData,
                "\(path), link \(links[link].id): its cost at flow \(flow) is beyond all numbers; mend its capacity, b "
                    + "or power")
        case .tooManyRoutes(let from, let to, let limit):
            RequestError(
                .wrongUsage,
                "there are more than \(limit) simple routes from \(placeIDs[from]) to \(placeIDs[to]); name --k N for the "
                    + "N cheapest")
        case .divergentWalks(let to):
            RequestError(
                .wrongUsage,
                "the weights of the walks to \(placeIDs[to]) have no finite sum at this --theta; give a greater one, or "
                    + "--reference uniform")
        case .badParameter(let name, let value, let allowed):
            RequestError(.wrongUsage, "--\(name) is \(value); it must be \(allowed)")
        case .unknownPlace: RequestError(.badData, "\(path): \(error)")
        }
    }
}
