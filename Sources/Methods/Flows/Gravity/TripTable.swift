/// Trips between zones, of which only the pairs listed are possible, and the margins that they must meet.
public struct TripTable: Sendable {
    /// A pair of zones.
    public struct Cell: Hashable, Sendable {
        /// Index of the origin.
        public var from: Int
        /// Index of the destination.
        public var to: Int

        /// A pair of indices.
        public init(from: Int, to: Int) {
            self.from = from
            self.to = to
        }
    }

    /// Pairs between which trips are possible, each once.
    public let cells: [Cell]
    /// Persons who leave each origin; finite and not negative.
    public let origins: [Double]
    /// Persons who arrive at each destination; finite and not negative, with the same sum.
    public let destinations: [Double]

    /// - Precondition: Indices lie inside the margins.
    public init(cells: [Cell], origins: [Double], destinations: [Double]) {
        precondition(
            cells.allSatisfy { origins.indices.contains($0.from) && destinations.indices.contains($0.to) },
            "a cell lies outside \(origins.count) × \(destinations.count)")
        self.cells = cells
        self.origins = origins
        self.destinations = destinations
    }
}

/// What keeps a trip table from being filled.
public enum TripTableError: Error, Equatable, CustomStringConvertible {
    /// The margins have different sums.
    case unequalSums(origins: Double, destinations: Double)
    /// These origins send more than the destinations that are open to them take.
    case impossible(origins: [Int], sent: Double, destinations: [Int], taken: Double)
    /// No β makes this mean cost.
    case unreachableMean(wanted: Double, nearest: Double, beta: Double)
    /// Rounding keeps the margins from being met.
    case notConverged(error: Double)

    /// What is wrong; zones are numbered from 0.
    public var description: String {
        switch self {
        case .unequalSums(let origins, let destinations):
            "\(origins) persons leave the origins but \(destinations) arrive at the destinations"
        case .impossible(let origins, let sent, let destinations, let taken):
            "\(origins.count) origins send \(sent), but the \(destinations.count) destinations open to them take \(taken)"
        case .unreachableMean(let wanted, let nearest, let beta):
            "no table has the mean cost \(wanted); at beta \(beta) it is \(nearest)"
        case .notConverged(let error): "the margins are missed by \(error)"
        }
    }
}

extension TripTable {
    /// Share of all trips that counts as rounding.
    static let rounding = 1e-9

    /// Which cells may hold trips in any table with these margins.
    ///
    /// A greatest flow from origins to destinations tells whether there is one (Gale 1957, doi:10.2140/pjm.1957.7.1073); a
    /// cell that joins two strongly connected parts of what the flow leaves open is empty in all of them.
    /// - Throws: ``TripTableError/unequalSums(origins:destinations:)`` or
    ///   ``TripTableError/impossible(origins:sent:destinations:taken:)``.
    /// - Complexity: O(√zones · cells) for usual tables.
    func possibleCells() throws(TripTableError) -> [Bool] {
        let (sent, taken) = (origins.reduce(0, +), destinations.reduce(0, +))
        guard abs(sent - taken) <= Self.rounding * max(sent, taken) else {
            throw .unequalSums(origins: sent, destinations: taken)
        }
        var flow = MarginFlow(self)
        flow.fill()
        if flow.missing > Self.rounding * sent {
            let reached = flow.reachedFromUnsent()
            let from = origins.indices.filter { reached.origins[$0] }
            let to = destinations.indices.filter { reached.destinations[$0] }
            throw .impossible(
                origins: from, sent: from.reduce(0) { $0 + origins[$1] }, destinations: to,
                taken: to.reduce(0) { $0 + destinations[$1] })
        }
        let parts = flow.parts()
        return cells.map { cell in
            origins[cell.from] > 0 && destinations[cell.to] > 0
                && parts[cell.from] == parts[origins.count + cell.to]
        }
    }
}
