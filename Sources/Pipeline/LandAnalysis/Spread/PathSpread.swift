internal import Connectivity
public import Export
internal import Network
internal import SpatialFormats

/// `land spread`: where paths between sources and targets pass if cheap ones are likelier, not certain.
public struct PathSpread: Sendable {
    /// What the paths cross.
    public enum Ground: Sendable {
        /// Rasters of affinity and cost; without a cost it is −ln of the affinity of each edge.
        case rasters(affinity: String, cost: String?)
        /// A table of directed edges.
        case network(String)
    }

    /// Where paths begin and end.
    public enum Ends: Sendable {
        /// One place each: `X,Y`, or the id of a node.
        case pair(from: String, to: String)
        /// Rasters of weights.
        case weights(sources: String, targets: String)
    }

    /// What the paths cross.
    public var ground: Ground
    /// Where paths begin and end; nil if only distances are asked for.
    public var ends: Ends?
    /// 4 or 8.
    public var neighbours = 8
    /// `target` or `mean`.
    public var edgeRule = "target"
    /// How much cheap paths are favoured, above 0; nil makes θ × least cost 20.
    public var theta: Double?
    /// What the coordinates of places mean.
    public var system = PlaceSystem.degrees
    /// The passage: a `.tif`, or for a network a `.csv`.
    public var output: RasterDestination?
    /// Whether the passage is written as doubles.
    public var isExact = false
    /// Places between which distances are wanted: a CSV or `X,Y;X,Y…`, and where they go.
    public var distances: (points: String, path: String)?
    /// Whether existing outputs are replaced.
    public var overwrite = false

    /// What was found.
    public struct Outcome: Sendable {
        /// How it was found.
        public let frame: ResultFrame
        /// The θ that was used; nil if no source reaches a target.
        public let theta: Double?
        /// Sums over all pairs of source and target by the product of their weights; nil if none is connected.
        public let totals: SpreadTotals?
        /// Nodes of the largest strongly connected part.
        public let nodes: Int
    }

    /// A job with the defaults of the command line.
    public init(ground: Ground, ends: Ends?) {
        self.ground = ground
        self.ends = ends
    }

    /// Reads, solves for each target and writes.
    ///
    /// - Throws: ``RequestError`` and the errors of the files.
    public func run(_ progress: LandProgress) throws -> Outcome {
        let rule = try checkedRule()
        try checkOutputs()
        progress("reading", 0, 1)
        // Measured at 1000 × 1000 with 8 neighbours.
        var rasters = AlignedRasters(bytesPerCell: 1300)
        let network: SpreadNetwork
        switch ground {
        case .rasters(let affinity, let cost):
            network = try SpreadNetwork(
                affinityPath: affinity, costPath: cost, corners: neighbours == 8, rule: rule, &rasters)
        case .network(let path): network = try SpreadNetwork(table: path)
        }
        let plan = try SpreadPlan(self, network, &rasters)
        guard let theta = try chosenTheta(plan, network) else {
            try write(passage: nil, distances: plan.unconnected(), of: network)
            return Outcome(frame: frame, theta: self.theta, totals: nil, nodes: network.network.nodeCount)
        }
        let solution = try plan.solve(network.network, theta: theta, progress)
        progress("writing", 0, 1)
        try write(passage: plan.isConnected ? solution.passage : nil, distances: solution.distances, of: network)
        return Outcome(
            frame: frame, theta: theta, totals: plan.isConnected ? solution.totals : nil,
            nodes: network.network.nodeCount)
    }

    private func checkedRule() throws(RequestError) -> CellEdgeRule {
        guard neighbours == 4 || neighbours == 8 else {
            throw RequestError(.wrongUsage, "--neighbours is \(neighbours); use 4 or 8")
        }
        if let theta, !(theta > 0 && theta.isFinite) {
            throw RequestError(.wrongUsage, "--theta is \(theta); it must be a finite number above 0")
        }
        switch edgeRule {
        case "target": return .target
        case "mean": return .mean
        default: throw RequestError(.wrongUsage, "--edge-rule is \"\(edgeRule)\"; use target or mean")
        }
    }

    private func checkOutputs() throws {
        if let output {
            if case .network = ground {
                _ = try OutputFormat(of: output.path, allowed: [.csv])
                try OutputFormat.requirePlace(output.path, overwrite: overwrite)
            } else {
                try output.check()
            }
        }
        if let distances {
            _ = try OutputFormat(of: distances.path, allowed: [.csv])
            try OutputFormat.requirePlace(distances.path, overwrite: overwrite)
        }
    }

    /// θ as given, or such that θ × least cost is 20; nil if nothing needs it.
    private func chosenTheta(_ plan: SpreadPlan, _ network: SpreadNetwork) throws(RequestError) -> Double? {
        if let theta { return plan.isConnected || plan.hasDistances ? theta : nil }
        guard plan.isConnected else {
            if !plan.hasDistances { return nil }
            throw RequestError(.wrongUsage, "--theta has no default without a connected source and target; give it")
        }
        let least = plan.meanLeastCost(network.network)
        guard least > 0 else {
            throw RequestError(.wrongUsage, "--theta has no default, since the least cost is 0; give it")
        }
        return 20 / least
    }

    private var frame: ResultFrame {
        guard case .rasters = ground else {
            return ResultFrame(unit: "cost", neighbours: nil, elongationBound: nil, lengthRule: nil)
        }
        return ResultFrame(
            unit: "cost", neighbourhood: neighbours == 8 ? .n8 : .n4, cellAspect: 1, lengths: .cells)
    }
}

/// Sums over pairs of source and target, each by the product of their weights, in units of cost.
public struct SpreadTotals: Sendable {
    /// Of the cheapest ways.
    public internal(set) var leastCost = 0.0
    /// Of the expected costs of the paths.
    public internal(set) var expectedCost = 0.0
    /// Of the free energies.
    public internal(set) var freeEnergy = 0.0
    /// Of the divergences of the paths from the random walk, in nats: θ × (free energy − expected cost).
    public internal(set) var divergence = 0.0
}
