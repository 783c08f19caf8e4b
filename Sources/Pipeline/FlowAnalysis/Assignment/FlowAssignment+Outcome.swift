internal import Flows
internal import SpatialFormats

extension FlowAssignment {
    /// What a summary says.
    public struct Outcome: Sendable {
        /// A pair whose persons were not assigned.
        public struct Pair: Sendable {
            /// The id of the place of origin.
            public let from: String
            /// The id of the destination.
            public let to: String
            /// Persons who want to travel.
            public let persons: Double
        }

        /// Σ∫₀^x t(w) dw over the links, in cost × persons.
        public let objective: Double
        /// How far from an equilibrium; nil where none is looked for.
        public let relativeGap: Double?
        /// Passes over the whole network.
        public let iterations: Int
        /// Whether the gap asked for was reached.
        public let isConverged: Bool
        /// Σ flow·cost, both as written.
        public let totalCost: Double
        /// Persons who travel.
        public let assigned: Double
        /// Persons who stay away.
        public let outside: Double
        /// Pairs without any route, in the order of the demand.
        public let disconnected: [Pair]
        /// Persons whose journey ends where it starts; they use no link.
        public let intrazonal: Double
        /// Per file, the columns that say nothing to us.
        public let ignoredColumns: [(path: String, columns: [String])]
        /// What else a reader should know.
        public let remarks: [String]

        init(_ report: AssignmentReport, _ demand: DemandTable, path demandPath: String, objective: Double) {
            self.objective = objective
            let (found, trips, places) = (report.found, report.demand, report.links.placeIDs)
            relativeGap = found.relativeGap
            iterations = found.iterations
            isConverged = found.isConverged
            totalCost = zip(found.flows, report.costs).reduce(0) { $0 + $1.0 * $1.1 }
            outside = found.outside.reduce(0, +)
            disconnected = found.disconnected.map {
                Pair(from: places[trips[$0].from], to: places[trips[$0].to], persons: trips[$0].persons)
            }
            intrazonal = trips.reduce(0) { $1.from == $1.to ? $0 + $1.persons : $0 }
            let all = trips.reduce(0) { $0 + $1.persons }
            assigned = all - intrazonal - outside - disconnected.reduce(0) { $0 + $1.persons }
            ignoredColumns = [(report.links.path, report.links.ignoredColumns), (demandPath, demand.ignoredColumns)]
                .filter { !$0.1.isEmpty }
            remarks = demand.remarks
        }
    }
}
