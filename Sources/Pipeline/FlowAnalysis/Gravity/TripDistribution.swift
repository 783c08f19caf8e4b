internal import Export
internal import Flows
internal import SpatialFormats

/// `network flows --model gravity`: who goes where, from how many leave and arrive at each zone.
public struct TripDistribution: Sendable {
    /// What makes some pairs likelier than others.
    public enum Attraction: Sendable {
        /// A table `from,to,cost`; trips fall with exp(−β·cost).
        case beta(Double, costs: String)
        /// The same, with the β at which trips have a mean cost.
        case meanCost(Double, costs: String)
        /// A table `from,to,weight` that is scaled to the margins.
        case seed(String)

        /// The file of pairs.
        var path: String {
            switch self {
            case .beta(_, let costs), .meanCost(_, let costs): costs
            case .seed(let path): path
            }
        }
    }

    /// A table `zone,persons` of those who leave.
    public var origins: String
    /// A table `zone,persons` of those who arrive.
    public var destinations: String
    /// What makes some pairs likelier than others.
    public var attraction: Attraction
    /// A `.csv`.
    public var output: String
    /// Whether an existing output is replaced.
    public var overwrite = false

    /// A job with the defaults of the command line.
    public init(origins: String, destinations: String, attraction: Attraction, output: String) {
        self.origins = origins
        self.destinations = destinations
        self.attraction = attraction
        self.output = output
    }

    /// What a summary says.
    public struct Outcome: Sendable {
        /// How fast trips fall with cost; nil for a seed matrix.
        public let beta: Double?
        /// Σ persons·cost / Σ persons; nil for a seed matrix and without persons.
        public let meanCost: Double?
        /// Greatest relative distance of a row or column from its margin.
        public let maxMarginError: Double
        /// Sweeps and steps of the last fit.
        public let iterations: Int
        /// All persons.
        public let persons: Double
        /// Pairs that may have trips.
        public let pairs: Int
        /// Per file, columns that say nothing to us.
        public let ignoredColumns: [(path: String, columns: [String])]
    }

    /// Reads, fits and writes `from,to,persons`, in the order of the pairs.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run() throws -> Outcome {
        _ = try OutputFormat(of: output, allowed: [.csv])
        try OutputFormat.requirePlace(output, overwrite: overwrite)
        try checkParameters()
        let from = try MarginTable(origins)
        let to = try MarginTable(destinations)
        let isSeed = if case .seed = attraction { true } else { false }
        let pairs = try ZonePairTable(attraction.path, value: isSeed ? "weight" : "cost", from, to)
        let table = TripTable(cells: pairs.cells, origins: from.persons, destinations: to.persons)
        let fitted = try fit(table, pairs.values, from, to)
        try write(fitted.trips.persons, pairs, from, to)
        return Outcome(
            beta: isSeed ? nil : fitted.beta, meanCost: isSeed ? nil : fitted.meanCost,
            maxMarginError: fitted.trips.maxMarginError, iterations: fitted.trips.iterations,
            persons: from.persons.reduce(0, +), pairs: pairs.cells.count,
            ignoredColumns: [
                (origins, from.ignoredColumns), (destinations, to.ignoredColumns),
                (attraction.path, pairs.ignoredColumns),
            ].filter { !$0.1.isEmpty })
    }

    private func checkParameters() throws(RequestError) {
        switch attraction {
        case .beta(let value, _) where !value.isFinite:
            throw RequestError(.wrongUsage, "--beta is \(value); it must be a finite number")
        case .meanCost(let value, _) where !(value >= 0 && value.isFinite):
            throw RequestError(.wrongUsage, "--mean-cost is \(value); it must be a finite number of 0 or more")
        default: break
        }
    }

    private func fit(
        _ table: TripTable, _ values: [Double], _ from: MarginTable, _ to: MarginTable
    ) throws(RequestError) -> GravityTrips {
        do throws(TripTableError) {
            switch attraction {
            case .beta(let beta, _): return try table.gravity(costs: values, beta: beta)
            case .meanCost(let mean, _): return try table.gravity(costs: values, meanCost: mean)
            case .seed: return try table.fitted(seed: values)
            }
        } catch {
            throw request(error, from, to)
        }
    }

    private func request(_ error: TripTableError, _ from: MarginTable, _ to: MarginTable) -> RequestError {
        switch error {
        case .unequalSums(let sent, let taken):
            return RequestError(
                .badData,
                "\(sent) persons leave the zones of \(origins) but \(taken) arrive at those of \(destinations); scale one of "
                    + "them to the sum of the other")
        case .impossible(let sending, let sent, let taking, let taken):
            return RequestError(
                .badData,
                "no table meets the margins: \(from.names(sending)) send \(sent) persons, but by \(attraction.path) they can "
                    + "only go to \(to.names(taking)), where \(taken) arrive")
        case .unreachableMean(let wanted, let nearest, let beta):
            return RequestError(
                .badData,
                "no beta gives the mean cost \(wanted): at \(beta) it is \(nearest); name a --mean-cost that the margins "
                    + "allow")
        case .notConverged(let error):
            return RequestError(
                .badData,
                "the margins are missed by \(error) of themselves; the values of \(attraction.path) lie too far apart")
        }
    }

    private func write(_ persons: [Double], _ pairs: ZonePairTable, _ from: MarginTable, _ to: MarginTable) throws {
        var table = try TableWriter(path: output, overwrite: overwrite)
        try table.append(record: ["from", "to", "persons"])
        for (index, cell) in pairs.cells.enumerated() {
            table.append(from.zones[cell.from], isFirst: true)
            table.append(to.zones[cell.to])
            table.append(persons[index])
            try table.endRecord()
        }
        try table.commit()
    }
}
