internal import Connectivity
public import Export
internal import SpatialEngine
internal import SpatialFormats

/// `land current`: currents, voltages and effective resistances of a raster or a network taken as an electric circuit.
public struct CircuitAnalysis: Sendable {
    /// Whether numbers are resistances or conductances.
    public enum Quantity: String, CaseIterable, Sendable {
        case resistance, conductance
    }

    /// What conducts.
    public enum Ground: Sendable {
        /// A raster, and what its values are.
        case raster(String, Quantity)
        /// An edge list, and what its values are.
        case network(String, Quantity)
    }

    /// What each solve is.
    public enum Mode: String, CaseIterable, Sendable {
        case pairwise, advanced
        case oneToAll = "one-to-all"
        case allToOne = "all-to-one"
    }

    /// Where a node has a source and a ground.
    public enum Conflict: String, CaseIterable, Sendable {
        case keepAll = "keep-all"
        case removeSource = "remove-source"
        case removeGround = "remove-ground"
        case removeBoth = "remove-both"
    }

    /// What conducts.
    public var ground: Ground
    /// What each solve is.
    public var mode = Mode.pairwise
    /// 4 or 8.
    public var neighbours = 8
    /// Of what a tie between two cells takes the mean.
    public var average = Quantity.resistance
    /// Raster whose cells not above 0 are closed.
    public var mask: String?
    /// Raster of short-circuit regions.
    public var regions: String?
    /// Raster of ids, or CSV `id,x,y`, or `id` for a network.
    public var focal: String?
    /// The terminals 1 and 2, instead of ``focal``.
    public var ends: (from: String, to: String)?
    /// What the coordinates of the places mean.
    public var system = PlaceSystem.degrees
    /// CSV `from,to`.
    public var pairs: String?
    /// CSV `id,amperes`.
    public var strengths: String?
    /// Raster, CSV `x,y,value`, or `id,value` for a network.
    public var sources: String?
    /// As ``sources``.
    public var grounds: String?
    /// What the values of ``grounds`` are.
    public var groundQuantity = Quantity.resistance
    /// Every source is 1 A.
    public var hasUnitSources = false
    /// Every ground is 0 V itself.
    public var hasDirectGrounds = false
    /// Where a node has a source and a ground.
    public var conflict = Conflict.keepAll
    /// How rasters are packed, and whether outputs are replaced; the path does not count.
    public var packing = RasterDestination(path: "")
    /// Double precision in rasters.
    public var isExact = false
    /// The sum of the currents.
    public var output: String?
    /// The greatest of the currents.
    public var greatest: String?
    /// CSV of the resistances.
    public var resistances: String?
    /// Folder for the maps of each solve.
    public var maps: String?
    /// Threads; the bytes do not depend on it.
    public var threads = 1

    /// What was found.
    public struct Outcome: Sendable {
        /// How it was found.
        public let frame: ResultFrame
        /// Nodes of the circuit, regions counted as one.
        public let nodes: Int
        /// Connected parts of it.
        public let components: Int
        /// Pairs, terminals or parts that were solved.
        public let solves: Int
        /// Relative residual of the worst solve.
        public let greatestResidual: Double
    }

    /// A job with the defaults of the command line.
    public init(ground: Ground) { self.ground = ground }

    /// Reads, solves and writes.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run(_ progress: @escaping LandProgress) throws -> Outcome {
        try checkOptions()
        progress("reading", 0, 1)
        do {
            // Measured at 1000 × 1000 with 8 neighbours.
            var rasters = AlignedRasters(bytesPerCell: 500)
            let circuit = try read(&rasters)
            var ledger = CircuitLedger(self, circuit)
            if mode == .advanced {
                try solveOpen(circuit, &rasters, &ledger, progress)
            } else {
                try solveTerminals(circuit, &rasters, &ledger, progress)
            }
            progress("writing", 0, 1)
            try ledger.finish()
            return Outcome(
                frame: ResultFrame(
                    unit: "A", neighbours: circuit.isNetwork ? nil : neighbours, elongationBound: nil, lengthRule: nil),
                nodes: circuit.graph.nodeCount, components: circuit.graph.components().count, solves: ledger.solves,
                greatestResidual: ledger.greatestResidual)
        } catch let error as ConnectivityError {
            throw RequestError(.badData, "\(error)")
        }
    }
}
