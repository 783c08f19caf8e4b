/// Draws of several chains, with how the sampling went.
public struct PosteriorDraws: Sendable {
    /// Numbers in a draw.
    public let dimensions: Int
    /// Draws kept per chain.
    public let draws: Int
    /// Chains.
    public let chains: Int
    /// All numbers: chain by chain, in it draw by draw, in it dimension by dimension.
    public let values: [Double]
    /// Draws after warm-up whose trajectory met an energy error above 1000: parts of the target are then not well explored.
    public let divergences: Int
    /// Draws after warm-up whose trajectory was cut at the largest depth: slow, not wrong.
    public let depthHits: Int
    /// Evaluations of the density after warm-up, over all chains.
    public let evaluations: Int
    /// The step size of each chain.
    public let stepSizes: [Double]

    init(dimensions: Int, draws: Int, runs: [ChainRun]) {
        self.dimensions = dimensions
        self.draws = draws
        chains = runs.count
        values = runs.flatMap(\.values)
        divergences = runs.reduce(0) { $0 + $1.divergences }
        depthHits = runs.reduce(0) { $0 + $1.depthHits }
        evaluations = runs.reduce(0) { $0 + $1.steps }
        stepSizes = runs.map(\.stepSize)
    }

    /// One dimension: an array per chain, draws in order.
    ///
    /// - Precondition: `dimension` lies in 0 ..< ``dimensions``.
    public func series(_ dimension: Int) -> [[Double]] {
        precondition((0..<dimensions).contains(dimension), "dimension \(dimension) of \(dimensions)")
        return series { $0[$0.startIndex + dimension] }
    }

    /// A function of each draw: an array per chain, draws in order.
    public func series(_ value: (ArraySlice<Double>) -> Double) -> [[Double]] {
        (0..<chains).map { chain in
            (0..<draws).map { draw in
                let start = (chain * draws + draw) * dimensions
                return value(values[start..<start + dimensions])
            }
        }
    }
}
