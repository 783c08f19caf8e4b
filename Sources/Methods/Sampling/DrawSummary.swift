/// What the draws of one quantity say: where it lies, and how far the draws can be trusted.
public struct DrawSummary: Hashable, Sendable {
    /// Mean of all draws.
    public let mean: Double
    /// Standard deviation of all draws (n − 1); 0 for a single one.
    public let deviation: Double
    /// Rank-normalised split R-hat, see ``Convergence/rHat(_:)``; NaN where the draws are too few.
    public let rHat: Double
    /// Effective draws for the middle of the distribution; NaN where the draws are too few.
    public let bulkEffectiveDraws: Double
    /// Effective draws for the 5 % and 95 % quantiles, the smaller of the two; NaN where the draws are too few.
    public let tailEffectiveDraws: Double
    private let sorted: [Double]

    /// Sums up chains of equal length.
    ///
    /// - Precondition: At least one draw, all finite.
    /// - Complexity: O(*n* log *n* + *n* *t*) for *n* draws and an autocorrelation that ends after *t*.
    public init(_ chains: [[Double]]) {
        sorted = chains.flatMap(\.self).sorted()
        precondition(!sorted.isEmpty, "a summary needs draws")
        let count = Double(sorted.count)
        let mean = sorted.reduce(0, +) / count
        self.mean = mean
        let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        deviation = sorted.count > 1 ? (squares / (count - 1)).squareRoot() : 0
        (rHat, bulkEffectiveDraws) = Convergence.rHatAndBulk(chains)
        tailEffectiveDraws = Convergence.tailEffectiveDraws(chains)
    }

    /// The value below which a share of the draws lies, linear between draws (type 7 of Hyndman and Fan 1996).
    ///
    /// - Precondition: `share` lies in 0…1.
    public func quantile(_ share: Double) -> Double { Convergence.quantile(sorted, share) }

    /// The middle of the draws.
    public var median: Double { quantile(0.5) }

    /// The interval from the middle that holds a share of the draws, as much below as above.
    public func interval(_ share: Double) -> ClosedRange<Double> {
        quantile((1 - share) / 2)...quantile((1 + share) / 2)
    }
}
